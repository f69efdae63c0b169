"""Pictures of every state of the windows at the sizes they are used in, to be looked at one by one.

Run as `python -m benchmarks.contact_sheet DEMONSTRATION OUT [--only WORD] [--language zh]`. DEMONSTRATION is
the folder of a demonstration trial, which is left as it is. A scale of the screen needs a process of its own;
each writes its pictures into OUT, named after state, size and scale, and a page index.html shows them all.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, Qt, qInstallMessageHandler
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton, QWidget

from app.about import AboutBox
from app.components.buttons import Segments, button, tool_button
from app.components.fields import CheckBox, Choice
from app.components.text import label
from app.demo.gallery import _look_closer, _wait_for_pictures, _without_platform_notes
from app.importing import ImportReport, Remark, Things
from app.language import speak
from app.main_window import PREFERENCES, PROTOCOL, REVIEW, MainWindow
from app.program import application
from app.reading.hands.keys import Action
from app.reading.pictures import pictures as pictures_module
from app.session import Session, open_session
from app.settings import Settings
from app.workstation import Workstation
from benchmarks import contact_trials
from measurements.case.changes import Changes
from measurements.progress import Report, silent
from reader.frames import LoadedStack

SMALL, HD, QHD, UHD = (1366, 768), (1920, 1080), (2560, 1440), (3840, 2160)


@dataclass(frozen=True)
class Screen:
    """Pixels of the display and how large it draws, in percent."""

    pixels: tuple[int, int]
    percent: int = 100

    @property
    def logical(self) -> tuple[int, int]:
        width, height = self.pixels
        return (width * 100 // self.percent, height * 100 // self.percent)

    @property
    def name(self) -> str:
        return f"{self.pixels[0]}x{self.pixels[1]}-{self.percent}"


ALL = (
    Screen(SMALL),
    Screen(HD),
    Screen(QHD),
    Screen(UHD),
    Screen(HD, 125),
    Screen(HD, 150),
    Screen(HD, 200),
    Screen(UHD, 200),
)
NORMAL, EXTREMES = (Screen(HD),), (Screen(SMALL), Screen(HD), Screen(HD, 200))
TIGHT = (Screen(SMALL), Screen(HD, 150), Screen(HD, 200))


class Stage:
    """One workstation on one trial, in a window of one size."""

    def __init__(self, trial: Path | None, size: tuple[int, int], room: Path) -> None:
        self.app = application()
        self.station = Workstation(MainWindow(), Settings(room / "settings.json"))
        self.window = self.station.window
        self.window.resize(*size)
        self.session: Session | None = None
        if trial is not None:
            self.session = open_session(trial)
            self.station.show_session(self.session)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.settle()

    def settle(self) -> None:
        for _ in range(5):
            self.app.processEvents()

    def read(self, code: str, visit: int, *, wait: bool = True) -> None:
        """Opens a subject's read at a timepoint, counted from baseline; negative from the last."""
        assert self.session is not None
        with self.session.store.reading() as trial:
            subject = next(one for one in trial.subjects() if one.code == code)
            timepoints = [one for one in trial.timepoints(subject.uid) if one.order >= 0]
        self.station.open_read(subject.uid, timepoints[visit].uid)
        if wait:
            _wait_for_pictures(self.app, self.station)
        self.settle()

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        handle = self.window.windowHandle()
        QTest.keyClick(handle, key, keys)
        self.settle()

    def hover(self, widget: QWidget, x: float | None = None, y: float | None = None) -> None:
        at = QPoint(int(widget.width() / 2 if x is None else x), int(widget.height() / 2 if y is None else y))
        QTest.mouseMove(self.window.windowHandle(), widget.mapTo(self.window, at))
        self.settle()

    def tip(self, widget: QWidget) -> None:
        """Shows a widget's tool tip as the pointer would."""
        middle = widget.rect().center()
        help_event = QHelpEvent(QEvent.Type.ToolTip, middle, widget.mapToGlobal(middle))
        QApplication.sendEvent(widget, help_event)
        self.settle()

    def take(self) -> QPixmap:
        """The window, with menus, tips and dialogs that stand over it."""
        self.settle()
        picture = self.window.grab()
        painter = QPainter(picture)
        for widget in QApplication.topLevelWidgets():
            if widget is self.window or not widget.isVisible():
                continue
            if widget.isWindow() and isinstance(widget, AboutBox):
                widget.move(self.window.geometry().center() - widget.rect().center())
            painter.drawPixmap(widget.pos() - self.window.pos(), widget.grab())
        painter.end()
        return picture

    def close(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window:
                widget.close()
        self.station.close()
        self.window.close()
        self.window.deleteLater()
        self.settle()


Act = Callable[[Stage], None]


@dataclass(frozen=True)
class State:
    """A state of the windows: on which trial, how it is come to, on which screens it is looked at."""

    name: str
    trial: str
    act: Act
    screens: tuple[Screen, ...] = NORMAL


# The worklist


def _nothing(stage: Stage) -> None:
    """As it opens."""


def _page(name: str) -> Act:
    return lambda stage: stage.station.window.bar.pageChosen.emit(name)


def _laid_over(stage: Stage) -> None:
    """The first lesion's timepoints over each other, between the last two of them."""
    _page(REVIEW)(stage)
    review = stage.station.review
    review.lay_over(review.matrix.matrix.rows[0].lesion_uid)
    review.overlay.slider.setValue(review.overlay.slider.maximum() - 40)


def _importing(stage: Stage) -> None:
    panel = stage.station.worklist._panel
    panel.show_work("Importing HN-021-W24-CD-from-referring-hospital")
    panel.show_progress(828, 2071, "Reading headers: SERIES/0003/IM000828.dcm")


def _report(stage: Stage) -> None:
    left_out = (
        Remark(Things(1, "2 scout images"), "Not a slice stack.", ("a", "b")),
        Remark(Things(3, ""), "The header ends early.", ("c", "d", "e")),
        Remark(Things(1, "1 file"), "Not DICOM.", ("f",)),
    )
    remarks = (
        Remark(Things(1, "1 series, 18.5\u00b0"), "Calipers yes, reformats no.", ("a",)),
        Remark(Things(1, "1 series, gap at slice 41"), "Marked on the timepoint.", ("b",)),
    )
    report = ImportReport(
        ("HN-021-W24-CD",), (("HN-021", "W24"),), 1, 1, 1642, 12, 0, remarks, left_out, Changes("import")
    )
    stage.station.worklist._panel.show_report(report, datetime(2026, 1, 5, 14, 5))


def _error(stage: Stage) -> None:
    stage.window.show_error(
        "trial-2024.longaxis is open for writing in another program (process 4711 on READING-2): close it "
        "there, or open a copy."
    )
    stage.station.worklist.tell(
        "error",
        "Nothing was imported",
        "The disk with the trial is full: make room on it, then drop the folder again.",
    )


def _hint(stage: Stage) -> None:
    stage.station.worklist.tell("hint", "Import cancelled", "Nothing was stored.")


def _no_match(stage: Stage) -> None:
    stage.station.worklist._head.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    stage.station.worklist._head.field.setText("zz")


def _cell_menu(stage: Stage) -> None:
    grid = stage.station.worklist._grid
    index = grid.model().index(2, 0)
    grid.setCurrentIndex(index)
    grid.menuWanted.emit(index, grid.viewport().mapToGlobal(grid.visualRect(index).bottomLeft()))
    stage.settle()
    menu = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
    menu.setActiveAction(menu.actions()[0])


def _rename(stage: Stage) -> None:
    _cell_menu(stage)
    menu = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
    action = menu.actions()[-2]
    menu.close()
    action.trigger()


def _cell_hover(stage: Stage) -> None:
    grid = stage.station.worklist._grid
    rect = grid.visualRect(grid.model().index(3, 1))
    stage.hover(grid.viewport(), rect.center().x(), rect.center().y())
    middle = rect.center()
    event = QHelpEvent(QEvent.Type.ToolTip, middle, grid.viewport().mapToGlobal(middle))
    QApplication.sendEvent(grid.viewport(), event)


def _drop(stage: Stage) -> None:
    stage.station.worklist._panel.await_drop(True)


def _scrolled(stage: Stage) -> None:
    grid = stage.station.worklist._grid
    grid.setCurrentIndex(grid.model().index(grid.model().rowCount() - 1, 7))


# The reading room


def _read(code: str, visit: int, *then: Act, wait: bool = True) -> Act:
    def act(stage: Stage) -> None:
        stage.read(code, visit, wait=wait)
        for each in then:
            each(stage)
            stage.settle()

    return act


def _close_up(stage: Stage) -> None:
    _look_closer(stage.station)


def _table(stage: Stage) -> None:
    stage.station.room.show_table(True)


def _no_guide(stage: Stage) -> None:
    stage.station.room.panel.guide.hide()


def _half_read(stage: Stage) -> None:
    desk = stage.station.room.desk
    assert desk is not None
    for lesion in desk.case.lesions[1:3]:
        desk.activate(lesion.uid)
        stage.station.room._act(Action.REMOVE)


def _loading(stage: Stage) -> None:
    class Held(LoadedStack):
        def load(self, around: int = 0, report: Report = silent) -> None:
            return

    kept = pictures_module.LoadedStack
    pictures_module.LoadedStack = Held
    try:
        stage.read("DEMO-002", 1, wait=False)
    finally:
        pictures_module.LoadedStack = kept


def _vanished(stage: Stage) -> None:
    scans = stage.session.path.parent / "scans"
    moved = scans.resolve()
    scans.unlink()
    try:
        stage.read("DEMO-002", 1)
    finally:
        scans.symlink_to(moved)


def _handles(stage: Stage) -> None:
    room = stage.station.room
    assert room.desk is not None
    assert room.wall is not None
    active = room.desk.active
    assert active is not None
    said = room.desk.case.measurement(active, room.desk.current)
    assert said is not None
    assert said.caliper is not None
    pane = room.wall.current.pane
    (x0, y0), (x1, y1) = (pane.plane_view().px(point) for point in said.caliper.long_lps)
    stage.hover(pane, 0.8 * x0 + 0.2 * x1, 0.8 * y0 + 0.2 * y1)


def _half_drawn(stage: Stage) -> None:
    room = stage.station.room
    assert room.wall is not None
    room.desk.new_lesion()
    pane = room.wall.current.pane
    handle = stage.window.windowHandle()
    width, top = pane.width(), int(pane.height() * 0.55)
    start, end = (pane.mapTo(stage.window, QPoint(int(width * share), top)) for share in (0.55, 0.75))
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(handle, (start + end) / 2)
    QTest.mouseMove(handle, end)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=end)
    QTest.mouseMove(handle, end + QPoint(-60, 40))


