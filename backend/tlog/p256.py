"""ECDSA P-256 over SHA-256 as browsers make it: 64 bytes r and s, as text in base64url without padding. Pure; verifiers
elsewhere need it too.

Whoever has a signature can make another of it that is right as well (r, n - s): only the one with s in the lower half
counts, and no signature is ever an id.
"""

import base64
import binascii

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
SIZE = 64
_SHA256 = ec.ECDSA(hashes.SHA256())


class BadSignature(ValueError):
    """Not a signature of this key under this message."""


class Malleated(BadSignature):
    """Right, but with s in the upper half: made of another one, by whoever saw that."""


def public_key(spki: bytes) -> ec.EllipticCurvePublicKey:
    """
    Raises:
        ValueError: not the DER of a P-256 public key, or not the only one there is of it.
    """
    try:
        key = serialization.load_der_public_key(spki)
    except UnsupportedAlgorithm as exc:
        raise ValueError("a key of another kind") from exc
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("a key of another kind")
    if spki_of(key) != spki:
        raise ValueError("the same key can be written shorter")
    return key


def spki_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def encode(signature: bytes) -> str:
    return base64.urlsafe_b64encode(signature).decode().rstrip("=")


def decode(text: str) -> bytes:
    """
    Raises:
        BadSignature: not 64 bytes in base64url, or written in another way than the one there is.
    """
    try:
        signature = base64.b64decode(text + "==", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as exc:
        raise BadSignature("not base64url") from exc
    if len(signature) != SIZE or encode(signature) != text:
        raise BadSignature("not 64 bytes in base64url")
    return signature


def verify(key: ec.EllipticCurvePublicKey, signature: bytes, message: bytes) -> None:
    """
    Raises:
        BadSignature, Malleated.
    """
    if len(signature) != SIZE:
        raise BadSignature("a signature has 64 bytes")
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    try:
        key.verify(encode_dss_signature(r, s), message, _SHA256)
    except InvalidSignature as exc:
        raise BadSignature("the signature is wrong") from exc
    if s > ORDER // 2:
        raise Malleated("s in the upper half")


def sign(key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    r, s = decode_dss_signature(key.sign(message, _SHA256))
    return r.to_bytes(32, "big") + min(s, ORDER - s).to_bytes(32, "big")
