"""The second verifier, of a shell and openssl, asked the same."""

import random
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZipFile

from backend.evidence.verifier.policy import Policy
from backend.evidence.verifier.verdicts import Verdict
from backend.tlog import notes
from infra.dev.places import ROOT
from tests.soak.packages.mutation import BY_HAND, Bench, Mutated
from tests.soak.packages.town import Town
from tests.soak.packages.trial import OTHER_TOWN, attempt, checked, quick

SCRIPT = ROOT / "infra" / "by_hand" / "verify.sh"


class Agreement(NamedTuple):
    """``items``: how many verdicts were held against each other, by what they were."""

    items: dict[Verdict, int]
    wrong: list[str]


def compared(seed: str, items: int) -> Agreement:
    """Packages as they were made and, four times as often, mutated in a way that shows without the index."""
    town, strange = Town(seed, 20), Town(f"{seed} strange", 2, OTHER_TOWN)
    counted, wrong = dict.fromkeys(Verdict, 0), []
    kinds = sorted(BY_HAND)
    random.Random(seed).shuffle(kinds)
    with TemporaryDirectory(dir=quick()) as name:
        folder, number = Path(name), 0
        made = [town.package(n, folder) for n in range(len(town))]
        far = [strange.package(n, folder) for n in range(len(strange))]
        while sum(counted.values()) < items:
            dice = random.Random(f"{seed}/{number}")
            bench = Bench(town, *dice.sample(made, 2), dice.choice(far), dice, folder)
            kind = kinds[number % len(kinds)] if number % 5 else "as it was made"
            tried = attempt(kind, bench) if number % 5 else Mutated(bench.made.data, "", frozenset())
            for item, ours, theirs in _verdicts(tried.data, tried.policy or town.policy, folder):
                counted[ours] += 1
                if ours is not theirs:
                    wrong.append(f"{seed}/{number} {kind}: {item} is {ours}, by hand {theirs}")
            number += 1
    return Agreement(counted, wrong)


def _verdicts(data: bytes, policy: Policy, folder: Path) -> list[tuple[str, Verdict, Verdict | None]]:
    """Of entries and originals; and of copies, what phones signed and the receipts, which the shell judges by
    themselves, where the record that they are held against is believed."""
    ours = {r.item: r.verdict for r in checked(data, policy, folder)}
    with TemporaryDirectory(dir=folder) as name:
        unpacked, trusted = Path(name) / "p", Path(name) / "policy.txt"
        with ZipFile(folder / "checked.zip") as file:
            file.extractall(unpacked)
        trusted.write_text(written(policy))
        done = subprocess.run(["sh", SCRIPT, unpacked, trusted], capture_output=True, text=True, check=False)
    said = dict(reversed(line.split(" ", 1)) for line in done.stdout.splitlines())
    theirs = {item: Verdict(verdict) for item, verdict in said.items()}
    believed = all(ours[item] is not Verdict.FAIL for item in ours if item.startswith("events/"))
    alone = ("chain/", "confirmed/", "receipts/")
    signed = [item for item in theirs if believed and item in ours and item.startswith(alone)]
    alike = ("events/", "originals/", *(["derived/"] if believed else []))
    both = [*signed, *(item for item in ours if item.startswith(alike))]
    return [(item, ours[item], theirs.get(item)) for item in both]


def written(policy: Policy) -> str:
    lines = [f"log {key}" for key in policy.logs] + [f"witness {key}" for key in policy.witnesses]
    lines += [f"receipts {notes.encode(key)}" for key in policy.receipts]
    return "\n".join([*lines, f"quorum {policy.quorum}", ""])
