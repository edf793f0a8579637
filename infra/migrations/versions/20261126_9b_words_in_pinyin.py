"""Rubbish is found by what people type for it."""

from alembic import op

revision = "20261126_9b_words_in_pinyin"
down_revision = "20261126_9a_second_waits"

_CODE = "event_0102"
_WORDS = "laji lj"


def upgrade() -> None:
    op.execute(
        f"update lead_categories set keywords = keywords || string_to_array('{_WORDS}', ' ') where code = '{_CODE}'"
    )


def downgrade() -> None:
    op.execute(
        "update lead_categories set keywords = array(select each from unnest(keywords) as each"
        f" where each <> all(string_to_array('{_WORDS}', ' '))) where code = '{_CODE}'"
    )
