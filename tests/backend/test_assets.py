"""The PWA's files as a browser gets them: packed by the build, kept for a year, guarded like every answer."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from httpx import ASGITransport, AsyncClient

from backend.app import create_app
from backend.auth.caller import COOKIE, Caller
from backend.auth.recognition import Recognition
from backend.core.headers import HEADERS
from backend.settings import Settings
from tests.conftest import ORIGIN, OneConnection

SCRIPT = b"export const words = '\xe6\x9e\xab\xe5\xb7\xa1';" * 100


@pytest.fixture
async def browser(conn: object, settings: Settings, tmp_path: Path) -> AsyncIterator[AsyncClient]:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>枫巡</title>", "utf-8")
    (tmp_path / "secret.txt").write_text("one folder up", "utf-8")
    script = tmp_path / "assets" / "main-Ab12.js"
    script.write_bytes(SCRIPT)
    script.with_name("main-Ab12.js.gz").write_bytes(gzip.compress(SCRIPT))
    script.with_name("main-Ab12.js.br").write_bytes(b"as the build wrote it")
    (tmp_path / "assets" / "icon-1.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    app = create_app(msgspec.structs.replace(settings, pwa_dist=str(tmp_path)), OneConnection(conn))  # type: ignore[arg-type]
    async with AsyncClient(transport=ASGITransport(app, raise_app_exceptions=False), base_url=ORIGIN) as client:
        yield client


@pytest.mark.parametrize("path", ["/assets/none.js", "/assets/", "/assets/main-Ab12.js.br", "/assets/..%2fsecret.txt"])
async def test_what_is_no_asset_is_not_found(browser: AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_an_asset_cannot_be_written(browser: AsyncClient) -> None:
    assert (await browser.post("/assets/main-Ab12.js", content=b"x")).status_code in {403, 405}


async def test_an_asset_goes_out_as_the_build_packed_it(browser: AsyncClient) -> None:
    async with browser.stream("GET", "/assets/main-Ab12.js", headers={"accept-encoding": "gzip, br"}) as answer:
        assert answer.headers["content-encoding"] == "br"
        assert b"".join([part async for part in answer.aiter_raw()]) == b"as the build wrote it"
    answer = await browser.get("/assets/main-Ab12.js", headers={"accept-encoding": "gzip"})
    assert (answer.headers["content-encoding"], answer.content) == ("gzip", SCRIPT)
    answer = await browser.get("/assets/main-Ab12.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.content == SCRIPT


async def test_an_asset_stays_for_a_year_and_carries_every_header_of_safety(browser: AsyncClient) -> None:
    answer = await browser.get("/assets/main-Ab12.js")
    assert answer.headers["cache-control"].endswith("public, immutable")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert HEADERS.items() <= dict(answer.headers).items()
    assert (await browser.get("/assets/icon-1.svg")).headers["content-type"].startswith("image/svg+xml")


async def test_a_page_is_asked_for_anew(browser: AsyncClient) -> None:
    answer = await browser.get("/")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


@pytest.mark.parametrize(("path", "asked"), [("/assets/main-Ab12.js", 0), ("/", 0), ("/api/leads", 1)])
async def test_nobody_is_looked_up_for_a_file(
    browser: AsyncClient, monkeypatch: pytest.MonkeyPatch, path: str, asked: int
) -> None:
    tokens = []
    look_up = Recognition.caller

    async def counted(known: Recognition, token: str) -> Caller | None:
        tokens.append(token)
        return await look_up(known, token)

    monkeypatch.setattr(Recognition, "caller", counted)
    answer = await browser.get(path, headers={"cookie": f"{COOKIE}=nobody's"})
    assert answer.status_code == (401 if asked else 200)
    assert len(tokens) == asked
