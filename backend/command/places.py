"""Where everybody on duty is, as the hub remembers it, and what of it each watcher has not been sent yet.

Positions are state, not events: whoever asks late needs only the newest of each person. So they are no part of the
outbox. The hub reads once a second what has moved, into columns; a watcher is sent, in one binary frame, the officers
that moved since it last got them. Inside the part of the map it looks at that is every second; outside, every
``OUTSIDE_TICKS``. A new line begins with nothing sent, so its first frame is everything.

Frame, little endian: u32 ``seq``, u16 version, u16 bytes of cursor, u32 names, u32 places, f64 base (epoch ms), the
cursor in ASCII padded with spaces to whole words, the names, the places. See ``NAME`` and ``PLACE``.
"""

import struct
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.auth.caller import Caller
from backend.auth.permissions import Reach
from backend.command import rules
from backend.command.structs import TownPlaces
from geo import pack

OUTSIDE_TICKS = 10
"""Ages are counted in minutes and distances in the room are estimates: nothing there is wrong by ten seconds."""
VERSION = 1
_HEAD = struct.Struct("<IHHIId")
_SEQ = struct.Struct("<I")
_EPOCH_2000_US = 946_684_800_000_000
_NO_BATTERY = 255
_FIRST_ROOM = 1024

ROW = np.dtype(
    [
        ("person", "V16"), ("patrol", "V16"), ("lon", ">f8"), ("lat", ">f8"), ("at_us", ">i8"),
        ("accuracy_m", ">f8"), ("speed_ms", ">f8"), ("heading_deg", ">f8"), ("battery", ">i2"),
    ]
)  # fmt: skip
"""A position as ``queries.places`` packs it, as PostgreSQL sends each type: times in microseconds since 2000."""

NAME = np.dtype([("index", "<u4"), ("person", "V16"), ("patrol", "V16")])
"""Who an index stands for on this line from now on; goes before the first place with it."""

PLACE = np.dtype(
    [
        ("index", "<u4"), ("lon", "<i4"), ("lat", "<i4"), ("at", "<i4"),
        ("accuracy", "<u2"), ("speed", "<u2"), ("heading", "<u2"), ("battery", "u1"), ("spare", "u1"),
    ]
)  # fmt: skip
"""24 bytes: degrees in 1e-7, ``at`` in ms from the base, dm, cm/s, 0.1 degrees (65535: unknown), per cent or 255."""

Records = NDArray[Any]


class View:
    """What one watcher looks at, and what it has been sent of whom."""

    def __init__(self) -> None:
        self.box: tuple[float, float, float, float] | None = None
        self.whole_at = 0
        self.sent = np.zeros(_FIRST_ROOM, np.int64)
        self.inside = np.zeros(_FIRST_ROOM, bool)

    def look(self, box: tuple[float, float, float, float] | None) -> None:
        """From the next tick on. What is there now and has not been sent comes with it."""
        self.box = box
        self.whole_at = 0

    def grow(self, room: int) -> None:
        self.sent = np.pad(self.sent, (0, room - len(self.sent)))
        self.inside = np.pad(self.inside, (0, room - len(self.inside)))


