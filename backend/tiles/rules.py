"""Which data a tile depends on, who may share it, and where it lies on the curve. No I/O."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.tiles.structs import EVERYBODY, Asked, Layer, Scope

CURVE_ZOOM = 26
"""Zoom of the cells in which ``leads.quad`` counts: 0.6 m."""
CELLS = 6
"""A tile is 2^6 by 2^6 cells; leads of one cell are one feature, so that no tile has more than 4,096."""
COVERAGE_AGES_S = 300
"""Coverage is worked out from the tracks themselves, so it moves on in steps."""


def scope(person: UUID | None, towns: Sequence[str], reach: str) -> Scope:
    """Who may be handed the same tile: everybody who sees everything, otherwise each person alone."""
    return EVERYBODY if reach == "all" else Scope(person, tuple(sorted(towns)), reach)


def names(asked: Asked) -> list[str] | None:
    """The data versions that tell of every change of what the tile may show; None: those of all leads."""
    if asked.layer is not Layer.LEADS:
        return ["areas"]
    if asked.scope.reach == "all":
        return None
    return [f"leads:{of}" for of in (*asked.scope.towns, asked.scope.person)]


def tag(asked: Asked, version: int, now: datetime) -> str:
    """The ETag: another one for other data, another day or another reach, so that no browser keeps a tile of somebody
    else who used it before."""
    moment = int(now.timestamp()) // COVERAGE_AGES_S if asked.layer is Layer.COVERAGE else 0
    whole = f"{asked.scope}|{asked.town_code}|{asked.on}|{moment}"
    return f"{asked.layer}-{version}-{hashlib.sha256(whole.encode()).hexdigest()[:16]}"


def stretch(z: int, x: int, y: int) -> tuple[int, int, int]:
    """A tile's part of the curve: first cell, cell after the last, and by how many bits a number is shortened to that
    of the cell of this zoom that holds it."""
    deeper = 2 * (CURVE_ZOOM - z)
    first = (_spread(y) << 1 | _spread(x)) << deeper
    return first, first + (1 << deeper), max(0, deeper - 2 * CELLS)


def _spread(n: int) -> int:
    """A zero before every bit."""
    return sum((n >> bit & 1) << 2 * bit for bit in range(CURVE_ZOOM))
