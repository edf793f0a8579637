"""What the live map shows at one moment."""

from backend.alarms import queries as alarms
from backend.auth.caller import Caller
from backend.command import queries
from backend.command.structs import LiveSnapshot
from backend.core.db import Conn
from backend.leads import queries as leads
from backend.patrols import queries as patrols
from backend.patrols.structs import PatrolState

OPEN_ALARMS = 500


async def snapshot(conn: Conn, caller: Caller) -> LiveSnapshot:
    """``conn`` must stand still (one moment for all statements), or the cursor would not belong to the rest."""
    cursor = await queries.head(conn)
    running, paused = [
        await patrols.matching(conn, caller.id, None, state, None, None)
        for state in (PatrolState.RUNNING, PatrolState.PAUSED)
    ]
    return LiveSnapshot(
        cursor=str(cursor),
        officers=await patrols.officers(conn),
        leads=await leads.current(conn),
        patrols=running + paused,
        alarms=await alarms.matching(conn, None, True, OPEN_ALARMS),
    )
