"""A person may exist without a role: the system administrator creates, the security administrator grants."""

from alembic import op

revision = "20261123_05_people_without_roles"
down_revision = "20261123_04_reference"


def upgrade() -> None:
    op.drop_constraint("person_has_a_role", "people")


def downgrade() -> None:
    op.create_check_constraint("person_has_a_role", "people", "cardinality(roles) > 0")
