"""Whether a password was given by a data manager, who knows it. Those of earlier trials are their owners'."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("password_given", sa.Boolean(), nullable=False, server_default=sa.false()))
