"""The list of terms that adverse events may have. Earlier trials have none."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clinical_terms",
        sa.Column("trial_uid", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("terms", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["trial_uid"], ["trial.uid"], name=op.f("fk_clinical_terms_trial_uid")),
        sa.PrimaryKeyConstraint("trial_uid", name=op.f("pk_clinical_terms")),
    )
