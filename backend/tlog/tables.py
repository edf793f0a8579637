"""What the sealer keeps; nothing of it is about anybody, and nothing of it is ever changed."""

import sqlalchemy as sa

from backend.core.tables import Moment, metadata

log_leaves = sa.Table(
    "log_leaves",
    metadata,
    sa.Column("index", sa.BigInteger, primary_key=True, autoincrement=False),
    # No foreign key: when an event may be kept no longer, its leaf stays.
    sa.Column("event", sa.BigInteger, nullable=False, unique=True),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
)

log_tiles = sa.Table(
    "log_tiles",
    metadata,
    sa.Column("level", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("index", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
)
"""Full subtrees of 256**level leaves, from level 1 on."""

log_checkpoints = sa.Table(
    "log_checkpoints",
    metadata,
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("root", sa.LargeBinary, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("signed_at", Moment, nullable=False, server_default=sa.func.now()),
)

log_stamps = sa.Table(
    "log_stamps",
    metadata,
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("token", sa.LargeBinary, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("stamped_at", Moment, nullable=False, server_default=sa.func.now()),
)
"""What an authority answered (RFC 3161) about the checkpoint of a size; ``at`` by its clock."""

log_cosignatures = sa.Table(
    "log_cosignatures",
    metadata,
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("witness", sa.Text, primary_key=True),
    sa.Column("line", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False, server_default=sa.func.now()),
)