class Places:
    """Everybody's newest place. An index stands for one person on one patrol and is used again after it."""

    def __init__(self) -> None:
        self.tick = 0
        self._places = np.zeros(_FIRST_ROOM, PLACE)
        self._names = np.zeros(_FIRST_ROOM, NAME)
        self._at_ms = np.zeros(_FIRST_ROOM, np.int64)
        self._moved = np.zeros(_FIRST_ROOM, np.int64)
        self._town = np.zeros(_FIRST_ROOM, np.int32)
        self._towns: dict[str, int] = {}
        self._of_patrol: dict[bytes, int] = {}
        self._of_person: dict[bytes, int] = {}
        self._free: list[int] = []
        self._end = 0

    def __len__(self) -> int:
        return len(self._of_patrol)

    def next_tick(self, towns: Iterable[TownPlaces], views: Sequence[View], now_ms: int) -> None:
        """A second has passed: take in who has moved. ``views`` are all there are."""
        self.tick += 1
        for town in towns:
            self._take(np.frombuffer(town.packed, ROW), self._towns.setdefault(town.town_code, len(self._towns)), views)
        for view in views:
            if len(view.sent) < len(self._moved):
                view.grow(len(self._moved))
        self._base_ms = now_ms
        age = np.clip(self._at_ms - now_ms, -(2**31), 2**31 - 1)
        self._places["at"] = age

    def end(self, patrol: UUID) -> None:
        """Off duty nobody has a place."""
        index = self._of_patrol.pop(patrol.bytes, None)
        if index is None:
            return
        person = self._names[index]["person"].tobytes()
        if self._of_person.get(person) == index:
            del self._of_person[person]
        self._moved[index] = 0
        self._free.append(index)

    def frame(self, caller: Caller, view: View, cursor: str) -> bytes | None:
        """What this watcher has not been sent and is to get now, without its number; None when that is nothing."""
        due = self._moved > view.sent
        due &= self._allowed(caller)
        inside = self._inside(view)
        if self.tick < view.whole_at:
            due &= inside | view.inside
        else:
            view.whole_at = self.tick + OUTSIDE_TICKS
        which = np.flatnonzero(due)
        if not len(which):
            return None
        unknown = which[view.sent[which] == 0]
        view.sent[which] = self._moved[which]
        view.inside[which] = inside[which]
        return self._packed(which, unknown, cursor)

    def _packed(self, which: NDArray[np.int64], unknown: NDArray[np.int64], cursor: str) -> bytes:
        told = cursor.encode().ljust(-(-len(cursor) // 4) * 4)
        head = _HEAD.pack(0, VERSION, len(told), len(unknown), len(which), float(self._base_ms))
        return head + told + self._names[unknown].tobytes() + self._places[which].tobytes()

    def _allowed(self, caller: Caller) -> NDArray[np.bool_]:
        far = rules.sees_places(caller)
        towns = np.zeros(len(self._towns) + 1, bool)
        towns[:] = far is Reach.ALL
        if far is Reach.TOWN:
            towns[[self._towns[code] for code in caller.town_codes if code in self._towns]] = True
        allowed: NDArray[np.bool_] = towns[self._town]
        own = self._of_person.get(caller.id.bytes)
        if own is not None and far is not Reach.NONE:
            allowed[own] = True
        return allowed

    def _inside(self, view: View) -> NDArray[np.bool_]:
        if view.box is None:
            return np.ones(len(self._places), bool)
        west, south, east, north = (int(edge * pack.DEGREE) for edge in view.box)
        lon, lat = self._places["lon"], self._places["lat"]
        return (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)

    def _take(self, rows: Records, town: int, views: Sequence[View]) -> None:
        who = zip(_keys(rows, "person"), _keys(rows, "patrol"), strict=True)
        which = np.array([self._index(person, patrol, views) for person, patrol in who])
        places = self._places
        places["index"][which] = which
        places["lon"][which] = np.round(rows["lon"] * pack.DEGREE)
        places["lat"][which] = np.round(rows["lat"] * pack.DEGREE)
        places["accuracy"][which] = _in_units(rows["accuracy_m"], 10)
        places["speed"][which] = _in_units(rows["speed_ms"], 100)
        places["heading"][which] = _in_units(rows["heading_deg"], 10)
        places["battery"][which] = np.where(rows["battery"] < 0, _NO_BATTERY, rows["battery"])
        self._at_ms[which] = (rows["at_us"].astype(np.int64) + _EPOCH_2000_US) // 1000
        self._town[which] = town
        self._moved[which] = self.tick

    def _index(self, person: bytes, patrol: bytes, views: Sequence[View]) -> int:
        known = self._of_patrol.get(patrol)
        if known is not None:
            return known
        before = self._of_person.get(person)
        if before is not None:
            self.end(UUID(bytes=self._names[before]["patrol"].tobytes()))
        index = self._new_index(views)
        self._names[index] = (index, person, patrol)
        self._of_patrol[patrol] = self._of_person[person] = index
        return index

    def _new_index(self, views: Sequence[View]) -> int:
        if self._free:
            index = self._free.pop()
            for view in views:
                if index < len(view.sent):
                    view.sent[index] = 0
                    view.inside[index] = False
            return index
        if self._end == len(self._moved):
            self._grow(2 * self._end)
        self._end += 1
        return self._end - 1

    def _grow(self, room: int) -> None:
        for name in ("_places", "_names", "_at_ms", "_moved", "_town"):
            old = getattr(self, name)
            new = np.zeros(room, old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)


def numbered(frame: bytes, seq: int) -> bytes:
    return _SEQ.pack(seq) + frame[_SEQ.size :]


def _keys(rows: Records, name: str) -> list[bytes]:
    flat = np.ascontiguousarray(rows[name]).tobytes()
    return [flat[at : at + 16] for at in range(0, len(flat), 16)]


def _in_units(values: Records, per_unit: int) -> Records:
    """Unknown stays unknown; what is too large for the record is as large as it can say."""
    scaled = np.round(values.astype(np.float64) * per_unit)
    return np.where(np.isnan(scaled), pack.UNKNOWN, np.clip(scaled, 0, pack.UNKNOWN - 1)).astype(np.uint16)
