"""The call panel: why, what would flip it, how sure it is and by which protocol, in the engine's words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.language import speak
from app.reading.call.call_panel import CallPanel
from measurements.case.commands import SetProtocol
from measurements.recist.phrases import Language
from tests.app.reading.user import Opened, Reader

Key = Qt.Key
PARTIAL = 1  # sums 54.0 and 36.0


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak("en")


def panel_of(reader: Reader) -> CallPanel:
    return reader.room.panel.call


def test_the_panel_says_what_flips_the_call_and_how_sure_it_is(read_room: Opened) -> None:
    panel = panel_of(read_room.read(PARTIAL))
    assert panel.response == "PR"
    sums, others = panel.flips.split("\n")
    assert sums == (
        "PR at 37.8 mm or less (reached, 1.8 mm inside); PD at 64.8 mm or more (28.8 mm away); "
        "T01 alone at 21.9 mm (+9.5 %) makes it SD."
    )
    assert others == "A new lesion makes it PD."
    assert panel.certainty.startswith("Targets measured by another reader: PR ")
    assert "computed from published variability of single lesions, errors independent" in panel.certainty


def test_the_gauge_shows_sum_bounds_and_the_band_of_two_readers(read_room: Opened) -> None:
    bar = panel_of(read_room.read(PARTIAL)).gauge.bar
    assert bar is not None
    shown = [str(mm) for mm in (bar.sum_mm, bar.partial_response_mm, bar.progression_mm)]
    assert shown == ["36.0", "37.8", "64.8"]
    assert [f"{mm:.2f}" for mm in bar.two_readers_mm] == ["29.09", "43.02"]


def test_baseline_has_no_call_to_flip(read_room: Opened) -> None:
    panel = panel_of(read_room.read(0))
    assert (panel.response, panel.flips, panel.certainty) == ("BL", "", "")


def test_what_nobody_has_looked_at_yet_is_not_called_not_evaluable(read_room: Opened) -> None:
    reader = read_room.read(PARTIAL)
    lesion = reader.desk.case.lesions[0]
    reader.desk.activate(lesion.uid)
    reader.desk.remove_measurement()
    panel = panel_of(reader)
    assert (panel.response, panel.flips, panel.certainty) == ("", "", "")
    assert panel.sentence == "What is assessed so far does not decide it."
    reader.key(Key.Key_X)
    assert panel.response == "NE"
    assert "not evaluable" in panel.sentence


@pytest.mark.parametrize(
    ("spoken", "call", "flip", "certain", "reason"),
    [
        ("en", "PR: sum 36.0 = baseline 54.0", "PR at 37.8 mm or less", "Targets measured", "PR: sum 36.0"),
        ("zh", "PR：总和 36.0 = 基线 54.0", "总和不大于 37.8 mm 为 PR", "另一阅片人测量", "PR：总和 36.0"),
    ],
)
def test_one_language_value_turns_every_sentence(
    read_room: Opened, spoken: Language, call: str, flip: str, certain: str, reason: str
) -> None:
    speak(spoken)
    reader = read_room.read(PARTIAL)
    panel = panel_of(reader)
    assert panel.sentence.startswith(call)
    assert panel.sentence.endswith("。" if spoken == "zh" else ".")
    assert panel.flips.startswith(flip)
    assert panel.certainty.startswith(certain)
    assert reader.room.timeline._lines[PARTIAL].reason.startswith(reason)
    read_room.station.worklist.refresh()
    (row,) = read_room.station.worklist._table.rows
    assert row.cells[PARTIAL].reason.startswith(reason)


def test_every_call_names_its_protocol(open_on: Callable[[Path], Opened], trial_of_read_room: Path) -> None:
    opened = open_on(trial_of_read_room)
    panel = panel_of(opened.read(PARTIAL))
    assert panel.protocol.startswith("Protocol LDRT-SBRT-HNSCC 1.0 (")
    opened.session.case.run(SetProtocol("mine.toml", '[trial]\nversion = "2.0"\n'))
    assert panel.protocol.startswith("Protocol LDRT-SBRT-HNSCC 2.0 (")


def test_certainty_rests_on_the_protocols_variability(
    open_on: Callable[[Path], Opened], trial_of_read_room: Path
) -> None:
    opened = open_on(trial_of_read_room)
    panel = panel_of(opened.read(PARTIAL))
    by_default = panel.certainty
    opened.session.case.run(SetProtocol("mine.toml", "[variability]\ntwo_readers_pct = [-1, 1]\n"))
    assert "PR 100 %" in panel.certainty or "PR >99 %" in panel.certainty
    assert panel.certainty != by_default
