"""Packages, good and mutated, with what our verifier says of them: for others to be held against."""

import json
import random
from pathlib import Path

from tests.soak.packages.hands import written
from tests.soak.packages.mutation import KINDS, Bench, Mutated
from tests.soak.packages.town import Town
from tests.soak.packages.trial import OTHER_TOWN, attempt, checked

GOOD = "as it was made"


def write(folder: Path, seed: str, cases: int) -> None:
    """``N.zip`` for each, and ``cases.json``: kind, policy, and results as pairs of item and code."""
    town, strange = Town(seed, 20), Town(f"{seed} strange", 3, OTHER_TOWN)
    made = [town.package(n, folder) for n in range(len(town))]
    far = [strange.package(n, folder) for n in range(len(strange))]
    kinds, told = [GOOD, *KINDS], []
    for number in range(cases):
        dice = random.Random(f"{seed}/{number}")
        bench = Bench(town, *dice.sample(made, 2), dice.choice(far), dice, folder)
        kind = kinds[number % len(kinds)]
        tried = Mutated(bench.made.data, "", frozenset()) if kind == GOOD else attempt(kind, bench)
        policy = tried.policy or town.policy
        (folder / f"{number}.zip").write_bytes(tried.data)
        results = [[result.item, result.code] for result in checked(tried.data, policy, folder)]
        told.append({"kind": kind, "policy": written(policy), "results": results})
    (folder / "cases.json").write_text(json.dumps(told))
