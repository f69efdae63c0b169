"""Annotations of a read: what the hand draws goes to the store, what is stored goes to the pictures."""

from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import QObject

from app.issue_words import issue_text
from app.reading.desk.desk import ReadingDesk
from app.reading.pictures.picture import Picture
from app.reading.pictures.wall import PictureWall
from measurements.annotation import Annotation, AnnotationKind, Figures
from measurements.case.commands import PutAnnotation, RemoveAnnotation
from measurements.geometry.figures import figures_of
from measurements.geometry.vectors import Vector
from measurements.storage.store import TrialStore
from viewer.mark_text import figure_lines, pixels_of
from viewer.shapes import DrawnMark, MarkShape


class Annotating(QObject):
    """Follows the pictures of a wall. Which annotation is chosen is view state: not stored, not undone.

    The figures of record are counted here, once, when an annotation is drawn or its points are changed.
    """

    def __init__(self, store: TrialStore, desk: ReadingDesk, wall: PictureWall) -> None:
        super().__init__()
        self._store, self._desk, self._wall = store, desk, wall
        self._annotations: dict[str, Annotation] = {}
        self._chosen_uid: str | None = None
        pane = wall.current.pane
        pane.markDrawn.connect(self._store_drawn)
        pane.markEdited.connect(self._store_edited)
        pane.markLabelMoved.connect(self._store_label)
        pane.markTyped.connect(self._store_text)
        pane.markSelected.connect(self.choose)
        pane.pictureChanged.connect(self._forget_unseen)
        desk.caseChanged.connect(self._load)
        desk.activeChanged.connect(self._let_go)
        wall.hung.connect(self._show)
        self._load()

    @property
    def chosen(self) -> Annotation | None:
        """The annotation that a key would remove: one in sight."""
        chosen = self._annotations.get(self._chosen_uid or "")
        return chosen if chosen is not None and self._is_in_sight(chosen) else None

    def choose(self, uid: str | None) -> None:
        if uid != self._chosen_uid:
            self._chosen_uid = uid
            self._show()

    def _is_in_sight(self, annotation: Annotation) -> bool:
        """Whether the slice that it was drawn on is shown where it can be edited."""
        current = self._wall.current
        stack = current.stack
        if stack is None or current not in self._wall.arrangement.in_sight():
            return False
        shown = stack.series.slices[current.pane.viewport().index]
        seen = (stack.series.key, shown.sop_uid, shown.frame)
        return seen == (annotation.series_key, annotation.sop_uid, annotation.frame)

    def _forget_unseen(self) -> None:
        if self._chosen_uid is not None and self.chosen is None:
            self.choose(None)

    def _let_go(self) -> None:
        """A lesion is in hand now."""
        self.choose(None)

    def remove_chosen(self) -> bool:
        """Whether there was one to remove."""
        chosen = self.chosen
        return chosen is not None and self._desk.writing.run(RemoveAnnotation(chosen.uid))

    # From the hand to the store

    def _store_drawn(self, drawn: DrawnMark) -> None:
        picture = self._wall.current
        stack = picture.stack
        if stack is None:
            return
        figures = self._figures(picture, drawn)
        if figures is None and drawn.kind is not AnnotationKind.ARROW:
            return
        where = stack.series.slices[drawn.index]
        annotation = Annotation(
            uid=str(uuid4()),
            read_uid=self._desk.read.uid,
            timepoint_uid=self._desk.current.uid,
            kind=drawn.kind,
            points_lps=drawn.points_lps,
            series_key=stack.series.key,
            sop_uid=where.sop_uid,
            frame=where.frame,
            figures=figures,
        )
        self._chosen_uid = annotation.uid
        if self._desk.writing.run(PutAnnotation(annotation)) and drawn.kind is AnnotationKind.ARROW:
            picture.pane.type_text(annotation.uid)

    def _store_edited(self, uid: str, drawn: DrawnMark) -> None:
        before = self._annotations.get(uid)
        if before is None:
            return
        figures = self._figures(self._wall.current, drawn)
        if figures is None and drawn.kind is not AnnotationKind.ARROW:
            self._show()  # back to where it is stored
            return
        self._chosen_uid = uid
        self._desk.writing.run(PutAnnotation(replace(before, points_lps=drawn.points_lps, figures=figures)))

    def _store_label(self, uid: str, label_lps: Vector) -> None:
        if uid in self._annotations:
            self._desk.writing.run(PutAnnotation(replace(self._annotations[uid], label_lps=label_lps)))

    def _store_text(self, uid: str, text: str) -> None:
        if uid in self._annotations:
            self._desk.writing.run(PutAnnotation(replace(self._annotations[uid], text=text)))

    def _figures(self, picture: Picture, drawn: DrawnMark) -> Figures | None:
        """The figures of record; None, and why, where there is nothing to tell of."""
        stack = picture.stack
        if stack is None:
            return None
        if not stack.series.measurable:
            sentence = self.tr("Nothing can be measured on this series: {issues}")
            issues = " ".join(issue_text(one.code, one.text) for one in stack.series.issues)
            self._desk.told.emit(sentence.format(issues=issues))
            return None
        pixels = pixels_of(stack, drawn.index)
        if pixels is None:
            self._desk.told.emit(self.tr("This slice is not loaded yet: draw again when it is."))
            return None
        figures = figures_of(drawn.kind, drawn.points_lps, pixels)
        if figures is None and drawn.kind is AnnotationKind.ELLIPSE:
            self._desk.told.emit(
                self.tr("No voxel of the scanned field has its centre in this ellipse: draw a larger one.")
            )
        elif figures is None and drawn.kind is AnnotationKind.PROBE:
            self._desk.told.emit(self.tr("Nothing was scanned here: probe inside the scanned field."))
        return figures

    # From the store to the pictures

    def _load(self) -> None:
        with self._store.reading() as trial:
            self._annotations = {one.uid: one for one in trial.annotations(self._desk.read.uid)}
        self._show()

    def _show(self) -> None:
        for picture in self._wall.hung_in:
            picture.pane.set_marks(self._shapes(picture))

    def _shapes(self, picture: Picture) -> list[MarkShape]:
        """The annotations that were drawn on the stack that hangs in a picture."""
        if picture.stack is None:
            return []
        return [
            MarkShape(
                id=one.uid,
                kind=one.kind,
                points_lps=one.points_lps,
                text=one.text,
                figures=figure_lines(one.figures, one.points_lps),
                label_lps=one.label_lps,
                selected=one.uid == self._chosen_uid and picture is self._wall.current,
                editable=picture is self._wall.current and self._desk.view.may_change,
            )
            for one in self._annotations.values()
            if one.series_key == picture.stack.series.key
        ]
