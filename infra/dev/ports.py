"""Ports on loopback."""

import secrets
from socket import SO_REUSEADDR, SOL_SOCKET, socket

_LOWEST, _HIGHEST = 20_000, 32_000
"""Below the range from which the system takes ports for outgoing connections, so that a kept port stays ours."""


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket() as probe:
        # A port that only lingers after a closed connection is free.
        probe.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def answers(port: int) -> bool:
    with socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_row(wanted: int, count: int = 1) -> int:
    """The first of ``count`` free ports in a row: ``wanted`` if it can be (0: no wish)."""
    draws = (_LOWEST + secrets.randbelow(_HIGHEST - _LOWEST) for _ in range(200))
    for first in (wanted, *draws) if wanted else draws:
        if all(is_free(first + n) for n in range(count)):
            return first
    raise RuntimeError("no free port")
