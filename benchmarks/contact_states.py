"""The states of the windows that a contact sheet shows: how each is come to, on which screens it is seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.about import AboutBox
from app.demo.gallery import _look_closer
from app.importing import ImportReport, Remark, Things
from app.main_window import PREFERENCES, PROTOCOL, REVIEW
from app.reading.hands.keys import Action
from app.reading.pictures import pictures as pictures_module
from app.reading.pictures.layouts import Layout
from benchmarks.contact_controls import controls
from benchmarks.contact_stage import ALL, EXTREMES, HD, NORMAL, QHD, SMALL, TIGHT, Screen, Stage
from measurements.case.changes import Changes
from measurements.progress import Report, silent
from reader.frames import LoadedStack

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
        stage.station.room.keys.act(Action.REMOVE)


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
    stage.station.room.unstored.show_waiting(
        2, "The disk of demonstration.longaxis is full: make room on it."
    )


def _alone(stage: Stage) -> None:
    read = stage.station.room.read
    assert read is not None
    read.wall.arrangement.choose(Layout.ONE)


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
    State("controls", "none", controls),
)
