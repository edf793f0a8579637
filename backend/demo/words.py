"""What people of the demonstration write: notes, reasons, and which drawing shows which category."""

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of lead: its category, how often it occurs, what its photos show, what is noted."""

    category: str
    weight: int
    subject: str
    notes: tuple[str, ...]


KINDS = (
    Kind("unlicensed_outdoor_trading", 11, "stall", (
        "流动水果摊占用人行道经营，未能出示营业执照，已口头告知。",
        "三轮车摆摊售卖水果，围观人员较多，影响行人通行。",
        "路口固定摆摊，当事人称为自产自销，需核实是否在规定点位。",
        "放学时段校门口摆摊，已劝离一次后返回。",
    )),
    Kind("unsorted_household_waste", 8, "rubbish", (
        "分类桶旁堆放混装垃圾袋，厨余垃圾与其他垃圾混投。",
        "沿街商户将未分类垃圾直接丢在桶外，有异味。",
        "投放点满溢，垃圾袋散落在人行道上，已联系清运。",
    )),
    Kind("beyond_storefront_trading", 11, "storefront", (
        "{shop}将货物摆出门线约 1.5 米，占用人行道。",
        "{shop}门前搭设遮阳棚并堆放纸箱，行人需绕行车道。",
        "{shop}第二次超出门窗经营，上次已责令改正。",
    )),
    Kind("unapproved_construction_waste", 8, "rubble", (
        "路边倾倒装修垃圾一堆，约 3 立方米，未见核准手续。",
        "店面装修产生的砖块、砂浆袋堆在人行道，现场无人看管。",
        "夜间偷倒渣土，已向周边商户了解车辆情况。",
    )),
    Kind("event_0203", 4, "board", ("{shop}在人行道摆放广告牌，妨碍盲道通行。", "活动广告牌被风吹倒，存在安全隐患。")),
    Kind("event_0102", 3, "rubbish", ("空地上有暴露垃圾，需要集中清理。",)),
    Kind("event_0507", 3, "storefront", ("{shop}门口堆放杂物，占用消防通道一侧。",)),
)  # fmt: skip
"""The four dominant causes of the founding report, and a few of the other event classes."""

REJECTIONS = ("与已受理的线索重复。", "现场复核未发现问题。", "当事人已当场改正，无需处理。")
ACCEPTANCES = (None, None, "已核实，列入今日处置。")
ASSIGNMENTS = (None, "请就近处置，注意留存整改前后照片。", "请先教育、责令改正，逾期再按程序处理。")
HANDLINGS = (
    "已到现场,当事人当场收摊离开,人行道已恢复通行。",
    "已责令改正,货物收回店内,现场已拍照。",
    "已联系环卫清运,现场清理完毕。",
)
FEEDBACKS = ("已处理完毕,感谢您的上报。", "现场已恢复,后续列入日常巡查。", "当事人已改正,一周内将回访。")
OBJECTIONS = ("今天早上又出现了,和之前说的一样。", "位置不是同一处,请再到现场看看。")
