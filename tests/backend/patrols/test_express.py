"""The short way of a batch: it answers what the framework would, and leaves to it all that is unusual."""

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.types import Message, Receive, Scope, Send

from backend.auth.caller import COOKIE
from backend.core.db import Conn
from backend.patrols.tracks.express import Express
from geo import pack
from tests.backend.patrols.conftest import Phone, after, batch


class Ordinary:
    """The framework, counted."""

    def __init__(self, app: Litestar) -> None:
        assert isinstance(app.asgi_handler, Express)
        self.express, self.framework, self.asked = app.asgi_handler, app.asgi_handler.ordinary, 0
        self.express.ordinary = self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await self.framework(scope, receive, send)


@pytest.fixture
def ordinary(app: Litestar) -> Ordinary:
    return Ordinary(app)


async def test_a_right_batch_and_the_same_again_are_answered_before_the_framework(
    phone: Phone, ordinary: Ordinary
) -> None:
    patrol, ordinary.asked = await phone.start(), 0
    first, again = await phone.send(patrol, batch()), await phone.send(patrol, batch())
    assert (first.status_code, again.status_code, ordinary.asked) == (201, 200, 0)


async def test_the_answer_is_that_of_the_framework_header_by_header(
    app: Litestar, phone: Phone, ordinary: Ordinary
) -> None:
    patrol = await phone.start()
    short = [await phone.send(patrol, batch(0)), await phone.send(patrol, batch(0))]
    app.asgi_handler = ordinary.framework
    long = [await phone.send(patrol, batch(3)), await phone.send(patrol, batch(3))]
    for ours, theirs in zip(short, long, strict=True):
        assert ours.status_code == theirs.status_code
        assert list(ours.json()) == list(theirs.json())
        assert _headers(ours.headers) == _headers(theirs.headers)


def _headers(headers: Any) -> dict[str, str]:
    """Without the length: numbers differ in theirs."""
    return {name: value for name, value in headers.items() if name != "content-length"}


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (batch(), {"cookie": f"{COOKIE}=nobody"}, 401),
        (batch(), {"origin": "https://elsewhere.example"}, 403),
        (gzip.compress(batch()), {"content_encoding": "gzip"}, 201),
        (batch()[:-1], {}, 422),
        (batch(at=after(-3600)), {}, 422),
        (batch(heading=[4000] * 3), {}, 422),
        (bytes(pack.MAX_BYTES + 1), {}, 413),
    ],
)
async def test_whatever_is_unusual_is_answered_by_the_framework(
    phone: Phone, ordinary: Ordinary, body: bytes, headers: dict[str, str], status: int
) -> None:
    patrol, ordinary.asked = await phone.start(), 0
    answer = await phone.send(patrol, body, **headers)
    assert (answer.status_code, ordinary.asked) == (status, 1), answer.text


async def test_a_sender_that_goes_in_the_middle_leaves_nothing(app: Litestar, phone: Phone, conn: Conn) -> None:
    patrol, said = await phone.start(), _cut_off(batch())
    headers = {
        "content-type": "application/vnd.fengxun.track",
        "content-length": str(len(batch())),
        "cookie": f"{COOKIE}={phone.client.cookies[COOKIE]}",
    }

    async def receive() -> Any:
        return next(said)

    async def send(message: Message) -> None:
        pass

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope: Any = {
        "type": "http", "method": "POST", "path": f"/api/patrols/{patrol}/track", "root_path": "", "headers": raw,
        "query_string": b"", "http_version": "1.1", "scheme": "http", "server": ("test", 80), "client": ("test", 1),
        "state": {}, "extensions": {},
    }  # fmt: skip
    scope["raw_path"] = scope["path"].encode()
    await app(scope, receive, send)
    assert await conn.fetchval("select count(*) from track_batches") == 0


def _cut_off(body: bytes) -> Iterator[dict[str, Any]]:
    yield {"type": "http.request", "body": body[:30], "more_body": True}
    while True:
        yield {"type": "http.disconnect"}
