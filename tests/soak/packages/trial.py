"""Packages made, mutated and checked; counted by kind of mutation and by what was said."""

import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from backend.evidence.verifier.checking import verify
from backend.evidence.verifier.policy import Policy
from backend.evidence.verifier.verdicts import Result, Verdict
from tests.soak.packages import bits, chains, copies, proofs, swaps, zips
from tests.soak.packages.mutation import ANYWHERE, KINDS, Bench, Mutated
from tests.soak.packages.town import Made, Town

assert all((bits, chains, copies, proofs, swaps, zips)), "their kinds are known once they are imported"
OTHER_TOWN = "diankou.invalid/log"


class Counts(NamedTuple):
    """``codes``: how often what was said of a kind of mutation, when it was what had to be said. ``wrong``: seeds and
    what happened instead."""

    packages: int
    items: int
    codes: Counter[tuple[str, str]]
    wrong: list[str]


def trial(seed: str, packages: int, mutations: int) -> Counts:
    """A town of its own, of which every package passes and no mutation does."""
    town, strange = Town(seed, packages), Town(f"{seed} strange", 5, OTHER_TOWN)
    counts = Counts(packages, 0, Counter(), [])
    with TemporaryDirectory(dir=quick()) as name:
        folder = Path(name)
        made = [town.package(number, folder) for number in range(packages)]
        far = [strange.package(number, folder) for number in range(len(strange))]
        items = sum(_good(package, town.policy, folder, counts) for package in made)
        kinds = list(KINDS)
        for number in range(mutations):
            dice = random.Random(f"{seed}/{number}")
            bench = Bench(town, *dice.sample(made, 2), dice.choice(far), dice, folder)
            kind = kinds[number % len(kinds)]
            tried = attempt(kind, bench)
            _bad(f"{seed}/{number} {kind}", kind, tried, town.policy, folder, counts)
    return counts._replace(items=items)


def attempt(kind: str, bench: Bench) -> Mutated:
    """Another package when nothing of this one can be changed like that."""
    for _ in range(100):
        tried = KINDS[kind](bench)
        if tried is not None:
            return tried
        number = bench.dice.randrange(len(bench.town))
        bench = bench._replace(made=bench.town.package(number, bench.folder))
    raise AssertionError(f"nothing to do for {kind}")


def _good(package: Made, policy: Policy, folder: Path, counts: Counts) -> int:
    results = checked(package.data, policy, folder)
    if any(r.verdict is not Verdict.PASS for r in results):
        counts.wrong.append(f"{package.known.lead.id} as it was made: {list(map(str, results))}")
    return len(results)


def _bad(name: str, kind: str, tried: Mutated, policy: Policy, folder: Path, counts: Counts) -> None:
    try:
        results = checked(tried.data, tried.policy or policy, folder)
    except Exception as exc:  # noqa: BLE001 - a verifier that stumbles is what is looked for
        counts.wrong.append(f"{name}: {exc!r}")
        return
    said = [r.code for r in results if r.code in tried.codes and tried.where in (r.item, ANYWHERE)]
    if said:
        counts.codes[kind, str(said[0])] += 1
    else:
        counts.wrong.append(f"{name}: {tried.where} {sorted(tried.codes)} wanted, {list(map(str, results))}")


def checked(data: bytes, policy: Policy, folder: Path) -> list[Result]:
    path = folder / "checked.zip"
    path.write_bytes(data)
    return verify(path, policy)


def together(parts: Iterable[Counts]) -> Counts:
    whole = Counts(0, 0, Counter(), [])
    for part in parts:
        whole = Counts(
            whole.packages + part.packages, whole.items + part.items, whole.codes + part.codes, whole.wrong + part.wrong
        )
    return whole


def table(codes: Counter[tuple[str, str]]) -> str:
    """A line for each kind: how often, and what was said."""
    lines = []
    for kind in KINDS:
        said = {code: count for (own, code), count in sorted(codes.items()) if own == kind}
        told = ", ".join(f"{code} {count}" for code, count in said.items())
        lines.append(f"  {kind.replace('_', ' '):<52}{sum(said.values()):>6}  {told}\n")
    return "".join(lines)


def quick() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
