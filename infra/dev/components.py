"""``./dev ui``: the page of all components, served while developing; no server of ours is needed."""

import argparse

from infra.dev import environment, node
from infra.dev.start import choose_port
from infra.dev.steps import say


def ui(words: list[str]) -> int:
    options = argparse.ArgumentParser(prog="./dev ui", description="组件一览 · every component in every state")
    options.add_argument("--port", type=int, help="端口 · the port")
    port = choose_port(options.parse_args(words).port or 0)
    environment.packages()
    node.packages()
    say(f"\n  组件 · components   http://localhost:{port}/ui/\n")
    node.npm("run", "dev", "--", "--host", "127.0.0.1", "--port", str(port), "--strictPort", quiet=False)
    return 0
