"""Batches lie by place instead of by record, so that their compression halves them."""

import numpy as np
import sqlalchemy as sa
from alembic import op

revision = "20261126_01_laid_batches"
down_revision = "20261125_96_lists"

_RECORD = 20
"""Bytes. Written out here: what a migration does must not change with the code."""


def _turn(*, lay: bool) -> None:
    """A thousand rows at a time: all of them would not fit into memory."""
    conn = op.get_bind()
    keys = conn.execute(sa.text("select patrol_id, first_seq from track_batches")).all()
    read = sa.text("select laid from track_batches where patrol_id = :patrol_id and first_seq = :first_seq")
    write = sa.text("update track_batches set laid = :laid where patrol_id = :patrol_id and first_seq = :first_seq")
    for at in range(0, len(keys), 1000):
        rows = [
            {**key._asdict(), "laid": _turned(bytes(conn.execute(read, key._asdict()).scalar_one()), lay=lay)}
            for key in keys[at : at + 1000]
        ]
        conn.execute(write, rows)


def _turned(data: bytes, *, lay: bool) -> bytes:
    shape = (-1, _RECORD) if lay else (_RECORD, -1)
    return np.frombuffer(data, np.uint8).reshape(shape).T.tobytes()


def upgrade() -> None:
    op.alter_column("track_batches", "records", new_column_name="laid")
    # Kept in their row, compressed: a row of a hundred fixes is just large enough for PostgreSQL to try.
    op.execute("alter table track_batches set (toast_tuple_target = 2040)")
    op.execute("alter table track_batches alter column laid set storage main")
    op.execute("alter table track_batches alter column zone_runs set storage main")
    op.execute("""
        do $$ begin
            if exists (select from pg_settings where name = 'default_toast_compression' and 'lz4' = any(enumvals)) then
                alter table track_batches alter column laid set compression lz4;
            end if;
        end $$
    """)
    _turn(lay=True)


def downgrade() -> None:
    _turn(lay=False)
    op.execute("alter table track_batches alter column laid set compression default")
    op.execute("alter table track_batches alter column zone_runs set storage extended")
    op.execute("alter table track_batches alter column laid set storage external")
    op.execute("alter table track_batches set (toast_tuple_target = 8160)")
    op.alter_column("track_batches", "laid", new_column_name="records")
