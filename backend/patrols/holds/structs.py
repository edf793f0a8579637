"""Holds on tracks, on the wire."""

from uuid import UUID

from backend.holds.structs import Hold


class TrackHold(Hold, frozen=True, kw_only=True):
    """Mirrors table ``track_holds``."""

    patrol_id: UUID
