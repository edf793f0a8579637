"""What the server answers for: that it has the bytes, and since when."""

from uuid import UUID

from litestar import Router, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Context
from backend.evidence.receipts import service
from backend.evidence.receipts.structs import ReceiptKeyFacts
from backend.tlog import receipt_key
from backend.tlog.structs import SignedText


@get("/media/{medium_id:uuid}/receipt", opt=needs(Permission.MEDIA_READ), summary="The receipt for a medium")
async def read_receipt(state: State, fence: NamedDependency[Context], medium_id: FromPath[UUID]) -> SignedText:
    """Once it is received; the same text for ever."""
    return await service.receipt(state.database, receipt_key.of(state), fence, medium_id)


@get("/evidence/receipt-key", opt=needs(Permission.PUBLIC), summary="The key that receipts are signed with")
async def read_receipt_key(state: State) -> ReceiptKeyFacts:
    """Pinned by phones when somebody signs in, and named in the policy of whoever checks."""
    return ReceiptKeyFacts(public_key=receipt_key.of(state).public)


router = Router("/", route_handlers=[read_receipt, read_receipt_key], tags=["evidence"])
