"""Whether what a phone signed goes into a chain. No I/O."""

from uuid import UUID

from backend.core.errors import FieldError, Problem
from backend.evidence.chain import manifests
from backend.evidence.chain.manifests import FIRST, Capture, Manifest, NoManifest
from backend.evidence.chain.structs import EntryState, Fault, KeyRow, NewEntry
from backend.tlog import p256
from backend.tlog.p256 import BadSignature, Malleated

SIGNED = b"fengxun/manifest/v1\n"
MOST_ASIDE = 1_000
"""Entries of one person that stand aside: more says nothing new."""

SAID = {
    Fault.UNKNOWN_KEY: ("密钥没有登记。", "No such key has been enrolled."),
    Fault.OTHER_PERSON: ("密钥属于其他人。", "The key is somebody else's."),
    Fault.SIGNATURE: ("签名无效。", "The signature is wrong."),
    Fault.MALLEATED: ("签名被改写过。", "The signature was altered on its way."),
    Fault.FORM: ("内容不符合取证记录的格式。", "The bytes are no entry of this chain."),
    Fault.REVOKED_KEY: ("密钥已停用。", "The key has been revoked."),
    Fault.OTHER_BYTES: ("该序号已有其他内容。", "This number holds other bytes."),
}

_FIELDS = {
    Fault.SIGNATURE: "signature", Fault.MALLEATED: "signature", Fault.FORM: "entry", Fault.OTHER_BYTES: "entry",
}  # fmt: skip


class Refused(Problem):
    """Not taken into the chain; ``code`` says why."""

    status = 422

    def __init__(self, fault: Fault) -> None:
        zh, en = SAID[fault]
        super().__init__(zh, en, (FieldError(_FIELDS.get(fault, "key_id"), en, zh, en),))
        self.fault = fault
        self.code = fault.value
        if fault is Fault.OTHER_BYTES:
            self.status, self.code = 409, "conflict"


def judged(key: KeyRow | None, by: UUID, n: int, sent: NewEntry) -> tuple[Manifest, bytes]:
    """What was signed, and the 64 bytes of the signature.

    Raises:
        Refused: says why.
    """
    if key is None:
        raise Refused(Fault.UNKNOWN_KEY)
    if key.person_id != by:
        raise Refused(Fault.OTHER_PERSON)
    try:
        signature = p256.decode(sent.signature)
        p256.verify(p256.public_key(key.public_key), signature, SIGNED + sent.entry)
    except Malleated as exc:
        raise Refused(Fault.MALLEATED) from exc
    except BadSignature as exc:
        raise Refused(Fault.SIGNATURE) from exc
    try:
        said = manifests.read(sent.entry)
    except NoManifest as exc:
        raise Refused(Fault.FORM) from exc
    if (said.key, said.device, said.n) != (key.id, key.device_id, n):
        raise Refused(Fault.FORM)
    if isinstance(said, Capture) and said.officers[0] != by:
        raise Refused(Fault.OTHER_PERSON)
    if key.revoked:
        raise Refused(Fault.REVOKED_KEY)
    return said, signature


def standing(n: int, prev: str, before: str | None) -> EntryState:
    """How an entry stands after one of the hash ``before``; None: that one is not here."""
    if n == 1:
        return EntryState.WHOLE if prev == FIRST else EntryState.BROKEN
    if before is None:
        return EntryState.GAP
    return EntryState.WHOLE if prev == before else EntryState.BROKEN
