"""The verifier on the command line. Exit status: 0 when all is PASS, 1 when anything is FAIL, 2 when something is
INCOMPLETE, 3 when the policy is wrong."""

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from backend.evidence.verifier.checking import verify
from backend.evidence.verifier.policy import policy
from backend.evidence.verifier.verdicts import Verdict
from backend.tlog.notes import BadNote

_STATUS = {Verdict.FAIL: 1, Verdict.INCOMPLETE: 2, Verdict.PASS: 0}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="verifier", description="核验枫巡证据包 · Check a Fengxun package of evidence"
    )
    parser.add_argument("package", type=Path)
    parser.add_argument("--policy", type=Path, required=True, help="the keys that are trusted, had another way")
    options = parser.parse_args(argv)
    try:
        folder = options.policy.parent
        trusted = policy(options.policy.read_text(encoding="utf-8"), lambda name: (folder / name).read_bytes())
    except (BadNote, OSError, UnicodeDecodeError) as exc:
        print(f"policy: {exc}", file=sys.stderr)
        return 3
    if trusted.authorities and find_spec("rfc3161_client") is None:
        print("policy: tsa 需要 pip install rfc3161-client · needs pip install rfc3161-client", file=sys.stderr)
        return 3
    results = verify(options.package, trusted)
    worst = next(v for v in _STATUS if v in {r.verdict for r in results})
    for result in results:
        print(result)
    zh = {Verdict.PASS: "全部通过", Verdict.FAIL: "未通过", Verdict.INCOMPLETE: "不完整"}[worst]
    print(f"{worst}: {zh} ({sum(r.verdict is Verdict.PASS for r in results)}/{len(results)})")
    return _STATUS[worst]
