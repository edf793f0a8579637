"""``./dev soak``: 20 phones, 500 captures, blows of every kind; then four planted faults, which must be caught.

``--full`` is the size of a release: 50 phones, 10,000 captures, 220 blows, beside what the line does by itself to every
third connection: cut before and after each step of the protocol, answers lost, everything thrice, late, altered.
It passes when nothing is lost, doubled or altered, every kind of blow has fallen and every step was cut, all queues are
empty within 300 seconds after the last blow, and an auditor finds nothing wrong with the log and the chains.

A kill of a phone's app, of what stands between it and the network, a full disk and an update are struck on simulated
phones here; on Chromium's own by ``./dev soak kills`` and the stories in ``tests/e2e``, step by step by
``./dev soak crashes``.
"""

import argparse
import json
import shutil
import sys
from functools import partial

import msgspec
import uvloop

from infra.dev import places
from tests.soak import blows
from tests.soak.ledger import Outcome
from tests.soak.media import NOTHING
from tests.soak.phone import Habits
from tests.soak.run import Plan, Report, soak

STATE = places.state() / "soak-phones"
FULL = {
    "api_killed": 36, "sealer_killed": 14, "postmaster_killed": 14, "commit_cut": 22, "store_refused": 8,
    "store_503": 8, "store_stalled": 6, "store_truncated": 8, "store_killed": 6, "tab_killed": 24,
    "service_worker_killed": 14, "quota_exceeded": 8, "session_expired": 20, "device_clock_jumped": 16,
    "server_clock_back": 6, "app_updated": 10,
}  # fmt: skip
EACH_ONCE = dict.fromkeys(blows.BLOWS, 1)
HONEST = "backend.app:from_environment"
PLANTED = (
    "no_idempotency_key", "acknowledge_before_commit", "no_hash_binding", "freed_before_receipt",
)  # fmt: skip


def full(plan: Plan, captures: int) -> Plan:
    return msgspec.structs.replace(plan, phones=50, captures=captures, blows=FULL, give_up_s=8 * 3600)


def planted(plan: Plan, fault: str) -> Plan:
    """A smaller soak with one fault built in. Where haste is the fault kills are many, else bytes are altered often."""
    hasty = Habits(shares=NOTHING, rest_s=3)
    rough = Habits(alters=0.3, frees_early=fault == "freed_before_receipt")
    changes = {
        "no_idempotency_key": {"factory": f"tests.soak.planted:{fault}"},
        "acknowledge_before_commit": {"factory": f"tests.soak.planted:{fault}"},
        "no_hash_binding": {"factory": f"tests.soak.planted:{fault}", "habits": rough, "blows": {}},
        "freed_before_receipt": {"habits": rough, "blows": {}},
    }
    small = msgspec.structs.replace(
        plan, phones=6, captures=60, blows={"api_killed": 4}, habits=hasty, factory=HONEST, give_up_s=120
    )
    return msgspec.structs.replace(small, **changes[fault])


def caught(fault: str, outcome: Outcome) -> bool:
    """Seen for what it is: doubled leads without a key, lost work when acknowledged too early, other bytes when nobody
    compares them, media that are nowhere when a phone frees them without a receipt."""
    if fault == "no_idempotency_key":
        return outcome.duplicated > 0
    if fault == "no_hash_binding":
        return outcome.altered > 0
    if fault == "freed_before_receipt":
        return outcome.freed_lost > 0
    return outcome.acknowledged_lost > 0


def say(name: str, report: Report) -> None:
    o = report.outcome
    sys.stdout.write(
        f"{name}: created {o.created}, stored {o.stored}, lost {o.lost} "
        f"(acknowledged {o.acknowledged_lost}), duplicated {o.duplicated}; media {o.media}, "
        f"hash mismatches {o.hash_mismatches}, doubled {o.doubled_media}, freed and lost {o.freed_lost}, "
        f"orphans in the store {o.orphans}; broken entries of chains {o.broken_chain}; "
        f"track points created {o.points_created}, stored {o.points_stored}, doubled {o.points_duplicated}; "
        f"refusals {o.refusals}; {report.seconds} s, {o.stored / report.seconds:.1f} captures a second\n"
        f"  {report.blows} blows; {len(report.kinds)} kinds of faults: {report.faults}\n"
        f"  cuts by step: {report.cuts}\n"
        f"  queues empty {report.emptied_s} s after the last blow, previews made {report.pictured_s} s after it\n"
    )
    for refusal in report.first_refusals:
        sys.stdout.write(f"  refused: {refusal}\n")
    for finding in report.findings:
        sys.stdout.write(f"  the auditor: {finding}\n")
    sys.stdout.flush()


def main() -> int:
    options = argparse.ArgumentParser(
        prog="soak", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--phones", type=int, default=20)
    options.add_argument("--captures", type=int, help="500, or 10,000 of a release; fewer take as many blows")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--full", action="store_true", help="the size of a release")
    options.add_argument("--minutes", type=float, help="begin nothing more after that, and fail for being incomplete")
    options.add_argument("--no-planted", action="store_true", help="leave the planted faults out")
    args = options.parse_args()
    plan = Plan(phones=args.phones, captures=args.captures or 500, seed=args.seed, blows=EACH_ONCE, told_every_s=30)
    plan = msgspec.structs.replace(plan, factory="tests.soak.stepping:app", give_up_s=3600)
    wanted = full(plan, args.captures or 10_000) if args.full else plan
    wanted = msgspec.structs.replace(wanted, enough_s=args.minutes and args.minutes * 60)
    honest = uvloop.run(soak(wanted, STATE))
    say("honest", honest)
    STATE.mkdir(parents=True, exist_ok=True)
    (STATE / "report.json").write_text(json.dumps(msgspec.to_builtins(honest), indent=1, ensure_ascii=False))
    good = honest.clean
    if honest.outcome.created < wanted.captures or honest.blows < sum(wanted.blows.values()):
        sys.stdout.write("  incomplete: the time was over first\n")
        good = False
    if never := honest.never + honest.never_cut * args.full:
        sys.stdout.write(f"  never happened: {', '.join(never)}\n")
        good = False
    for fault in () if args.no_planted else PLANTED:
        report = uvloop.run(soak(planted(plan, fault), STATE, partial(caught, fault)))
        say(f"planted {fault}", report)
        seen = caught(fault, report.outcome)
        sys.stdout.write(f"  {'caught' if seen else 'NOT CAUGHT'}\n")
        good = good and seen
    # Gigabytes of photos that are photos of nothing; of a soak that failed they are looked at.
    for part in ("pg", "s3") if good else ():
        shutil.rmtree(STATE / part, ignore_errors=True)
    sys.stdout.write("0 lost, 0 doubled, 0 altered\n" if good else "FAILED\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
