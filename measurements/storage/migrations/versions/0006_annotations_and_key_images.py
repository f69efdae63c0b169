"""Reads have annotations and key images. What a trial holds of earlier formats has none of either."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "annotation",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("read_uid", sa.String(), nullable=False),
        sa.Column("timepoint_uid", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("points_lps", sa.Text(), nullable=False),
        sa.Column("series_key", sa.String(), nullable=False),
        sa.Column("sop_uid", sa.String(), nullable=False),
        sa.Column("frame", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=True),
        sa.Column("label_lps", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["read_uid"], ["read.uid"], name=op.f("fk_annotation_read_uid")),
        sa.ForeignKeyConstraint(
            ["timepoint_uid"], ["timepoint.uid"], name=op.f("fk_annotation_timepoint_uid")
        ),
        sa.ForeignKeyConstraint(["series_key"], ["series.key"], name=op.f("fk_annotation_series_key")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_annotation")),
    )
    op.create_index(op.f("ix_annotation_read_uid"), "annotation", ["read_uid"])
    op.create_table(
        "key_image",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("read_uid", sa.String(), nullable=False),
        sa.Column("timepoint_uid", sa.String(), nullable=False),
        sa.Column("series_key", sa.String(), nullable=False),
        sa.Column("sop_uid", sa.String(), nullable=False),
        sa.Column("frame", sa.Integer(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("zoom", sa.Double(), nullable=True),
        sa.Column("centre_mm", sa.Text(), nullable=True),
        sa.Column("lesion_uid", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["read_uid"], ["read.uid"], name=op.f("fk_key_image_read_uid")),
        sa.ForeignKeyConstraint(
            ["timepoint_uid"], ["timepoint.uid"], name=op.f("fk_key_image_timepoint_uid")
        ),
        sa.ForeignKeyConstraint(["series_key"], ["series.key"], name=op.f("fk_key_image_series_key")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_key_image")),
    )
    op.create_index(op.f("ix_key_image_read_uid"), "key_image", ["read_uid"])
