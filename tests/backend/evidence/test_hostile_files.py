"""Some of every kind of hostile file through a real server and its worker; all of them: ``./dev soak hostile``."""

from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient
from litestar import Litestar

from backend.auth.permissions import Role
from backend.core.storage import Store
from backend.settings import Settings
from tests.support.committed import committed
from tests.support.corpus import Hostile, cut_off, whole
from tests.support.hostile import jpeg
from tests.support.judging import GIVEN, SHOWN, TOLD, judged, summed_up
from tests.support.leads import a_medium, report

A_FEW = {
    "svg", "svg, zipped", "html as jpeg", "html in utf-16", "a program", "gif and javascript",
    "jpeg and html behind it", "jpeg and html in a comment", "png and zip", "pdf and html", "eps", "tiff as jpg",
    "tiff of many tags", "ppm, large", "png of 50,000 by 50,000", "png of 2^31",
    "png whose pixels are 100 MB of nothing", "png with a bomb of text", "apng that says a billion",
    "gif of 20,000 frames", "jpeg of 65,500 by 65,500", "jpeg of marks only", "exif with script",
    "exif in a circle", "heic of noise", "heic that points outside", "avif of noise", "mp4, ten thousand deep",
    "webm of noise", "zip that climbs", "xlsx of a billion laughs", "gzip bomb", "one byte",
    "a name with a line break", "a name turned", "a name that climbs", "a name of dots", "a half of: webp",
    "all but one byte of: exif with script", "a tenth of: heic that points outside",
}  # fmt: skip


@pytest.fixture
async def client(
    admin_dsn: str, database_url: str, store_settings: Settings, bucket: Store
) -> AsyncIterator[AsyncClient]:
    """An officer at a real server."""
    async with committed(admin_dsn, database_url) as house, house.server(store_settings) as port:
        headers = (await house.person(Role.OFFICER)).cookie
        async with AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60) as made:
            yield made


async def test_every_hostile_file_has_an_outcome_and_nothing_of_it_is_handed_out_to_be_run(client: AsyncClient) -> None:
    files = [file for file in (*whole(), *cut_off()) if file.name in A_FEW]
    assert len(files) == len(A_FEW)
    fates = await judged(client, files, lambda file: "exif" in file.name or "hei" in file.name)
    assert not [fate for fate in fates if fate.problems], summed_up(fates)
    (afterwards,) = await judged(client, [Hostile("a good photo", jpeg())], lambda _: True)
    assert (afterwards.outcome, afterwards.problems) == ("ready", [])
    assert (await report(client, a_medium(b""))).status_code == 422, "a file of no bytes is refused with its lead"


def test_every_route_that_tells_of_a_medium_is_looked_at(app: Litestar) -> None:
    paths = app.openapi_schema.to_schema()["paths"]
    asked = {path.rsplit("/", 1)[1] for path, item in paths.items() if "/media/{medium_id}/" in path and "get" in item}
    assert asked == TOLD | SHOWN | GIVEN
