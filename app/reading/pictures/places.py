"""Where earlier lesions are to be looked for in the current scan: as places, circles and words."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from app.figures import day_text
from app.reading.desk.desk_view import DeskView
from measurements.following import Doubt, Followed
from measurements.geometry.vectors import Vector
from measurements.imaging import Series
from measurements.lesion import Lesion
from measurements.trial import Timepoint
from viewer.shapes import CircleShape

translate = QCoreApplication.translate


class Follows(Protocol):
    """What the pictures need of following."""

    def followed(self, lesion: Lesion, timepoint: Timepoint) -> Followed | None: ...
    def followed_from(self, lesion: Lesion, timepoint: Timepoint) -> Timepoint | None: ...
    def begins_in(self, lesion: Lesion, timepoint: Timepoint, series: Series) -> bool: ...
    def goes_on(self, lesion: Lesion, timepoint: Timepoint) -> bool: ...
    def lies_in(self, lesion: Lesion, timepoint: Timepoint, series: Series) -> bool: ...
    def said(self, timepoint: Timepoint) -> str: ...
    def correct(
        self, lesion: Lesion, timepoint: Timepoint, prior_lps: Vector, current_lps: Vector
    ) -> None: ...
    def take_back(self, lesion: Lesion, timepoint: Timepoint) -> None: ...


def sought(view: DeskView) -> list[Lesion]:
    """The lesions of earlier timepoints that are not answered at the current one."""
    return [one for one in view.unanswered() if one.first_timepoint_uid != view.current.uid]


def way_from(
    follows: Follows, lesion: Lesion, earlier: Timepoint, current: Timepoint
) -> Callable[[Vector], Vector] | None:
    """How a place about the lesion at an earlier timepoint lies at the current one, from scan to scan.

    None where the lesion was not followed all the way, or where one step ends in other points than the next
    begins in.
    """
    steps: list[Followed] = []
    at = current
    while at != earlier:
        step, before = follows.followed(lesion, at), follows.followed_from(lesion, at)
        if step is None or before is None or not earlier.order <= before.order < at.order:
            return None
        if before != earlier and not follows.goes_on(lesion, at):
            return None
        steps.insert(0, step)
        at = before

    def there(point_lps: Vector) -> Vector:
        for step in steps:
            point_lps = step.transform.there(point_lps)
        return point_lps

    return there


def search_circles(view: DeskView, follows: Follows, series: Series) -> list[CircleShape]:
    """Around every lesion that is sought and was found, where that holds for a series; no length is told."""
    circles = []
    for lesion in sought(view):
        followed = follows.followed(lesion, view.current)
        before = follows.followed_from(lesion, view.current)
        if followed is None or followed.place_lps is None or before is None:
            continue
        if not follows.lies_in(lesion, view.current, series):
            continue
        circles.append(
            CircleShape(
                id=lesion.uid,
                centre_lps=followed.place_lps,
                radius_mm=followed.radius_mm,
                text=translate("following", "{lesion} \u00b7 within {radius} mm").format(
                    lesion=lesion.label, radius=_radius_text(followed)
                ),
                check=translate("following", "check") if followed.check else "",
                reason=place_sentence(lesion, followed, before),
            )
        )
    return circles


def place_sentence(lesion: Lesion, followed: Followed, before: Timepoint) -> str:
    """Where to look for a lesion, and why to look twice; says that nothing is measured."""
    if followed.place_lps is None:
        return outside_sentence(lesion)
    sentences = [
        translate(
            "following",
            "{lesion}, drawn at {timepoint}, is to be looked for within {radius} mm of the circle's middle.",
        ).format(lesion=lesion.label, radius=_radius_text(followed), timepoint=before.label)
    ]
    sentences += [_doubt_sentence(one).format(lesion=lesion.label) for one in followed.doubts]
    return " ".join(sentences)


def _radius_text(followed: Followed) -> str:
    """To one decimal: more would be a precision that a circle to look in has not."""
    return f"{round(followed.radius_mm, 1):g}"


def outside_sentence(lesion: Lesion) -> str:
    return translate("following", "{lesion} lies outside what this scan shows.").format(lesion=lesion.label)


def _doubt_sentence(doubt: Doubt) -> str:
    return {
        Doubt.LOW_CORRELATION: translate(
            "following", "Check: the surroundings of {lesion} look different now."
        ),
        Doubt.STAGES_DISAGREE: translate(
            "following", "Check: the wide and the close comparison put {lesion} in different places."
        ),
        Doubt.RIVAL: translate("following", "Check: another place looks as much like that of {lesion}."),
        Doubt.FAR: translate("following", "Check: {lesion} is put far from where its cross-section lies."),
        Doubt.PARENCHYMA: translate(
            "following", "Check: {lesion} lies in tissue that moves with the breath, such as the liver."
        ),
        Doubt.EDGE: translate("following", "Check: {lesion} lies at the edge of what was scanned."),
        Doubt.NOT_COMPARED: translate(
            "following", "Check: the surroundings of {lesion} could not be compared."
        ),
    }[doubt]


def picture_notes(view: DeskView, active: Lesion | None, follows: Follows) -> tuple[str, ...]:
    """What the corner of the current picture says: how far following has come, and what was not scanned."""
    if view.at_baseline:
        return ()
    notes = [follows.said(view.current)]
    if active is not None and active in sought(view):
        followed = follows.followed(active, view.current)
        if followed is not None and followed.out_of_field:
            notes.append(outside_sentence(active))
    return tuple(note for note in notes if note)


def row_words(view: DeskView, lesion: Lesion, follows: Follows) -> tuple[str, str]:
    """A word for the lesion's row and the sentence behind it; both empty where there is nothing to say."""
    if lesion not in sought(view):
        return "", ""
    followed = follows.followed(lesion, view.current)
    before = follows.followed_from(lesion, view.current)
    if followed is None or before is None:
        return "", ""
    if followed.out_of_field:
        return translate("following", "outside the scan"), outside_sentence(lesion)
    word = translate("following", "check") if followed.check else ""
    return word, place_sentence(lesion, followed, before)


def dated(lesion: Lesion, timepoint: Timepoint) -> str:
    """Names a lesion's caliper of another timepoint."""
    return translate("following", "{lesion} \u00b7 {timepoint}, day {day}").format(
        lesion=lesion.label, timepoint=timepoint.label, day=day_text(timepoint.day)
    )
