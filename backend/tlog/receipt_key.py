"""The server's own P-256 key: phones pin it, and believe receipts and beacons that it signs. Not the log's: every
process that answers requests holds this one."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from litestar import Litestar
from litestar.datastructures import State

from backend.core.errors import Misconfigured
from backend.settings import Settings
from backend.tlog import p256
from backend.tlog.structs import SignedText


class ReceiptKey:
    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        self._private = private
        self.public = base64.b64encode(p256.spki_of(private.public_key())).decode()
        """SubjectPublicKeyInfo in DER, base64."""

    def signed(self, text: str) -> SignedText:
        return SignedText(text=text, signature=p256.encode(p256.sign(self._private, text.encode())))


def of(state: State) -> ReceiptKey:
    """The key of this installation; a demonstration without one makes it up, and forgets it."""
    if "receipt_key" not in state:
        config: Settings = state.settings
        made = config.demo and not config.receipt_key_file
        state.receipt_key = ReceiptKey(
            ec.generate_private_key(ec.SECP256R1()) if made else _read(Path(config.receipt_key_file))
        )
    return cast(ReceiptKey, state.receipt_key)


def make(path: Path) -> None:
    """A new key, readable by its owner alone.

    Raises:
        FileExistsError.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.touch(0o600, exist_ok=False)
    path.write_bytes(pem)
    path.chmod(0o400)


def _read(path: Path) -> ec.EllipticCurvePrivateKey:
    """
    Raises:
        Misconfigured: the file is missing, open to others, or holds something else.
    """
    try:
        if path.stat().st_mode & 0o077:
            raise Misconfigured(f"RECEIPT_KEY_FILE {path} must be readable by its owner alone (mode 0400).")
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as exc:
        raise Misconfigured(f"RECEIPT_KEY_FILE {path} must hold a private key in PEM: {exc}") from exc
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise Misconfigured(
            f"RECEIPT_KEY_FILE {path} must hold a P-256 key (openssl ecparam -name prime256v1 -genkey)."
        )
    return key


@asynccontextmanager
async def at_start(app: Litestar) -> AsyncIterator[None]:
    """A key that cannot be read stops the start, not the first receipt."""
    of(app.state)
    yield
