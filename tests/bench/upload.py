"""What a film costs over a line that drops: bytes sent beyond its size, by our phone and by the plain ways.

All three in one run, on the same server and store, through the same kind of line: it lets through about half a megabyte
of every connection, and what was in the air by then is lost. Ours is the real app in a real Chromium, which repeats
requests of its own accord; the second is tus-js-client as it comes, in the same browser; the third is S3's multipart
upload in parts of 5 MiB, the smallest there are, each tried again as often as is said. Bytes are counted on the line,
with all else that goes over it.
"""

import argparse
import asyncio
import hashlib
import re
import shutil
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx
from minio import Minio
from minio.error import MinioException
from playwright.async_api import BrowserContext, Page, async_playwright
from urllib3 import PoolManager
from urllib3.exceptions import HTTPError

from infra.dev import node, places
from tests.bench import report
from tests.bench.report import say
from tests.e2e import county
from tests.e2e.conftest import DIST, phone
from tests.e2e.test_capture import OUTSIDE
from tests.e2e.test_main_job import ready_for_offline, sign_in_alone, tab
from tests.support.ground import BUCKET, Ground
from tests.support.hostile import mp4
from tests.support.leads import a_medium, reported
from tests.support.proxy import Proxy, drops, proxy

FLOOR = 0.30
IN_THE_AIR = 64_000
PART = 5 << 20
TRIES = 20
RECEIVED = "select count(*) from media where state = 'received'"
TUS = places.PWA / "node_modules" / "tus-js-client" / "dist" / "tus.min.js"
PLAIN_TUS = """([id]) => new Promise((resolve) => {
  const [file] = document.querySelector("#plain").files;
  let gave_up = 0;
  const begin = () => new tus.Upload(file, {
    endpoint: "/api/media",
    metadata: { id },
    onSuccess: () => resolve(gave_up),
    onError: () => { gave_up += 1; setTimeout(begin, 1000); },
  }).start();
  begin();
})"""


class Bench:
    def __init__(self, ground: Ground, way: Proxy, film: Path, mean: int, seed: int) -> None:
        self.ground, self.way, self.film, self.mean, self.seed = ground, way, film, mean, seed
        self.size = film.stat().st_size

    def begin(self) -> float:
        self.way.begin(drops(self.seed, self.mean))
        return time.monotonic()

    def figure(self, name: str, began: float, **more: Any) -> dict[str, Any]:
        # Of what never got through nothing can be said but what it took until it was given up.
        extra = (self.way.sent - self.size) / self.size if more.get("finished", True) else None
        said = {
            "name": name, "mean_bytes": self.mean, "extra": extra if extra is None else round(extra, 4),
            "sent_bytes": self.way.sent, "drops": self.way.cuts, "seconds": round(time.monotonic() - began, 1),
            "load_average": report.load(),
        } | more  # fmt: skip
        beyond = "never finished" if extra is None else f"{extra:+.1%} bytes"
        say(f"  {name}: {beyond}, {self.way.sent:,} sent, {self.way.cuts} drops, {said['seconds']} s {more or ''}")
        self.way.begin(())
        return said

    async def ours(self, page: Page) -> dict[str, Any]:
        await tab(page, "采集")
        async with page.expect_file_chooser() as choosing:
            await page.get_by_role("dialog", name="拍照").get_by_text("相册", exact=True).click()
        await (await choosing.value).set_files([str(self.film)])
        await page.get_by_role("button", name=re.compile(OUTSIDE)).first.click()
        began = self.begin()
        await page.get_by_role("button", name="上报").click()
        await self.received(1)
        return self.figure("ours, the app in Chromium", began)

    async def plain_tus(self, context: BrowserContext) -> dict[str, Any]:
        declared = a_medium(self.film.read_bytes(), mime="video/mp4")
        cookies = {each["name"]: each["value"] for each in await context.cookies()}
        async with httpx.AsyncClient(base_url=self.ground.url(), cookies=cookies) as door:
            await reported(door, declared)
        # The page of the same origin that has nothing to do with us: only its own code runs in it.
        page = await context.new_page()
        await page.goto("/api/health")
        await page.add_script_tag(path=TUS)
        await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<input id=plain type=file>')")
        await page.set_input_files("#plain", self.film)
        began = self.begin()
        gave_up = await page.evaluate(PLAIN_TUS, [declared["id"]])
        await self.received(2)
        return self.figure("tus-js-client as it comes, in Chromium", began, gave_up=gave_up)

    async def parts(self) -> dict[str, Any]:
        """S3 multipart: a part that was cut off begins anew."""
        s3 = self.ground.s3
        async with proxy([int(s3.endpoint.rsplit(":", 1)[1])], (), IN_THE_AIR) as way:
            self.way, before = way, self.way
            began = self.begin()
            outcome = await asyncio.to_thread(self._parts, f"127.0.0.1:{way.port}", s3.access_key, s3.secret_key)
            said = self.figure("S3 multipart, parts of 5 MiB", began, **outcome)
            self.way = before
        return said

    def _parts(self, endpoint: str, access: str, secret: str) -> dict[str, Any]:
        """Raises nothing: a part that never gets through ends it."""
        keys = {"access_key": access, "secret_key": secret, "secure": False, "region": "us-east-1"}
        client = Minio(endpoint, **keys, http_client=PoolManager(retries=False))
        direct = self.ground.store()
        key, data, done = f"bench/{self.seed}", self.film.read_bytes(), []
        upload = direct._create_multipart_upload(bucket_name=BUCKET, object_name=key, headers={})
        for number, at in enumerate(range(0, len(data), PART), 1):
            for _ in range(TRIES):
                try:
                    part = client._upload_part(
                        bucket_name=BUCKET, object_name=key, data=data[at : at + PART], headers=None,
                        upload_id=upload, part_number=number,
                    )  # fmt: skip
                    done.append(part)
                    break
                except (HTTPError, MinioException, OSError):
                    continue
            else:
                direct._abort_multipart_upload(bucket_name=BUCKET, object_name=key, upload_id=upload)
                return {"finished": False, "parts_through": len(done), "tries_of_a_part": TRIES}
        direct._abort_multipart_upload(bucket_name=BUCKET, object_name=key, upload_id=upload)
        return {"finished": True, "tries_of_a_part": TRIES}

    async def received(self, how_many: int) -> None:
        conn = await asyncpg.connect(self.ground.dsn)
        try:
            async with asyncio.timeout(900):
                while await conn.fetchval(RECEIVED) < how_many:  # noqa: ASYNC110 - what is awaited is elsewhere
                    await asyncio.sleep(0.2)
        finally:
            await conn.close()


