"""A lead may be urgent, can get another category, and says whether its assignee has it and whether there is something
new to look at."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_95_urgent"
down_revision = "20261126_93_evidence_retention"

_KINDS = (
    "'reported', 'accepted', 'rejected', 'assigned', 'noted', 'set_out', 'handled', 'closed', 'added', "
    "'objected', 'upheld', 'withdrawn'"
)
_MORE = ", 'urged', 'calmed', 'recategorised'"
_ALSO = {
    "event_0499": "着火 火灾 失火 起火 火情 火警 山火 爆炸 冒烟 坍塌 溺水 zhaohuo huozai fire smoke explosion",
    "event_0115": "冒烟 烧垃圾 烧秸秆 秸秆焚烧 露天焚烧 maoyan burning smoke",
    "event_0403": "漏气 燃气泄漏 煤气 gas leak",
    "event_0402": "爆管 漏水 水管",
    "event_0401": "塌方 塌陷 坑洞",
    "event_0406": "内涝 水淹 flood",
    "event_0409": "聚集 打架 群体",
    "event_0408": "电线 断线 线缆",
    "event_0505": "违停 乱停车 停车",
    "event_0102": "垃圾 乱扔垃圾 rubbish",
    "event_0508": "噪音 噪声 喇叭",
}
"""What people call it who do not know the name of the class."""


def _kinds(known: str) -> None:
    op.drop_constraint("lead_step_kind_is_known", "lead_steps")
    op.create_check_constraint("lead_step_kind_is_known", "lead_steps", f"kind in ({known})")


def upgrade() -> None:
    op.add_column("leads", sa.Column("urgent", sa.Boolean(), nullable=False, server_default="false"))
    op.add_column("leads", sa.Column("delivered_at", sa.TIMESTAMP(timezone=True)))
    op.add_column("leads", sa.Column("opened_at", sa.TIMESTAMP(timezone=True)))
    op.add_column("leads", sa.Column("has_news", sa.Boolean(), nullable=False, server_default="false"))
    op.add_column("lead_steps", sa.Column("category", sa.Text()))
    op.create_foreign_key("lead_steps_category_fkey", "lead_steps", "lead_categories", ["category"], ["code"])
    _kinds(_KINDS + _MORE)
    for code, words in _ALSO.items():
        op.execute(
            f"update lead_categories set keywords = keywords || string_to_array('{words}', ' ') where code = '{code}'"
        )


def downgrade() -> None:
    for code, words in _ALSO.items():
        op.execute(
            "update lead_categories set keywords = array(select each from unnest(keywords) as each"
            f" where each <> all(string_to_array('{words}', ' '))) where code = '{code}'"
        )
    op.execute(f"delete from lead_steps where kind not in ({_KINDS})")
    _kinds(_KINDS)
    op.drop_column("lead_steps", "category")
    for name in ("has_news", "opened_at", "delivered_at", "urgent"):
        op.drop_column("leads", name)
