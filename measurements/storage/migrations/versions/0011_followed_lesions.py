"""Where lesions are to be looked for in later series. Earlier trials find them when they are read."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "followed",
        sa.Column("lesion_uid", sa.String(), nullable=False),
        sa.Column("prior_series_key", sa.String(), nullable=False),
        sa.Column("current_series_key", sa.String(), nullable=False),
        sa.Column("inputs", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("matrix", sa.Text(), nullable=False),
        sa.Column("centre_lps", sa.Text(), nullable=False),
        sa.Column("reach_mm", sa.Double(), nullable=False),
        sa.Column("quality", sa.Text(), nullable=False),
        sa.Column("place_lps", sa.Text(), nullable=True),
        sa.Column("radius_mm", sa.Double(), nullable=False),
        sa.Column("doubts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesion_uid"], ["lesion.uid"], name=op.f("fk_followed_lesion_uid"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["prior_series_key"],
            ["series.key"],
            name=op.f("fk_followed_prior_series_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["current_series_key"],
            ["series.key"],
            name=op.f("fk_followed_current_series_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "lesion_uid", "prior_series_key", "current_series_key", name=op.f("pk_followed")
        ),
        sqlite_with_rowid=False,
    )
