"""Who may see which live event, and what it looks like on the wire. No I/O, no clock."""

from backend.auth.caller import Caller
from backend.auth.permissions import Permission, Reach, reach
from backend.command.cursors import Cursor, Leg
from backend.command.structs import LiveEvent

REVOKED = "revoked"
_READS = {
    "position": Permission.PATROL_READ,
    "patrol": Permission.PATROL_READ,
    "lead": Permission.LEAD_READ,
    "media": Permission.MEDIA_READ,
    "alarm": Permission.ALARM_READ,
}
"""What one must be allowed to read to be told of it. A kind that is not here is told to nobody."""
_KEYS = {"position": "officer", "patrol": "patrol", "lead": "lead", "media": "media", "alarm": "alarm"}


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
