"""The list of lesions with more of them than it has room for."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.reading.lesion_list import LesionList
from app.reading.lines import Answer, LesionLine
from measurements.lesion import Role, State


def line(number: int) -> LesionLine:
    return LesionLine(
        uid=str(number),
        label=f"T{number:02d}",
        site="Lung, right upper lobe",
        role=Role.TARGET,
        class_name="SBRT",
        nodal=False,
        course=(Decimal("20.0"), Decimal("15.3")),
        prior_text="20.0",
        now_text="15.3",
        change_text="",
        state=State.MEASURED,
        answer=Answer.GIVEN,
        remark="",
        warned=False,
    )


@pytest.mark.parametrize("active", [0, 9, 19])
def test_what_is_in_hand_stays_in_sight_when_the_list_gets_shorter(qtbot: QtBot, active: int) -> None:
    lesions = LesionList()
    qtbot.addWidget(lesions)
    lesions.resize(412, 1200)
    lesions.show()
    qtbot.waitExposed(lesions)
    lesions.show_lines([line(number) for number in range(20)], str(active))
    for height in (1200, 300, 120, 90):
        lesions.resize(412, height)
        QApplication.processEvents()
        row = lesions.row(str(active))
        assert row.visibleRegion().boundingRect().height() == row.height()
