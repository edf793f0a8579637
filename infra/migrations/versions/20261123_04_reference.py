"""Reference data: lead categories (the four dominant causes, then the national event classes), what an import of
areas keeps, and a version number that every change of areas or categories moves on."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_04_reference"
down_revision = "20261123_03_patrol_counters"

_COUNTY = "330681"

# code, name_zh, name_en, local event class (GB/T 30428.2: class + sub-class; 21xx is local), search words
_DOMINANT = (
    ("unlicensed_outdoor_trading", "室外公共场所无照经营", "Unlicensed trading in a public outdoor place", "0501",
     ["swggcswzjy", "无照经营", "wzjy", "无照经营游商", "wzjyys", "流动摊贩", "ldtf", "摆摊", "bt"]),
    ("unsorted_household_waste", "未按规定分类投放生活垃圾", "Household waste not sorted as required", "2101",
     ["wagdfltfshlj", "垃圾分类", "ljfl", "混投", "ht"]),
    ("beyond_storefront_trading", "擅自超出门窗店外经营", "Trading beyond the storefront", "0504",
     ["szccmcdwjy", "店外经营", "dwjy", "占道经营", "zdjy"]),
    ("unapproved_construction_waste", "未经核准擅自处置建筑垃圾", "Construction waste disposed of without approval", "0103",
     ["wjhzszczjzlj", "渣土未核准", "ztwhz", "积存垃圾渣土", "jcljzt", "渣土", "zt"]),
)  # fmt: skip

_CLASSES = {"01": "市容环境", "02": "宣传广告", "03": "施工管理", "04": "突发事件", "05": "街面秩序"}

# class + sub-class, name_zh, name_en, pinyin initials. 0103, 0501 and 0504 are among the dominant causes.
_EVENTS = (
    ("0101", "私搭乱建", "Unauthorised structure", "sdlj"),
    ("0102", "暴露垃圾", "Exposed rubbish", "bllj"),
    ("0104", "道路不洁", "Dirty road", "dlbj"),
    ("0105", "水域不洁", "Dirty water", "sybj"),
    ("0106", "绿地脏乱", "Untidy green space", "ldzl"),
    ("0107", "废弃车辆", "Abandoned vehicle", "fqcl"),
    ("0108", "废弃家具设施", "Abandoned furniture or equipment", "fqjjss"),
    ("0109", "非装饰性树挂", "Things hung on trees", "fzsxsg"),
    ("0110", "道路破损", "Damaged road", "dlps"),
    ("0111", "河堤破损", "Damaged embankment", "hdps"),
    ("0112", "道路遗撒", "Spillage on the road", "dlys"),
    ("0113", "建筑物外立面不洁", "Dirty building front", "jzwwlmbj"),
    ("0114", "水域秩序", "Disorder on the water", "syzx"),
    ("0115", "焚烧垃圾树叶", "Burning of rubbish or leaves", "fsljsy"),
    ("0116", "油烟污染", "Cooking fumes", "yywr"),
    ("0117", "动物尸体", "Animal carcass", "dwst"),
    ("0118", "擅自饲养家禽家畜", "Poultry or livestock kept without permission", "szsyjqjc"),
    ("0199", "其他市容环境问题", "Other: town appearance", "qtsrhjwt"),
    ("0201", "非法小广告", "Illegal small advertisement", "ffxgg"),
    ("0202", "违章张贴悬挂广告牌匾", "Sign or advertisement put up against the rules", "wzztxgggpb"),
    ("0203", "占道广告牌", "Advertising board in the way", "zdggp"),
    ("0204", "街头散发广告", "Leaflets handed out in the street", "jtsfgg"),
    ("0205", "广告招牌破损", "Damaged sign", "ggzpps"),
    ("0301", "施工扰民", "Construction disturbing residents", "sgrm"),
    ("0302", "工地扬尘", "Dust from a building site", "gdyc"),
    ("0303", "施工废弃料", "Discarded building material", "sgfql"),
    ("0304", "施工占道", "Construction blocking the road", "sgzd"),
    ("0305", "无证掘路", "Road dug up without a permit", "wzjl"),
    ("0399", "其他施工管理问题", "Other: construction", "qtsgglwt"),
    ("0401", "路面塌陷", "Road collapse", "lmtx"),
    ("0402", "自来水管破裂", "Burst water main", "zlsgpl"),
    ("0403", "燃气管道破裂", "Broken gas pipe", "rqgdpl"),
    ("0404", "下水道堵塞或破损", "Blocked or broken sewer", "xsddshps"),
    ("0405", "热力管道破裂", "Broken heating pipe", "rlgdpl"),
    ("0406", "道路积水", "Flooded road", "dljs"),
    ("0407", "道路积雪结冰", "Snow or ice on the road", "dljxjb"),
    ("0408", "架空线缆损坏", "Damaged overhead line", "jkxlsh"),
    ("0409", "群发性事件", "Crowd incident", "qfxsj"),
    ("0499", "其他突发事件", "Other: sudden incident", "qttfsj"),
    ("0502", "流浪乞讨", "Vagrancy or begging", "llqt"),
    ("0503", "占道废品收购", "Scrap buying in the street", "zdfpsg"),
    ("0505", "机动车乱停放", "Badly parked motor vehicle", "jdcltf"),
    ("0506", "非机动车乱停放", "Badly parked bicycle or scooter", "fjdcltf"),
    ("0507", "乱堆物堆料", "Goods or material piled up", "ldwdl"),
    ("0508", "商业噪音", "Commercial noise", "syzy"),
    ("0509", "黑车拉客", "Unlicensed taxi", "hclk"),
    ("0510", "露天烧烤", "Open-air barbecue", "ltsk"),
    ("0511", "沿街晾挂", "Laundry hung along the street", "yjlg"),
    ("0512", "非法出版物销售", "Sale of illegal publications", "ffcbwxs"),
    ("0513", "空调室外机低挂", "Air conditioner mounted too low", "ktswjdg"),
    ("0599", "其他街面秩序问题", "Other: street order", "qtjmzxwt"),
)

_VERSIONS = (
    "insert into data_versions (name, version) values ('areas', 1), ('lead_categories', 1)",
    """
    create function move_data_version() returns trigger language plpgsql as $$
    begin
        update data_versions set version = version + 1 where name = tg_table_name;
        return null;
    end $$
    """,
    """
    create trigger areas_move_on after insert or update or delete on areas
        for each statement execute function move_data_version()
    """,
    """
    create trigger lead_categories_move_on after insert or update or delete on lead_categories
        for each statement execute function move_data_version()
    """,
)


def _categories() -> list[dict[str, object]]:
    first = [
        {"code": code, "name_zh": zh, "name_en": en, "dominant": True, "event_code": _COUNTY + event, "order": place,
         "keywords": words}
        for place, (code, zh, en, event, words) in enumerate(_DOMINANT, 1)
    ]  # fmt: skip
    others = [
        {"code": f"event_{event}", "name_zh": zh, "name_en": en, "dominant": False, "event_code": _COUNTY + event,
         "order": int(event), "keywords": [initials, _CLASSES[event[:2]], event]}
        for event, zh, en, initials in _EVENTS
    ]  # fmt: skip
    return first + others


def upgrade() -> None:
    op.create_table(
        "data_versions",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    for statement in _VERSIONS:
        op.execute(statement)
    categories = sa.table(
        "lead_categories",
        sa.column("code", sa.Text),
        sa.column("name_zh", sa.Text),
        sa.column("name_en", sa.Text),
        sa.column("dominant", sa.Boolean),
        sa.column("event_code", sa.Text),
        sa.column("order", sa.Integer),
        sa.column("keywords", sa.ARRAY(sa.Text)),
    )
    op.bulk_insert(categories, _categories())
    op.add_column("area_imports", sa.Column("mode", sa.Text(), server_default="by_code", nullable=False))
    op.add_column("area_imports", sa.Column("feature_count", sa.Integer(), server_default="0", nullable=False))
    op.add_column("area_imports", sa.Column("good_count", sa.Integer(), server_default="0", nullable=False))
    op.add_column("area_imports", sa.Column("applied_count", sa.Integer(), server_default="0", nullable=False))
    op.add_column("area_imports", sa.Column("shapes", sa.LargeBinary(), server_default="", nullable=False))
    op.add_column("area_imports", sa.Column("accepted", sa.Text(), nullable=True))
    op.create_check_constraint("area_import_mode_is_known", "area_imports", "mode in ('by_code', 'replace_all')")


def downgrade() -> None:
    op.drop_constraint("area_import_mode_is_known", "area_imports")
    for column in ("accepted", "shapes", "applied_count", "good_count", "feature_count", "mode"):
        op.drop_column("area_imports", column)
    op.execute("delete from lead_categories")
    op.execute("drop trigger areas_move_on on areas")
    op.execute("drop trigger lead_categories_move_on on lead_categories")
    op.execute("drop function move_data_version()")
    op.drop_table("data_versions")
