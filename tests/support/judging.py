"""Sends hostile files the whole way and looks at everything that is handed out of them."""

import asyncio
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable

from httpx import AsyncClient, Response
from msgspec import Struct
from PIL import Image

from tests.support.committed import until
from tests.support.corpus import Hostile
from tests.support.leads import a_medium, reported
from tests.support.tus import create, send

REASONS = {"not_an_image", "too_many_pixels", "truncated", "decoder_failed", "too_large", "video", "audio", "image"}
HARMLESS = {
    "image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "video/mp4", "video/webm", "audio/mp4",
    "audio/webm", "application/pdf", "application/octet-stream",
}  # fmt: skip
_PATIENCE_S = 120
_OWN = {"purpose": "own_capture"}
TOLD, SHOWN, GIVEN = {"state", "facts", "custody", "receipt"}, {"thumbnail", "preview"}, {"original"}
"""What can be asked for under ``/api/media/{id}``."""
_AT_ONCE = 4


class Fate(Struct, frozen=True):
    """What became of a file. ``outcome``: ready, or why there is no picture of it."""

    name: str
    outcome: str
    served_as: str
    problems: list[str]


async def judged(client: AsyncClient, files: Iterable[Hostile], facts: Callable[[Hostile], bool]) -> list[Fate]:
    """Several at once. Each goes from its lead to its pictures, and every route gives it out.

    ``facts``: of which files it is asked too what they say of themselves, which takes a process each time.
    """
    turn = asyncio.Semaphore(_AT_ONCE)

    async def one(file: Hostile) -> Fate:
        async with turn:
            return await judge(client, file, facts(file))

    return await asyncio.gather(*map(one, files))


def summed_up(fates: list[Fate]) -> str:
    counts = Counter(fate.outcome for fate in fates)
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())


async def judge(client: AsyncClient, file: Hostile, facts: bool) -> Fate:
    """Raises: TimeoutError: nothing ever became of it."""
    declared = a_medium(file.data, filename=file.filename, mime=file.mime)
    await reported(client, declared)
    assert (await create(client, declared["id"], len(file.data))).status_code == 201
    assert (await send(client, declared["id"], 0, file.data)).status_code == 204
    path = f"/api/media/{declared['id']}"

    async def ask() -> Response:
        return await client.get(f"{path}/state")

    state = await until(ask, lambda a: a.json()["preview"] != "pending", _PATIENCE_S)
    found = state.json()
    ready = found["preview"] == "ready"
    problems = _quiet(state, "application/json")
    if found["state"] != "received" or not (ready or found["preview_reason"] in REASONS):
        problems.append(f"is {found['state']}, {found['preview']}, {found['preview_reason']}")
    if re.search(r"[/\\\x00-\x1f\u202a-\u202e\u2066-\u2069]", found["filename"]):
        problems.append(f"is called {found['filename']!r}")
    if facts:
        problems += _quiet(await client.get(f"{path}/facts"), "application/json")
    for kind in sorted(TOLD - {"state", "facts"}):
        problems += _told(await client.get(f"{path}/{kind}"))
    for kind in sorted(SHOWN):
        problems += _shown(await client.get(f"{path}/{kind}", params=_OWN), ready)
    original = await client.get(f"{path}/original", params=_OWN)
    problems += _handed_out(original, file)
    outcome = "ready" if ready else str(found["preview_reason"])
    return Fate(file.name, outcome, original.headers.get("content-type", ""), problems)


def _quiet(answer: Response, kind: str, status: int = 200) -> list[str]:
    """An answer that no browser takes for anything else."""
    wrong = [] if answer.status_code == status else [f"{answer.url.path}: {answer.status_code}"]
    if not answer.headers.get("content-type", "").startswith(kind):
        wrong.append(f"{answer.url.path} is {answer.headers.get('content-type')}")
    if answer.headers.get("x-content-type-options") != "nosniff":
        wrong.append(f"{answer.url.path} may be sniffed")
    return wrong


def _told(answer: Response) -> list[str]:
    """Words about it, or why there are none."""
    kind = "application/json" if answer.status_code == 200 else "application/problem+json"
    return _quiet(answer, kind, status=min(answer.status_code, 499))


def _shown(answer: Response, ready: bool) -> list[str]:
    """A picture of our own making, without a byte of theirs that means anything."""
    if not ready:
        return [] if answer.status_code == 404 else [f"{answer.url.path}: {answer.status_code}"]
    wrong = _quiet(answer, "image/jpeg")
    if wrong:
        return [*wrong, answer.text[:200]]
    if "sandbox" not in answer.headers.get("content-security-policy", ""):
        wrong.append(f"{answer.url.path} may run")
    picture = Image.open(io.BytesIO(answer.content), formats=["JPEG"])
    picture.load()
    if max(picture.size) > 2048 or picture.getexif() or b"script" in answer.content:
        wrong.append(f"{answer.url.path} carries something along")
    return wrong


def _handed_out(answer: Response, file: Hostile) -> list[str]:
    """The very bytes, to be saved and never shown."""
    kind, headers = answer.headers.get("content-type", ""), answer.headers
    wrong = _quiet(answer, kind)
    if wrong:
        return [*wrong, answer.text[:200]]
    if kind not in HARMLESS:
        wrong.append(f"the original is {kind}")
    if not re.fullmatch(
        r"attachment; filename=\"medium\"; filename\*=UTF-8''[\w.~%-]+", headers["content-disposition"]
    ):
        wrong.append(f"the original is disposed as {headers['content-disposition']!r}")
    if not headers["content-security-policy"].startswith("sandbox;"):
        wrong.append("the original may run")
    if hashlib.sha256(answer.content).digest() != hashlib.sha256(file.data).digest():
        wrong.append("the original has other bytes")
    return wrong
