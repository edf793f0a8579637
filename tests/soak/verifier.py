"""``./dev soak verifier``: ten thousand packages pass, a hundred thousand mutations of them do not, each for the reason
that there is, and a shell with openssl comes to the same verdicts. What happens follows from the seed alone."""

import argparse
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

from tests.soak.packages.hands import compared
from tests.soak.packages.trial import Counts, table, together, trial

PARTS = 50
"""Towns, of which each has its share of the packages and of the mutations."""


def _share(job: tuple[str, int, int]) -> Counts:
    return trial(*job)


def run(seed: int, packages: int, mutations: int, processes: int) -> Counts:
    jobs = [(f"{seed}/{n}", max(2, packages // PARTS), mutations // PARTS) for n in range(PARTS)]
    begun, done = time.monotonic(), []
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        for finished in as_completed([pool.submit(_share, job) for job in jobs]):
            done.append(finished.result())
            sys.stdout.write(f"\r{len(done)}/{len(jobs)} {time.monotonic() - begun:.0f} s ")
            sys.stdout.flush()
    sys.stdout.write("\n")
    return together(done)


def main() -> int:
    options = argparse.ArgumentParser(prog="soak verifier", description=__doc__)
    options.add_argument("--packages", type=int, default=10_000)
    options.add_argument("--mutations", type=int, default=100_000)
    options.add_argument("--by-hand", type=int, default=200, help="items that the shell's verifier judges too")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--processes", type=int, default=2)
    args = options.parse_args()
    begun = time.monotonic()
    counts = run(args.seed, args.packages, args.mutations, args.processes)
    caught = sum(counts.codes.values())
    sys.stdout.write(
        f"seed {args.seed}: {counts.packages} packages, {counts.items} items; {caught} mutations rejected for the "
        f"right reason, {len(counts.wrong)} wrong; {time.monotonic() - begun:.0f} s\n{table(counts.codes)}"
    )
    agreed = compared(str(args.seed), args.by_hand)
    told = ", ".join(f"{verdict} {count}" for verdict, count in agreed.items.items())
    sys.stdout.write(f"by hand: {sum(agreed.items.values())} items ({told}), {len(agreed.wrong)} judged otherwise\n")
    wrong = [*counts.wrong, *agreed.wrong]
    sys.stdout.write("".join(f"  WRONG {line}\n" for line in wrong[:50]))
    return 1 if wrong or caught < args.mutations // PARTS * PARTS else 0


if __name__ == "__main__":
    sys.exit(main())
