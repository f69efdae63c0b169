"""What one move of a caliper costs besides drawing it: 20 lesions at 15 timepoints, assessed and shown.

Run as `python -m benchmarks.live_call`. Medians in milliseconds of processor time, which others on the
machine do not lengthen: at a timepoint in the middle and at the last one while the hand moves, and once more
when the caliper is stored and everything is asked.
"""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QApplication

from app.reading.desk.desk_view import DeskView
from app.reading.live_call import show_call
from app.reading.panel import LesionPanel
from app.style.sheet import apply_style
from measurements.case.case_view import CaseView
from measurements.geometry.caliper import caliper_from
from measurements.lesion import Caliper, Lesion, Measurement, RadiationClass, Role, State
from measurements.protocol.loading import load_protocol
from measurements.trial import Subject, Timepoint, TimepointKind

TIMEPOINTS, TARGETS, NONTARGETS, NEW = 15, 5, 12, 3
NEW_FROM = 10
ROUNDS = 60


def main() -> None:
    """Measures and prints."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    apply_style(app)
    panel = LesionPanel()
    panel.set_room(narrow=False, low=False, tight=False)
    panel.resize(412, 1000)
    panel.show()
    case = large_case()
    for place in (TIMEPOINTS // 2, TIMEPOINTS - 1):
        view = DeskView(case, case.timepoints[place], case.timepoints[place - 1])
        target = case.lesions[0]
        before = case.measurements[target.uid, view.current.uid]

        def moved(step: int, view: DeskView = view, said: Measurement = before) -> DeskView:
            return view.with_measurement(case.lesions[0], replace(said, caliper=line(20 + 0.1 * step)))

        def stored(step: int, moved: Callable[[int], DeskView] = moved) -> DeskView:
            return replace(moved(step), drafted=False)

        print(f"timepoint {place + 1} of {TIMEPOINTS}")
        print(f"  a move, assessed and shown   {timed(app, panel, moved):5.1f} ms")
        print(f"  stored, everything asked     {timed(app, panel, stored):5.1f} ms")


def timed(app: QApplication, panel: LesionPanel, at: Callable[[int], DeskView]) -> float:
    """Median milliseconds of processor time until sums and call of a view are on the screen."""
    taken = []
    for step in range(ROUNDS):
        begun = time.process_time()
        show_call(panel, at(step))
        app.processEvents()
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken)


def large_case() -> CaseView:
    """Five targets, twelve non-targets and three equivocal new lesions."""
    start = date(2024, 1, 1)
    timepoints = tuple(
        Timepoint(
            f"timepoint {order}",
            "subject",
            order,
            f"W{8 * order}",
            TimepointKind.FOLLOW_UP if order else TimepointKind.BASELINE,
            start + timedelta(56 * order),
            56 * order,
        )
        for order in range(TIMEPOINTS)
    )
    roles = [Role.TARGET] * TARGETS + [Role.NON_TARGET] * NONTARGETS + [Role.NEW] * NEW
    prefix = {Role.TARGET: "T", Role.NON_TARGET: "NT", Role.NEW: "NEW"}
    classes = list(RadiationClass)
    lesions = tuple(
        Lesion(
            f"lesion {number}",
            "read",
            f"{prefix[role]}{number + 1:02d}",
            role,
            f"Site {number}",
            f"organ {number}",
            "",
            number == 1,
            classes[number % 3],
            timepoints[NEW_FROM if role is Role.NEW else 0].uid,
        )
        for number, role in enumerate(roles)
    )
    said = {
        (lesion.uid, timepoint.uid): _said(lesion, number, timepoint)
        for number, lesion in enumerate(lesions)
        for timepoint in timepoints[NEW_FROM if lesion.role is Role.NEW else 0 :]
    }
    return CaseView(
        Subject("subject", "HN-017", "HN-017"),
        timepoints,
        lesions,
        said,
        load_protocol(),
        {lesion.uid: None for lesion in lesions},
    )


def _said(lesion: Lesion, number: int, timepoint: Timepoint) -> Measurement:
    states = {Role.TARGET: State.MEASURED, Role.NON_TARGET: State.PRESENT, Role.NEW: State.EQUIVOCAL}
    drawn = line(20.0 + number - 0.3 * timepoint.order) if lesion.role is Role.TARGET else None
    return Measurement(lesion.uid, timepoint.uid, states[lesion.role], drawn)


def line(long_mm: float) -> Caliper:
    """A caliper of this length, two thirds as wide."""
    return caliper_from(
        ((0.0, 0.0, 0.0), (long_mm, 0.0, 0.0)),
        ((long_mm / 2, -long_mm / 3, 0.0), (long_mm / 2, long_mm / 3, 0.0)),
        series_key="series",
        sop_uid="1.2.3",
        frame=0,
    )


if __name__ == "__main__":
    main()