def _lesion_menu(stage: Stage) -> None:
    room = stage.station.room
    assert room.desk is not None
    assert room.desk.active is not None
    row = room.panel.lesions.row(room.desk.active.uid)

    middle = row.rect().center()
    QApplication.postEvent(
        row, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, row.mapToGlobal(middle))
    )


def _row_hover(stage: Stage) -> None:
    room = stage.station.room
    assert room.desk is not None
    row = room.panel.lesions.row(room.desk.case.lesions[-1].uid)
    stage.hover(row)
    stage.tip(row)


def _tool_tip(stage: Stage) -> None:
    tool = stage.station.room.toolbar._tools["long_and_short_axis"]
    stage.hover(tool)
    stage.tip(tool)


def _site_list(stage: Stage) -> None:
    stage.station.room.panel.form.site.showPopup()


def _site_focus(stage: Stage) -> None:
    stage.station.room.panel.form.site.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _keys(stage: Stage) -> None:
    stage.station.room.show_keys()


def _about(stage: Stage) -> None:
    AboutBox(stage.window).show()


def _told(stage: Stage) -> None:
    stage.station.room.tell("IM0042.dcm of W8 ends before its picture does: copy it from the archive again.")


def _waiting(stage: Stage) -> None:
    stage.station.room._show_waiting(2, "The disk of demonstration.longaxis is full: make room on it.")


