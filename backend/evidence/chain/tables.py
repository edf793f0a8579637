import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import BYTEA, UUID

from backend.core.tables import Moment, metadata

chain_entries = sa.Table(
    "chain_entries",
    metadata,
    sa.Column("key_id", UUID, sa.ForeignKey("capture_keys.id"), primary_key=True),
    sa.Column("n", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("person_id", UUID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    # The medium. No foreign key: an entry may come before what it is about, or about what is never sent.
    sa.Column("subject", UUID, nullable=False, index=True),
    sa.Column("entry", BYTEA, nullable=False),
    sa.Column("signature", BYTEA, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("prev", sa.Text, nullable=False),
    sa.Column("arrived_as", sa.Text, nullable=False),
    # The only thing that changes: a gap closes when the missing entry comes.
    sa.Column("state", sa.Text, nullable=False),
    # What the signed bytes say of who else was there; read out, so that it can be asked for.
    sa.Column("second_officer", UUID),
    sa.Column("media_sha256", sa.Text),
    sa.Column("media_size", sa.BigInteger),
    sa.Column("media_mime", sa.Text),
    sa.Column("media_role", sa.Text),
    sa.Column("received_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.CheckConstraint("kind in ('capture', 'deleted', 'confirmed')", name="chain_entry_kind_is_known"),
    sa.CheckConstraint("state in ('whole', 'gap', 'broken')", name="chain_entry_state_is_known"),
    sa.CheckConstraint("n >= 1", name="chain_entries_count_from_one"),
    sa.Index("chain_entries_of_two", "second_officer", postgresql_where=sa.text("second_officer is not null")),
)

entries_aside = sa.Table(
    "entries_aside",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("person_id", UUID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("key_id", UUID, nullable=False),
    sa.Column("n", sa.BigInteger, nullable=False),
    sa.Column("fault", sa.Text, nullable=False),
    sa.Column("entry", BYTEA, nullable=False),
    sa.Column("signature", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("times", sa.Integer, nullable=False, server_default="1"),
    sa.Column("received_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("last_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.UniqueConstraint("person_id", "key_id", "n", "sha256", "fault", name="the_same_entry_stands_aside_once"),
)
