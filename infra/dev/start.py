"""``./dev run``: from a bare machine to an answering system with demonstration data, and Ctrl-C ends it."""

import argparse
import os
import signal
import sys
import time

from infra.dev import environment, https, system
from infra.dev.services import App, Services, application_environment, choose_port, chore, say_logins
from infra.dev.steps import say, step


def run(words: list[str]) -> int:
    options = argparse.ArgumentParser(prog="./dev run", description="启动整个系统 · start everything")
    given = os.environ.get("PORT")
    options.add_argument("--port", type=int, default=int(given) if given else None)
    options.add_argument("--https", action="store_true", help="供同一网络的手机使用 · for a phone on the same network")
    options.add_argument("--no-demo", action="store_true", help="不载入演示数据 · without demonstration data")
    options.add_argument("--check", action="store_true", help="启动后即停止 · stop once it answers")
    args = options.parse_args(words)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    demo = not args.no_demo and os.environ.get("FENGXUN_DEMO", "1") != "0"
    prepare()
    port = choose_port(args.port)
    services, app = Services(), None
    try:
        app = _start(services, port, demo, args.https)
        while not args.check and app.process.poll() is None:
            time.sleep(0.3)
        return 0 if args.check else 1
    except KeyboardInterrupt:
        return 0
    finally:
        say("正在停止 · stopping")
        if app:
            app.stop()
        services.stop()


def prepare(*, browser: bool = False) -> None:
    """Install what is missing; quick when nothing is."""
    system.install_missing(database=not os.environ.get("DATABASE_URL") or browser, browser=browser)
    environment.python_packages()
    environment.build_pwa()


def _start(services: Services, port: int, demo: bool, secure: bool) -> App:
    with step("启动数据库与对象存储", "Starting the database and the object store"):
        services.start()
    env = application_environment(services, demo=demo)
    with step("更新数据库结构", "Migrating the database"):
        chore(env, "migrate")
    if demo:
        with step("载入演示县", "Loading the demonstration county"):
            chore(env, "seed-demo")
    tls = https.certificate() if secure else None
    scheme, host = ("https", "0.0.0.0") if secure else ("http", "127.0.0.1")
    with step("启动应用", "Starting the application"):
        app = App(env, port, host, tls)
        app.wait_until_it_answers(f"{scheme}://127.0.0.1:{port}/api/health")
    _say_where(f"{scheme}://localhost:{port}", port, secure)
    if demo:
        say_logins(env)
    sys.stdout.write("\n  Ctrl-C 停止 · stops everything\n")
    sys.stdout.flush()
    return app


def _say_where(address: str, port: int, secure: bool) -> None:
    sys.stdout.write(f"\n  手机端 · phone          {address}/\n  指挥室 · command room   {address}/command/\n")
    if secure:
        https.offer_authority(port + 1)
        for other in https.addresses()[2:]:
            sys.stdout.write(f"  同一网络的手机 · a phone on this network   https://{other}:{port}/\n")
            authority = f"http://{other}:{port + 1}/fengxun-ca.crt"
            sys.stdout.write(f"  请先在手机上安装并信任 · first install and trust on the phone   {authority}\n")
