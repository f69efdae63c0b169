"""Reads a subject of the demonstration trial by hand: mouse, wheel and keys on the real window alone.

The radiologist knows from the truth on which slice a lesion lies and where its axes end, looks up where the
picture shows these points, and puts the pointer on whole pixels of the screen.

`python -m tests.end_to_end.by_hand FOLDER` reads the subject that is left unread in the demonstration
trial in FOLDER, on the display named by the environment, and says how far off it came out.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.demo.first_read import TRIAL
from app.main_window import MainWindow
from app.program import application
from app.session import open_session
from app.workstation import Workstation
from measurements.case.labels import parent
from measurements.lesion import RadiationClass, Role, State
from measurements.storage.lock import account
from measurements.storage.store import TrialStore, open_trial
from reader.phantom.subjects import UNREAD_SUBJECT, Variant, demonstration_subjects
from reader.phantom.truth import LesionTruth, VisitTruth, visit_truth
from tests.app.reading.user import CTRL, NONE, SHIFT, Reader, hung, is_whole

Wait = Callable[[Callable[[], bool]], None]
"""Lets the program go on until something holds."""

CLOSE_PX_PER_MM = 8.0
SHARE_OF_PICTURE = 0.6
"""How much of the picture the long axis of a lesion may fill."""

_CLASS_KEY = {
    RadiationClass.SBRT: Qt.Key.Key_1,
    RadiationClass.LDRT: Qt.Key.Key_2,
    RadiationClass.UNIRRADIATED: Qt.Key.Key_3,
}
_STATE_KEY = {
    State.ABSENT: Qt.Key.Key_Z,
    State.TOO_SMALL: Qt.Key.Key_T,
    State.NOT_EVALUABLE: Qt.Key.Key_X,
}
_MERGED_INTO = {"T03": "T02"}
"""Which carries the mass, in the one subject where two lesions merge; the truth does not name it."""

"""What a drawn lesion is without another word."""


class CountingReader(Reader):
    """Counts what the hand does: a key, a click or a drag, and a turn of the wheel are one gesture each."""

    def __init__(self, station: Workstation) -> None:
        super().__init__(station)
        self.gestures = 0

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        self.gestures += 1
        super().key(key, keys)

    def type_in(self, text: str) -> None:
        self.gestures += len(text)
        super().type_in(text)

    def press(
        self, widget: QWidget, x: float, y: float, button: Qt.MouseButton = Qt.MouseButton.LeftButton
    ) -> None:
        self.gestures += 1
        super().press(widget, x, y, button)

    def wheel(self, widget: QWidget, notches: int, keys: Qt.KeyboardModifier = NONE, *at: float) -> None:
        self.gestures += notches != 0
        super().wheel(widget, notches, keys, *at)


def truth_of(code: str, variant: Variant) -> tuple[VisitTruth, ...]:
    """What is truly there in a subject of the demonstration."""
    subject = next(one for one in demonstration_subjects(variant) if one.code == code)
    return tuple(visit_truth(subject, visit) for visit in subject.visits)


def open_from_worklist(reader: Reader, place: int, wait: Wait) -> None:
    """Opens the baseline of the `place`-th subject of the worklist with the keys."""
    reader.key(Qt.Key.Key_Home, CTRL)
    for _ in range(place):
        reader.key(Qt.Key.Key_Down)
    reader.key(Qt.Key.Key_Return)
    _wait_for_pictures(reader, wait)


def read_by_hand(reader: Reader, visits: tuple[VisitTruth, ...], wait: Wait) -> None:
    """From the open baseline: every lesion at every timepoint, as the guide tells a first reader."""
    for number, visit in enumerate(visits):
        if number:
            go_on(reader, wait)
        read_timepoint(reader, visit)


def go_on(reader: Reader, wait: Wait) -> None:
    """To the next timepoint."""
    reader.key(Qt.Key.Key_E)
    _wait_for_pictures(reader, wait)


def read_timepoint(reader: Reader, visit: VisitTruth) -> None:
    """Every lesion at the timepoint that is open."""
    for seen in visit.lesions:
        known = {lesion.label for lesion in reader.desk.case.lesions}
        whole = parent(seen.name)
        if seen.name in known:
            _take_in_hand(reader, seen.name)
        elif whole in known:
            _take_in_hand(reader, whole)
            _draw(reader, seen)
            reader.key(Qt.Key.Key_P)
            continue
        else:
            _begin(reader, seen)
        _answer(reader, seen)


def _wait_for_pictures(reader: Reader, wait: Wait) -> None:
    QApplication.processEvents()
    wait(lambda: all(is_whole(picture) for picture in hung(reader)))


def _begin(reader: Reader, seen: LesionTruth) -> None:
    """Begins a lesion, and says its class, its list and its site."""
    reader.key(Qt.Key.Key_N)
    form = reader.room.panel.form
    reader.key(_CLASS_KEY[seen.radiation], SHIFT)
    if seen.group is Role.NON_TARGET:
        reader.click(form.role.part(seen.group))
    reader.click(form.site)
    reader.key(Qt.Key.Key_A, CTRL)
    reader.type_in(seen.site)
    reader.key(Qt.Key.Key_Return)


def _take_in_hand(reader: Reader, name: str) -> None:
    for _ in reader.desk.ordered():
        if reader.lesion == name:
            return
        reader.key(Qt.Key.Key_Tab)
    assert reader.lesion == name


def _say_merged(reader: Reader, carrier: str) -> None:
    """M asks what the lesion in hand has merged into; the arrows go there."""
    reader.key(Qt.Key.Key_M)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in menu.actions():
        if menu.activeAction().text().startswith(carrier):
            break
        reader.key(Qt.Key.Key_Down)
    reader.key(Qt.Key.Key_Return)


def _answer(reader: Reader, seen: LesionTruth) -> None:
    """Draws the lesion in hand and says what became of it, or why there is nothing to draw."""
    if seen.state is State.MERGED:
        _say_merged(reader, _MERGED_INTO[seen.name])
        return
    if seen.state in _STATE_KEY:
        reader.key(_STATE_KEY[seen.state])
        return
    _draw(reader, seen)
    said = reader.room.panel.form.states[seen.group].part(seen.state)
    if not said.isChecked():
        reader.click(said)


def _draw(reader: Reader, seen: LesionTruth) -> None:
    """Scrolls to the lesion, comes close, drags out its long axis and clicks where the short one ends."""
    assert seen.slice_index is not None
    assert seen.long_lps is not None
    assert seen.short_lps is not None
    reader.scroll_to(seen.slice_index)
    _come_close(reader, seen)
    start, end = map(reader.px, seen.long_lps)
    beside_another = parent(seen.name) is not None
    if beside_another:  # whose caliper a press would take hold of, where it lies over this one
        reader.hold(Qt.Key.Key_V)
    reader.drag(reader.pane, start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), end)
    if beside_another:
        reader.let_go(Qt.Key.Key_V)
    across = reader.px(seen.short_lps[1])
    reader.move(reader.pane, *across)
    reader.click(reader.pane, *across)


def _come_close(reader: Reader, seen: LesionTruth) -> None:
    """From the whole slice, zooms in on the lesion and pulls it into the middle of the picture."""
    assert seen.long_lps is not None
    assert seen.long_mm is not None
    first, last = seen.long_lps
    middle = tuple((one + other) / 2 for one, other in zip(first, last, strict=True))
    reader.key(Qt.Key.Key_R)
    pane = reader.pane
    room = min(pane.width(), pane.height()) * SHARE_OF_PICTURE
    while pane.plane_view().zoom < min(CLOSE_PX_PER_MM, room / float(seen.long_mm)):
        reader.wheel(pane, 1, CTRL, *reader.px(middle))
    reader.drag(
        pane, reader.px(middle), (pane.width() / 2, pane.height() / 2), button=Qt.MouseButton.MiddleButton
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """One answer beside the truth; `off_mm`: of the long and the short axis, empty where none was drawn."""

    subject: str
    visit: int
    lesion: str
    state: State
    true_state: State
    off_mm: tuple[Decimal, ...]


def compare(store: TrialStore, visits: tuple[VisitTruth, ...], reader: str) -> list[Compared]:
    """What is stored of a reader's read beside the truth: one for each answer stored or wanted."""
    code = visits[0].subject
    with store.reading() as trial:
        subject = next(one for one in trial.subjects() if one.code == code)
        order = {one.uid: one.order for one in trial.timepoints(subject.uid)}
        read = next(one for one in trial.reads(subject.uid) if one.reader == reader)
        labels = {lesion.uid: lesion.label for lesion in trial.lesions(read.uid)}
        stored = {
            (order[said.timepoint_uid], labels[said.lesion_uid]): said
            for said in trial.measurements(read.uid)
        }
    true = {(visit.visit, lesion.name): lesion for visit in visits for lesion in visit.lesions}
    assert stored.keys() == true.keys(), stored.keys() ^ true.keys()
    compared = []
    for key, lesion in true.items():
        said, drawn = stored[key], stored[key].caliper
        assert (drawn is None) == (lesion.long_mm is None), key
        off: tuple[Decimal, ...] = ()
        if drawn is not None:
            assert drawn.short_mm is not None
            assert lesion.long_mm is not None
            assert lesion.short_mm is not None
            assert drawn.sop_uid == lesion.sop_uid
            off = (abs(drawn.long_mm - lesion.long_mm), abs(drawn.short_mm - lesion.short_mm))
        compared.append(Compared(code, key[0], key[1], said.state, lesion.state, off))
    return compared