def _alone(stage: Stage) -> None:
    read = stage.station.room.read
    assert read is not None
    read.choose_layout(1)


def _controls(stage: Stage) -> None:
    """One of each control in each of its states, over the page."""
    board = QWidget(stage.window)
    board.setProperty("ground", True)
    board.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    board.setGeometry(stage.window.rect())
    kinds: list[tuple[str, Callable[[], QWidget]]] = [
        ("Button", lambda: button("Cancel")),
        ("Button with icon", lambda: button("Choose folder", icon_name="folder")),
        ("Primary", lambda: button("New lesion", icon_name="plus", primary=True)),
        ("Tool", lambda: tool_button("caliper", "Long and short axis", "D", checkable=True)),
        ("Segments", lambda: Segments([(1, "Soft tissue"), (2, "Lung")], "Window", {1: "1", 2: "2"})),
        ("Choice", _choice),
        ("Field", _field),
        ("Check box", _check_box),
    ]
    shots: list[tuple[int, int, QPixmap]] = []
    board.show()
    for row, (_, make) in enumerate(kinds):
        for column, (_, enter) in enumerate(CONTROL_STATES):
            control = make()
            control.setParent(board)
            control.move(800, 600)
            control.show()
            control.adjustSize()
            stage.settle()
            enter(control)
            stage.settle()
            shots.append((row, column, control.grab()))
            control.clearFocus()
            control.hide()
            control.deleteLater()
    for row, column, shot in shots:
        holder = label("")
        holder.setParent(board)
        holder.setPixmap(shot)
        holder.move(200 + 200 * column, 88 + 72 * row)
        holder.adjustSize()
        holder.show()
    for row, (name, _) in enumerate(kinds):
        _write(board, name, 32, 96 + 72 * row)
    for column, (name, _) in enumerate(CONTROL_STATES):
        _write(board, name, 200 + 200 * column, 48)
    board.raise_()


