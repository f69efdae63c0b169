"""Why lesions are not followed to a timepoint, in a sentence each."""

from PySide6.QtCore import QCoreApplication

from measurements.following import Hindrance

translate = QCoreApplication.translate


def hindrance_text(hindrance: Hindrance, *, prior: str, current: str, where: str) -> str:
    """Args:
    prior, current: labels of the two timepoints.
    where: label of the one whose series is in the way.
    """
    match hindrance:
        case Hindrance.NO_PICTURES:
            sentence = translate(
                "following", "{where} has no pictures to follow lesions with: import its series."
            )
        case Hindrance.NO_VOLUME:
            sentence = translate(
                "following",
                "{where} has no CT of three slices or more that make one stack: find its lesions by eye.",
            )
        case Hindrance.FILES_MISSING:
            sentence = translate(
                "following", "Pictures of {where} cannot be read: bring the files back to their place."
            )
        case Hindrance.SAME_PICTURES:
            sentence = translate(
                "following",
                "{prior} and {current} have the same pictures: ask whether the right series were imported.",
            )
        case Hindrance.OTHER_PATIENT:
            sentence = translate(
                "following",
                "By their files {prior} and {current} are of different patients: lesions are not followed "
                "until that is settled.",
            )
        case Hindrance.LITTLE_SHARED:
            sentence = translate(
                "following",
                "{prior} and {current} share next to nothing of the body, and no lesion was found for sure: "
                "find them by eye, or set one right by two clicks.",
            )
    return sentence.format(prior=prior, current=current, where=where)
