"""Every screen there is, as a table: what the gallery takes pictures of and the accessibility test checks."""

from tests.e2e.screens.desk import DESK
from tests.e2e.screens.phone import PHONE
from tests.e2e.screens.screen import PATIENCE_MS, Screen

SCREENS: list[Screen] = [*PHONE, *DESK]

__all__ = ["PATIENCE_MS", "SCREENS", "Screen"]
