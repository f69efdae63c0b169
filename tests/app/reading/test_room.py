"""The reading room on a real trial, under real mouse, wheel and keys."""

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.main_window import WORKLIST, MainWindow
from app.reading import pictures as pictures_module
from app.reading.picture import Picture
from app.session import Session, open_session
from app.workstation import Workstation
from measurements.case.lesion_rows import lesion_rows
from measurements.lesion import RadiationClass, Role, State
from measurements.progress import Report
from measurements.recist.sentences import overall_sentence
from measurements.recist.subject import assess_subject
from measurements.storage.store import open_trial
from reader.frames import LoadedStack
from tests.app.reading.hands import caliper, desk_on, read_all, stored, subject_uid, timepoint_uids
from tests.app.reading.scans import DAYS, FRESH, LIVER, LUNG, SLICES, make_trial
from tests.app.reading.user import CTRL, NONE, SHIFT, Reader
from viewer.viewport import Window

Key = Qt.Key

# The list of sites that fit what is typed asks the platform for the keyboard.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Opened:
    """A workstation on a trial; `close` may come twice."""

    def __init__(self, qtbot: QtBot, trial: Path) -> None:
        self.session: Session = open_session(trial)
        self.station = Workstation(MainWindow())
        self.station.window.resize(1600, 1000)
        self.station.show_session(self.session)
        self.station.window.show()
        qtbot.waitExposed(self.station.window)
        self.station.window.activateWindow()
        qtbot.waitUntil(self.station.window.isActiveWindow)
        self.qtbot = qtbot

    def read(self, visit: int, *, whole: bool = True) -> Reader:
        """The reader at a timepoint, once every slice of what hangs has come."""
        self.station.open_read(subject_uid(self.session), timepoint_uids(self.session)[visit])
        reader = Reader(self.station)
        QApplication.processEvents()
        if whole:
            self.qtbot.waitUntil(lambda: all(is_whole(picture) for picture in hung(reader)))
        return reader

    def close(self) -> None:
        self.station.window.close()
        self.station.window.deleteLater()
        QApplication.processEvents()


def hung(reader: Reader) -> list[Picture]:
    return [picture for picture in (reader.pair.prior, reader.pair.current) if picture.stack is not None]


def is_whole(picture: Picture) -> bool:
    stack = picture.stack
    return stack is None or stack.ready + len(stack.failures) == stack.count


@pytest.fixture
def open_on(qtbot: QtBot) -> Iterator[Callable[[Path], Opened]]:
    opened: list[Opened] = []

    def opens(trial: Path) -> Opened:
        opened.append(Opened(qtbot, trial))
        return opened[-1]

    yield opens
    for each in opened:
        each.close()


@pytest.fixture
def unread_room(open_on: Callable[[Path], Opened], trial: Path) -> Opened:
    return open_on(trial)


