"""What is odd about a series, in the language of the moment."""

from PySide6.QtCore import QCoreApplication

from app.language import language
from measurements.imaging import IssueCode

translate = QCoreApplication.translate


def issue_text(code: IssueCode, finding: str) -> str:
    """The finding's own sentence, which has its figures; in other languages what its code means before it."""
    if language() == "en":
        return finding
    return translate("issues", "{meaning} ({finding})").format(meaning=meaning(code), finding=finding)


def meaning(code: IssueCode) -> str:
    """What a code says, for the languages in which findings themselves are not written."""
    return {
        IssueCode.GANTRY_TILT: translate("issues", "The slices are tilted."),
        IssueCode.UNEVEN_SPACING: translate("issues", "The slices are unevenly spaced."),
        IssueCode.MISSING_SLICES: translate("issues", "Slices are missing."),
        IssueCode.DUPLICATE_POSITION: translate("issues", "Slices lie at the same position."),
        IssueCode.MIXED_ORIENTATION: translate("issues", "The series holds several orientations."),
        IssueCode.STRAY_SLICE: translate("issues", "A slice lies apart from the others."),
        IssueCode.MIXED_SPACING: translate("issues", "The series holds several sizes of pixels."),
        IssueCode.NO_POSITION: translate("issues", "The files do not say where their pictures lie."),
        IssueCode.LOCALIZER: translate("issues", "A localizer, never measured."),
        IssueCode.NOT_AN_IMAGE: translate("issues", "Not an image."),
        IssueCode.UNSUPPORTED_SYNTAX: translate("issues", "The pictures cannot be shown."),
        IssueCode.LOSSY: translate("issues", "Pictures were compressed with loss of detail."),
        IssueCode.TRUNCATED: translate("issues", "Files are incomplete or contradict their headers."),
        IssueCode.UNREADABLE: translate("issues", "The files cannot be read."),
        IssueCode.NAME_UNDECODABLE: translate("issues", "The patient's name cannot be read."),
        IssueCode.NO_PIXEL_SPACING: translate("issues", "The files do not say how large a pixel is."),
    }[code]
