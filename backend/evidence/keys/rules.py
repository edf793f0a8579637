"""Whether a key may be enrolled, and approved by whom. No I/O."""

import base64
import binascii
from uuid import UUID

from backend.auth.structs import KeyState
from backend.core.errors import Conflict, Forbidden, invalid
from backend.evidence.keys.structs import CaptureKey, NewCaptureKey
from backend.tlog import p256
from backend.tlog.p256 import BadSignature

MOST_PENDING = 20
"""Keys of one person that wait for approval. Browsers forget keys, so that new ones are usual; more is a mistake."""


def enrolment(new: NewCaptureKey, person_id: UUID) -> bytes:
    """What the proof signs."""
    return f"fengxun/key/v1\n{new.id}\n{person_id}\n{new.device_id}\n{new.public_key}".encode()


def proven(new: NewCaptureKey, person_id: UUID) -> bytes:
    """The public key in DER, of whose private half there is proof.

    Raises:
        Invalid: not a P-256 key, or the proof is not its signature.
    """
    try:
        spki = base64.b64decode(new.public_key, validate=True)
        if base64.b64encode(spki).decode() != new.public_key:
            raise ValueError("base64 with bits to spare")
        key = p256.public_key(spki)
    except (binascii.Error, ValueError) as exc:
        raise invalid("public_key", "不是 P-256 公钥。", "Not a public key of P-256 (SPKI in DER, base64).") from exc
    try:
        p256.verify(key, p256.decode(new.proof), enrolment(new, person_id))
    except BadSignature as exc:
        raise invalid("proof", "持有证明不成立。", "The proof is not a signature of this key.") from exc
    return spki


def check_approval(key: CaptureKey, by: UUID) -> None:
    """
    Raises:
        Forbidden: nobody vouches for themselves.
        Conflict: it was revoked.
    """
    if key.person_id == by:
        raise Forbidden("不能核准自己的密钥。", "Nobody approves a key of their own.")
    if key.state is KeyState.REVOKED:
        raise Conflict("密钥已停用。", "The key has been revoked.")
