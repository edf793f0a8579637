"""The tree against the vectors of RFC 6962's reference code, against the definition, and against a liar."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.tlog import merkle
from tests.support.merkle import Tree

INPUTS = [bytes.fromhex(h) for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                     "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Certificate Transparency's test vectors: the root over the first n inputs."""


def test_the_roots_are_those_of_certificate_transparency() -> None:
    tree = Tree([merkle.leaf_hash(each) for each in INPUTS])
    assert [tree.root(n).hex() for n in range(9)] == ROOTS


LARGE = [hashlib.sha256(b"%d" % n).digest() for n in range(70_000)]


@pytest.fixture(scope="module")
def large() -> Tree:
    return Tree(LARGE)


@given(st.lists(st.integers(0, 900), min_size=1, max_size=9))
def test_a_tree_is_the_same_however_it_grew(steps: list[int]) -> None:
    tree = Tree([])
    for step in steps:
        tree.grow(LARGE[len(tree.levels[0]) : len(tree.levels[0]) + step])
    assert tree.root(sum(steps)) == merkle.root_of(LARGE[: sum(steps)])


@given(st.integers(1, 70_000), st.data())
def test_every_entry_is_proven_and_no_other_in_its_place(large: Tree, size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof, root = large.answer(merkle.inclusion(index, size)), large.root(size)
    assert merkle.includes(LARGE[index], index, size, proof, root)
    assert not merkle.includes(LARGE[index + 1 if index < 69_999 else 0], index, size, proof, root)
    other = data.draw(st.integers(0, size - 1).filter(lambda n: n != index)) if size > 1 else size
    assert not merkle.includes(LARGE[index], other, size, proof, root)
    assert not merkle.includes(LARGE[index], index, size, [*proof, proof[-1] if proof else root], root)


@given(st.integers(0, 70_000), st.integers(0, 70_000), st.data())
def test_growth_is_proven_and_nothing_else(large: Tree, one: int, two: int, data: st.DataObject) -> None:
    old, new = sorted((one, two))
    proof = large.answer(merkle.consistency(old, new))
    roots = large.root(old), large.root(new)
    assert merkle.extends(old, roots[0], new, roots[1], proof)
    forked = merkle.node_hash(*roots)
    assert old == 0 or not merkle.extends(old, forked, new, roots[1], proof)
    assert old == 0 or not merkle.extends(old, roots[0], new, forked, proof)
    if proof:
        broken = data.draw(st.integers(0, len(proof) - 1))
        assert not merkle.extends(old, roots[0], new, roots[1], [*proof[:broken], forked, *proof[broken + 1 :]])
        assert not merkle.extends(old, roots[0], new, roots[1], proof[:-1])


def test_what_is_no_tree_is_no_proof() -> None:
    assert not merkle.includes(LARGE[0], 0, 0, [], merkle.root_of([]))
    assert not merkle.includes(LARGE[0], -1, 1, [], LARGE[0])
    assert not merkle.extends(3, LARGE[0], 2, LARGE[1], [])
    assert not merkle.extends(2, LARGE[0], 2, LARGE[1], [])
    assert not merkle.extends(3, LARGE[0], 5, LARGE[1], [])
