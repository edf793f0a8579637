"""An authority's time stamp (RFC 3161) on a checkpoint from which the package's own one grew."""

from collections.abc import Callable, Sequence

from cryptography.x509 import Certificate

from backend.evidence.verifier.archive import Archive
from backend.evidence.verifier.verdicts import Code, Rejected, Result
from backend.tlog import merkle, notes
from backend.tlog.notes import BadNote, Checkpoint

CHECKPOINT, TOKEN, GROWTH = FILES = ("stamp/checkpoint", "stamp/token.tsr", "stamp/growth")
Believed = Callable[[str], tuple[Checkpoint | None, bool]]


def stamped(
    archive: Archive, roots: Sequence[Certificate], believed: Believed, point: Checkpoint | None, last: int
) -> Result:
    """``point`` is the package's checkpoint, ``last`` the largest index of what is proven under it."""
    if TOKEN not in archive.names() or point is None:
        return Result(TOKEN, Code.NOT_STAMPED)
    try:
        note = archive.text(CHECKPOINT).decode()
        hashes = notes.hashes(archive.text(GROWTH).decode().splitlines())
        token = archive.text(TOKEN)
    except (BadNote, UnicodeDecodeError):
        return Result(TOKEN, Code.STAMP)
    except Rejected as exc:
        return Result(exc.where, exc.code)
    old, _ = believed(note)
    if old is None or old.origin != point.origin:
        return Result(CHECKPOINT, Code.CHECKPOINT)
    if not merkle.extends(old.size, old.root, point.size, point.root, hashes):
        return Result(GROWTH, Code.FORKED)
    at = _time_of(token, note.encode(), roots)
    if at is None:
        return Result(TOKEN, Code.STAMP)
    return Result(TOKEN, None if last < old.size else Code.NOT_STAMPED, at)


def _time_of(token: bytes, note: bytes, roots: Sequence[Certificate]) -> str | None:
    """What the authority's clock showed; ``None`` when the stamp is not its own or on something else."""
    # Only who trusts an authority needs the library.
    import rfc3161_client as tsp

    builder = tsp.VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        answer = tsp.decode_timestamp_response(token)
        builder.build().verify_message(answer, note)
        return f"{answer.tst_info.gen_time:%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, TypeError, tsp.VerificationError):
        return None
