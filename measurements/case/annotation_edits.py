"""What each command on annotations and key images does to the rows. No lesion and no call is touched."""

import math

from measurements.annotation import (
    POINTS_OF,
    AngleFigures,
    Annotation,
    AnnotationKind,
    KeyImage,
    RegionFigures,
    VoxelFigures,
)
from measurements.case.commands import AddKeyImage, PutAnnotation, RemoveAnnotation, RemoveKeyImage
from measurements.geometry.figures import angle_figures
from measurements.refusal import Refusal
from measurements.storage import annotation_values
from measurements.storage.rows import AnnotationRow, KeyImageRow
from measurements.storage.unit import UnitOfWork

FIGURES_OF = {
    AnnotationKind.ELLIPSE: RegionFigures,
    AnnotationKind.ANGLE: AngleFigures,
    AnnotationKind.ARROW: type(None),
    AnnotationKind.PROBE: VoxelFigures,
}


def carry_out(
    command: PutAnnotation | RemoveAnnotation | AddKeyImage | RemoveKeyImage, work: UnitOfWork
) -> None:
    """Raises `Refusal` where the command cannot be carried out on what is there."""
    match command:
        case PutAnnotation(annotation):
            before = work.trial.annotation(annotation.uid)
            if before is not None and before.read_uid != annotation.read_uid:
                raise Refusal("An annotation cannot move to another read: draw it there.")
            _check_drawing(annotation)
            _check_place(annotation, work, measured=True)
            work.put(annotation_values.annotation_row(annotation))
        case RemoveAnnotation(uid):
            if work.trial.annotation(uid) is None:
                raise Refusal("This annotation is not in the trial any more: undo brings it back.")
            work.remove(AnnotationRow, (uid,))
        case AddKeyImage(key_image):
            _check_place(key_image, work, measured=False)
            if any(
                _picture(other) == _picture(key_image) for other in work.trial.key_images(key_image.read_uid)
            ):
                raise Refusal("This picture is a key image of the read already: remove that one first.")
            work.add(annotation_values.key_image_row(key_image))
        case RemoveKeyImage(uid):
            if work.trial.key_image(uid) is None:
                raise Refusal("This key image is not in the trial any more: undo brings it back.")
            work.remove(KeyImageRow, (uid,))


def _check_drawing(annotation: Annotation) -> None:
    """Points that lie somewhere, as many as the kind has, with its figures, and words on one line."""
    kind, points = annotation.kind, annotation.points_lps
    label = () if annotation.label_lps is None else (annotation.label_lps,)
    if not all(math.isfinite(part) for point in (*points, *label) for part in point):
        raise Refusal("A point of this {kind} lies nowhere: draw it again.", kind=kind)
    if len(points) != POINTS_OF[kind]:
        raise Refusal(
            "This {kind} has {count} points, not {wanted}: draw it again.",
            kind=kind,
            count=len(points),
            wanted=POINTS_OF[kind],
        )
    figures = annotation.figures
    if not isinstance(figures, FIGURES_OF[kind]):
        raise Refusal("This {kind} has no figures of its own: draw it again, larger.", kind=kind)
    if isinstance(figures, AngleFigures) and figures != angle_figures(*points):
        raise Refusal(
            "The angle is recorded as {angle} but drawn otherwise: draw it again.", angle=figures.angle_deg
        )
    if not annotation.text.isprintable():
        raise Refusal(
            "The words of this {kind} are not one line: leave out line breaks and control signs.", kind=kind
        )


def _check_place(one: Annotation | KeyImage, work: UnitOfWork, *, measured: bool) -> None:
    """The picture is one of the timepoint, and the timepoint one of the subject that is read."""
    read = work.trial.read(one.read_uid)
    if read is None:
        raise Refusal("The read that this belongs to is not in this trial: open the read again.")
    if work.trial.subject_of_timepoint(one.timepoint_uid) != read.subject_uid:
        raise Refusal("This was marked at a timepoint of another subject: mark it on the subject read.")
    if work.trial.timepoint_of_series(one.series_key) != one.timepoint_uid:
        raise Refusal("This was marked on a series of another timepoint: mark it on this one.")
    picture = work.trial.picture(one.series_key, one.sop_uid, one.frame)
    if picture is None:
        raise Refusal("This was marked on a picture that is not in this trial: import it first.")
    if measured and not picture.measurable:
        raise Refusal(
            "This was drawn on a picture without a scale or a place in the patient: use another series."
        )


def _picture(one: KeyImage) -> tuple[str, str, int]:
    return one.series_key, one.sop_uid, one.frame
