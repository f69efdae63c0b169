"""People, assignments, signatures, decisions between reads, checks of pictures. Earlier trials have none."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "person",
        _text("uid"),
        _text("name"),
        _text("printed_name"),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        _text("password_hash"),
        _text("public_key"),
        _text("sealed_key"),
        sa.Column("failed_attempts", sa.Integer(), nullable=False),
        _text("locked_until_utc", nullable=True),
        _text("last_sign_in"),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_person")),
        sa.UniqueConstraint("name", name=op.f("uq_person_name")),
    )
    op.create_table(
        "assignment",
        *(_text(name) for name in ("uid", "subject_uid", "person_uid", "task")),
        _refers("assignment", "subject_uid", "subject.uid"),
        _refers("assignment", "person_uid", "person.uid"),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "subject_uid", "person_uid", "task", name=op.f("uq_assignment_subject_uid_person_uid_task")
        ),
    )
    op.create_table(
        "signature",
        _text("uid"),
        _text("read_uid"),
        _text("timepoint_uid", nullable=True),
        _text("meaning"),
        sa.Column("version", sa.Integer(), nullable=False),
        *(_text(name) for name in ("person_uid", "name", "printed_name", "signed")),
        *(_text(name) for name in ("protocol_hash", "program_version")),
        sa.Column("content", sa.Text(), nullable=False),
        *(_text(name) for name in ("content_hash", "public_key", "seal")),
        _refers("signature", "read_uid", "read.uid"),
        _refers("signature", "timepoint_uid", "timepoint.uid"),
        _refers("signature", "person_uid", "person.uid"),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_signature")),
    )
    op.create_index(op.f("ix_signature_timepoint_uid"), "signature", ["timepoint_uid"])
    op.create_index(op.f("ix_signature_read_uid_timepoint_uid"), "signature", ["read_uid", "timepoint_uid"])
    op.create_table(
        "unlock",
        *(_text(name) for name in ("signature_uid", "who", "unlocked", "reason")),
        _refers("unlock", "signature_uid", "signature.uid"),
        sa.PrimaryKeyConstraint("signature_uid", name=op.f("pk_unlock")),
    )
    op.create_table(
        "adjudication",
        *(_text(name) for name in ("subject_uid", "chosen_read_uid", "who", "reason", "comment")),
        _refers("adjudication", "subject_uid", "subject.uid"),
        _refers("adjudication", "chosen_read_uid", "read.uid"),
        sa.PrimaryKeyConstraint("subject_uid", name=op.f("pk_adjudication")),
    )
    op.create_table(
        "image_check",
        _text("timepoint_uid"),
        _text("verdict"),
        sa.Column("findings", sa.Text(), nullable=False),
        *(_text(name) for name in ("who", "reason")),
        _refers("image_check", "timepoint_uid", "timepoint.uid"),
        sa.PrimaryKeyConstraint("timepoint_uid", name=op.f("pk_image_check")),
    )
    op.create_table(
        "series_checksum",
        *(_text(name) for name in ("series_key", "root")),
        _refers("series_checksum", "series_key", "series.key"),
        sa.PrimaryKeyConstraint("series_key", name=op.f("pk_series_checksum")),
    )
    op.create_table(
        "slice_checksums",
        _text("series_key"),
        sa.Column("digests", sa.LargeBinary(), nullable=False),
        _refers("slice_checksums", "series_key", "series.key"),
        sa.PrimaryKeyConstraint("series_key", name=op.f("pk_slice_checksums")),
    )
