"""What a piece of work is doing, in the language of the moment: its stage, and the name of what it is at."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

STAGES = tuple(
    map(
        str,
        (
            QT_TRANSLATE_NOOP("stages", "Looking through folders"),
            QT_TRANSLATE_NOOP("stages", "Looking into"),
            QT_TRANSLATE_NOOP("stages", "Looking for what is gone"),
            QT_TRANSLATE_NOOP("stages", "Looking at the files"),
            QT_TRANSLATE_NOOP("stages", "Reading headers"),
            QT_TRANSLATE_NOOP("stages", "Sorting slices"),
            QT_TRANSLATE_NOOP("stages", "Comparing with the trial"),
            QT_TRANSLATE_NOOP("stages", "Writing the index"),
            QT_TRANSLATE_NOOP("stages", "Writing series"),
            QT_TRANSLATE_NOOP("stages", "Loading slices"),
            QT_TRANSLATE_NOOP("stages", "Copying pictures"),
            QT_TRANSLATE_NOOP("stages", "Copying"),
            QT_TRANSLATE_NOOP("stages", "Copied"),
            QT_TRANSLATE_NOOP("stages", "Making"),
            QT_TRANSLATE_NOOP("stages", "Unpacking"),
            QT_TRANSLATE_NOOP("stages", "Checking the file"),
        ),
    )
)
"""How the texts begin that jobs report."""


def stage_text(text: str) -> str:
    """The text of a report with its stage translated; one that is not known stays as it is."""
    stage = next((stage for stage in STAGES if text.startswith(stage)), "")
    return QCoreApplication.translate("stages", stage) + text.removeprefix(stage) if stage else text
