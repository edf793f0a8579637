"""The blows that fall on server, database, store, clocks and phones, by name."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

from msgspec import Struct

from tests.soak.house import House
from tests.soak.phone import Phone
from tests.support.commit_way import Cut
from tests.support.store_way import Rough

JUMPS = [timedelta(hours=hours) for hours in (-48, 48, -1, 1)]
"""Of a phone's clock: set wrong by somebody, or by a rule for summer time."""
STEP = timedelta(minutes=-10)
_CUT_S = 10.0


class Strength(Struct, frozen=True, kw_only=True):
    """How long what lasts lasts. ``cuts``: so many commits in a row are cut."""

    between_s: float = 1
    """At most between one blow and the next."""
    store_away_s: float = 8
    stalled_s: float = 30
    stepped_s: float = 15
    full_s: float = 6
    cuts: int = 6


class Scene(Struct, frozen=True):
    """Who may be struck, and how hard. ``dice`` choose whom."""

    house: House
    phones: Sequence[Phone]
    strength: Strength
    dice: random.Random

    def phone(self) -> Phone:
        """One that still has something to send, if there is any."""
        return self.dice.choice([phone for phone in self.phones if phone.disk] or list(self.phones))


async def _api(at: Scene) -> None:
    await at.house.kill_app(at.dice.randrange(len(at.house.ports)))


async def _sealer(at: Scene) -> None:
    await at.house.kill_sealer()


async def _postmaster(at: Scene) -> None:
    await at.house.kill_database()


async def _commit(at: Scene) -> None:
    """Every commit that comes, until as many as wanted were cut; none comes when all is quiet."""
    way = at.house.commit_way
    way.cut([list(Cut)[n % len(Cut)] for n in range(at.strength.cuts)])
    try:
        async with asyncio.timeout(_CUT_S):
            await way.spent.wait()
    except TimeoutError:
        way.cut([])


async def _store(how: Rough, at: Scene) -> None:
    seconds = at.strength.stalled_s if how is Rough.STALLED else at.strength.store_away_s
    await at.house.store_way.rough(how, seconds)


async def _store_killed(at: Scene) -> None:
    await at.house.objects_away(at.strength.store_away_s)


async def _tab(at: Scene) -> None:
    await at.phone().die(at.dice.random())


async def _worker(at: Scene) -> None:
    at.phone().wire.drop()


async def _quota(at: Scene) -> None:
    """No room on a phone, which is opened anew in the middle of that; then there is room again."""
    phone = at.phone()
    phone.full = True
    await asyncio.sleep(at.strength.full_s / 2)
    await phone.die(at.dice.random())
    await asyncio.sleep(at.strength.full_s / 2)
    phone.full = False


async def _session(at: Scene) -> None:
    await at.house.end_session(at.phone().who.id)


async def _device_clock(at: Scene) -> None:
    phone = at.phone()
    phone.off = at.dice.choice([jump for jump in [*JUMPS, timedelta()] if jump != phone.off])


async def _server_clock(at: Scene) -> None:
    """Back, and after a while right again."""
    await at.house.set_clock(STEP)
    await asyncio.sleep(at.strength.stepped_s)
    await at.house.set_clock(timedelta())


async def _update(at: Scene) -> None:
    """The app comes back as another version, with what the old one had not sent."""
    phone = at.phone()
    await phone.die(at.dice.random(), f"soak-{int(phone.build.rsplit('-', 1)[1]) + 1}")


BLOWS: dict[str, Callable[[Scene], Awaitable[None]]] = {
    "api_killed": _api,
    "sealer_killed": _sealer,
    "postmaster_killed": _postmaster,
    "commit_cut": _commit,
    "store_refused": partial(_store, Rough.REFUSED),
    "store_503": partial(_store, Rough.BUSY),
    "store_stalled": partial(_store, Rough.STALLED),
    "store_truncated": partial(_store, Rough.TRUNCATED),
    "store_killed": _store_killed,
    "tab_killed": _tab,
    "service_worker_killed": _worker,
    "quota_exceeded": _quota,
    "session_expired": _session,
    "device_clock_jumped": _device_clock,
    "server_clock_back": _server_clock,
    "app_updated": _update,
}
LINE = (
    "cut_before", "cut_after", "cut_upload", "lose_answer", "delay", "delivered_thrice", "reordered", "bytes_altered",
)  # fmt: skip
"""What the line does to every third connection, by itself and uncounted among the blows."""
