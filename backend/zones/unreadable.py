"""The file cannot be read at all."""

from backend.zones.structs import Finding


class Unreadable(Exception):
    """Raised within the limited process; ``finding`` is what the sender is told."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.en)
        self.finding = finding
