"""Whom the person who checks believes: the log's key, the witnesses' keys, and how many of them must have signed.

One statement a line: ``log VKEY``, ``witness VKEY``, ``quorum N``, ``receipts SPKI`` (base64), ``tsa FILE`` (beside the
policy: the root certificate, PEM, of an authority for time stamps); ``#`` begins a remark.
"""

from collections.abc import Callable
from typing import NamedTuple

from cryptography import x509
from cryptography.x509 import Certificate

from backend.tlog import notes, p256
from backend.tlog.notes import BadNote, Key


def _refused(name: str) -> bytes:
    raise BadNote(f"no file {name} here")


class Policy(NamedTuple):
    logs: list[Key]
    witnesses: list[Key]
    quorum: int
    authorities: tuple[Certificate, ...] = ()
    receipts: tuple[bytes, ...] = ()
    """The SPKI of keys that receipts and beacons are believed of."""


def policy(text: str, read: Callable[[str], bytes] = _refused) -> Policy:
    """``read``: a file that the text names.

    Raises:
        BadNote: says which line is wrong.
    """
    logs: list[Key] = []
    witnesses: list[Key] = []
    authorities: tuple[Certificate, ...] = ()
    receipts: list[bytes] = []
    quorum = None
    for number, line in enumerate(text.splitlines(), 1):
        word, _, rest = line.partition("#")[0].strip().partition(" ")
        if word in ("log", "witness"):
            key = notes.key_of(rest)
            if key.kind != (notes.ED25519 if word == "log" else notes.COSIGNATURE):
                raise BadNote(f"line {number}: not the key of a {word}")
            (logs if word == "log" else witnesses).append(key)
        elif word == "receipts":
            receipts.append(_spki(number, rest))
        elif word == "quorum" and rest.isdecimal():
            quorum = int(rest)
        elif word == "tsa" and rest:
            authorities += _certificates(read(rest), number)
        elif word:
            raise BadNote(f"line {number}: log, witness, quorum, receipts or tsa is wanted")
    if not logs:
        raise BadNote("no log is trusted")
    quorum = (1 if witnesses else 0) if quorum is None else quorum
    if quorum > len(witnesses):
        raise BadNote("the quorum is larger than the number of witnesses")
    return Policy(logs, witnesses, quorum, authorities, tuple(receipts))


def _certificates(held: bytes, number: int) -> tuple[Certificate, ...]:
    try:
        return tuple(x509.load_pem_x509_certificates(held))
    except ValueError as exc:
        raise BadNote(f"line {number}: no certificates in PEM") from exc


def _spki(number: int, text: str) -> bytes:
    try:
        spki = notes.decode(text)
        p256.public_key(spki)
    except ValueError as exc:
        raise BadNote(f"line {number}: not a P-256 key (SPKI in DER, base64)") from exc
    return spki
