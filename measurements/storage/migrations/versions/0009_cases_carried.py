"""Cases handed out in files, and files of reads taken back. Earlier trials have none."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "hand_out",
        *(_text(name) for name in ("uid", "trial_uid", "trial_name", "carried_uid", "reader")),
        sa.Column("subject_uids", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        *(_text(name) for name in ("hash", "who", "made")),
        sa.Column("dates_moved", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hand_out")),
    )
    op.create_table(
        "take_back",
        *(_text(name) for name in ("file_hash", "file_name", "hand_out_uid")),
        sa.Column("sequence", sa.Integer(), nullable=False),
        *(_text(name) for name in ("hash", "who", "taken")),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hand_out_uid"], ["hand_out.uid"], name=op.f("fk_take_back_hand_out_uid")),
        sa.PrimaryKeyConstraint("file_hash", name=op.f("pk_take_back")),
    )
    op.create_index(op.f("ix_take_back_hand_out_uid"), "take_back", ["hand_out_uid"])
    op.create_table(
        "taken_file",
        _text("file_hash"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["file_hash"], ["take_back.file_hash"], name=op.f("fk_taken_file_file_hash")),
        sa.PrimaryKeyConstraint("file_hash", name=op.f("pk_taken_file")),
    )
