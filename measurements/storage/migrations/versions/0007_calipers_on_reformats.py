"""A caliper says whether it was drawn on a reformat, and on which; those of earlier formats were not."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("measurement", table_kwargs={"sqlite_with_rowid": False}) as batch:
        batch.add_column(sa.Column("reformat", sa.Text(), nullable=True))
