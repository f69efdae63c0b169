"""A trial holds its protocol. The text of an older trial's is put in when it is next opened for writing."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "protocol",
        sa.Column("trial_uid", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["trial_uid"], ["trial.uid"], name=op.f("fk_protocol_trial_uid")),
        sa.PrimaryKeyConstraint("trial_uid", name=op.f("pk_protocol")),
    )
