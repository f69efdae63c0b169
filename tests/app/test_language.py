"""The language changes while windows are open: they then say what they would had they been made in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import language as language_module
from app.about import AboutBox
from app.components.buttons import tool_button
from app.components.text import label
from app.components.words import say
from app.importing import bring_in, look_through
from app.language import LANGUAGE, language, language_called
from app.language_field import LanguageField
from app.main_window import PREFERENCES, PROTOCOL, WORKLIST, MainWindow
from app.session import create_session, open_session
from app.settings import Settings
from app.worklist.head import FilterField
from app.workstation import Workstation
from tests.app.spoken import all_said, settle, switch_to
from tests.dicom_files import uid, write_ct_series


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    """Two subjects, one of whom lacks a slice."""
    for patient, slices in (("HN-1", (0, 1, 2, 3)), ("HN-2", (0, 1, 3, 4))):
        write_ct_series(
            tmp_path / "scans" / patient,
            patient_id=patient,
            study_uid=uid("study", patient),
            positions=[(-100.0, -100.0, 2.0 * k) for k in slices],
        )
    session = create_session(tmp_path / "trial.longaxis")
    bring_in(session.store, look_through([tmp_path / "scans"]))
    session.close()
    return session.path


class Stations:
    """Workstations on one trial, one after another."""

    def __init__(self, folder: Path) -> None:
        self._settings = Settings(folder / "settings.json")
        self._open: list[Workstation] = []

    def on(self, trial: Path) -> Workstation:
        station = Workstation(MainWindow(), self._settings)
        station.window.resize(1600, 900)
        station.show_session(open_session(trial))
        station.window.show()
        settle()
        self._open.append(station)
        return station

    def close(self) -> None:
        for station in self._open:
            station.window.close()
            station.window.deleteLater()
        self._open.clear()
        settle()


@pytest.fixture
def stations(tmp_path: Path) -> Iterator[Stations]:
    made = Stations(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("page", [WORKLIST, PROTOCOL, PREFERENCES])
def test_each_page_says_in_each_language_what_it_would_had_it_been_made_in_it(
    stations: Stations, trial: Path, page: str
) -> None:
    switched = stations.on(trial)
    switched.window.bar.pageChosen.emit(page)
    settle()
    in_english = all_said(switched.window)
    switch_to("zh")
    in_chinese = all_said(switched.window)
    switch_to("en")
    assert all_said(switched.window) == in_english
    stations.close()
    switch_to("zh")
    fresh = stations.on(trial)
    fresh.window.bar.pageChosen.emit(page)
    settle()
    assert all_said(fresh.window) == in_chinese
    assert in_chinese != in_english


def test_half_typed_text_filters_and_choices_stay(stations: Stations, trial: Path) -> None:
    station = stations.on(trial)
    field = station.worklist.findChild(FilterField)
    assert field is not None
    field.setText("HN-2")
    field.setCursorPosition(2)
    station.protocol.field.setText("PFS")
    switch_to("zh")
    assert (field.text(), field.cursorPosition(), station.protocol.field.text()) == ("HN-2", 2, "PFS")
    assert field.placeholderText() == "筛选受试者"


def test_words_once_said_anew_are_the_only_ones_kept(qtbot: QtBot) -> None:
    line = label("")
    qtbot.addWidget(line)
    say(line, QLabel.setText, language)
    say(line, QLabel.setToolTip, language)
    say(line, QLabel.setText, "HN-1")
    switch_to("zh")
    assert (line.text(), line.toolTip()) == ("HN-1", "zh")


def test_a_tool_keeps_its_key_behind_its_name(qtbot: QtBot) -> None:
    tool = tool_button("undo", language, "Ctrl+Z")
    qtbot.addWidget(tool)
    switch_to("zh")
    assert (tool.toolTip(), tool.accessibleName()) == ("zh   Ctrl+Z", "zh")


def test_the_words_of_qts_own_dialogs_follow(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QDialogButtonBox

    switch_to("zh")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"


class _System:
    def __init__(self, *languages: str) -> None:
        self._languages = list(languages)

    def system(self) -> "_System":
        return self

    def uiLanguages(self) -> list[str]:
        return self._languages


@pytest.mark.parametrize(
    ("setting", "system", "spoken"),
    [
        ("", ["zh-Hans-CN", "zh-CN", "zh"], "zh"),
        ("", ["zh", "en-US"], "zh"),
        ("", ["en-US", "zh-CN"], "en"),
        ("", ["de-DE"], "en"),
        ("", [], "en"),
        ("en", ["zh-CN"], "en"),
        ("zh", ["en-US"], "zh"),
        ("Klingon", ["zh-CN"], "zh"),
    ],
)
def test_the_language_is_what_was_chosen_or_that_of_the_computer(
    monkeypatch: pytest.MonkeyPatch, setting: str, system: list[str], spoken: str
) -> None:
    monkeypatch.setattr(language_module, "QLocale", _System(*system))
    assert language_called(setting) == spoken


def test_a_language_chosen_is_spoken_at_once_and_remembered(stations: Stations, trial: Path) -> None:
    station = stations.on(trial)

    station.window.bar.pageChosen.emit(PREFERENCES)
    (field,) = station.preferences.findChildren(LanguageField)
    field.setCurrentIndex(field.findData("zh"))
    settle()
    (made_anew,) = [one for one in station.preferences.findChildren(LanguageField) if one is not field]
    assert made_anew.currentData() == "zh"
    assert language() == "zh"
    assert station._settings.text(LANGUAGE) == "zh"


def test_the_box_about_the_program_says_it_all_in_the_other_language(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = AboutBox(parent)
    switch_to("zh")
    made_in_it = AboutBox(parent)
    settle()
    assert all_said(box) == all_said(made_in_it)
