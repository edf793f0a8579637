"""What whoever checks a package needs beside it: the verifier, and whom this installation asks them to trust."""

import asyncio
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from backend.core.errors import NotFound
from backend.evidence.verifier import pyz
from backend.tlog.witnessing import Witness

_BY_HAND = Path(__file__).resolve().parents[3] / "infra" / "by_hand" / "verify.sh"
_HOST = re.compile(r"(?P<name>[a-z0-9.-]{1,253}|\[[0-9a-f:]{2,39}\])(:[0-9]{1,5})?", re.IGNORECASE)
_HERE = re.compile(r"localhost|127\.0\.0\.1|\[::1\]", re.IGNORECASE)


def address(host: str | None) -> str:
    """Where this installation is to be found, by the name it was asked under.

    Browsers give camera and position to secure origins alone, so that it is https save on one's own machine. A proxy
    passes on ``Host`` and nothing else. What is no host is left to be filled in.
    """
    found = _HOST.fullmatch(host or "")
    if not found:
        return "https://（系统网址 address of the system）"
    return f"{'http' if _HERE.fullmatch(found['name']) else 'https'}://{host}"


@cache
def by_hand() -> str:
    """The verifier that needs nothing but a shell and openssl."""
    return _BY_HAND.read_text(encoding="utf-8")


@cache
def _built() -> bytes:
    with TemporaryDirectory(prefix="verifier-") as folder:
        path = Path(folder) / "verifier.pyz"
        pyz.build(path)
        return path.read_bytes()


async def verifier() -> bytes:
    """The verifier as one file for Python."""
    return await asyncio.to_thread(_built)


def policy(vkey: str, witnesses: Sequence[Witness], receipts: str) -> str:
    """The policy of this installation, as ``verifier.policy`` reads it. ``receipts``: the key of receipts, SPKI in
    base64.

    Raises:
        NotFound: nothing is sealed here, so there is nothing to trust.
    """
    if not vkey:
        raise NotFound("本系统未开启封存，没有信任文件。", "Nothing is sealed here, so there is no policy.")
    return "\n".join(
        [
            "# 枫巡证据包的信任文件：核验时相信哪些公钥。请与本单位公布的公钥核对后再用。",
            "# Whom the verifier of Fengxun's packages believes. Compare the keys with those made public before use.",
            f"log {vkey}",
            *(f"witness {witness.key}" for witness in witnesses),
            *([f"receipts {receipts}"] if receipts else []),
            f"quorum {min(1, len(witnesses))}",
            "",
        ]
    )