def _write(board: QWidget, text: str, left: int, top: int) -> None:
    made = label(text, "second", "second")
    made.setParent(board)
    made.move(left, top)
    made.show()


def _choice() -> QWidget:
    made = Choice()
    made.addItems(["Baseline", "Follow-up"])
    return made


def _field() -> QWidget:
    from PySide6.QtWidgets import QLineEdit

    made = QLineEdit()
    made.setPlaceholderText("Site")
    made.setMinimumWidth(160)
    return made


def _check_box() -> QWidget:
    made = CheckBox("Node")
    made.setChecked(True)
    return made


def _one(control: QWidget) -> QWidget:
    return control.part(1) if isinstance(control, Segments) else control


def _hovered(control: QWidget) -> None:
    _one(control).setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    _one(control).update()


def _pressed(control: QWidget) -> None:
    one = _one(control)
    if isinstance(one, QPushButton | QToolButton):
        one.setDown(True)


def _focused(control: QWidget) -> None:
    _one(control).setFocus(Qt.FocusReason.TabFocusReason)


def _checked(control: QWidget) -> None:
    one = _one(control)
    if isinstance(one, QToolButton):
        one.setChecked(True)


def _disabled(control: QWidget) -> None:
    _one(control).setEnabled(False)


CONTROL_STATES: tuple[tuple[str, Callable[[QWidget], None]], ...] = (
    ("As it is", lambda control: None),
    ("Hover", _hovered),
    ("Pressed", _pressed),
    ("Focus", _focused),
    ("On", _checked),
    ("Off", _disabled),
)

