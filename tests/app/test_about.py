"""What the box about the program says of memory is what is held, and its field is heard."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.about import AboutBox
from app.main_window import MainWindow
from app.memory import PICTURE_MEMORY
from app.memory_section import MemorySection, MemoryUse
from app.reading.pictures import HeldStack
from app.settings import Settings
from app.workstation import Workstation
from reader.scan import scan
from tests.dicom_files import write_ct_series


def test_it_names_each_series_and_their_sum(qtbot: QtBot, tmp_path: Path) -> None:
    write_ct_series(tmp_path, slices=5, volume=np.zeros((5, 8, 8), np.int16))
    (series,) = scan([tmp_path]).series
    section = MemorySection(
        MemoryUse(4000, [HeldStack(series, 1_500_000, 3), HeldStack(series, 2_000_000, 5)])
    )
    qtbot.addWidget(section)
    assert section.sum.text().startswith("3.5 MB of 4\u2009000.0 MB are taken, by 2 series.")
    section.field.setValue(1024)
    assert section.sum.text().startswith("3.5 MB of 1\u2009024.0 MB")


def test_what_is_said_there_is_remembered_and_heard(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    window = MainWindow()
    station = Workstation(window, settings)
    heard: list[int] = []
    station.room.keep_pictures_within = heard.append  # type: ignore[method-assign]

    def say() -> None:
        (box,) = window.findChildren(AboutBox)
        section = box.findChild(MemorySection)
        assert section is not None
        section.field.selectAll()
        qtbot.keyClicks(section.field, "777")
        qtbot.keyClick(section.field, Qt.Key.Key_Tab)
        box.accept()

    QTimer.singleShot(0, say)
    window.bar.aboutWanted.emit()
    assert settings.number(PICTURE_MEMORY) == 777
    assert heard == [777_000_000]
    window.close()
    window.deleteLater()
    QApplication.processEvents()
