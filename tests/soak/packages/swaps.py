"""Parts of valid packages put into others, left out, or told of otherwise by the index."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from backend.evidence.verifier.verdicts import Code
from tests.soak.packages.log import an_id
from tests.soak.packages.mutation import (
    Bench,
    Mutated,
    body_of,
    by_hand,
    kind,
    mutated,
    proof_of,
    without,
)
from tests.soak.packages.town import Files

INDEX = "index.json"


def reindexed(files: Files, change: Callable[[Any], object]) -> Files:
    index = json.loads(files[INDEX])
    change(index)
    return files | {INDEX: json.dumps(index).encode()}


def _item(bench: Bench, index: Any) -> Any:
    return index["items"][bench.dice.randrange(len(index["items"]))]


@kind
def an_original_of_another_package(bench: Bench) -> Mutated | None:
    name = bench.original()
    theirs = next(data for other, data in bench.other.files.items() if other.startswith("originals/"))
    if theirs == bench.made.files[name]:
        return None
    return mutated(bench.made.files | {name: theirs}, name, Code.SIZE, Code.HASH)


@kind
def an_original_of_another_that_the_index_agrees_with(bench: Bench) -> Mutated:
    from hashlib import sha256

    name, data = bench.original(), bench.dice.randbytes(90)

    def change(index: Any) -> None:
        item = next(item for item in index["items"] if item["file"] == name)
        item.update(sha256=sha256(data).hexdigest(), size=len(data))

    return mutated(reindexed(bench.made.files | {name: data}, change), name, Code.HASH)


@kind
def two_originals_of_one_package(bench: Bench) -> Mutated | None:
    names = [name for name in bench.made.files if name.startswith("originals/")]
    if len(names) < 2:
        return None
    one, two = names[:2]
    files = bench.made.files
    return mutated(files | {one: files[two], two: files[one]}, one, Code.SIZE, Code.HASH)


@by_hand
def an_entry_of_another_package(bench: Bench) -> Mutated:
    event, theirs = bench.event(), bench.theirs()
    return mutated(bench.made.files | {body_of(event): bench.other.files[body_of(theirs)]}, body_of(event), Code.EVENT)


@by_hand
def an_entry_of_another_by_this_ones_number(bench: Bench) -> Mutated:
    event, theirs = bench.event(), bench.theirs()
    said = bench.other.files[body_of(theirs)].replace(b'"id":%d' % theirs.id, b'"id":%d' % event.id)
    return mutated(bench.made.files | {body_of(event): said}, body_of(event), Code.NOT_IN_LOG)


@by_hand
def a_proof_of_another_package(bench: Bench) -> Mutated:
    event, theirs = bench.event(), bench.theirs()
    changed = {proof_of(event): bench.other.files[proof_of(theirs)]}
    return mutated(bench.made.files | changed, body_of(event), Code.NOT_IN_LOG)


@by_hand
def an_entry_with_its_proof_of_another_package(bench: Bench) -> Mutated:
    event, theirs = bench.event(), bench.theirs()
    files = bench.other.files
    changed = {body_of(event): files[body_of(theirs)], proof_of(event): files[proof_of(theirs)]}
    return mutated(bench.made.files | changed, body_of(event), Code.EVENT)


@kind
def an_entry_of_another_package_more(bench: Bench) -> Mutated:
    """With its proof and in its place in the index: true, and about something else."""
    theirs, files = bench.theirs(), bench.other.files
    added = {body_of(theirs): files[body_of(theirs)], proof_of(theirs): files[proof_of(theirs)]}

    def change(index: Any) -> None:
        index["events"] = sorted([*index["events"], theirs.id])

    return mutated(reindexed(bench.made.files | added, change), INDEX, Code.EVENT)


@kind
def the_lead_of_another_package(bench: Bench) -> Mutated:
    return mutated(bench.made.files | {"lead.json": bench.other.files["lead.json"]}, INDEX, Code.INDEX)


@kind
def the_index_of_another_package(bench: Bench) -> Mutated:
    theirs = bench.theirs()
    return mutated(bench.made.files | {INDEX: bench.other.files[INDEX]}, body_of(theirs), Code.ENTRY_MISSING)


@kind
def a_file_left_out(bench: Bench) -> Mutated:
    """Of a pair, the one that says something; a story is for reading, and all that it says stands in the record."""
    names = [name for name in bench.made.files if not name.endswith(("proof", ".sig", ".txt", "keys.json"))]
    names = [name for name in names if not name.startswith("custody/")]
    name = bench.dice.choice([*names, "README.txt"])
    return mutated(without(bench.made.files, name), INDEX if "/" not in name else name, Code.ENTRY_MISSING)


@by_hand
def a_proof_left_out(bench: Bench) -> Mutated:
    event = bench.event()
    return mutated(without(bench.made.files, proof_of(event)), body_of(event), Code.NOT_SEALED)


@kind
def an_original_said_not_to_have_come(bench: Bench) -> Mutated:
    name = bench.original()

    def change(index: Any) -> None:
        next(item for item in index["items"] if item["file"] == name).update(file=None, event=None)

    where = name.rpartition(".")[0]
    return mutated(reindexed(without(bench.made.files, name), change), where, Code.ENTRY_MISSING)


@kind
def a_medium_left_out(bench: Bench) -> Mutated:
    name = bench.original()

    def change(index: Any) -> None:
        index["items"] = [item for item in index["items"] if item["file"] != name]

    return mutated(reindexed(without(bench.made.files, name, *_receipt(name)), change), INDEX, Code.EVENT)


def _receipt(original: str) -> tuple[str, str, str]:
    """And its story."""
    own = original.partition("/")[2].partition(".")[0]
    return f"receipts/{own}.txt", f"receipts/{own}.sig", f"custody/{own}.json"


@kind
def a_medium_left_out_with_all_that_is_said_of_it(bench: Bench) -> Mutated:
    name = bench.original()
    own = UUID(name.partition("/")[2].partition(".")[0])
    gone = [event for event in bench.made.known.events if event.subject == own]

    def change(index: Any) -> None:
        index["items"] = [item for item in index["items"] if item["file"] != name]
        index["events"] = [number for number in index["events"] if number not in {event.id for event in gone}]

    signed = [f"chain/{e.detail['key']}/{e.detail['n']}." for e in gone if e.action == "capture.signed"]
    also = [f"{each}{end}" for each in signed for end in ("json", "sig")]
    files = without(bench.made.files, name, *_receipt(name), *also, *map(body_of, gone), *map(proof_of, gone))
    if any(medium.id == own and medium.derived_from for medium in bench.made.known.media):
        return mutated(reindexed(files, change), f"derived/{own}", Code.ENTRY_MISSING)  # its original tells
    return mutated(reindexed(files, change), INDEX, Code.OMITTED)


@kind
def the_report_left_out(bench: Bench) -> Mutated:
    report = bench.report()
    files = without(bench.made.files, body_of(report), proof_of(report))
    return mutated(reindexed(files, lambda index: index["events"].remove(report.id)), INDEX, Code.OMITTED)


@kind
def a_story_that_says_something_else(bench: Bench) -> Mutated:
    """Another act, person, time or purpose than the record's, an entry left out, or another medium's story."""
    name = bench.dice.choice([name for name in bench.made.files if name.startswith("custody/")])
    story = json.loads(bench.made.files[name])
    what = bench.dice.choice(["kind", "actor", "at", "purpose", "detail", "event", "entry", "medium"])
    if what == "entry":
        story["entries"].pop(bench.dice.randrange(len(story["entries"])))
    elif what == "medium":
        story["medium_id"] = str(an_id(bench.dice))
    else:
        entry = bench.dice.choice(story["entries"])
        entry[what] = {"n": 1} if what == "detail" else 7 if what == "event" else str(an_id(bench.dice))
    return mutated(bench.made.files | {name: json.dumps(story).encode()}, name, Code.CUSTODY)


@kind
def a_story_of_another_package(bench: Bench) -> Mutated:
    name = bench.dice.choice([name for name in bench.made.files if name.startswith("custody/")])
    theirs = next(data for other, data in bench.other.files.items() if other.startswith("custody/"))
    return mutated(bench.made.files | {name: theirs}, name, Code.CUSTODY)


@kind
def an_index_of_another_lead(bench: Bench) -> Mutated:
    return mutated(
        reindexed(bench.made.files, lambda index: index.update(subject=str(an_id(bench.dice)))), INDEX, Code.EVENT
    )


@kind
def an_index_with_another_hash(bench: Bench) -> Mutated:
    name = bench.original()

    def change(index: Any) -> None:
        item = next(item for item in index["items"] if item["file"] == name)
        item["sha256"] = bench.dice.randbytes(32).hex()

    return mutated(reindexed(bench.made.files, change), name, Code.HASH)


@kind
def an_index_with_another_entry(bench: Bench) -> Mutated:
    """Whose hash does not fit, or that is none of this medium."""
    name = bench.original()

    def change(index: Any) -> None:
        item = next(item for item in index["items"] if item["file"] == name)
        item["event"] = bench.dice.choice([n for n in [*index["events"], 7, None] if n != item["event"]])

    return mutated(reindexed(bench.made.files, change), name, Code.EVENT)


_ODD: dict[str, list[object]] = {
    "v": [2, "1", True, 1.5, None],
    "subject": ["", None, 7, "x" * 36, "0190ABCD-0000-7000-8000-000000000000"],
    "items": [None, {}, "", [7], [[]], [{}]],
    "events": [None, {}, "1", [True], [-1], [1.5], ["1"], [10**18], [None], [2, 1], [1, 1]],
    "id": [None, "", "../x", 7, "0190ABCD-0000-7000-8000-000000000000"],
    "sha256": [None, "", "0" * 63, "0" * 65, "A" * 64, 7],
    "size": ["1", True, 1.5, None, [], {}],
    "file": [7, "", "x", "originals/../x", "events/1.json", True],
    "event": ["1", True, 1.5, [], {}],
}


@kind
def an_index_of_another_form(bench: Bench) -> Mutated:
    """Each of what it is checked by is something that it cannot be."""
    field = bench.dice.choice(list(_ODD))
    odd = bench.dice.choice(_ODD[field])

    def change(index: Any) -> None:
        (index if field in ("v", "subject", "items", "events") else _item(bench, index))[field] = odd

    return mutated(reindexed(bench.made.files, change), INDEX, Code.INDEX)


@kind
def a_medium_listed_twice(bench: Bench) -> Mutated:
    return mutated(
        reindexed(bench.made.files, lambda index: index["items"].append(index["items"][0])), INDEX, Code.INDEX
    )


@kind
def entries_in_another_order(bench: Bench) -> Mutated:
    return mutated(reindexed(bench.made.files, lambda index: index["events"].reverse()), INDEX, Code.INDEX)
