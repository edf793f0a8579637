"""The fence around every handler: who calls, what the handler demands, and the transaction that follows from both."""

from collections.abc import AsyncIterator, Iterable
from typing import Any
from urllib.parse import urlsplit

from litestar import Litestar, Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.types import Method

from backend.auth import recognition, rules
from backend.auth.caller import AnyConnection, Caller, header_of, key_of, token_of
from backend.auth.permissions import Permission, Reach, reach
from backend.core.db import Conn, Context
from backend.core.errors import Forbidden, Misconfigured, PasswordChangeRequired, Problem, Unauthenticated
from backend.core.sockets import refusal

_KEY = "permission"
_EARLY = "before_password_change"
_BY_KEY = "by_key"
_SHUT_OUT = "device revoked"
_SAFE: frozenset[Method | str] = frozenset({"GET", "HEAD", "OPTIONS"})


def needs(permission: Permission, *, before_password_change: bool = False, by_key: bool = False) -> dict[str, Any]:
    """Say in a handler's ``opt`` what it demands: ``@get("/", opt=needs(Permission.LEAD_READ))``.

    ``before_password_change``: also answers whoever still has a temporary password.
    ``by_key``: also answers a program that has an access key; only what reads may.
    """
    return {_KEY: permission, _EARLY: before_password_change, _BY_KEY: by_key}


def demanded(handler: BaseRouteHandler) -> Permission | None:
    found = handler.opt.get(_KEY)
    return found if isinstance(found, Permission) else None


class Authentication(AbstractAuthenticationMiddleware):
    """Find the caller, if there is one. Whether one is needed is the guard's business."""

    async def authenticate_request(self, connection: AnyConnection) -> AuthenticationResult:
        token = token_of(connection)
        known = recognition.of(connection.app.state)
        if token is None:
            key = key_of(connection)
            return AuthenticationResult(user=await known.by_key(key) if key else None, auth=_BY_KEY if key else None)
        caller = await known.caller(token)
        if caller is None and await known.shut_out(token):
            return AuthenticationResult(user=None, auth=_SHUT_OUT)
        return AuthenticationResult(user=caller, auth=None)


async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Let through only who holds what the handler demands. Runs before every handler, WebSockets included."""
    try:
        admit(connection, connection.scope.get("user"), handler)
    except Problem as problem:
        if connection.scope["type"] == ScopeType.WEBSOCKET:
            raise refusal(problem) from problem
        raise


def admit(connection: AnyConnection, caller: Caller | None, handler: BaseRouteHandler) -> None:
    """Let ``caller`` through to ``handler``.

    Raises:
        Unauthenticated, PasswordChangeRequired, Forbidden: what stands against it.
    """
    permission = demanded(handler)
    if permission is None:
        raise Forbidden("没有权限。", "Not allowed.")
    _refuse_foreign_origin(connection)
    if permission is Permission.PUBLIC:
        return
    if caller is None and connection.scope.get("auth") == _SHUT_OUT:
        raise rules.revoked()
    if caller is None:
        raise _ask_to_sign_in(handler)
    if connection.scope.get("auth") == _BY_KEY and not handler.opt.get(_BY_KEY):
        raise Forbidden("访问密钥只能读取地图图层。", "An access key only reads map layers.")
    if caller.must_change_password and not handler.opt.get(_EARLY):
        raise PasswordChangeRequired("请先修改临时密码。", "Change the temporary password first.")
    if reach(caller.roles, permission) is Reach.NONE:
        raise Forbidden("没有权限。", "Not allowed.")


def _ask_to_sign_in(handler: BaseRouteHandler) -> Unauthenticated:
    """Programs that have a key send it only when asked for."""
    problem = Unauthenticated("请先登录。", "Sign in first.")
    if handler.opt.get(_BY_KEY):
        problem.headers["www-authenticate"] = 'Basic realm="Fengxun", charset="UTF-8"'
    return problem


def _refuse_foreign_origin(connection: AnyConnection) -> None:
    """A browser says where a page came from; pages of others may neither write nor open sockets here."""
    is_socket = connection.scope["type"] == ScopeType.WEBSOCKET
    if not is_socket and connection.scope.get("method") in _SAFE:
        return
    origin = header_of(connection, b"origin")
    if origin is None or origin in connection.app.state.settings.public_origins:
        return
    if urlsplit(origin).netloc != header_of(connection, b"host"):
        raise Forbidden("来源不受信任。", "This origin may not write here.")


async def provide_caller(request: Request[Any, Any, Any]) -> Caller:
    caller: Caller | None = request.scope.get("user")
    if caller is None:
        raise Unauthenticated("请先登录。", "Sign in first.")
    return caller


async def provide_fence(request: Request[Any, Any, Any]) -> Context:
    """The context of this request: the caller's, as far as the handler's permission reaches."""
    permission = demanded(request.route_handler)
    caller: Caller | None = request.scope.get("user")
    if permission is None or caller is None:
        return Context(None, (), "none")
    return caller.context(permission)


async def provide_transaction(state: State, fence: NamedDependency[Context]) -> AsyncIterator[Conn]:
    """One request, one transaction: commit when the handler returns, roll back when it raises."""
    async with state.database.transaction(fence) as conn:
        yield conn


def refuse_unfenced(app: Litestar) -> None:
    """Stop the start when a handler does not name its permission, or a key would open more than reading.

    Raises:
        Misconfigured: lists the handlers.
    """
    bare = sorted({str(h) for _, h in handlers(app) if demanded(h) is None})
    if bare:
        raise Misconfigured(f"These handlers name no permission: {', '.join(bare)}")
    writing = sorted({str(h) for _, h in handlers(app) if h.opt.get(_BY_KEY) and not _only_reads(h)})
    if writing:
        raise Misconfigured(f"An access key may not open what writes: {', '.join(writing)}")


def _only_reads(handler: BaseRouteHandler) -> bool:
    return set(getattr(handler, "http_methods", ["WS"])) <= _SAFE


def handlers(app: Litestar) -> Iterable[tuple[str, BaseRouteHandler]]:
    """Every path with every handler the application answers with, the automatic OPTIONS ones left out."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", None) or [route.route_handler]:  # type: ignore[union-attr]
            if getattr(handler, "http_methods", None) != {"OPTIONS"}:
                yield route.path, handler