@asynccontextmanager
async def settled(pwa_dist: Path) -> AsyncIterator[Ground]:
    """The whole system with a small county."""
    ground = Ground(places.state() / "bench", processes=1, pwa_dist=pwa_dist)
    await ground.up()
    try:
        await county.settle(ground.dsn)
        yield ground
    finally:
        await asyncio.to_thread(ground.down)


async def measured(mib: int, mean: int, seed: int) -> list[dict[str, Any]]:
    folder = places.state() / "bench" / "upload"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    film = folder / "film.mp4"
    film.write_bytes(mp4() + hashlib.shake_128(str(seed).encode()).digest(mib << 20))
    async with (
        settled(DIST) as ground,
        proxy(ground.ports[:1], (), IN_THE_AIR, "localhost") as way,
        async_playwright() as playwright,
    ):
        context = await phone(playwright, folder / "phone", f"http://localhost:{way.port}", bypass_csp=True)
        bench, page = Bench(ground, way, film, mean, seed), context.pages[0]
        await page.goto("/")
        await sign_in_alone(page, "队员01")
        await ready_for_offline(page)
        found = [await bench.ours(page)]
        await page.close()
        found += [await bench.plain_tus(context), await bench.parts()]
        await context.close()
    return found


def main() -> int:
    options = argparse.ArgumentParser(prog="bench upload", description=__doc__)
    options.add_argument("--mib", type=int, default=20)
    options.add_argument("--mean", type=int, default=500_000, help="bytes before the line drops")
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    node.build()
    say(f"a film of {args.mib} MiB over a line that drops every {args.mean:,} bytes; bytes beyond the film's size:")
    found = asyncio.run(measured(args.mib, args.mean, args.seed))
    ours, plain, parts = found
    ratios = {
        "plain_tus_to_ours": round(plain["sent_bytes"] / ours["sent_bytes"], 2),
        "parts_to_ours": round(parts["sent_bytes"] / ours["sent_bytes"], 2) if parts["finished"] else "never finished",
    }
    good = ours["extra"] <= FLOOR
    report.write("upload", {"ways": found, "ratios": ratios, "floor": FLOOR, "ok": good, "seed": args.seed,
                            "machine": report.machine("-")})  # fmt: skip
    say(f"{ratios}; ours {ours['extra']:+.1%}, at most {FLOOR:+.0%}: {'ok' if good else 'FAILED'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
