"""What the server answered for: receipts and beacons, by the keys that the policy names. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes

from backend.evidence.verifier.archive import Archive
from backend.evidence.verifier.policy import Policy
from backend.evidence.verifier.verdicts import Code, Rejected, Result
from backend.tlog import p256
from backend.tlog.p256 import BadSignature

_NAME = re.compile(r"receipts/([0-9a-f-]{36})\.txt")
_BEACON = re.compile(r"fengxun/beacon/v1\n[^\n]{1,40}\n(-|[0-9a-f]{64})\n")


def names(archive: Archive) -> dict[str, str]:
    """The medium of each receipt."""
    found = {name: _NAME.fullmatch(name) for name in archive.names()}
    return {name: match[1] for name, match in sorted(found.items()) if match}


def files(archive: Archive, media: set[str]) -> set[str]:
    """Names of files that have their place here."""
    found = {name for name, own in names(archive).items() if own in media}
    return found | {name.removesuffix("txt") + "sig" for name in found}


def judged(archive: Archive, index: dict[str, Any], manifests: Mapping[str, set[str]], policy: Policy) -> list[Result]:
    """One result for each receipt, when the policy says by which keys. ``manifests``: hashes of entries, by medium."""
    if not policy.receipts:
        return []
    items = {item["id"]: item for item in index["items"]}
    return [_receipt(archive, name, items.get(own), manifests, policy) for name, own in names(archive).items()]


def _receipt(
    archive: Archive, name: str, item: Mapping[str, Any] | None, manifests: Mapping[str, set[str]], policy: Policy
) -> Result:
    try:
        text, signature = archive.text(name), archive.text(name.removesuffix("txt") + "sig")
    except Rejected as exc:
        return Result(name, exc.code)
    lines = text.decode(errors="replace").split("\n")
    if item is None or len(lines) != 9 or lines[8] or not _signed(policy, signature, text):
        return Result(name, Code.RECEIPT)
    event = "-" if item["event"] is None else str(item["event"])
    wanted = ["fengxun/receipt/v1", item["id"], item["sha256"], lines[3], str(item["size"]), lines[5], event]
    known = lines[7] == "-" or lines[7] in manifests.get(item["id"], set())
    if lines[:7] != wanted or not known or not _sm3_fits(archive, item, lines[3]):
        return Result(name, Code.RECEIPT)
    return Result(name)


def _sm3_fits(archive: Archive, item: Mapping[str, Any], said: str) -> bool:
    """Where this machine can reckon SM3, and the original is there."""
    if said == "-" or not item["file"]:
        return True
    try:
        digest = hashes.Hash(hashes.SM3())
    except UnsupportedAlgorithm:
        return True
    try:
        for block in archive.blocks(item["file"]):
            digest.update(block)
    except Rejected:
        return True  # said of the original itself
    return digest.finalize().hex() == said


def _signed(policy: Policy, signature: bytes, text: bytes) -> bool:
    return any(_by(key, signature, text) for key in policy.receipts)


def _by(key: bytes, signature: bytes, text: bytes) -> bool:
    try:
        p256.verify(p256.public_key(key), signature, text)
    except BadSignature:
        return False
    return True


def beacon_holds(beacon: object, policy: Policy) -> bool:
    """Whether the earliest time that an entry says of itself is the server's; also when it says none."""
    if beacon is None or not policy.receipts:
        return True
    said: Iterable[object] = (beacon.get("text"), beacon.get("signature")) if isinstance(beacon, dict) else ()
    texts = [each for each in said if isinstance(each, str)]
    if len(texts) != 2 or not _BEACON.fullmatch(texts[0]):
        return False
    try:
        return _signed(policy, p256.decode(texts[1]), texts[0].encode())
    except (BadSignature, UnicodeError):
        return False
