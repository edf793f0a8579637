"""``python -m backend.evidence.verifier package.zip --policy policy.txt``: no network, no database."""

import sys

from backend.evidence.verifier.command import main

sys.exit(main())
