"""Readers who measured on different series of one timepoint: each pane hangs what its own reader drew on."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.importing import bring_in, look_through
from app.session import Session, open_session
from measurements.storage.store import create_trial
from tests.app.adjudication.adjudicator import Adjudicator
from tests.app.adjudication.disputes import TOO_LONG, read_by
from tests.app.reading.scans import (
    CORNER_MM,
    DAYS,
    LOWEST_MM,
    LUNG,
    PIXEL_MM,
    SLICES,
    SPACING_MM,
    SUBJECT,
    picture,
    write_scans,
)
from tests.dicom_files import uid, write_ct_series

THICK = "Thick slices"
VISIT = 1


@pytest.fixture
def adjudicator(qtbot: QtBot, tmp_path: Path) -> Iterator[Adjudicator]:
    write_scans(tmp_path / "scans")
    study = uid("study", SUBJECT, DAYS[VISIT])
    write_ct_series(
        tmp_path / "scans" / "thick",
        slices=(SLICES + 1) // 2,
        spacing=2 * SPACING_MM,
        thickness=2 * SPACING_MM,
        pixel_spacing=(PIXEL_MM, PIXEL_MM),
        origin=(CORNER_MM, CORNER_MM, LOWEST_MM[VISIT]),
        volume=np.stack([picture(VISIT, SLICES - 1 - 2 * k) for k in range((SLICES + 1) // 2)]),
        patient_id=SUBJECT,
        study_uid=study,
        series_uid=uid("thick", study),
        StudyDate=DAYS[VISIT],
        SeriesDescription=THICK,
        FrameOfReferenceUID=uid("frame of reference", study),
    )
    with create_trial(tmp_path / "trial.longaxis") as store:
        bring_in(store, look_through([tmp_path / "scans"]))
    session: Session = open_session(tmp_path / "trial.longaxis")
    read_by(session, "read-1", "R1", on="Phantom")
    read_by(session, "read-2", "R2", TOO_LONG, on=THICK)
    made = Adjudicator(qtbot, session)
    made.show()
    yield made
    made.leave()
    session.close()


def test_each_pane_hangs_what_its_reader_drew_on(adjudicator: Adjudicator) -> None:
    thin, thick = (shown.stack for shown in adjudicator.panes.both)
    assert thin is not None
    assert thick is not None
    assert (thin.count, thick.count, thick.series.description) == (SLICES, (SLICES + 1) // 2, THICK)
    assert adjudicator.in_hand == "T01"
    reads = adjudicator.page.reads
    assert reads is not None
    assert [match.distance_mm for match in reads.matches] == [0.0, 0.0]


def test_both_panes_are_at_the_lesion_and_scroll_by_place(adjudicator: Adjudicator) -> None:
    def heights_mm() -> list[float]:
        panes = [shown.pane for shown in adjudicator.panes.both]
        return [pane.source().plane(pane.viewport().index).origin_lps[2] for pane in panes]  # type: ignore[union-attr]

    thin_mm, thick_mm = heights_mm()
    assert abs(thin_mm - thick_mm) <= SPACING_MM
    assert adjudicator.slices[0] == LUNG.place
    adjudicator.wheel(adjudicator.panes.b.pane, -1)
    thin_mm, lower_mm = heights_mm()
    assert lower_mm == thick_mm - 2 * SPACING_MM
    assert abs(thin_mm - lower_mm) <= SPACING_MM


def test_ghosts_are_laid_onto_the_slice_nearest_to_them(adjudicator: Adjudicator) -> None:
    for shown in adjudicator.panes.both:
        stack = shown.stack
        assert stack is not None
        heights = {stack.plane(index).origin_lps[2] for index in range(stack.count)}
        ghosts = [one for one in shown.pane._shapes if one.ghost]
        assert len(ghosts) == 2
        assert {point[2] for one in ghosts for point in one.points_lps} <= heights
