"""Slices may be written ahead of the series that they will belong to."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("slice", table_kwargs={"sqlite_with_rowid": False}) as batch:
        batch.drop_constraint("fk_slice_series_key", type_="foreignkey")
