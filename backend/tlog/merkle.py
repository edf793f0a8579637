"""Merkle trees as in RFC 6962: roots, proofs that an entry is in, proofs that a tree only grew. Pure.

A tree of any size is kept as the hashes of its full subtrees of 256**level leaves (C2SP tlog-tiles; level 0 are the
leaves). What needs some of them is a generator that asks for a ``Span`` and is sent the hashes, so that the same
lines work over a list and over a database.
"""

import hashlib
from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple, TypeVar

TILE = 256
HASH = 32
_LEAF, _NODE = b"\x00", b"\x01"


class Span(NamedTuple):
    """``length`` full subtrees of 256**level leaves, beginning with number ``first``."""

    level: int
    first: int
    length: int


T = TypeVar("T")
Asking = Generator[Span, Sequence[bytes], T]


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(_LEAF + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over hashes of equal subtrees, of which there may be none."""
    if not hashes:
        return hashlib.sha256().digest()
    if len(hashes) == 1:
        return hashes[0]
    cut = _largest_power_below(len(hashes))
    return node_hash(root_of(hashes[:cut]), root_of(hashes[cut:]))


def root(size: int) -> Asking[bytes]:
    return (yield from _subtree(0, size))


def inclusion(index: int, size: int) -> Asking[list[bytes]]:
    """The hashes from the leaf's sibling up to the root's child (RFC 6962, 2.1.1); 0 <= index < size."""
    return (yield from _path(index, 0, size))


def consistency(old: int, new: int) -> Asking[list[bytes]]:
    """The proof that the tree of ``old`` leaves is the beginning of that of ``new`` (2.1.2); 0 <= old <= new."""
    if old in (0, new):
        return []
    return (yield from _subproof(old, 0, new, whole=True))


def grown(old: int, new: int) -> Iterator[Span]:
    """The full subtrees above the leaves that come to be with growth from ``old`` to ``new`` leaves, lowest first.

    Each is ``root_of`` the 256 hashes of its span one level below.
    """
    level, width = 1, TILE
    while new // width > old // width:
        yield Span(level, old // width, new // width - old // width)
        level, width = level + 1, width * TILE


def _subtree(begin: int, end: int) -> Asking[bytes]:
    size = end - begin
    if size == 0:
        return root_of([])
    level, width = 0, 1
    while width * TILE <= size:
        level, width = level + 1, width * TILE
    if size % width == 0:
        return root_of((yield Span(level, begin // width, size // width)))
    cut = begin + _largest_power_below(size)
    left = yield from _subtree(begin, cut)
    right = yield from _subtree(cut, end)
    return node_hash(left, right)


def _path(index: int, begin: int, end: int) -> Asking[list[bytes]]:
    if end - begin == 1:
        return []
    cut = begin + _largest_power_below(end - begin)
    if index < cut:
        below = yield from _path(index, begin, cut)
        return [*below, (yield from _subtree(cut, end))]
    below = yield from _path(index, cut, end)
    return [*below, (yield from _subtree(begin, cut))]


def _subproof(old: int, begin: int, end: int, *, whole: bool) -> Asking[list[bytes]]:
    if old == end:
        return [] if whole else [(yield from _subtree(begin, end))]
    cut = begin + _largest_power_below(end - begin)
    if old <= cut:
        below = yield from _subproof(old, begin, cut, whole=whole)
        return [*below, (yield from _subtree(cut, end))]
    below = yield from _subproof(old, cut, end, whole=False)
    return [*below, (yield from _subtree(begin, cut))]


def _largest_power_below(number: int) -> int:
    """The largest power of two smaller than ``number``, which is at least 2."""
    return 1 << (number - 1).bit_length() - 1


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> bool:
    """Whether the proof shows the leaf hash at its place under the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root_hash


def extends(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree of ``new`` leaves begins with that of ``old`` (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == 0:
        return not proof and old_root == root_of([])
    if old == new:
        return not proof and old_root == new_root
    begun = _begins(old, old_root, new, proof)
    return begun == (old_root, new_root)


def _begins(old: int, old_root: bytes, new: int, proof: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The roots of both trees that a proof comes to; 0 < old < new."""
    hashes = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not hashes:
        return None
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = hashes[0]
    for each in hashes[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            before, after = node_hash(each, before), node_hash(each, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, each)
        at, last = at >> 1, last >> 1
    return (before, after) if last == 0 else None
