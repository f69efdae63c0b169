"""The subjects of the demonstration trial: who they are, how they are scanned, what becomes of them."""

from dataclasses import replace
from enum import StrEnum

from reader.phantom.progressions import progression, stereotactic_progression, unread
from reader.phantom.responses import complete_response, mixed_response, response
from reader.phantom.visit import PhantomSubject


class Variant(StrEnum):
    """How finely the subjects are scanned: as a hospital does, or just enough for a test."""

    FULL = "full"
    SMALL = "small"


_SMALL_SIZE = 192
_SMALL_SPACING_MM = 5.0


UNREAD_SUBJECT = "DEMO-006"
"""The subject whose scans are there to be read by whoever tries the program."""


def demonstration_subjects(variant: Variant = Variant.FULL) -> tuple[PhantomSubject, ...]:
    """All subjects of the demonstration trial, in the order of their codes."""
    subjects = (
        response(),
        progression(),
        mixed_response(),
        complete_response(),
        stereotactic_progression(),
        unread(),
    )
    return tuple(_scanned(subject, variant) for subject in subjects)


def _scanned(subject: PhantomSubject, variant: Variant) -> PhantomSubject:
    if variant is Variant.FULL:
        return subject
    return replace(
        subject,
        visits=tuple(
            replace(
                visit,
                acquisition=replace(
                    visit.acquisition,
                    size=_SMALL_SIZE,
                    spacing_mm=_SMALL_SPACING_MM,
                    thickness_mm=_SMALL_SPACING_MM,
                ),
            )
            for visit in subject.visits
        ),
    )
