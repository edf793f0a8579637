"""``./dev CHORE``: one command per chore, the same locally and in CI."""

import sys
from collections.abc import Callable

from infra.dev import check, environment, start


def _lock(_: list[str]) -> int:
    environment.lock()
    return 0


CHORES: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "run": (start.run, "启动整个系统(--https 供手机使用,--no-demo 无演示数据) · start everything"),
    "test": (check.test, "运行全部测试 · run every test"),
    "check": (check.check, "代码检查 · lint, types, import rules"),
    "bench": (lambda w: check.module("bench", w), "性能对比,./dev bench 名称 · benchmarks"),
    "soak": (lambda w: check.module("soak", w, "main"), "故障注入长测 · many phones through many faults"),
    "lock": (_lock, "更新锁文件 · renew the lock files"),
    "stop": (check.stop, "停止遗留服务 · stop left-over services"),
    "clean": (check.clean, "删除运行时产生的一切 · delete everything made at run time"),
}


def main(words: list[str]) -> int:
    if not words or words[0] in {"-h", "--help", "help"}:
        for name, (_, about) in CHORES.items():
            sys.stdout.write(f"  ./dev {name:<8} {about}\n")
        return 0
    if words[0] not in CHORES:
        sys.stderr.write(f"没有这个命令 · no such chore: {words[0]}\n")
        return 2
    return CHORES[words[0]][0](words[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
