"""Whom the person who checks believes: the log's key, the witnesses' keys, and how many of them must have signed.

One statement a line: ``log VKEY``, ``witness VKEY``, ``quorum N``; ``#`` begins a remark.
"""

from typing import NamedTuple

from backend.tlog import notes
from backend.tlog.notes import BadNote, Key


class Policy(NamedTuple):
    logs: list[Key]
    witnesses: list[Key]
    quorum: int


def policy(text: str) -> Policy:
    """
    Raises:
        BadNote: says which line is wrong.
    """
    logs: list[Key] = []
    witnesses: list[Key] = []
    quorum = None
    for number, line in enumerate(text.splitlines(), 1):
        word, _, rest = line.partition("#")[0].strip().partition(" ")
        if word in ("log", "witness"):
            key = notes.key_of(rest)
            if key.kind != (notes.ED25519 if word == "log" else notes.COSIGNATURE):
                raise BadNote(f"line {number}: not the key of a {word}")
            (logs if word == "log" else witnesses).append(key)
        elif word == "quorum" and rest.isdecimal():
            quorum = int(rest)
        elif word:
            raise BadNote(f"line {number}: log, witness or quorum is wanted")
    if not logs:
        raise BadNote("no log is trusted")
    quorum = (1 if witnesses else 0) if quorum is None else quorum
    if quorum > len(witnesses):
        raise BadNote("the quorum is larger than the number of witnesses")
    return Policy(logs, witnesses, quorum)
