"""``./dev soak``: 20 phones, 500 captures, faults of every kind; then two planted faults, which must be caught.

``--full``: 50 phones, 10,000 captures, 200 blows beside what the network does to every third connection. It takes long.
The blows of this program fall on server, database, store and network; those on a phone's own steps, its browser and its
clock are ``./dev soak crashes``, ``./dev soak kills`` and the stories in ``tests/e2e``.
"""

import argparse
import asyncio
import json
import sys
from functools import partial

import msgspec

from infra.dev import places
from tests.soak.ledger import Outcome
from tests.soak.run import Plan, Report, soak

STATE = places.state() / "soak"
PLANTED = ("no_idempotency_key", "acknowledge_before_commit")


def full(plan: Plan) -> Plan:
    return msgspec.structs.replace(
        plan, phones=50, captures=10_000, app_kills=120, database_kills=40, objects_away=40, objects_away_s=10,
        give_up_s=8 * 3600,
    )  # fmt: skip


def planted(plan: Plan, fault: str) -> Plan:
    """A smaller soak with one fault built in, without photos; kills are many, so that haste shows."""
    return msgspec.structs.replace(
        plan, phones=6, captures=60, objects_away=0, app_kills=4, database_kills=0, photos=False, rest_s=3,
        factory=f"tests.soak.planted:{fault}", give_up_s=120,
    )  # fmt: skip


def caught(fault: str, outcome: Outcome) -> bool:
    """Seen for what it is: doubled leads without a key, lost work when acknowledged too early."""
    if fault == "no_idempotency_key":
        return outcome.duplicated > 0
    return outcome.acknowledged_lost > 0


def say(name: str, report: Report) -> None:
    o = report.outcome
    sys.stdout.write(
        f"{name}: created {o.created}, stored {o.stored}, lost {o.lost} "
        f"(acknowledged {o.acknowledged_lost}), duplicated {o.duplicated}, "
        f"hash mismatches {o.hash_mismatches}; track points created {o.points_created}, stored {o.points_stored}, "
        f"doubled {o.points_duplicated}; refusals {o.refusals}; {report.seconds} s, "
        f"{o.stored / report.seconds:.1f} captures a second; faults {report.faults}\n"
    )
    for refusal in report.first_refusals:
        sys.stdout.write(f"  refused: {refusal}\n")


def main() -> int:
    options = argparse.ArgumentParser(
        prog="soak", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--phones", type=int, default=20)
    options.add_argument("--captures", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--full", action="store_true", help="the size of a release")
    options.add_argument("--no-planted", action="store_true", help="leave the planted faults out")
    args = options.parse_args()
    plan = Plan(phones=args.phones, captures=args.captures, seed=args.seed)
    honest = asyncio.run(soak(full(plan) if args.full else plan, STATE))
    say("honest", honest)
    good = honest.outcome.clean and honest.drained
    for fault in () if args.no_planted else PLANTED:
        report = asyncio.run(soak(planted(plan, fault), STATE, partial(caught, fault)))
        say(f"planted {fault}", report)
        seen = caught(fault, report.outcome)
        sys.stdout.write(f"  {'caught' if seen else 'NOT CAUGHT'}\n")
        good = good and seen
    STATE.mkdir(parents=True, exist_ok=True)
    (STATE / "report.json").write_text(json.dumps(msgspec.to_builtins(honest), indent=1, ensure_ascii=False))
    sys.stdout.write("0 lost, 0 doubled, 0 altered\n" if good else "FAILED\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
