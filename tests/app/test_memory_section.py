"""What the preferences say of memory is what is held."""

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from app.memory_section import MemorySection, MemoryUse
from app.reading.pictures.pictures import HeldStack
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
