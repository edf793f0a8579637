import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import UUID

from backend.core.tables import Moment, metadata

media_receipts = sa.Table(
    "media_receipts",
    metadata,
    sa.Column("medium_id", UUID, sa.ForeignKey("media.id"), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("signature", sa.Text, nullable=False),
    sa.Column("given_at", Moment, nullable=False, server_default=sa.func.now()),
)
