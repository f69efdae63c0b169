"""The review on paper: matrix and charts as PNG, SVG and PDF, with what must stand beside them."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.language import language
from app.review.matrix import Shown, matrix_of
from app.review.matrix_drawing import MatrixFigure, PictureOf
from app.review.overlay.figure import OverlayFigure
from app.review.overlay.words import overlay_note
from app.review.reviewed import Reviewed
from app.review.sums import course_chart, differing, read_title, reasons
from app.style.charting import paper_palette
from measurements.progress import Report, silent
from measurements.refusal import Refusal
from viewer.charts.files import MARGIN_PX, SUFFIXES, Plate, write_plate

translate = QCoreApplication.translate

SENTENCES = {"en": " ", "zh": ""}
"""What stands between two sentences."""

CHART_PX = (900, 580)
OVERLAY_PX = (800, 700)


def write_figures(
    folder: Path,
    seen: Reviewed,
    shown: Shown,
    picture_of: PictureOf,
    *,
    ghosts_on: bool,
    overlay: OverlayFigure | None = None,
    report: Report = silent,
) -> tuple[Path, ...]:
    """Writes the matrix and both charts, as they are shown, in every format.

    Args:
        folder: exists; files of the same names are replaced.
        picture_of: gives the crops.
        overlay: what is laid over each other, written as well where something is.

    Raises:
        Refusal: crops are still on their way, or a file cannot be written.
    """
    matrix = matrix_of(seen, shown)
    crops = [*matrix.crops, *(() if overlay is None else overlay.crops)]
    pictures = picture_of if overlay is None else overlay.picture_of
    if any(picture_of(crop) is None and pictures(crop) is None for crop in crops):
        raise Refusal(
            translate("review", "Some crops are still on their way: export again once all of them are there.")
        )
    figure = MatrixFigure(matrix, picture_of, ghosts_on)
    notes = _notes(seen)
    code = seen.subject.code
    title = translate("review", "{subject}: {what}")
    plates = {
        "matrix": Plate(
            figure,
            title.format(subject=code, what=translate("review", "lesions by timepoints")),
            _subtitle(seen),
            (_matrix_note(seen, ghosts_on=ghosts_on), *notes),
            width_px=max(690, round(figure.width_px) + 2 * MARGIN_PX),
        )
    }
    for name, lesions, what in (
        ("sums", False, translate("review", "sums of diameters over time")),
        ("lesions", True, translate("review", "each target over time")),
    ):
        plates[name] = Plate(
            course_chart(seen, shown, lesions=lesions),
            title.format(subject=code, what=what),
            _subtitle(seen),
            (*_course_note(seen, lesions=lesions), *notes),
            *CHART_PX,
        )
    if overlay is not None and overlay.crops:
        label = overlay.overlay.label
        what = translate("review", "timepoints of {lesion} laid over each other").format(lesion=label)
        plates[f"overlay-{_file_name(label)}"] = Plate(
            overlay,
            title.format(subject=code, what=what),
            _subtitle(seen),
            (_overlay_note(), overlay_note(overlay.overlay, overlay.chosen), *notes[-1:]),
            *OVERLAY_PX,
        )
    written: list[Path] = []
    for name, plate in plates.items():
        for suffix in SUFFIXES:
            report(len(written), len(plates) * len(SUFFIXES), name)
            path = folder / f"review-{_file_name(code)}-{name}{suffix}"
            write_plate(plate, path, paper_palette())
            written.append(path)
    return tuple(written)


def _subtitle(seen: Reviewed) -> str:
    state = (
        translate("review", "locked read") if seen.chosen.locked else translate("review", "read not locked")
    )
    return translate("review", "{read} \u00b7 {state}").format(
        read=read_title(seen, seen.chosen.read.uid), state=state
    )


def _matrix_note(seen: Reviewed, *, ghosts_on: bool) -> str:
    """What figures and lines of the cells are, for whoever has not seen the window."""
    parts = [
        translate(
            "review",
            "Above: the length that counts, mm (of nodes the short axis); below: its change since the "
            "timepoint before.",
        )
    ]
    if ghosts_on:
        parts.append(
            translate(
                "review",
                "Grey dashes: the caliper of the timepoint before, laid middle on middle; they compare "
                "lengths, not places.",
            )
        )
    if seen.over is not None:
        parts.append(
            translate("review", "White dashes, and the length behind the bar: {read}.").format(
                read=read_title(seen, seen.over.read.uid)
            )
        )
    return SENTENCES[language()].join(parts)


def _course_note(seen: Reviewed, *, lesions: bool) -> tuple[str, ...]:
    """What lines, band and bars of a chart are; nothing where there are none."""
    parts = []
    if not lesions:
        parts.append(
            translate(
                "review",
                "Up to the sum of the dashed line a visit is a PR, from that of the dotted line a PD; the "
                "band is how far two readers are known to differ.",
            )
        )
    if seen.courses:
        parts.append(translate("review", "RT: days of radiotherapy."))
    return (SENTENCES[language()].join(parts),) if parts else ()


def _overlay_note() -> str:
    return translate(
        "review",
        "Lengths in mm (of nodes the short axis). The caliper of the picture has the colour of its class; "
        "grey dashes are those of the other timepoints.",
    )


def _notes(seen: Reviewed) -> tuple[str, ...]:
    identity = translate("review", "Protocol {protocol} \u00b7 {date} \u00b7 for research use only").format(
        protocol=seen.case.protocol.identity, date=f"{datetime.now().astimezone():%Y-%m-%d}"
    )
    return (*differing(seen), *reasons(seen, all_calls=False), identity)


def _file_name(code: str) -> str:
    """A subject's code in a file name: other signs than letters, digits and hyphens become hyphens."""
    return "".join(sign if sign.isalnum() or sign == "-" else "-" for sign in code)
