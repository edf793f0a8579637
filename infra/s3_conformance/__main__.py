"""The command: every check, its outcome, and 0 when all required ones passed."""

import argparse
import os
import sys

from infra.s3_conformance import addresses, basics, parts, safeguards
from infra.s3_conformance.trial import CHECKS, Outcome, Trial, run

MODULES = (basics, addresses, parts, safeguards)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m infra.s3_conformance", description=__doc__)
    options.add_argument("--endpoint", default=os.environ.get("S3_ENDPOINT"), help="host:port; or S3_ENDPOINT")
    options.add_argument("--secure", action="store_true", default=os.environ.get("S3_SECURE") == "1", help="TLS")
    args = options.parse_args()
    if not args.endpoint or not (os.environ.get("S3_ACCESS_KEY") and os.environ.get("S3_SECRET_KEY")):
        options.error("name the store with --endpoint, and its keys in S3_ACCESS_KEY and S3_SECRET_KEY")
    return args


def _say(outcome: Outcome) -> None:
    mark = "ok  " if outcome.passed else ("FAIL" if outcome.check.required else "no  ")
    kind = "required" if outcome.check.required else "optional"
    reason = f"\n                {outcome.reason}" if outcome.reason else ""
    sys.stdout.write(f"{mark}  {kind}  {outcome.check.sentence} ({outcome.seconds:.2f} s){reason}\n")
    sys.stdout.flush()


def main() -> int:
    args = _options()
    failed = 0
    with Trial(args.endpoint, os.environ["S3_ACCESS_KEY"], os.environ["S3_SECRET_KEY"], args.secure) as trial:
        for check in CHECKS:
            outcome = run(check, trial)
            _say(outcome)
            failed += check.required and not outcome.passed
    sys.stdout.write(f"{'CONFORMS' if not failed else f'{failed} required checks failed'}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