@pytest.fixture(scope="module")
def read_trial(unread: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a trial with both lesions measured at all three timepoints."""
    folder = tmp_path_factory.mktemp("read") / "own"
    shutil.copytree(unread, folder)
    session = open_session(folder / "trial.longaxis")
    desk = desk_on(session)
    read_all(session, desk)
    desk.close()
    session.close()
    return folder


@pytest.fixture
def trial_of_read_room(read_trial: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(read_trial, tmp_path / "read")) / "trial.longaxis"


@pytest.fixture
def read_room(open_on: Callable[[Path], Opened], trial_of_read_room: Path) -> Opened:
    return open_on(trial_of_read_room)


def bright(reader: Reader, picture: Picture) -> int:
    """How many pixels of a pane are nearly white."""
    image = picture.pane.grab().toImage()
    return sum(
        image.pixelColor(x, y).lightness() > 240
        for x in range(0, image.width(), 4)
        for y in range(0, image.height(), 4)
    )


# Hanging


def test_baseline_hangs_alone_and_a_follow_up_beside_the_one_before(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    assert reader.pair.count == 1
    assert reader.pair.current.timepoint == reader.desk.case.timepoints[0]
    reader.station.open_read(reader.desk.case.subject.uid, reader.desk.case.timepoints[2].uid)
    assert reader.pair.count == 2
    assert reader.pair.prior.timepoint == reader.desk.case.timepoints[1]
    assert reader.pair.current.timepoint == reader.desk.case.timepoints[2]
    QApplication.processEvents()
    assert reader.pair.prior.pane.geometry().right() < reader.pane.x()
    assert reader.pair.active is reader.pair.current


def test_the_prior_picture_is_looked_at_and_never_drawn_on(read_room: Opened) -> None:
    reader = read_room.read(1)
    before = stored(read_room.session)
    prior = reader.pair.prior.pane
    reader.drag(prior, (100, 100), (150, 150), (200, 120))
    reader.click(prior, 150, 200)
    assert stored(read_room.session) == before
    assert reader.pair.active is reader.pair.prior


class WindowsShown(QObject):
    """Notes every window that comes into sight."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.all.append(watched)
        return False


def test_reading_never_shows_another_window(read_room: Opened) -> None:
    shown = WindowsShown()
    QApplication.instance().installEventFilter(shown)
    try:
        reader = read_room.read(1)
        for key, keys in (
            (Key.Key_E, NONE),
            (Key.Key_N, NONE),
            (Key.Key_1, SHIFT),
            (Key.Key_L, NONE),
            (Key.Key_Question, SHIFT),
            (Key.Key_Escape, NONE),
            (Key.Key_Z, CTRL),
        ):
            reader.key(key, keys)
    finally:
        QApplication.instance().removeEventFilter(shown)
    assert shown.all == []
    assert read_room.station.window.isActiveWindow()


# Keys


@pytest.mark.parametrize(
    ("key", "window"),
    [
        (Key.Key_1, Window(60.0, 350.0)),
        (Key.Key_2, Window(-500.0, 1500.0)),
        (Key.Key_3, Window(500.0, 2000.0)),
        (Key.Key_4, Window(90.0, 160.0)),
        (Key.Key_5, Window(40.0, 80.0)),
    ],
)
def test_digits_set_the_window_of_both_pictures_and_0_gives_the_files_own(
    unread_room: Opened, key: Key, window: Window
) -> None:
    reader = unread_room.read(1)
    reader.key(key)
    assert [picture.pane.viewport().window for picture in hung(reader)] == [window, window]
    reader.key(Key.Key_0)
    assert [picture.pane.viewport().window for picture in hung(reader)] == [Window(40.0, 400.0)] * 2


def test_tab_walks_the_lesions_and_brings_both_pictures_to_them(read_room: Opened) -> None:
    reader = read_room.read(1)
    reader.key(Key.Key_Tab)
    walked = [reader.lesion]
    places = [[picture.pane.viewport().index for picture in hung(reader)]]
    for key, keys in ((Key.Key_Tab, None), (Key.Key_Tab, None), (Key.Key_Backtab, SHIFT)):
        reader.key(key, *(() if keys is None else (keys,)))
        walked.append(reader.lesion)
        places.append([picture.pane.viewport().index for picture in hung(reader)])
    assert walked in (["T01", "T02", "T01", "T02"], ["T02", "T01", "T02", "T01"])
    expected = {"T01": [LUNG.place] * 2, "T02": [LIVER.place] * 2}
    assert places == [expected[label] for label in walked]


def test_q_and_e_go_through_the_timepoints(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    seen = []
    for key in (Key.Key_E, Key.Key_E, Key.Key_E, Key.Key_Q):
        reader.key(key)
        seen.append((reader.desk.current.label, reader.pair.current.timepoint == reader.desk.current))
    assert seen == [("TP1", True), ("TP2", True), ("TP2", True), ("TP1", True)]


def test_n_begins_a_lesion_and_shift_with_a_digit_says_its_class(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(Key.Key_N)
    for key, radiation in (
        (Key.Key_1, RadiationClass.SBRT),
        (Key.Key_2, RadiationClass.LDRT),
        (Key.Key_3, RadiationClass.UNIRRADIATED),
    ):
        reader.key(key, SHIFT)
        assert stored(unread_room.session)[0]["T01"].radiation is radiation
        assert reader.room.panel.form.radiation.part(radiation).isChecked()


@pytest.mark.parametrize(
    ("key", "state"),
    [(Key.Key_Z, State.ABSENT), (Key.Key_T, State.TOO_SMALL), (Key.Key_X, State.NOT_EVALUABLE)],
)
def test_one_key_says_what_is_seen_and_ctrl_z_and_y_take_it_back_and_forth(
    read_room: Opened, key: Key, state: State
) -> None:
    reader = read_room.read(2)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    before = stored(read_room.session)
    reader.key(key)
    after = stored(read_room.session)
    assert ("T01", "TP2", state.value, "None", "None") in after[1]
    assert reader.room.panel.form.states[Role.TARGET].part(state).isChecked()
    reader.key(Key.Key_Z, CTRL)
    assert stored(read_room.session) == before
    reader.key(Key.Key_Y, CTRL)
    assert stored(read_room.session) == after


def test_delete_removes_the_measurement(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    reader.key(Key.Key_Delete)
    assert not any(label == "T01" and place == "TP2" for label, place, *_ in stored(read_room.session)[1])


def test_escape_drops_what_is_half_drawn(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw_long(LUNG)
    reader.key(Key.Key_Escape)
    reader.key(Key.Key_Return)
    reader.key(Key.Key_E)
    assert stored(unread_room.session) == ({}, set())


def test_enter_keeps_the_long_axis_alone(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw_long(LUNG)
    assert stored(unread_room.session) == ({}, set())
    reader.key(Key.Key_Return)
    ((label, place, _, long_mm, short_mm),) = stored(unread_room.session)[1]
    assert (label, place, short_mm) == ("T01", "BL", "None")
    assert float(long_mm) == pytest.approx(30.0, abs=0.3)


def test_f_draws_a_single_line_and_d_both_axes_again(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(Key.Key_F)
    reader.draw_long(LUNG)
    assert {(label, short) for label, _, _, _, short in stored(unread_room.session)[1]} == {("T01", "None")}
    reader.key(Key.Key_D)
    reader.draw(LIVER)
    (drawn,) = [one for one in stored(unread_room.session)[1] if one[0] == "T02"]
    assert float(drawn[3]) == pytest.approx(24.0, abs=0.3)
    assert float(drawn[4]) == pytest.approx(18.0, abs=0.3)


def test_l_shows_every_timepoint_in_a_table(read_room: Opened) -> None:
    reader = read_room.read(2)
    table = reader.room.table
    assert not table.isVisible()
    reader.key(Key.Key_L)
    assert table.isVisible()
    model = table.model()
    lines = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    by_head = {line[0]: line[1:] for line in lines}
    assert by_head["Sum, mm"] == ["54.0", "36.0", "51.0"]
    assert by_head["Overall response"] == ["", "PR", "PD"]
    assert [line[1:] for line in lines if line[0].startswith("T01")] == [["30.0", "20.0", "31.0"]]
    reader.key(Key.Key_L)
    assert not table.isVisible()


def test_v_hides_everything_drawn_while_it_is_held(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    drawn = reader.pane.grab().toImage()
    reader.hold(Key.Key_V)
    hidden = reader.pane.grab().toImage()
    x, y = (int(part) for part in reader.px(LUNG.long_lps(2)[0]))
    ground = QColor(Qt.GlobalColor.black)
    assert drawn != hidden
    # Just outside the lesion, where the handle or the line's casing was, is picture again.
    assert hidden.pixelColor(x - 6, y) == ground
    reader.let_go(Key.Key_V)
    assert reader.pane.grab().toImage() == drawn


def test_the_question_mark_shows_the_keys_until_the_next_key(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    sheet = reader.room._sheet
    reader.key(Key.Key_Question, SHIFT)
    assert sheet.isVisible()
    reader.key(Key.Key_N)
    assert not sheet.isVisible()
    assert stored(unread_room.session) == ({}, set())
    reader.key(Key.Key_N)
    assert stored(unread_room.session)[0].keys() == {"T01"}


def test_arrows_home_and_end_scroll(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    places = []
    for key in (Key.Key_Home, Key.Key_Down, Key.Key_Right, Key.Key_Up, Key.Key_End, Key.Key_Down):
        reader.key(key)
        places.append(reader.pane.viewport().index)
    assert places == [0, 1, 2, 1, SLICES - 1, SLICES - 1]


def test_f6_leads_round_the_panels(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(Key.Key_N)
    reader.pane.setFocus()
    found = []
    for _ in range(3):
        reader.key(Key.Key_F6)
        focus = QApplication.focusWidget()
        found.append(
            next(
                name
                for name, part in (
                    ("panel", reader.room.panel),
                    ("strip", reader.room.strip),
                    ("picture", reader.pane),
                )
                if focus is part or part.isAncestorOf(focus)
            )
        )
    assert found == ["panel", "strip", "picture"]


# Typing


def to_site(reader: Reader) -> None:
    """Puts the text cursor into the site field with the mouse and empties the field."""
    field = reader.room.panel.form.site.lineEdit()
    reader.click(field)
    assert field.hasFocus() or reader.room.panel.form.site.hasFocus()
    reader.key(Key.Key_A, CTRL)


def test_single_keys_are_text_in_the_site_field(read_room: Opened) -> None:
    reader = read_room.read(0)
    before = stored(read_room.session)
    window = reader.pane.viewport()
    label = reader.lesion
    to_site(reader)
    reader.type_in("xznt2eqsvd")
    reader.key(Key.Key_Home)
    reader.key(Key.Key_Delete)
    assert reader.room.panel.form.site.currentText() == "znt2eqsvd"
    assert stored(read_room.session) == before
    assert reader.pane.viewport() == window
    assert (reader.lesion, reader.desk.current.label) == (label, "BL")


def test_tab_leaves_the_site_field_and_what_was_typed_is_stored(read_room: Opened) -> None:
    reader = read_room.read(0)
    label = reader.lesion
    to_site(reader)
    reader.type_in("Behind the spleen")
    reader.key(Key.Key_Tab)
    assert reader.lesion == label
    assert stored(read_room.session)[0][label].site == "Behind the spleen"
    reader.key(Key.Key_2)
    assert reader.pane.viewport().window == Window(-500.0, 1500.0)


def test_enter_in_the_site_field_stores_it(read_room: Opened) -> None:
    reader = read_room.read(0)
    label = reader.lesion
    to_site(reader)
    reader.type_in("Larynx")
    reader.key(Key.Key_Return)
    lesion = stored(read_room.session)[0][label]
    assert (lesion.site, lesion.organ) == ("Larynx", "larynx")


def test_escape_in_the_site_field_leaves_a_caliper_that_waits_alone(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(Key.Key_N)
    reader.draw_long(LUNG)
    to_site(reader)
    reader.key(Key.Key_Escape)
    reader.key(Key.Key_Tab)
    reader.key(Key.Key_E)
    ((label, _, _, long_mm, _),) = stored(unread_room.session)[1]
    assert label == "T01"
    assert float(long_mm) == pytest.approx(30.0, abs=0.3)


def test_escape_in_the_site_field_puts_the_stored_site_back(read_room: Opened) -> None:
    reader = read_room.read(0)
    before = stored(read_room.session)
    to_site(reader)
    reader.type_in("Xx")
    reader.key(Key.Key_Escape)
    assert reader.room.panel.form.site.currentText() == ""
    assert stored(read_room.session) == before


@pytest.mark.parametrize("to", ["another lesion", "another timepoint", "no subject", "no window"])
def test_a_site_typed_and_not_confirmed_is_stored_when_the_reader_moves_on(
    read_room: Opened, trial_of_read_room: Path, to: str
) -> None:
    reader = read_room.read(0)
    first, second = reader.desk.case.lesions
    reader.click(reader.room.panel.lesions.row(first.uid))
    to_site(reader)
    reader.type_in("Behind the spleen")
    if to == "another lesion":
        reader.click(reader.room.panel.lesions.row(second.uid))
        assert reader.room.panel.form.site.currentText() == ""
    elif to == "another timepoint":
        timeline = reader.room.timeline
        reader.click(timeline, 72 + (timeline.width() - 84) * 5 / 6, 40)
        assert reader.desk.current.label == "TP2"
    elif to == "no subject":
        reader.room.close_subject()
    else:
        reader.station.window.close()
    with sqlite3.connect(f"file:{trial_of_read_room}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT label, site FROM lesion ORDER BY label").fetchall()
    connection.close()
    assert rows == [("T01", "Behind the spleen"), ("T02", "")]


def test_the_wheel_over_the_site_field_changes_no_site(read_room: Opened) -> None:
    reader = read_room.read(0)
    before = stored(read_room.session)
    reader.wheel(reader.room.panel.form.site, -3)
    to_site(reader)
    reader.wheel(reader.room.panel.form.site, -3)
    assert stored(read_room.session) == before


# Scrolling together


def places(reader: Reader) -> tuple[int, int]:
    return (reader.pair.prior.pane.viewport().index, reader.pair.current.pane.viewport().index)


def test_pictures_scroll_together_by_position(unread_room: Opened) -> None:
    """The first follow-up lies 6 mm higher: two slices."""
    reader = unread_room.read(1)
    assert reader.pair.link_text == "Linked"
    assert places(reader) == (3, 5)
    reader.wheel(reader.pane, -2)
    assert places(reader) == (5, 7)
    reader.wheel(reader.pair.prior.pane, 1)
    assert places(reader) == (4, 6)


def test_one_frame_of_reference_is_said(open_on: Callable[[Path], Opened], tmp_path: Path) -> None:
    reader = open_on(make_trial(tmp_path, frame_of_reference="1.2.3.4")).read(1)
    assert reader.pair.link_text == "Linked · same frame"
    reader.wheel(reader.pane, -1)
    assert places(reader) == (4, 6)


def test_a_lesion_measured_in_both_anchors_the_link(read_room: Opened) -> None:
    reader = read_room.read(1)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    assert reader.pair.link_text == "Linked · T01"
    assert places(reader) == (LUNG.place, LUNG.place)
    reader.wheel(reader.pane, -2)
    assert places(reader) == (LUNG.place + 2, LUNG.place + 2)


def test_s_takes_the_link_off_and_sets_it_where_both_stand(unread_room: Opened) -> None:
    reader = unread_room.read(1)
    reader.key(Key.Key_S)
    assert reader.pair.link_text == "Not linked"
    reader.wheel(reader.pane, -1)
    assert places(reader) == (3, 6)
    reader.key(Key.Key_S)
    assert reader.pair.link_text == "Linked · set here"
    reader.wheel(reader.pane, -2)
    assert places(reader) == (5, 8)


def test_a_click_on_a_lesion_brings_both_pictures_to_it(read_room: Opened) -> None:
    reader = read_room.read(2)
    for number, seen in ((1, LIVER), (0, LUNG)):
        reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[number].uid))
        assert places(reader) == (seen.place, seen.place)


# Pictures that come, and that do not


class HeldStack(LoadedStack):
    """Loads its first slice at once, and the others when `gate` opens."""

    gate = threading.Event()
    loaders_left = threading.Semaphore(0)

    def load(self, around: int = 0, report: Report = lambda *_: None) -> None:
        try:
            assert HeldStack.gate.wait(20)
            super().load(around, report)
        finally:
            HeldStack.loaders_left.release()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    monkeypatch.setattr(pictures_module, "LoadedStack", HeldStack)
    HeldStack.gate.clear()
    HeldStack.loaders_left = threading.Semaphore(0)
    yield HeldStack.gate
    HeldStack.gate.set()


def test_the_first_picture_is_shown_while_the_others_still_come(
    qtbot: QtBot, unread_room: Opened, held: threading.Event
) -> None:
    held.clear()
    try:
        reader = unread_room.read(0, whole=False)
        stack = reader.pair.current.stack
        assert stack is not None
        assert (stack.ready, stack.count) == (1, SLICES)
        reader.wheel(reader.pane, 0)
        image = reader.pane.grab().toImage()
        middle = image.pixelColor(image.width() // 2, image.height() // 2)
        assert middle == QColor(Qt.GlobalColor.black)  # -160 HU in the file's window
        assert reader.pane._draw_slice is not None
        reader.scroll_to(LUNG.place)
        assert bright(reader, reader.pair.current) < 300
    finally:
        held.set()
    qtbot.waitUntil(lambda: is_whole(reader.pair.current))
    qtbot.waitUntil(lambda: bright(reader, reader.pair.current) > 1000)


def test_nothing_is_drawn_where_no_picture_is_yet(
    qtbot: QtBot, unread_room: Opened, held: threading.Event
) -> None:
    try:
        reader = unread_room.read(0, whole=False)
        reader.draw(LUNG)
        assert stored(unread_room.session) == ({}, set())
    finally:
        held.set()
    qtbot.waitUntil(lambda: is_whole(reader.pair.current))
    reader.draw(LUNG)
    assert len(stored(unread_room.session)[1]) == 1


def test_what_still_comes_after_the_subject_was_closed_is_dropped(
    qtbot: QtBot, unread_room: Opened, held: threading.Event
) -> None:
    try:
        reader = unread_room.read(0, whole=False)
        told: list[object] = []
        assert reader.room._pictures is not None
        reader.room._pictures.arrived.connect(lambda *step: told.append(step))
        reader.room._pictures.failed.connect(lambda *step: told.append(step))
        reader.room.close_subject()
        assert reader.room.desk is None
    finally:
        held.set()
    qtbot.waitUntil(lambda: HeldStack.loaders_left.acquire(blocking=False))
    QApplication.processEvents()
    assert told == []
    reader = unread_room.read(1)
    assert reader.desk.current.label == "TP1"


def test_files_that_have_gone_are_said_in_words_and_the_rest_is_shown(
    qtbot: QtBot, open_on: Callable[[Path], Opened], trial: Path
) -> None:
    gone = trial.parent / "scans" / DAYS[0] / f"IM{SLICES - LUNG.place:04d}.dcm"
    (found,) = (trial.parent / "scans" / DAYS[0]).glob(f"IM{SLICES - LUNG.place:04d}*")
    assert gone.stem == found.stem
    found.unlink()
    reader = open_on(trial).read(0)
    qtbot.waitUntil(lambda: reader.message != "")
    assert str(found) in reader.message
    reader.scroll_to(LUNG.place)
    assert bright(reader, reader.pair.current) < 300
    reader.draw(LUNG)
    assert stored(open_session_of(reader)) == ({}, set())
    reader.draw(LIVER)
    assert len(stored(open_session_of(reader))[1]) == 1


def open_session_of(reader: Reader) -> Session:
    assert reader.room._session is not None
    return reader.room._session


def test_a_series_whose_files_have_all_gone_is_said_in_words(
    qtbot: QtBot, open_on: Callable[[Path], Opened], trial: Path
) -> None:
    for file in (trial.parent / "scans" / DAYS[0]).iterdir():
        file.unlink()
    reader = open_on(trial).read(0)
    qtbot.waitUntil(lambda: f"(and {SLICES - 1} more)" in reader.message)
    assert str(trial.parent / "scans" / DAYS[0]) in reader.message


# Nothing drawn is lost


def move_on_by_list(reader: Reader) -> None:
    reader.click(reader.room.panel.new)


def leave_for_worklist(reader: Reader) -> None:
    reader.station.window.bar.pageChosen.emit(WORKLIST)


@pytest.mark.parametrize(
    "move_on",
    [
        lambda reader: reader.key(Key.Key_Tab),
        lambda reader: reader.key(Key.Key_E),
        lambda reader: reader.key(Key.Key_N),
        lambda reader: reader.key(Key.Key_F),
        lambda reader: reader.key(Key.Key_1, SHIFT),
        move_on_by_list,
        leave_for_worklist,
        lambda reader: reader.room.close_subject(),
        lambda reader: reader.station.window.close(),
    ],
    ids=["Tab", "E", "N", "another tool", "class", "button", "worklist", "subject closed", "window closed"],
)
def test_a_caliper_that_waits_for_its_short_axis_is_stored_when_the_reader_moves_on(
    unread_room: Opened, trial: Path, move_on: Callable[[Reader], None]
) -> None:
    reader = unread_room.read(0)
    reader.draw_long(LUNG)
    assert stored(unread_room.session) == ({}, set())
    move_on(reader)
    with sqlite3.connect(f"file:{trial}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT state, long_tenths_mm, short_tenths_mm FROM measurement").fetchall()
    connection.close()
    ((state, tenths, short),) = rows
    assert (state, short) == ("MEASURED", None)
    assert tenths == pytest.approx(300, abs=3)


def test_q_stores_what_waits_at_the_timepoint_it_was_drawn_at(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    reader.key(Key.Key_Delete)
    reader.draw_long(LUNG)
    reader.key(Key.Key_Q)
    assert reader.desk.current.label == "TP1"
    said = {(label, place): (long, short) for label, place, _, long, short in stored(read_room.session)[1]}
    assert float(said["T01", "TP2"][0]) == pytest.approx(31.0, abs=0.5)
    assert said["T01", "TP2"][1] == "None"
    assert said["T01", "TP1"] == ("20.0", "16.0")


def test_undo_goes_to_the_timepoint_whose_measurement_it_takes_back(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw(LUNG)
    reader.key(Key.Key_E)
    reader.draw(LUNG)
    reader.key(Key.Key_E)
    reader.draw(LUNG)
    assert len(stored(unread_room.session)[1]) == 3
    for label in ("TP2", "TP1", "BL"):
        reader.key(Key.Key_Z, CTRL)
        assert reader.pair.current.timepoint is not None
        assert reader.pair.current.timepoint.label == label
    assert stored(unread_room.session) == ({}, set())
    for label in ("BL", "TP1", "TP2"):
        reader.key(Key.Key_Y, CTRL)
        assert reader.pair.current.timepoint.label == label
    assert len(stored(unread_room.session)[1]) == 3


# Changing what is drawn


def test_an_end_pulled_with_the_mouse_is_stored(read_room: Opened) -> None:
    reader = read_room.read(2)
    lesion = reader.desk.case.lesions[0]
    reader.click(reader.room.panel.lesions.row(lesion.uid))
    x, y = reader.px(LUNG.long_lps(2)[0])
    mm_px = 1 / reader.pane.plane_view().zoom
    reader.move(reader.pane, x, y)
    reader.drag(reader.pane, (x, y), (x - 15, y), (x - 30, y))
    after = caliper(reader.desk, lesion)
    assert after is not None
    assert float(after.long_mm) == pytest.approx(31.0 + 30 * mm_px, abs=0.1)
    assert after.long_lps[1] == pytest.approx(LUNG.long_lps(2)[1], abs=1e-6)
    assert stored(read_room.session)[1] >= {("T01", "TP1", "MEASURED", "20.0", "16.0")}


def test_a_label_dragged_stays_where_it_was_put(read_room: Opened) -> None:
    reader = read_room.read(2)
    lesion = reader.desk.case.lesions[0]
    reader.click(reader.room.panel.lesions.row(lesion.uid))
    before = caliper(reader.desk, lesion)
    (shown,) = [one for one in reader.pane._calipers() if one.shape.id == lesion.uid]
    assert shown.label is not None
    left, top, right, bottom = shown.label
    middle = ((left + right) / 2, (top + bottom) / 2)
    by_px = (20, 45)
    reader.drag(
        reader.pane,
        middle,
        (middle[0] + 10, middle[1] + 20),
        (middle[0] + by_px[0], middle[1] + by_px[1]),
    )
    after = caliper(reader.desk, lesion)
    assert before is not None
    assert after is not None
    assert after.label_lps is not None
    assert reader.px(after.label_lps) == pytest.approx((middle[0] + by_px[0], middle[1] + by_px[1]), abs=1.0)
    assert (after.long_lps, after.long_mm) == (before.long_lps, before.long_mm)
    (shown,) = [one for one in reader.pane._calipers() if one.shape.id == lesion.uid]
    assert shown.label is not None
    assert (shown.label[0] - left, shown.label[1] - top) == pytest.approx(by_px, abs=1.0)


# What is shown is what is stored


def test_panel_and_call_are_those_of_the_engine(read_room: Opened) -> None:
    for visit, day in enumerate(DAYS):
        reader = read_room.read(visit)
        with read_room.session.store.reading() as trial:
            subject = trial.subject(subject_uid(read_room.session))
            assert subject is not None
            (read,) = trial.reads(subject.uid)
            timepoints = trial.timepoints(subject.uid)
            rows = lesion_rows(subject, timepoints, trial.lesions(read.uid), trial.measurements(read.uid))
        call = assess_subject(rows).timepoints[visit]
        labels = {Decimal(timepoint.order): timepoint.label for timepoint in timepoints}
        panel = reader.room.panel
        said = overall_sentence(call, labels)
        assert panel.call.sentence == f"{said[0].upper()}{said[1:]}."
        assert panel.call.response == ("BL", "PR", "PD")[visit]
        sums = panel.sums.accessibleName()
        assert f"All targets {('54.0', '54.0 36.0', '54.0 36.0 51.0')[visit]}" in sums
        for number, seen in enumerate((LUNG, LIVER)):
            row = panel.lesions.row(reader.desk.case.lesions[number].uid)
            assert row.line.now_text == f"{seen.axes_mm[visit][0]:.1f}"
            assert row.line.prior_text == (f"{seen.axes_mm[visit - 1][0]:.1f}" if visit else "")
        timeline = reader.room.timeline.accessibleName()
        assert timeline == "BL BL 54.0 mm; TP1 PR 36.0 mm; TP2 PD 51.0 mm"
        assert day


def test_a_drawn_caliper_changes_the_panel_at_once(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw(LUNG)
    long_mm = next(iter(stored(unread_room.session)[1]))[3]
    row = reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid)
    assert row.line.now_text == long_mm
    assert f"All targets {long_mm}" in reader.room.panel.sums.accessibleName()
    (shown,) = reader.pane._calipers()
    assert shown.shape.text.startswith(f"{long_mm} ×")


def test_what_label_row_and_sum_show_is_the_stored_number_and_never_computed_again(
    open_on: Callable[[Path], Opened], trial_of_read_room: Path
) -> None:
    """The stored millimetres are made to differ from the drawn points, as no command would allow."""
    with sqlite3.connect(trial_of_read_room) as connection:
        connection.execute("UPDATE measurement SET long_tenths_mm = 777 WHERE long_tenths_mm = 310")
    connection.close()
    reader = open_on(trial_of_read_room).read(2)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    assert "T01 77.7 × 24.0 mm" in [f"{one.shape.title} {one.shape.text}" for one in reader.pane._calipers()]
    assert reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid).line.now_text == "77.7"
    assert "97.7" in reader.room.panel.sums.accessibleName()
    assert "97.7" in reader.room.panel.call.sentence


def test_a_new_lesion_is_progression(read_room: Opened) -> None:
    reader = read_room.read(1)
    assert reader.room.panel.call.response == "PR"
    reader.key(Key.Key_E)
    reader.key(Key.Key_N)
    reader.draw(FRESH)
    assert stored(read_room.session)[0].keys() == {"T01", "T02", "NEW01"}
    assert reader.room.panel.call.response == "PD"
    assert "new lesion" in reader.room.panel.call.sentence.lower()


def test_the_trial_is_free_after_the_window_was_closed(unread_room: Opened, trial: Path) -> None:
    reader = unread_room.read(0)
    reader.draw(LUNG)
    unread_room.station.window.close()
    with open_trial(trial, writing=True) as store, store.reading() as found:
        assert found.slice_count() == 3 * SLICES
