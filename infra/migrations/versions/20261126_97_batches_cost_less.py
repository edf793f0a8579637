"""A batch moves its patrol without moving any index, and is held to its patrol by the fence instead of by a key.

Counters that stand in the condition of an index make every update write into all indexes of the table; what has to be
done about an ended patrol is therefore told by columns that change twice in its life. A foreign key looked at the
patrol once more for every batch, which the fence has looked at already.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_97_batches_cost_less"
down_revision = "20261126_96_phone_numbers"

_INDEXES = {
    "path_stale": ("patrols_with_a_stale_path", "id", "path_points <> point_count"),
    "unjoined": ("patrols_to_join", "ended_at", "joined_points <> point_count"),
}
_KEEP = """
    create function keep_tracked_patrol() returns trigger language plpgsql as $$
    begin
        if exists (select from track_batches where day = old.track_day and patrol_id = old.id) then
            raise exception 'patrol % has a track', old.id using errcode = 'foreign_key_violation';
        end if;
        return coalesce(new, old);
    end $$
"""
_TRIGGER = """
    create trigger keep_tracked_patrol before delete or update of id, track_day on patrols
    for each row execute function keep_tracked_patrol()
"""


def upgrade() -> None:
    for column, (index, key, condition) in _INDEXES.items():
        op.add_column(
            "patrols", sa.Column(column, sa.Boolean(), sa.Computed(condition, persisted=True), nullable=False)
        )
        op.drop_index(index, "patrols")
        op.create_index(index, "patrols", [key], postgresql_where=sa.text(f"state = 'ended' and {column}"))
    for name in op.get_bind().scalars(
        sa.text("select conname from pg_constraint where conrelid = 'track_batches'::regclass and contype = 'f'")
    ):
        op.drop_constraint(name, "track_batches")
    op.execute(_KEEP)
    op.execute(_TRIGGER)


def downgrade() -> None:
    op.execute("drop trigger keep_tracked_patrol on patrols")
    op.execute("drop function keep_tracked_patrol()")
    op.create_foreign_key(None, "track_batches", "patrols", ["patrol_id"], ["id"])
    for column, (index, key, condition) in _INDEXES.items():
        op.drop_index(index, "patrols")
        op.drop_column("patrols", column)
        op.create_index(index, "patrols", [key], postgresql_where=sa.text(f"state = 'ended' and {condition}"))
