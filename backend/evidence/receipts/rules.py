"""What a receipt says, line by line. No I/O."""

from backend.core.china import SHANGHAI
from backend.evidence.receipts.structs import Received


def text(of: Received) -> str:
    at = of.verified_at.astimezone(SHANGHAI).isoformat(timespec="milliseconds")
    lines = [of.id, of.sha256, of.stored_sm3, of.size, at, of.event, of.manifest]
    return "fengxun/receipt/v1\n" + "".join(f"{'-' if line is None else line}\n" for line in lines)
