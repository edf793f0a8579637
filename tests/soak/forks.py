"""Two histories under one key: what a witness says to the second, and two people who compare what they were shown."""

import random
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from backend.tlog import comparing, merkle, notes
from backend.tlog.notes import Checkpoint, Signer
from infra.witness.__main__ import Witness
from tests.soak.packages.log import signer
from tests.support.merkle import Tree


def fork(seed: str) -> list[str]:
    """What was wrong. The insider has the key and both trees, and may say whatever they like."""
    dice = random.Random(seed)
    log, county = signer(dice, "fengxun.invalid/log"), signer(dice, "county.example/w1")
    common = dice.randrange(0, 400)
    honest = Tree(_leaves(dice, common + dice.randrange(1, 300)))
    same = honest.levels[0][:common]
    forked = Tree([*same, *_leaves(dice, dice.randrange(1, 300))])
    one, two = (_point(log, tree) for tree in (honest, forked))
    wrong = []
    for proof in _proofs(dice, one.size, two.size, honest, forked):
        if comparing.agree(one, two, proof):
            wrong.append(f"{seed}: two people agree on {one.size} and {two.size}")
    with TemporaryDirectory() as state:
        witness = Witness(county, [log.key()], Path(state))
        if witness.add_checkpoint(_asked(0, [], one, log)).status != 200:
            wrong.append(f"{seed}: the first checkpoint is not cosigned")
        for old in {0, one.size, two.size, common}:
            for proof in _proofs(dice, one.size, two.size, honest, forked):
                answer = witness.add_checkpoint(_asked(old, proof, two, log))
                if answer.status not in (400, 409, 422):
                    wrong.append(f"{seed}: the witness says {answer.status} to the other history")
        wrong += _grown(seed, dice, honest, witness, log)
    return wrong


def _grown(seed: str, dice: random.Random, tree: Tree, witness: Witness, log: Signer) -> list[str]:
    """What only grew is agreed on, and cosigned after all that."""
    before = _point(log, tree)
    tree.grow(_leaves(dice, dice.randrange(1, 300)))
    after = _point(log, tree)
    proof = tree.answer(merkle.consistency(before.size, after.size))
    cosigned = witness.add_checkpoint(_asked(before.size, proof, after, log)).status == 200
    return [] if cosigned and comparing.agree(after, before, proof) else [f"{seed}: growth is not believed"]


def _proofs(dice: random.Random, one: int, two: int, *trees: Tree) -> list[list[bytes]]:
    old, new = sorted((one, two))
    found: list[list[bytes]] = [[]]
    for tree in trees:
        size = len(tree.levels[0])
        if old > 0:
            found.append(tree.answer(merkle.consistency(min(old, size), min(new, size))))
    longest = max(found, key=len)
    found.append([dice.choice(found[n % len(found)] or [bytes(32)]) for n in range(len(longest))])
    return found


def _leaves(dice: random.Random, count: int) -> list[bytes]:
    return [sha256(dice.randbytes(8)).digest() for _ in range(count)]


def _point(log: Signer, tree: Tree) -> Checkpoint:
    size = len(tree.levels[0])
    return Checkpoint(log.name, size, tree.root(size))


def _asked(old: int, proof: list[bytes], point: Checkpoint, log: Signer) -> str:
    lines = "".join(f"{notes.encode(each)}\n" for each in proof)
    return f"old {old}\n{lines}\n{notes.signed(point.text, log)}"
