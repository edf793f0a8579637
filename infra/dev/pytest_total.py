"""A plugin for `./dev test`: how long everything took, set-up and checks included, above pytest's own last line."""

import os
import time

import pytest

BEGUN = "FENGXUN_TEST_BEGUN"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    begun = float(os.environ.get(BEGUN, time.time()))
    terminalreporter.write_line(f"./dev test: {time.time() - begun:.0f} s 总用时 · in all")
