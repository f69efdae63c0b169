"""Clinical events of the patients, and the file they came from. Earlier trials have none."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clinical_source",
        sa.Column("trial_uid", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("cutoff", sa.Date(), nullable=False),
        sa.Column("cutoff_stated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["trial_uid"], ["trial.uid"], name=op.f("fk_clinical_source_trial_uid")),
        sa.PrimaryKeyConstraint("trial_uid", name=op.f("pk_clinical_source")),
    )
    op.create_table(
        "clinical_event",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("subject_uid", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("happened", sa.Date(), nullable=False),
        sa.Column("lesion", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("serious", sa.Boolean(), nullable=True),
        sa.Column("related", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["subject_uid"], ["subject.uid"], name=op.f("fk_clinical_event_subject_uid")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_clinical_event")),
    )
    op.create_index(op.f("ix_clinical_event_subject_uid"), "clinical_event", ["subject_uid"])
