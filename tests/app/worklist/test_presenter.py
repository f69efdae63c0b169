"""What the worklist says of a trial: how far reads are, the calls, and whether the pictures are whole."""

from pathlib import Path

import pytest
from sqlalchemy import event

from app.importing import bring_in, look_through
from app.session import Session
from app.worklist.presenter import WorklistPresenter
from app.worklist.rows import Cell, Filter, Images, Reading, SubjectRow
from measurements.lesion import RadiationClass
from tests.app.worklist.reads import begin_read, measure, subject_named, timepoints_of
from tests.dicom_files import write_ct_series


def cells(session: Session, code: str) -> tuple[Cell, ...]:
    presenter = WorklistPresenter(session.store, session.reader)
    row = presenter.row(subject_named(session, code).uid)
    assert row is not None
    assert row in presenter.rows()
    return row.cells


def test_what_nobody_has_read_is_to_read(session: Session) -> None:
    assert [(cell.label, cell.reading, cell.call) for cell in cells(session, "HN-10")] == [
        ("BL", Reading.TO_READ, ""),
        ("TP1", Reading.TO_READ, ""),
        ("TP2", Reading.TO_READ, ""),
    ]


def test_missing_slices_make_images_incomplete_and_are_told(session: Session) -> None:
    found = cells(session, "HN-10")
    assert [cell.images for cell in found] == [Images.COMPLETE, Images.COMPLETE, Images.INCOMPLETE]
    assert found[0].issues == ()
    assert found[2].issues[0].startswith("Phantom: 1 slice")


def test_reading_is_counted_in_lesions_and_called_when_read(session: Session) -> None:
    first, second = begin_read(session, "HN-10", RadiationClass.SBRT, RadiationClass.UNIRRADIATED)
    baseline, later, _ = timepoints_of(session, "HN-10")
    measure(session, first, baseline, 40.0)
    assert [(cell.reading, cell.assessed, cell.expected) for cell in cells(session, "HN-10")] == [
        (Reading.READING, 1, 2),
        (Reading.TO_READ, 0, 2),
        (Reading.TO_READ, 0, 2),
    ]
    measure(session, second, baseline, 20.0)
    measure(session, first, later, 20.0)
    measure(session, second, later, 20.0)
    found = cells(session, "HN-10")
    assert [(cell.reading, cell.call) for cell in found] == [
        (Reading.READ, ""),
        (Reading.READ, "PR"),
        (Reading.TO_READ, ""),
    ]
    assert found[1].reason.startswith("PR: ")
    assert "40.0" in found[1].reason


def test_another_readers_calls_are_not_shown(session: Session) -> None:
    (lesion,) = begin_read(session, "HN-10", RadiationClass.SBRT, reader="somebody else")
    measure(session, lesion, timepoints_of(session, "HN-10")[0], 40.0)
    assert all(cell.reading is Reading.TO_READ for cell in cells(session, "HN-10"))
    row = WorklistPresenter(session.store, session.reader).row(subject_named(session, "HN-10").uid)
    assert row is not None
    assert row.classes == frozenset()


def test_classes_are_those_of_the_lesions(session: Session) -> None:
    begin_read(session, "HN-2", RadiationClass.LDRT, None, RadiationClass.LDRT)
    row = WorklistPresenter(session.store, session.reader).row(subject_named(session, "HN-2").uid)
    assert row is not None
    assert row.classes == {RadiationClass.LDRT}


def test_a_subject_that_has_gone_has_no_row(session: Session) -> None:
    assert WorklistPresenter(session.store, session.reader).row("gone") is None


def test_more_subjects_take_no_more_queries(session: Session, tmp_path: Path) -> None:
    presenter = WorklistPresenter(session.store, session.reader)
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        asked.append(statement)

    def queries() -> int:
        asked.clear()
        presenter.rows()
        return len(asked)

    engine = session.store._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        of_two_subjects = queries()
        for number in range(3):
            write_ct_series(tmp_path / "more" / str(number), patient_id=f"LX-{number}", slices=1)
        bring_in(session.store, look_through([tmp_path / "more"]))
        assert queries() == of_two_subjects
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _row(*readings: Reading, images: Images = Images.COMPLETE) -> SubjectRow:
    made = tuple(
        Cell("", order, "", None, None, 0, images, (), reading, 0, 0, "", "")  # type: ignore[arg-type]
        for order, reading in enumerate(readings)
    )
    return SubjectRow("", "", "", None, frozenset(), made)


@pytest.mark.parametrize(
    ("row", "admitting"),
    [
        (_row(), {Filter.ALL}),
        (_row(Reading.READ, Reading.READ), {Filter.ALL, Filter.READ}),
        (_row(Reading.NOT_A_VISIT, Reading.READ), {Filter.ALL, Filter.READ}),
        (_row(Reading.READ, Reading.TO_READ), {Filter.ALL, Filter.TO_READ}),
        (_row(Reading.READING, Reading.TO_READ), {Filter.ALL, Filter.READING, Filter.TO_READ}),
        (_row(Reading.READ, images=Images.TO_CHECK), {Filter.ALL, Filter.READ, Filter.IMAGES}),
    ],
)
def test_filters(row: SubjectRow, admitting: set[Filter]) -> None:
    assert {state for state in Filter if state.admits(row)} == admitting
