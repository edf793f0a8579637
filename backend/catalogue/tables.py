import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from backend.core.tables import metadata

lead_categories = sa.Table(
    "lead_categories",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name_zh", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("dominant", sa.Boolean, nullable=False),
    sa.Column("event_code", sa.Text),
    sa.Column("order", sa.Integer, nullable=False),
    sa.Column("keywords", ARRAY(sa.Text), nullable=False),
)
