"""Annotations and key images as tables of their own, beside those that calls rest on."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TypeVar

from measurements.annotation import POINTS_OF, Annotation, KeyImage
from measurements.interchange.standing_cells import STANDING_COLUMNS, Standings
from measurements.storage.repository import Repository

MOST_POINTS = max(POINTS_OF.values())
FIGURE_COLUMNS = (
    *("area_mm2", "voxels", "mean_hu", "sd_hu", "min_hu", "max_hu", "angle_deg", "value_hu", "column", "row"),
)
PLACE_COLUMNS = ("subject", "reader", "timepoint", "visit", "day", "series_uid", "sop_instance_uid", "frame")
ANNOTATION_COLUMNS = (
    *(*PLACE_COLUMNS, "kind", "text", *FIGURE_COLUMNS),
    *(f"{axis}{number}" for number in range(1, MOST_POINTS + 1) for axis in "xyz"),
    *("who", "when_utc", "annotation_uid", *STANDING_COLUMNS),
)
KEY_IMAGE_COLUMNS = (
    *(*PLACE_COLUMNS, "lesion", "window_center_hu", "window_width_hu", "zoom_px_per_mm"),
    *("centre_x_mm", "centre_y_mm", "who", "when_utc", "key_image_uid", *STANDING_COLUMNS),
)

Cells = Sequence[object]
Mark = TypeVar("Mark", bound=Annotation | KeyImage)


def annotation_cells(trial: Repository, standing: Standings) -> Iterator[Cells]:
    """One row for each annotation as it stands, with who drew it last and when; coordinates LPS mm."""
    written = _last_written(trial, "annotation")
    for place, one in _in_order(trial, trial.annotations()):
        figures = {} if one.figures is None else asdict(one.figures)
        points = [part for point in one.points_lps for part in point]
        yield (
            *(*place, one.kind.value, one.text, *(figures.get(name, "") for name in FIGURE_COLUMNS)),
            *(*points, *[""] * (3 * MOST_POINTS - len(points))),
            *(*written[one.uid], one.uid, *standing.cells_of(one.read_uid)),
        )


def key_image_cells(trial: Repository, standing: Standings) -> Iterator[Cells]:
    """One row for each key image; `lesion` is empty where none was in hand or it was removed since."""
    written = _last_written(trial, "key_image")
    labels = {one.uid: one.label for some in trial.lesions_by_read().values() for one in some}
    for place, one in _in_order(trial, trial.key_images()):
        yield (
            *(*place, labels.get(one.lesion_uid or "", ""), *one.window),
            "" if one.zoom is None else one.zoom,
            *(("", "") if one.centre_mm is None else one.centre_mm),
            *(*written[one.uid], one.uid, *standing.cells_of(one.read_uid)),
        )


def _last_written(trial: Repository, table: str) -> dict[str, tuple[str, str]]:
    """Who wrote each row of a table last, and when, by its uid."""
    return {
        json.loads(entry.row_key)[0]: (entry.who, entry.when_utc)
        for entry in trial.audit(table)
        if entry.new_value is not None
    }


def _in_order(trial: Repository, marks: Sequence[Mark]) -> Iterator[tuple[Cells, Mark]]:
    """Each with the cells of where it is, by subject, reader, visit and uid."""
    subjects = {subject.uid: subject.code for subject in trial.subjects()}
    reads = {read.uid: read for read in trial.reads()}
    timepoints = {one.uid: one for some in trial.timepoints_by_subject().values() for one in some}
    series_uids = {one.key: one.series_uid for some in trial.series_by_timepoint().values() for one in some}

    def order(one: Mark) -> tuple[str, str, int, str]:
        read = reads[one.read_uid]
        return subjects[read.subject_uid], read.reader, timepoints[one.timepoint_uid].order, one.uid

    for one in sorted(marks, key=order):
        read, timepoint = reads[one.read_uid], timepoints[one.timepoint_uid]
        yield (
            (
                *(subjects[read.subject_uid], read.reader, timepoint.label, timepoint.order, timepoint.day),
                *(series_uids[one.series_key], one.sop_uid, one.frame),
            ),
            one,
        )
