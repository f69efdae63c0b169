"""Lesions have a reader's name, comment and place; a measurement a comment, and what it has merged into.

What a trial holds of earlier formats has none of these: labels tell the fragments, and nobody has said more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("lesion") as batch:
        batch.add_column(sa.Column("name", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("comment", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("place", sa.Integer(), nullable=True))
    with op.batch_alter_table("measurement", table_kwargs={"sqlite_with_rowid": False}) as batch:
        batch.add_column(sa.Column("comment", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("merged_into_uid", sa.String(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_measurement_merged_into_uid"), "lesion", ["merged_into_uid"], ["uid"]
        )
