"""Requests made from our own schema, right and wrong ones: never a 500. The same examples every time."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import schemathesis
from httpx import Response
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode

from backend.app import create_app
from backend.settings import Settings
from tests.conftest import ORIGIN
from tests.support.operations import OPERATIONS
from tests.support.world import World, world_of

EXAMPLES = 10
"""Per operation, role and mode."""
SHAPES = ("/editing/", "/changes/")
"""To invent shapes of nested lists takes a second each; what is wrong about them is asked in ``test_bad_input``."""
MAY = {op.name.replace(":uuid", ""): op.may for op in OPERATIONS if "{path:str}" not in op.name}


def described() -> dict[str, Any]:
    made = create_app(Settings(database_url="", s3_endpoint="-", s3_access_key="-", s3_secret_key="-", demo=True))
    return json.loads(json.dumps(made.openapi_schema.to_schema()))


API = schemathesis.openapi.from_dict(described())
FOUND = {
    f"{r.ok().method.upper()} {r.ok().path}": r.ok()
    for r in API.get_all_operations()
    if "/api/schema" not in r.ok().path
}


class Ground:
    """A world on a loop of its own, because Hypothesis does not wait for anybody."""

    def __init__(self, database_url: str) -> None:
        self.runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self.world: World = self.runner.run(self._stack.enter_async_context(world_of(database_url)))

    def send(self, who: str, case: Case) -> Response:
        asked = requests.Request(**case.as_transport_kwargs(base_url=ORIGIN)).prepare()
        return self.runner.run(self._send(who, asked))

    async def _send(self, who: str, asked: requests.PreparedRequest) -> Response:
        undo = self.world.conn.transaction()
        await undo.start()
        try:
            url = urlsplit(str(asked.url))
            path = f"{url.path}?{url.query}" if url.query else url.path
            skipped = {"content-length", "cookie", "host", "accept-encoding"}
            headers = {k: v for k, v in asked.headers.items() if k.lower() not in skipped}
            return await self.world.send(who, str(asked.method), path, content=asked.body, headers=headers)
        finally:
            await undo.rollback()

    def close(self) -> None:
        self.runner.run(self._stack.aclose())
        self.runner.close()


@pytest.fixture(scope="module")
def ground(database_url: str) -> Iterator[Ground]:
    made = Ground(database_url)
    yield made
    made.close()


def roles(name: str) -> list[str]:
    """Somebody who may, and somebody who may not."""
    may = MAY.get(name, "")
    if may in ("", "public"):
        return ["anonymous"]
    return [may[0], *[r for r in "GA" if r not in may][:1]]


def modes(name: str) -> list[GenerationMode]:
    """Nothing can be wrong about a request that says nothing, or any bytes."""
    raw = FOUND[name].definition.raw
    says = raw.get("parameters") or "application/json" in raw.get("requestBody", {}).get("content", {})
    return [GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if says else [])]


def cells() -> Iterator[Any]:
    for name in sorted(FOUND):
        for who in roles(name):
            for mode in modes(name):
                yield pytest.param(name, who, mode, id=f"{name}-{who}-{mode.value}")


@pytest.mark.parametrize(("name", "who", "mode"), list(cells()))
def test_whatever_the_schema_allows_or_forbids_is_answered(
    ground: Ground, name: str, who: str, mode: GenerationMode
) -> None:
    few = any(part in name for part in SHAPES)

    @settings(
        max_examples=1 if few else EXAMPLES, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=FOUND[name].as_strategy(generation_mode=mode))
    def run(case: Case) -> None:
        answer = ground.send(who, case)
        assert answer.status_code < 500, answer.text
        assert "Traceback" not in answer.text
        if answer.status_code >= 400 and answer.request.method != "HEAD":
            assert answer.headers["content-type"] == "application/problem+json"
            assert json.loads(answer.text)["detail"]

    run()
