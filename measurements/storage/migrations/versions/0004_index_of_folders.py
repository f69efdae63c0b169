"""A trial keeps what its folders hold, so that importing one again reads only what has changed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "indexed_folder",
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("listing", sa.LargeBinary(), nullable=False),
        sa.Column("series_uids", sa.Text(), nullable=False),
        sa.Column("not_dicom", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_indexed_folder")),
    )
    op.create_table(
        "settled_series",
        sa.Column("series_uid", sa.String(), nullable=False),
        sa.Column("images", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series_uid", name=op.f("pk_settled_series")),
    )
