"""What can be held. Pure."""

from backend.core.errors import Conflict
from backend.patrols.structs import Patrol


def check(patrol: Patrol, raw_points: int) -> None:
    """
    Raises:
        Conflict: there is nothing left to hold.
    """
    if raw_points == 0 and patrol.point_count > 0:
        raise Conflict("原始轨迹已超过保存期限并删除，无法保全。", "The raw track is past its time and gone.")
