"""Lists in the order of time walk an index, whoever asks: a page of fifty does not look at every row."""

from alembic import op

revision = "20261125_96_lists"
down_revision = "20261125_91_device_key"

_INDEXES = {
    "leads_by_receipt": ("leads", "received_at"),
    "leads_by_capture": ("leads", "captured_at"),
    "patrols_by_start": ("patrols", "started_at"),
}


def upgrade() -> None:
    for name, (table, column) in _INDEXES.items():
        op.create_index(name, table, [column, "id"])


def downgrade() -> None:
    for name, (table, _) in _INDEXES.items():
        op.drop_index(name, table)
