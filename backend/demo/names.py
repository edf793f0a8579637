"""Towns by their official names and codes, and the words the demonstration is told in.

Places are rough and the shapes around them invented: this is not a map of Zhuji.
"""

from msgspec import Struct

COUNTY_CODE, COUNTY_NAME = "330681", "诸暨市"
FENGQIAO, DIANKOU = "330681109", "330681104"


class Town(Struct, frozen=True):
    """A town or street 乡镇(街道). ``seat`` is longitude, latitude; ``team`` its enforcement posts, 0 where none."""

    code: str
    name: str
    seat: tuple[float, float]
    team: int = 0


TOWNS = (
    Town("330681001", "暨阳街道", (120.240, 29.708)),
    Town("330681002", "浣东街道", (120.278, 29.728)),
    Town("330681003", "陶朱街道", (120.196, 29.728)),
    Town("330681004", "暨南街道", (120.232, 29.640)),
    Town("330681005", "大唐街道", (120.158, 29.655)),
    Town("330681102", "应店街镇", (120.068, 29.790), 24),
    Town("330681103", "次坞镇", (120.102, 29.862), 31),
    Town("330681104", "店口镇", (120.262, 29.920), 18),
    Town("330681106", "姚江镇", (120.232, 29.836), 22),
    Town("330681108", "山下湖镇", (120.308, 29.822), 17),
    Town("330681109", "枫桥镇", (120.400, 29.800), 17),
    Town("330681110", "赵家镇", (120.462, 29.722)),
    Town("330681111", "马剑镇", (119.950, 29.705)),
    Town("330681112", "五泄镇", (120.052, 29.712)),
    Town("330681115", "牌头镇", (120.160, 29.572), 28),
    Town("330681116", "同山镇", (120.068, 29.606)),
    Town("330681117", "安华镇", (120.140, 29.506), 21),
    Town("330681119", "璜山镇", (120.372, 29.556), 17),
    Town("330681120", "陈宅镇", (120.418, 29.486)),
    Town("330681121", "岭北镇", (120.432, 29.412)),
    Town("330681122", "浬浦镇", (120.300, 29.590)),
    Town("330681124", "东白湖镇", (120.458, 29.600)),
    Town("330681201", "东和乡", (120.388, 29.690)),
)
"""All 23; posts as the founding report counts them (together 195)."""

EMPOWERED = tuple(town for town in TOWNS if town.team)
"""The nine with a team of their own 赋权乡镇."""


def short(town: Town) -> str:
    """枫桥 for 枫桥镇: how people call it."""
    return town.name.removesuffix("街道").removesuffix("镇").removesuffix("乡")


SQUADS = ("集镇管理分队", "区域管理分队", "案件办理处置分队")
VEHICLES = ("执法车01", "执法车02", "电动巡逻车01", "电动自行车01")
STREETS_LONG = ("人民路", "和平路", "建设路", "学院路", "迎宾路", "文化路", "工业路")
STREETS_CROSS = ("解放路", "新华街", "中兴路", "步行街", "环城路", "商贸街", "滨江路")
VILLAGE_FIRST = "上下东西南北前后大新"
VILLAGE_SPOTS = ("村口", "文化礼堂前", "篮球场旁", "桥头")
VILLAGE_SECOND = "溪塘桥坞岭湖田园山泉"
SHOPS = ("水果店", "五金店", "早餐店", "小吃店", "服装店", "粮油店", "杂货店", "理发店")
