"""A lead's evidence to take along."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, Router, get
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency
from litestar.enums import MediaType
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Stream

from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import files
from backend.core.db import Context
from backend.leads.packages import aids, service
from backend.tlog import beside, receipt_key, witnessing

Purpose = Annotated[
    str, QueryParameter(min_length=2, max_length=200, pattern=r"^[^\x00-\x1f]*$", description="what it is needed for")
]
Asked = Annotated[
    str | None,
    QueryParameter(
        max_length=36, pattern=r"^[0-9a-f-]{36}(?!\n)$", description="comes back as a cookie once it is made"
    ),
]
READY = "package-ready"


@get(
    "/{lead_id:uuid}/package",
    opt=needs(Permission.EVIDENCE_EXPORT),
    summary="The lead's evidence with its proofs, as a ZIP",
    media_type="application/zip",
)
async def read_package(
    request: Request[Any, Any, Any],
    state: State,
    fence: NamedDependency[Context],
    lead_id: FromPath[UUID],
    purpose: Purpose,
    redacted: FromQuery[bool] = False,
    asked: Asked = None,
) -> Stream:
    """Originals, what was done to them, and the proofs of both, for ``backend.evidence.verifier`` to check.

    Without a purpose it is refused; with one it stands in the record. ``redacted``: the bytes of what has a redacted
    copy are left out, and their items say so. A page that lets the browser download it learns from the cookie
    ``package-ready`` that it has begun.
    """
    address = aids.address(request.headers.get("host"))
    made = await service.package(state.database, state.store, fence, lead_id, purpose, redacted, address)
    disposition = files.attachment(f"证据包-{made.number}.zip", f"evidence-{made.number}.zip")
    headers = {"content-disposition": disposition, "content-length": str(made.size)}
    ready = [Cookie(key=READY, value=asked, max_age=60, path="/", secure=True, samesite="strict")] if asked else []
    return Stream(files.chunks(made.file), media_type="application/zip", headers=headers, cookies=ready)


@get(
    "/verifier.pyz",
    opt=needs(Permission.PUBLIC),
    summary="The verifier of packages, one file for Python",
    media_type="application/zip",
)
async def read_verifier() -> Response[bytes]:
    headers = {"content-disposition": 'attachment; filename="verifier.pyz"'}
    return Response(await aids.verifier(), media_type="application/zip", headers=headers)


@get(
    "/verify.sh",
    opt=needs(Permission.PUBLIC),
    summary="The verifier of packages that needs a shell and openssl alone",
    media_type=MediaType.TEXT,
)
async def read_by_hand() -> Response[str]:
    headers = {"content-disposition": 'attachment; filename="verify.sh"'}
    return Response(aids.by_hand(), media_type=MediaType.TEXT, headers=headers)


@get("/policy.txt", opt=needs(Permission.PUBLIC), summary="Whom the verifier is to trust", media_type=MediaType.TEXT)
async def read_policy(state: State) -> Response[str]:
    """The log's key and those of its witnesses. 404 where nothing is sealed."""
    text = aids.policy(
        beside.vkey_of(state), witnessing.witnesses(state.settings.witnesses), receipt_key.of(state).public
    )
    headers = {"content-disposition": 'attachment; filename="policy.txt"'}
    return Response(text, media_type=MediaType.TEXT, headers=headers)


router = Router("/leads", route_handlers=[read_package], tags=["leads"])
aids_router = Router("/evidence", route_handlers=[read_verifier, read_by_hand, read_policy], tags=["evidence"])
