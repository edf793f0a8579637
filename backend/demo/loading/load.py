"""Load the demonstration part by part, each through the room it belongs to."""

import time
from collections.abc import Callable

from backend.core import clock
from backend.core.db import SYSTEM, Database
from backend.core.storage import Store
from backend.demo import county, day, ground, people, stories
from backend.demo.day import Walk
from backend.demo.loading import queries
from backend.demo.loading.patrolling import patrol
from backend.demo.loading.queries import Unsent
from backend.demo.loading.reporting import report
from backend.demo.loading.sending import draw, pictures, send
from backend.demo.loading.settle import approver, by_name, settle_areas, settle_map, settle_people
from backend.demo.loading.signing import Phones
from backend.demo.pictures.photo import Files
from backend.demo.queries import Standing
from backend.demo.stories import Story
from backend.settings import Settings
from backend.zones.assigning import Assigner

SEED = 20261123
Say = Callable[[str], None]


class Loading:
    """One loading. What is there already is left as it is."""

    def __init__(self, database: Database, store: Store, config: Settings, say: Say) -> None:
        self.database = database
        self.store = store
        self.config = config
        self.say = say
        self.members = people.members()
        self.since = time.monotonic()

    async def all(self, there: Standing) -> None:
        areas = county.county(SEED)
        walks = day.day(SEED, areas, self.members)
        told = stories.stories(SEED, areas, walks, self.members)
        await settle_areas(self.database, areas)
        self._done(f"区域 {len(areas)} 个 · areas")
        there_is = ground.ground(SEED, areas)
        await settle_map(self.database, there_is)
        self._done(f"地图要素 {len(there_is)} 个 · features of the map")
        if there.ours < len(self.members):
            async with self.database.transaction(SYSTEM) as conn:
                await settle_people(conn, self.config.secret, self.members)
            self._done(f"人员 {len(self.members)} 名 · people")
        photos = await self._draw(told, all_of_them=not there.leads)
        if not there.leads:
            await self._play(walks, told, photos)
        await self._send(photos)

    async def _draw(self, told: list[Story], all_of_them: bool) -> dict[str, Files]:
        wanted = pictures(told)
        if not all_of_them:
            wanted = {medium.filename: wanted[medium.filename] for medium in await self._unsent()}
        photos = await draw(wanted)
        self._done(f"照片 {len(photos)} 张 · photos drawn")
        return photos

    async def _unsent(self) -> list[Unsent]:
        async with self.database.transaction(SYSTEM) as conn:
            return await queries.unsent(conn)

    async def _send(self, photos: dict[str, Files]) -> None:
        media = await self._unsent()
        await self.store.make_bucket()
        await send(self.database, self.store, media, photos)
        self._done(f"上传并校验照片 {len(media)} 张 · photos uploaded and verified")

    async def _play(self, walks: list[Walk], told: list[Story], photos: dict[str, Files]) -> None:
        """Patrols and leads in one transaction: half a day would contradict itself."""
        async with self.database.transaction(SYSTEM) as conn:
            callers, now, assigner = await by_name(conn, self.members), clock.now(), Assigner()
            patrol_ids = await patrol(conn, assigner, walks, callers, now)
            self._done(f"巡查 {len(walks)} 次,轨迹点 {sum(len(w.fixes.at) for w in walks)} 个 · patrols")
            await report(conn, assigner, told, photos, callers, patrol_ids, now, Phones(approver(callers)))
        self._done(f"线索 {len(told)} 条 · leads")

    def _done(self, what: str) -> None:
        self.say(f"{what} ({time.monotonic() - self.since:.1f} s)")
        self.since = time.monotonic()
