"""A small form of ``./dev soak verifier``, and proof that it would notice."""

import json
import subprocess
from pathlib import Path

import pytest

from backend.evidence.verifier import checking
from backend.tlog import merkle
from tests.soak.packages import corpus
from tests.soak.packages.hands import compared
from tests.soak.packages.mutation import KINDS
from tests.soak.packages.trial import table, trial


def test_packages_pass_and_every_mutation_is_rejected_for_the_reason_there_is() -> None:
    counts = trial("1/0", packages=100, mutations=1_000)
    assert counts.wrong == []
    assert (counts.packages, sum(counts.codes.values())) == (100, 1_000)
    assert {kind for kind, _ in counts.codes} == set(KINDS)


def test_the_same_seed_makes_the_same_mutations() -> None:
    assert table(trial("2/0", 8, 160).codes) == table(trial("2/0", 8, 160).codes)


def test_openssl_and_a_shell_come_to_the_same_verdicts() -> None:
    agreed = compared("1", items=10)
    assert agreed.wrong == []


def test_the_browsers_verifier_comes_to_the_same_verdicts(tmp_path: Path) -> None:
    """Each kind once, and packages as they were made; of every item the same code."""
    corpus.write(tmp_path, "1", len(KINDS) + 1)
    command = ["node", str(Path(corpus.__file__).with_name("agree.mjs")), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("careless", ["proofs", "keys"])
def test_a_verifier_that_leaves_something_out_is_noticed(monkeypatch: pytest.MonkeyPatch, careless: str) -> None:
    if careless == "proofs":
        monkeypatch.setattr(merkle, "includes", lambda *_: True)
    else:
        monkeypatch.setattr(checking, "strict_json", lambda data, _: json.loads(data))
    assert trial("3/0", packages=8, mutations=len(KINDS)).wrong
