"""Turn everything that can be raised into ``application/problem+json``. The only place that does."""

import logging
from typing import Any

import asyncpg
from litestar import Request, Response
from litestar.exceptions import HTTPException, SerializationException, ValidationException
from litestar.params import ParameterKwarg
from litestar.types import ExceptionHandlersMap

from backend.core import faults
from backend.core.errors import (
    Conflict,
    Forbidden,
    Invalid,
    Malformed,
    NotFound,
    Problem,
    TooLarge,
    TooMany,
    Unauthenticated,
    Unavailable,
    UnsupportedType,
)

log = logging.getLogger("fengxun")
AnyRequest = Request[Any, Any, Any]
MEDIA_TYPE = "application/problem+json"

_BY_STATUS: dict[int, Problem] = {
    400: Malformed("请求无法解析。", "The request cannot be read."),
    401: Unauthenticated("请先登录。", "Sign in first."),
    403: Forbidden("没有权限。", "Not allowed."),
    404: NotFound("没有找到。", "Not found."),
    405: NotFound("不支持此方法。", "This method is not supported here."),
    409: Conflict("与现有数据冲突。", "Conflicts with what is already there."),
    413: TooLarge("内容太大。", "The body is too large."),
    415: UnsupportedType("不支持的内容类型。", "This content type is not supported."),
    422: Invalid("内容有误。", "Something in the request is wrong."),
    429: TooMany("请求太频繁,请稍后再试。", "Too many requests. Try again later."),
}

# A database constraint has a name that reads as a sentence; here is its translation.
_CONSTRAINTS = {
    "areas_in_force_do_not_repeat": ("同一时间同一编码的区域只能有一个版本。", "One code has one version at a time."),
    "person_name_is_unique": ("登录名已被使用。", "This sign-in name is taken."),
}


def answer(problem: Problem, status: int | None = None) -> Response[dict[str, Any]]:
    """The response that says this problem."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "status": status or problem.status,
        "code": problem.code,
        "title": problem.en,
        "detail": problem.zh,
        "detail_en": problem.en,
        "errors": [{"field": e.field, "reason": e.reason, "detail": e.zh, "detail_en": e.en} for e in problem.errors],
    }
    headers = problem.headers | ({"retry-after": str(problem.retry_after)} if problem.retry_after else {})
    return Response(body, status_code=status or problem.status, media_type=MEDIA_TYPE, headers=headers)


def _answer_problem(_: AnyRequest, problem: Problem) -> Response[dict[str, Any]]:
    return answer(problem)


def _answer_validation(request: AnyRequest, exc: ValidationException) -> Response[dict[str, Any]]:
    extra: list[dict[str, str]] = exc.extra if isinstance(exc.extra, list) else []
    wrong = [(_as_sent(request, e.get("key", "data")), e.get("message", "wrong")) for e in extra]
    if name := faults.missing(exc.detail):
        wrong.append((name, "Missing"))
    return answer(faults.invalid(wrong))


def _as_sent(request: AnyRequest, key: str) -> str:
    """What a parameter is called in the query; the code may call it otherwise."""
    handler = request.route_handler
    takers: list[Any] = [handler, *handler.resolve_dependencies().values()]
    for taken in (taker.parsed_fn_signature.parameters.get(key) for taker in takers):
        if taken and isinstance(taken.kwarg_definition, ParameterKwarg) and taken.kwarg_definition.name:
            return taken.kwarg_definition.name
    return key


def _answer_http(_: AnyRequest, exc: HTTPException) -> Response[dict[str, Any]]:
    if _is_disconnect(exc):
        return answer(_BY_STATUS[400])
    if exc.status_code >= 500:
        log.error("unexpected HTTP error", exc_info=exc)
    problem = _BY_STATUS.get(exc.status_code)
    return answer(problem or Problem("服务器出错。", "Something broke on our side."), exc.status_code)


def _is_disconnect(exc: HTTPException) -> bool:
    return "disconnected prematurely" in str(exc.detail)


_UNREADABLE: list[tuple[type[Exception], str, str]] = [
    (RecursionError, "嵌套太深", "it is nested too deep"),
    (UnicodeError, "文字不是有效的 UTF-8", "its text is no UTF-8"),
    (OverflowError, "有数值超出范围", "a value is out of range"),
    (asyncpg.DataError, "有数值超出范围", "a value is out of range"),
]


def _answer_malformed(_: AnyRequest, exc: Exception) -> Response[dict[str, Any]]:
    zh, en = next((zh, en) for kind, zh, en in _UNREADABLE if isinstance(exc, kind))
    return answer(Malformed(f"请求无法解析：{zh}。", f"The request cannot be read: {en}."))


def _answer_no_json(_: AnyRequest, exc: SerializationException) -> Response[dict[str, Any]]:
    return answer(Malformed(*faults.unreadable(str(exc))))


def _answer_constraint(_: AnyRequest, exc: asyncpg.IntegrityConstraintViolationError) -> Response[dict[str, Any]]:
    name = str(exc.constraint_name or "")
    sentence = name.replace("_", " ")
    zh, en = _CONSTRAINTS.get(name, (f"违反规则:{sentence}", f"Refused by the rule: {sentence}."))
    kind = Conflict if isinstance(exc, asyncpg.UniqueViolationError | asyncpg.ExclusionViolationError) else Invalid
    return answer(kind(zh, en))


def _answer_fence(_: AnyRequest, exc: asyncpg.InsufficientPrivilegeError) -> Response[dict[str, Any]]:
    log.warning("the database fence refused a statement: %s", exc)
    return answer(Forbidden("没有权限。", "Not allowed."))


def _answer_down(_: AnyRequest, exc: Exception) -> Response[dict[str, Any]]:
    log.error("a part is unavailable", exc_info=exc)
    return answer(Unavailable("服务暂时不可用,请稍后再试。", "Temporarily unavailable. Try again.", retry_after=2))


def _answer_unexpected(request: AnyRequest, exc: Exception) -> Response[dict[str, Any]]:
    log.error("unexpected error at %s %s", request.method, request.url.path, exc_info=exc)
    return answer(Problem("服务器出错,已记录。", "Something broke on our side. It has been logged."))


HANDLERS: ExceptionHandlersMap = {
    Problem: _answer_problem,
    ValidationException: _answer_validation,
    HTTPException: _answer_http,
    SerializationException: _answer_no_json,
    RecursionError: _answer_malformed,
    UnicodeError: _answer_malformed,
    OverflowError: _answer_malformed,
    asyncpg.DataError: _answer_malformed,
    asyncpg.IntegrityConstraintViolationError: _answer_constraint,
    asyncpg.InsufficientPrivilegeError: _answer_fence,
    asyncpg.PostgresConnectionError: _answer_down,
    asyncpg.InterfaceError: _answer_down,
    asyncpg.AdminShutdownError: _answer_down,
    asyncpg.CannotConnectNowError: _answer_down,
    asyncpg.QueryCanceledError: _answer_down,
    asyncpg.TooManyConnectionsError: _answer_down,
    ConnectionError: _answer_down,
    TimeoutError: _answer_down,
    Exception: _answer_unexpected,
}
