"""The verifier as one file, to be given to whoever checks: ``python verifier.pyz package.zip --policy policy.txt``.

It holds these few modules and needs Python 3.11 and ``cryptography``, nothing else of ours; for time
stamps ``rfc3161-client`` as well.
"""

import shutil
import zipapp
from pathlib import Path
from tempfile import TemporaryDirectory

_BACKEND = Path(__file__).resolve().parents[2]
_OWN = (
    "__init__", "archive", "chain", "checking", "command", "confirmed", "custody", "derived", "keys", "layout",
    "policy", "receipts", "stamps", "verdicts",
)  # fmt: skip
PARTS = (
    "__init__.py", "evidence/__init__.py", "tlog/__init__.py", "tlog/commitments.py", "tlog/merkle.py", "tlog/notes.py",
    "tlog/p256.py",
    *(f"evidence/verifier/{name}.py" for name in _OWN),
)  # fmt: skip


def build(out: Path) -> None:
    with TemporaryDirectory() as folder:
        for part in PARTS:
            into = Path(folder) / "backend" / part
            into.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(_BACKEND / part, into)
        main = "import sys\nfrom backend.evidence.verifier.command import main\nsys.exit(main())\n"
        (Path(folder) / "__main__.py").write_text(main)
        zipapp.create_archive(folder, out, interpreter="/usr/bin/env python3", compressed=True)
