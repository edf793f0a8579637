"""``./dev run``: from a bare machine to an answering system with demonstration data, and Ctrl-C ends it."""

import argparse
import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from infra.dev import application, environment, https, node, ports, system, users
from infra.dev.application import App, app_environment, chore
from infra.dev.places import ROOT, state
from infra.dev.services import Services
from infra.dev.steps import Trouble, elapsed, say, step


def run(words: list[str]) -> int:
    args = _options().parse_args(words)
    _refuse_a_second()
    port = choose_port(args.port or int(os.environ.get("PORT") or 0), "0.0.0.0" if args.https else "127.0.0.1")
    prepare()
    services = Services()
    with _only_run(port):
        app: App | None = None
        try:
            app = _start(services, port, wants_demo(args.no_demo), args.https)
            if not args.check:
                _watch(app, services)
            return 0
        except KeyboardInterrupt:
            return 0
        finally:
            for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(name, signal.SIG_IGN)
            say("\n正在停止 · stopping …")
            if app:
                app.stop()
            application.stop_left_over()
            services.stop()
            say("已停止 · stopped")


def demo(words: list[str]) -> int:
    """``run``, with officers who move and leads and alarms that come in by themselves."""
    about = "会动的演示 · a demonstration that plays by itself"
    options = argparse.ArgumentParser(prog="./dev demo", description=about)
    options.add_argument("--speed", type=float, default=4.0, help="快几倍,默认 4 · times faster than life, default 4")
    args, rest = options.parse_known_args(words)
    if not 0 < args.speed <= 60:
        raise Trouble("--speed 应在 0 到 60 之间。", "--speed must lie between 0 and 60.")
    os.environ["FENGXUN_DEMO_SPEED"] = str(args.speed)
    return run(rest)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="./dev run", description="启动整个系统 · start everything")
    options.add_argument("--port", type=int, help="端口,默认 8000 · the port, 8000 by default")
    options.add_argument("--https", action="store_true", help="供同一网络的手机使用 · for a phone on the same network")
    options.add_argument("--no-demo", action="store_true", help="不载入演示数据 · without demonstration data")
    options.add_argument("--check", action="store_true", help="启动成功即停止 · stop once it answers")
    return options


def wants_demo(refused: bool) -> bool:
    """By default only in our own database: one that the environment names may be somebody's real one."""
    default = "0" if os.environ.get("DATABASE_URL") else "1"
    return not refused and os.environ.get("FENGXUN_DEMO", default) == "1"


def choose_port(wanted: int, host: str = "127.0.0.1") -> int:
    """The wanted port, or (0: no wish) the first free one from 8000.

    Raises:
        Trouble: it is in use.
    """
    if wanted and not ports.is_free(wanted, host):
        free = next(p for p in range(wanted + 1, wanted + 1000) if ports.is_free(p, host))
        raise Trouble(
            f"端口 {wanted} 已被别的程序占用。请停掉它,或换一个端口:./dev run --port {free}",
            f"Port {wanted} is in use by another program. Stop that, or take another port: ./dev run --port {free}",
        )
    return wanted or next(p for p in range(8000, 9000) if ports.is_free(p, host))


def prepare(*, browser: bool = False) -> None:
    """Install what is missing; quick when nothing is."""
    system.install_missing(database=browser or not os.environ.get("DATABASE_URL"), browser=browser)
    users.become_the_caller_of_sudo(ROOT)
    environment.packages()


@contextmanager
def _only_run(port: int) -> Iterator[None]:
    """One run per checkout. What a killed one left behind is ended."""
    with _running_file().open("a+") as handle:
        if not _take(handle):
            _refuse_a_second()
        application.stop_left_over()
        handle.truncate(0)
        handle.write(f"{os.getpid()} {port}")
        handle.flush()
        yield


def _refuse_a_second() -> None:
    """Raises:
    Trouble: the system of this checkout runs already.
    """
    file = state() / "run" / "running"
    if not file.exists():
        return
    with file.open() as handle:
        if not _take(handle):
            port = handle.read().partition(" ")[2]
            raise Trouble(
                f"本目录的系统已在端口 {port} 运行;./dev stop 可停止它。",
                f"This checkout's system runs already, on port {port}; ./dev stop stops it.",
            )


def _take(handle: TextIO) -> bool:
    """The lock belongs to the open file: a killed process cannot keep it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _running_file() -> Path:
    folder = state() / "run"
    folder.mkdir(exist_ok=True)
    return folder / "running"


def stop_running() -> None:
    """Ask the run of this checkout, wherever its terminal is, to end; wait until it has."""
    with _running_file().open("a+") as handle:
        if not _take(handle):
            os.kill(int(_running_file().read_text().split()[0]), signal.SIGTERM)
            fcntl.flock(handle, fcntl.LOCK_EX)
    application.stop_left_over()


def _start(services: Services, port: int, demo: bool, secure: bool) -> App:
    with step("启动数据库与对象存储", "Starting the database and the object store"):
        named = services.start()
    node.build()
    where, addresses = application.source(), https.addresses() if secure else ["localhost", "127.0.0.1"]
    scheme, host = ("https", "0.0.0.0") if secure else ("http", "127.0.0.1")
    origins = [f"{scheme}://{address}:{port}" for address in addresses]
    env = app_environment(named, where, demo=demo, origins=origins)
    with step("更新数据库结构", "Migrating the database"):
        chore(env, "migrate")
    if demo:
        with step("载入演示县", "Loading the demonstration county"):
            chore(env, "seed-demo")
    tls = https.certificate(addresses) if secure else None
    with step("启动应用", "Starting the application"):
        app = App(env, port, host, tls)
        app.wait_until_it_answers(f"{scheme}://127.0.0.1:{port}/api/health")
    _welcome(f"{scheme}://localhost:{port}", chore(env, "demo-logins") if demo else "")
    if secure:
        https.invite_phones(port, addresses)
    say(f"\n  就绪,用时 {elapsed():.1f} 秒。Ctrl-C 停止。 · Ready. Ctrl-C stops everything.\n")
    return app


def _welcome(address: str, logins: str) -> None:
    say(f"\n  手机端 · phone          {address}/\n  指挥室 · command room   {address}/command/")
    if logins:
        say("\n  演示账号 · demonstration logins")
    for line in logins.splitlines():
        role, name, password = line.split("\t")
        say(f"    {name:<14}{password:<24}{role}")


def _watch(app: App, services: Services) -> None:
    """Until the application ends by itself, which is trouble, or somebody ends us."""
    while app.alive:
        time.sleep(2)
        if app.alive:
            services.keep()
    raise Trouble("应用意外退出。", "The application ended by itself.")
