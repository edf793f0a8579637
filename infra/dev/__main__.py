"""``./dev CHORE``: one command per chore, the same locally and in CI."""

import os
import signal
import sys
from collections.abc import Callable

from infra.dev import check, components, locks, measure, start, testing, tidy
from infra.dev.places import ROOT
from infra.dev.steps import Trouble, end_in_order

Chore = Callable[[list[str]], int]

CHORES: dict[str, tuple[Chore, str, str]] = {
    "run": (
        start.run,
        "启动整个系统;--https 供手机使用,--port 端口,--no-demo 无演示数据",
        "start everything; --https for a phone, --port N, --no-demo",
    ),
    "demo": (
        start.demo,
        "会动的演示:队员走动、线索和告警自动出现;--speed 倍数",
        "run, and officers, leads and alarms move by themselves; --speed N",
    ),
    "test": (
        testing.test,
        "安装所需并运行全部检查与测试;可给 pytest 参数只跑一部分",
        "set up and run everything; words after it go to pytest",
    ),
    "check": (check.check, "代码规范、类型、导入规则、生成文件是否最新", "lint, types, import rules, generated files"),
    "bench": (measure.bench, "性能对比:./dev bench 名称", "a benchmark by name"),
    "soak": (
        measure.soak,
        "故障注入长测;verifier 证据包变造,insider 内部篡改",
        "many phones through many faults; verifier: mutated packages, insider: tampering with everything",
    ),
    "ui": (components.ui, "组件一览:所有组件的所有状态;--port 端口", "every component in every state; --port N"),
    "generate": (check.generate, "重新生成接口定义与前端类型", "the interface schema and the types made from it"),
    "lock": (locks.lock, "更新锁文件", "renew the lock files"),
    "stop": (tidy.stop, "停止遗留的服务", "stop left-over services"),
    "clean": (
        tidy.clean,
        "删除运行时产生的一切(含数据,先询问)",
        "delete all that was made at run time, data too; asks first",
    ),
}
if (ROOT / "tests" / "e2e" / "gallery.py").exists():
    CHORES["gallery"] = (measure.gallery, "为每个界面截图", "a picture of every screen")


def main(words: list[str]) -> int:
    if not words or words[0] in {"-h", "--help", "help"}:
        for name, (_, zh, en) in CHORES.items():
            sys.stdout.write(f"  ./dev {name:<10}{zh}\n                  {en}\n")
        return 0
    if words[0] not in CHORES:
        sys.stderr.write(f"没有这个命令 · no such chore: {words[0]}\n")
        return 2
    # What root makes here, the services' user must be able to read; secrets say 0600 themselves.
    os.umask(0o022)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end_in_order)
    try:
        return CHORES[words[0]][0](words[1:])
    except Trouble as trouble:
        sys.stderr.write(f"\n{trouble}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\n已中断 · interrupted\n")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
