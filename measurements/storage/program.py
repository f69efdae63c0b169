"""Which version of the program writes, and the format of the trials it writes."""

PROGRAM_VERSION = "0.1.0"

FORMAT = "0013"
"""Revision of the newest migration. Told here so that opening an up-to-date trial needs no Alembic."""
