"""Who may see which live event, and what it looks like on the wire. No I/O, no clock."""

import msgspec
from msgspec import Struct

from backend.auth.caller import Caller
from backend.auth.permissions import Permission, Reach, reach
from backend.command.cursors import Cursor, Leg
from backend.command.structs import LiveEvent, Look

REVOKED = "revoked"
_READS = {
    "patrol": Permission.PATROL_READ,
    "lead": Permission.LEAD_READ,
    "media": Permission.MEDIA_READ,
    "alarm": Permission.ALARM_READ,
}
"""What one must be allowed to read to be told of it. A kind that is not here is told to nobody."""
_KEYS = {"patrol": "patrol", "lead": "lead", "media": "media", "alarm": "alarm"}


_LONGEST_WORD = 1_000
_look = msgspec.json.Decoder(Look)


class _Course(Struct, frozen=True):
    """As much of a patrol as the hub looks at."""

    state: str


def may_watch(caller: Caller) -> bool:
    return reach(caller.roles, Permission.LIVE_WATCH) is not Reach.NONE


def sees(caller: Caller, event: LiveEvent) -> bool:
    """The live line opens nothing that its own page would not: the nearer of the two reaches counts."""
    permission = _READS.get(event.kind)
    if permission is None:
        return False
    far = min(reach(caller.roles, Permission.LIVE_WATCH), reach(caller.roles, permission))
    in_town = far is Reach.TOWN and event.town_code in caller.town_codes
    return far is Reach.ALL or in_town or (far is not Reach.NONE and event.owner == caller.id)


def sees_places(caller: Caller) -> Reach:
    """Whose places: those on one's own patrols, those in one's towns, or all. As ``sees`` has it for patrols."""
    return min(reach(caller.roles, Permission.LIVE_WATCH), reach(caller.roles, Permission.PATROL_READ))


def ended(event: LiveEvent) -> bool:
    """Whether it says that a patrol is over, and with it the place of whoever was on it."""
    return event.kind == "patrol" and msgspec.json.decode(event.body, type=_Course).state == "ended"


def look(text: str) -> Look | None:
    """What a client says of where it looks; None for anything else, which a newer client may say."""
    try:
        return _look.decode(text) if len(text) <= _LONGEST_WORD else None
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def concerns(caller: Caller, event: LiveEvent) -> bool:
    """Whether this revocation may have taken something from the caller."""
    return event.kind == REVOKED and event.subject in (caller.id, caller.session_id, caller.device_id)


def tails(leg: Leg, events: list[LiveEvent], complete: bool) -> list[str]:
    """Each event as JSON, without its brace and number. ``complete``: these are the last of the leg."""
    if not events:
        return []
    cursors = [leg.before.within(leg.after, event.id) for event in events]
    if complete:
        cursors[-1] = leg.after
    return [_tail(event, cursor) for event, cursor in zip(events, cursors, strict=True)]


def _tail(event: LiveEvent, cursor: Cursor) -> str:
    return f'"type":"{event.kind}","cursor":"{cursor}","{_KEYS.get(event.kind, "body")}":{event.body}}}'


def frame(seq: int, tail: str) -> str:
    """A frame as sent: encoded once for all watchers, numbered for each."""
    return f'{{"seq":{seq},{tail}'
