"""Copies that were made at the desk: passed off as originals, as others', or as made by nobody."""

import json
from collections.abc import Callable
from typing import Any

from backend.evidence.structs import Media, MediumRole
from backend.evidence.verifier.verdicts import Code
from tests.soak.packages.log import an_id
from tests.soak.packages.mutation import Bench, Mutated, body_of, by_hand, kind, mutated, proof_of, without
from tests.soak.packages.swaps import reindexed
from tests.soak.packages.town import Files


def _copy(bench: Bench) -> Media | None:
    copies = [medium for medium in bench.made.known.media if medium.role is MediumRole.REDACTED]
    return bench.dice.choice(copies) if copies else None


def _said_otherwise(copy: Media, **other: Any) -> Callable[[Any], None]:
    def change(index: Any) -> None:
        next(item for item in index["items"] if item["id"] == str(copy.id)).update(other)

    return change


def _without_the_making(bench: Bench, copy: Media) -> Files:
    """And without a word of it in the original's story."""
    (made,) = [e for e in bench.made.known.events if e.detail.get("medium") == str(copy.id)]
    name = f"custody/{copy.derived_from}.json"
    story = json.loads(bench.made.files[name])
    story["entries"] = [entry for entry in story["entries"] if entry["event"] != made.id]
    files = without(bench.made.files, body_of(made), proof_of(made)) | {name: json.dumps(story).encode()}
    return reindexed(files, lambda index: index["events"].remove(made.id))


@by_hand
def the_making_of_a_copy_left_out(bench: Bench) -> Mutated | None:
    if (copy := _copy(bench)) is None:
        return None
    return mutated(_without_the_making(bench, copy), f"derived/{copy.id}", Code.DERIVED)


@kind
def a_copy_passed_off_as_an_original(bench: Bench) -> Mutated | None:
    """Also when nothing is left that says how it was made."""
    if (copy := _copy(bench)) is None:
        return None
    files = bench.dice.choice([bench.made.files, _without_the_making(bench, copy)])
    return mutated(
        reindexed(files, _said_otherwise(copy, role="original", derived_from=None)), f"derived/{copy.id}", Code.DERIVED
    )


@kind
def a_copy_of_something_else(bench: Bench) -> Mutated | None:
    if (copy := _copy(bench)) is None:
        return None
    others = [medium.id for medium in bench.made.known.media if medium.id != copy.derived_from]
    of = str(bench.dice.choice([*others, an_id(bench.dice)]))
    return mutated(
        reindexed(bench.made.files, _said_otherwise(copy, derived_from=of)), f"derived/{copy.id}", Code.DERIVED
    )
