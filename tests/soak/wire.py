"""A simulated phone's line: it tries until the server has said yes, and is as rough as lines are."""

import asyncio
import random
from collections import Counter, deque
from collections.abc import Collection
from typing import Any

import httpx

from backend.auth.caller import COOKIE
from tests.soak.house import PASSWORD, Recruit
from tests.soak.ledger import Ledger

RETRY = {401, 408, 423, 429, 500, 502, 503, 504}
LATE = {404, 409, 410, 412, 460}
"""What a request may be answered whose time is over."""
_TIMEOUT_S = 45
"""A busy server answers late; whoever asks again before that only makes it busier. The app waits a minute."""


class TooManyRefusals(Exception):
    """A phone has been told no so often that going on proves nothing more."""


class Wire:
    """``base_url`` leads through the fault proxy. ``happened`` counts what the line does by itself."""

    def __init__(
        self, base_url: str, who: Recruit, ledger: Ledger, dice: random.Random, happened: Counter[str]
    ) -> None:
        one_shot = httpx.Limits(max_keepalive_connections=0)
        self._client = httpx.AsyncClient(base_url=base_url, timeout=_TIMEOUT_S, limits=one_shot)
        self._who, self._token = who, who.token
        self._signing_in = asyncio.Lock()
        self._ledger, self._dice, self._happened = ledger, dice, happened
        self._flights: set[asyncio.Future[httpx.Response]] = set()
        self._old: deque[tuple[str, str, dict[str, Any]]] = deque(maxlen=4)

    async def close(self) -> None:
        await self._client.aclose()

    def drop(self) -> None:
        """Whatever is under way never comes to an end, and the app lives on."""
        for flight in self._flights:
            flight.cancel()

    async def send(self, method: str, path: str, also: Collection[int] = (), **what: Any) -> httpx.Response:
        """Until the server has said yes, or something of ``also``. Sometimes thrice at once; old ones come again."""
        wait = 0.1
        while True:
            await self._deliver_late()
            answers = await self.attempt(method, path, **what)
            for answer in filter(None, answers):
                if answer.status_code < 300 or answer.status_code in also:
                    if method != "GET" and self._dice.random() < 0.04:
                        self._old.append((method, path, what))
                    return answer
            for answer in filter(None, answers):
                if answer.status_code not in RETRY:
                    self.refused(f"{method} {path} {answer.status_code} {answer.text[:300]}")
            await asyncio.sleep(wait * (0.5 + self._dice.random()))
            wait = min(wait * 2, 2.0)

    async def attempt(self, method: str, path: str, **what: Any) -> list[httpx.Response | None]:
        """Once, or thrice at the same time, as an impatient phone does."""
        thrice = method in {"PUT", "POST", "PATCH"} and self._dice.random() < 0.15
        self._happened["delivered_thrice"] += thrice
        return await asyncio.gather(*(self.once(method, path, **what) for _ in range(3 if thrice else 1)))

    async def _deliver_late(self) -> None:
        """What was answered long ago arrives again, after what came later."""
        if not self._old or self._dice.random() > 0.3:
            return
        method, path, what = self._old.popleft()
        self._happened["reordered"] += 1
        answer = await self.once(method, path, **what)
        if answer and answer.status_code >= 300 and answer.status_code not in RETRY | LATE:
            self.refused(f"late {method} {path} {answer.status_code} {answer.text[:300]}")

    def refused(self, what: str) -> None:
        self._ledger.refusals.append(what)
        if len(self._ledger.refusals) > 200:
            raise TooManyRefusals

    async def once(self, method: str, path: str, **what: Any) -> httpx.Response | None:
        """The answer; None when none came."""
        token = self._token
        headers = {**what.pop("headers", {}), "cookie": f"{COOKIE}={token}"}
        flight = asyncio.ensure_future(self._client.request(method, path, headers=headers, **what))
        self._flights.add(flight)
        try:
            await asyncio.wait({flight})
        finally:
            self._flights.discard(flight)
            flight.cancel()
        if flight.cancelled() or isinstance(flight.exception(), httpx.HTTPError):
            await asyncio.sleep(self._dice.random() * 0.2)
            return None
        answer = flight.result()
        if answer.status_code == 401 and path != "/api/session":
            await self._sign_in(token)
        return answer

    async def _sign_in(self, failed: str) -> None:
        """The session is over: the officer says the password again, once for all that wait."""
        async with self._signing_in:
            if self._token != failed:
                return
            asked = {
                "name": self._who.name, "password": PASSWORD,
                "device": {"id": str(self._who.device_id), "label": "phone"},
            }  # fmt: skip
            answer = await self.once("POST", "/api/session", json=asked)
            if answer is not None and answer.status_code < 300:
                self._token = answer.headers["set-cookie"].split(";", 1)[0].split("=", 1)[1]
                self._happened["signed_in_again"] += 1
            elif answer is not None and answer.status_code not in RETRY - {401}:
                self.refused(f"sign-in {answer.status_code} {answer.text[:300]}")