MUCH, DONE, FIRST = "MUCH-001", "DEMO-001", "DEMO-006"
STATES = (
    State("worklist-no-trial", "none", _nothing, (Screen(SMALL), Screen(HD))),
    State("worklist-empty", "empty", _nothing, (Screen(HD), Screen(HD, 200))),
    State("worklist", "demo", _nothing, ALL),
    State("worklist-importing", "demo", _importing, EXTREMES),
    State("worklist-report", "demo", _report, EXTREMES),
    State("worklist-drop", "demo", _drop),
    State("worklist-error", "crowd", _error, EXTREMES),
    State("worklist-hint", "demo", _hint),
    State("worklist-no-match", "crowd", _no_match, (Screen(HD), Screen(HD, 200))),
    State("worklist-crowd", "crowd", _nothing, (Screen(SMALL), Screen(HD), Screen(QHD), Screen(HD, 200))),
    State("worklist-crowd-scrolled", "crowd", _scrolled, (Screen(SMALL),)),
    State("worklist-cell-menu", "demo", _cell_menu),
    State("worklist-rename", "demo", _rename),
    State("protocol", "demo", _page(PROTOCOL), TIGHT),
    State("preferences", "demo", _page(PREFERENCES), TIGHT),
    State("review", "demo", _page(REVIEW), ALL),
    State("review-overlay", "demo", _laid_over, ALL),
    State("review-much", "much", _page(REVIEW), EXTREMES),
    State("worklist-cell-tip", "demo", _cell_hover),
    State("room-guide", "demo", _read(FIRST, 0), EXTREMES),
    State("room-first-empty", "demo", _read(FIRST, 0, _no_guide), (Screen(HD), Screen(HD, 200))),
    State("room-half-drawn", "demo", _read(FIRST, 0, _half_drawn)),
    State("room-half-read", "demo", _read(DONE, -1, _half_read, _close_up), TIGHT),
    State("room-done", "demo", _read(DONE, -1, _close_up), ALL),
    State("room-baseline", "demo", _read(DONE, 0, _close_up), (Screen(SMALL), Screen(HD), Screen(HD, 150))),
    State("room-one-picture", "demo", _read(DONE, -1, _alone)),
    State("room-much", "much", _read(MUCH, -1), ALL),
    State("room-much-table", "much", _read(MUCH, -1, _table), (*TIGHT, Screen(HD), Screen(QHD))),
    State("room-much-close", "much", _read(MUCH, -1, _close_up)),
    State("room-loading", "demo", _loading, (Screen(HD), Screen(HD, 200))),
    State("room-vanished", "demo", _vanished, EXTREMES),
    State("room-handles", "demo", _read(DONE, -1, _close_up, _handles)),
    State("room-lesion-menu", "demo", _read(DONE, -1, _lesion_menu)),
    State("room-row-hover", "demo", _read(DONE, -1, _row_hover)),
    State("room-tool-tip", "demo", _read(DONE, -1, _tool_tip)),
    State("room-site-list", "demo", _read(DONE, 0, _site_list)),
    State("room-site-focus", "demo", _read(DONE, 0, _site_focus), (Screen(HD, 150),)),
    State("room-keys", "demo", _read(DONE, -1, _keys), EXTREMES),
    State("room-about", "demo", _read(DONE, -1, _about), (Screen(HD), Screen(HD, 200))),
    State("room-told", "demo", _read(DONE, -1, _told), (Screen(SMALL),)),
    State("room-not-stored", "demo", _read(DONE, -1, _waiting), (Screen(SMALL), Screen(HD, 200))),
    State("controls", "none", _controls),
)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("demonstration", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--only", default="", help="only states or screens whose name holds this")
    options.add_argument("--trials", type=Path, help="where the trials are, once they are made")
    options.add_argument("--language", choices=["en", "zh"], default="en", help="in which windows speak")
    options.add_argument("--percent", type=int, help="only this scale, in this process")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    if chosen.percent is not None:
        application()
        speak(chosen.language)
        take(chosen.trials, chosen.out, chosen.percent, chosen.only)
        return
    with tempfile.TemporaryDirectory(prefix="longaxis-sheet-") as made:
        room = chosen.trials or Path(made)
        make_trials(chosen.demonstration, room)
        for percent in sorted({screen.percent for state in STATES for screen in state.screens}):
            command = [sys.executable, "-m", "benchmarks.contact_sheet", chosen.demonstration, chosen.out]
            command += ["--only", chosen.only, "--trials", room, "--percent", str(percent)]
            command += ["--language", chosen.language]
            scale = {"QT_SCALE_FACTOR": f"{percent / 100:g}"}
            subprocess.run(command, env={**os.environ, **scale}, check=True)
    write_index(chosen.out)


def make_trials(made: Path, room: Path) -> None:
    """Those that are not in `room` yet."""
    for name, make in (
        ("demo", lambda folder: contact_trials.demonstration(made, folder)),
        ("empty", contact_trials.empty),
        ("crowd", contact_trials.crowd),
        ("much", contact_trials.much),
    ):
        if not (room / name).exists():
            print(f"making {name}", flush=True)
            make(room / name)


def take(room: Path, out: Path, percent: int, only: str) -> None:
    """Every state on every screen of one scale, each on a copy of its trial."""
    qInstallMessageHandler(_without_platform_notes)
    for state in STATES:
        for screen in state.screens:
            name = f"{state.name}-{screen.name}"
            if screen.percent != percent or only not in name:
                continue
            with tempfile.TemporaryDirectory(prefix="longaxis-picture-") as own:
                trial = _own_trial(room / state.trial, Path(own)) if state.trial != "none" else None
                stage = Stage(trial, screen.logical, Path(own))
                state.act(stage)
                picture = stage.take()
                picture.setDevicePixelRatio(1.0)
                picture.save(str(out / f"{name}.png"))
                stage.close()
            print(f"{name}  {picture.width()} x {picture.height()}", flush=True)


def _own_trial(source: Path, own: Path) -> Path:
    for file in (*source.glob("*.longaxis"), *source.glob("*.json")):
        shutil.copyfile(file, own / file.name)
    if (source / "scans").exists():
        (own / "scans").symlink_to((source / "scans").resolve())
    return next(own.glob("*.longaxis"))


def write_index(out: Path) -> None:
    """A page with all pictures in `out`."""
    figures = "\n".join(
        f'<figure><a href="{escape(file.name)}"><img src="{escape(file.name)}"></a>'
        f"<figcaption>{escape(file.stem)}</figcaption></figure>"
        for file in sorted(out.glob("*.png"))
    )
    style = (
        "body{background:#0a0b0c;color:#dfe2e5;font:14px sans-serif}img{max-width:100%}figure{margin:24px 0}"
    )
    (out / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>Longaxis</title><style>{style}</style>{figures}",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
