"""The first tables of a trial."""

import sqlalchemy as sa
from alembic import op

from measurements.storage.sqlite import APPEND_ONLY_AUDIT

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("when_utc", sa.String(), nullable=False),
        sa.Column("utc_offset_minutes", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("program_version", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("old_value", sa.String(), nullable=True),
        sa.Column("new_value", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entry")),
    )
    op.create_table(
        "subject",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.Column("treatment_start", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_subject")),
        sa.UniqueConstraint("code", name=op.f("uq_subject_code")),
    )
    op.create_index(op.f("ix_subject_patient_id"), "subject", ["patient_id"], unique=False)
    op.create_table(
        "trial",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_utc", sa.String(), nullable=False),
        sa.Column("program_version", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_trial")),
    )
    op.create_table(
        "read",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("subject_uid", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["subject_uid"], ["subject.uid"], name=op.f("fk_read_subject_uid")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_read")),
        sa.UniqueConstraint("subject_uid", "reader", name=op.f("uq_read_subject_uid_reader")),
    )
    op.create_table(
        "timepoint",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("subject_uid", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("arrival", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["subject_uid"], ["subject.uid"], name=op.f("fk_timepoint_subject_uid")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_timepoint")),
        sa.UniqueConstraint("subject_uid", "label", name=op.f("uq_timepoint_subject_uid_label")),
    )
    op.create_table(
        "lesion",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("read_uid", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("organ", sa.String(), nullable=False),
        sa.Column("laterality", sa.String(), nullable=False),
        sa.Column("nodal", sa.Boolean(), nullable=False),
        sa.Column("radiation", sa.String(), nullable=True),
        sa.Column("first_timepoint_uid", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_timepoint_uid"], ["timepoint.uid"], name=op.f("fk_lesion_first_timepoint_uid")
        ),
        sa.ForeignKeyConstraint(["read_uid"], ["read.uid"], name=op.f("fk_lesion_read_uid")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_lesion")),
        sa.UniqueConstraint("read_uid", "label", name=op.f("uq_lesion_read_uid_label")),
    )
    op.create_index(op.f("ix_lesion_first_timepoint_uid"), "lesion", ["first_timepoint_uid"], unique=False)
    op.create_table(
        "study",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("timepoint_uid", sa.String(), nullable=False),
        sa.Column("study_date", sa.Date(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["timepoint_uid"], ["timepoint.uid"], name=op.f("fk_study_timepoint_uid")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_study")),
    )
    op.create_index(op.f("ix_study_timepoint_uid"), "study", ["timepoint_uid"], unique=False)
    op.create_table(
        "series",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("series_uid", sa.String(), nullable=False),
        sa.Column("stack", sa.Integer(), nullable=False),
        sa.Column("study_uid", sa.String(), nullable=False),
        sa.Column("frame_of_reference_uid", sa.String(), nullable=True),
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.Column("patient_name", sa.String(), nullable=False),
        sa.Column("study_date", sa.String(), nullable=True),
        sa.Column("modality", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("body_part", sa.String(), nullable=True),
        sa.Column("kernel", sa.String(), nullable=True),
        sa.Column("series_number", sa.Integer(), nullable=True),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("frames", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("columns", sa.Integer(), nullable=False),
        sa.Column("pixel_spacing_mm", sa.Text(), nullable=True),
        sa.Column("slice_thickness_mm", sa.Double(), nullable=True),
        sa.Column("orientation", sa.String(), nullable=True),
        sa.Column("along_row", sa.Text(), nullable=True),
        sa.Column("along_column", sa.Text(), nullable=True),
        sa.Column("spacing_mm", sa.Double(), nullable=True),
        sa.Column("gaps_mm", sa.Text(), nullable=False),
        sa.Column("tilt_deg", sa.Double(), nullable=True),
        sa.Column("transfer_syntaxes", sa.Text(), nullable=False),
        sa.Column("stored_type", sa.String(), nullable=True),
        sa.Column("bits_stored", sa.Integer(), nullable=True),
        sa.Column("high_bit", sa.Integer(), nullable=True),
        sa.Column("padding", sa.Integer(), nullable=True),
        sa.Column("window", sa.Text(), nullable=True),
        sa.Column("loadable", sa.Boolean(), nullable=False),
        sa.Column("reformattable", sa.Boolean(), nullable=False),
        sa.Column("issues", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study_uid"], ["study.uid"], name=op.f("fk_series_study_uid")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_series")),
        sa.UniqueConstraint("series_uid", "stack", name=op.f("uq_series_series_uid_stack")),
    )
    op.create_index(op.f("ix_series_study_uid"), "series", ["study_uid"], unique=False)
    op.create_table(
        "measurement",
        sa.Column("lesion_uid", sa.String(), nullable=False),
        sa.Column("timepoint_uid", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("long_lps", sa.Text(), nullable=True),
        sa.Column("short_lps", sa.Text(), nullable=True),
        sa.Column("long_tenths_mm", sa.Integer(), nullable=True),
        sa.Column("short_tenths_mm", sa.Integer(), nullable=True),
        sa.Column("series_key", sa.String(), nullable=True),
        sa.Column("sop_uid", sa.String(), nullable=True),
        sa.Column("frame", sa.Integer(), nullable=True),
        sa.Column("label_lps", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(long_lps IS NULL) = (long_tenths_mm IS NULL)"
            " AND (long_lps IS NULL) = (series_key IS NULL)"
            " AND (long_lps IS NULL) = (sop_uid IS NULL)"
            " AND (long_lps IS NULL) = (frame IS NULL)",
            name=op.f("ck_measurement_caliper_is_whole"),
        ),
        sa.CheckConstraint(
            "(short_lps IS NULL) = (short_tenths_mm IS NULL) AND (short_lps IS NULL OR long_lps IS NOT NULL)",
            name=op.f("ck_measurement_short_axis_is_whole"),
        ),
        sa.CheckConstraint("long_tenths_mm > 0", name=op.f("ck_measurement_long_axis_has_length")),
        sa.CheckConstraint("short_tenths_mm > 0", name=op.f("ck_measurement_short_axis_has_length")),
        sa.ForeignKeyConstraint(["lesion_uid"], ["lesion.uid"], name=op.f("fk_measurement_lesion_uid")),
        sa.ForeignKeyConstraint(["series_key"], ["series.key"], name=op.f("fk_measurement_series_key")),
        sa.ForeignKeyConstraint(
            ["timepoint_uid"], ["timepoint.uid"], name=op.f("fk_measurement_timepoint_uid")
        ),
        sa.PrimaryKeyConstraint("lesion_uid", "timepoint_uid", name=op.f("pk_measurement")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "slice",
        sa.Column("series_key", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sop_uid", sa.String(), nullable=False),
        sa.Column("frame", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("origin_lps", sa.Text(), nullable=True),
        sa.Column("pixel_offset", sa.BigInteger(), nullable=True),
        sa.Column("slope", sa.Double(), nullable=False),
        sa.Column("intercept", sa.Double(), nullable=False),
        sa.Column("file_size", sa.BigInteger(), nullable=False),
        sa.Column("file_mtime_ns", sa.BigInteger(), nullable=False),
        sa.Column("instance_number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["series_key"], ["series.key"], name=op.f("fk_slice_series_key")),
        sa.PrimaryKeyConstraint("series_key", "place", name=op.f("pk_slice")),
        sa.UniqueConstraint("series_key", "sop_uid", "frame", name=op.f("uq_slice_series_key_sop_uid_frame")),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        for trigger in APPEND_ONLY_AUDIT:
            op.execute(trigger)
