"""WebSockets that are refused say why: of a failed handshake a page sees no status, but it sees a close code."""

from litestar.enums import ScopeType
from litestar.exceptions import WebSocketException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from backend.core.errors import Problem


def refusal(problem: Problem) -> WebSocketException:
    """The close code is 4000 + the HTTP status: 4401 nobody is signed in, 4403 not allowed."""
    return WebSocketException(detail=problem.en, code=4000 + problem.status)


class SayWhy(ASGIMiddleware):
    """Accept a socket that is about to be refused, only to close it with its code."""

    scopes = (ScopeType.WEBSOCKET,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        accepted = False

        async def send_with_reason(message: Message) -> None:
            nonlocal accepted
            if message["type"] == "websocket.accept":
                accepted = True
            elif message["type"] == "websocket.close" and not accepted:
                accepted = True
                await send({"type": "websocket.accept", "subprotocol": None, "headers": []})
            await send(message)

        await next_app(scope, receive, send_with_reason)
