"""Series that are dropped on a picture, or hung in it by keys."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.reading.pictures.dropping import SERIES_MIME
from app.reading.pictures.picture import Picture
from app.reading.strip import Thumbnail
from tests.app.reading.pictures.at_the_wall import import_more, names, other_series
from tests.app.reading.user import CTRL, NONE, SHIFT, Opened, Reader

Key = Qt.Key


def send_drop(reader: Reader, key: str, onto: Picture) -> None:
    """As the window system tells it: entered, then dropped."""
    data = QMimeData()
    data.setData(SERIES_MIME, QByteArray(key.encode()))
    at = onto.pane.geometry().center()
    common = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(reader.wall, QDragEnterEvent(at, *common))
    QApplication.sendEvent(reader.wall, QDropEvent(QPointF(at), *common))
    QApplication.processEvents()


def test_a_series_dropped_on_a_picture_hangs_there_and_says_how_it_differs(
    read_room: Opened, tmp_path: Path
) -> None:
    reader = read_room.read(2)
    key = other_series(tmp_path / "more", "Thick", 1)
    import_more(read_room, tmp_path / "more")
    prior = reader.wall.prior
    send_drop(reader, key, prior)
    assert prior.stack is not None
    assert prior.stack.series.key == key
    assert "thickness 6.0 mm, baseline 3.0 mm" in prior.remarks
    assert reader.wall.current.remarks == ()


def test_a_series_of_another_timepoint_never_hangs_where_calipers_are_drawn(read_room: Opened) -> None:
    reader = read_room.read(2)
    before = reader.wall.current.stack
    earlier = reader.desk.series(reader.desk.case.timepoints[0])[0].key
    send_drop(reader, earlier, reader.wall.current)
    assert reader.wall.current.stack is before
    assert "hang a series of" in reader.room._message.text()


def test_the_fourth_picture_is_a_reformat_until_a_series_is_dropped_on_it(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.key(Key.Key_4, CTRL)
    QApplication.processEvents()
    key = reader.desk.series(reader.desk.case.timepoints[0])[0].key
    send_drop(reader, key, reader.wall.reformats.pictures[0])
    assert names(reader) == ["Current", "Prior", "Baseline", "Beside"]
    assert reader.wall.beside.stack is not None
    assert reader.wall.beside.stack.series.key == key


def test_shift_enter_in_the_strip_hangs_a_series_in_the_picture_in_hand(
    read_room: Opened, tmp_path: Path
) -> None:
    reader = read_room.read(2)
    key = other_series(tmp_path / "more", "Thick", 1)
    import_more(read_room, tmp_path / "more")
    reader.click(reader.wall.prior.pane)
    (thumbnail,) = [one for one in reader.room.strip.findChildren(Thumbnail) if "Thick" in one.toolTip()]
    thumbnail.setFocus(Qt.FocusReason.TabFocusReason)
    reader.key(Key.Key_Return, SHIFT)
    assert reader.wall.prior.stack is not None
    assert reader.wall.prior.stack.series.key == key