def figures(compared: list[Compared], gestures: int, seconds: float) -> str:
    """A sentence to quote."""
    off = [mm for one in compared for mm in one.off_mm]
    return (
        f"{compared[0].subject}: {len(compared)} answers, {len(off)} axes, at most {max(off)} mm off, "
        f"{sum(off) / len(off):.2f} mm on average; {gestures} gestures in {seconds:.1f} s."
    )


def _read_unread(folder: Path) -> str:
    """Reads the subject that is left, in a window on the display there is."""
    app = application()

    def wait(true: Callable[[], bool]) -> None:
        while not true():
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    station = Workstation(MainWindow())
    station.window.resize(1600, 1000)
    station.show_session(open_session(folder / TRIAL))
    station.window.show()
    station.window.activateWindow()
    wait(station.window.isActiveWindow)
    reader = CountingReader(station)
    begun = time.perf_counter()
    truths = truth_of(UNREAD_SUBJECT, Variant.FULL)
    open_from_worklist(reader, len(demonstration_subjects()) - 1, wait)
    read_by_hand(reader, truths, wait)
    seconds = time.perf_counter() - begun
    station.window.close()
    with open_trial(folder / TRIAL, writing=False) as store:
        return figures(compare(store, truths, account()), reader.gestures, seconds)


if __name__ == "__main__":
    sys.stdout.write(f"{_read_unread(Path(sys.argv[1]))}\n")
