"""Reports and figures from the command line: which files, what stands in them, who gets them."""

import re
from datetime import date
from pathlib import Path

import pytest

from app.command_line import REFUSED, main
from app.language import speak
from app.reports.blocks import Block, Heading, NewPage, Paragraph, Shots, Table
from app.reports.paper import Running, write_pdf
from app.reports.reports import file_names, write_subject_reports, write_trial_report
from app.reports.subject_report import subject_blocks
from app.reports.trial_report import trial_blocks
from app.style.charting import paper_palette
from measurements.case.commands import BeginRead, PutClinicalEvent
from measurements.case.service import CaseService
from measurements.case.stored_case import case_of
from measurements.case.trial_endpoints import stored_endpoints, usual_choice
from measurements.case.trial_protocol import protocol_of
from measurements.clinical.event import ClinicalEvent, EventKind
from measurements.endpoints.trial import TrialEndpoints, trial_endpoints
from measurements.interchange.exports import export_csv
from measurements.refusal import NotAllowed, Refusal
from measurements.storage.store import create_trial, open_trial
from measurements.trial import Read
from tests.accounts import INVESTIGATOR, MANAGER, OTHER_READER, READER
from tests.app.people.cast import PASSWORD
from tests.app.trial.stored import EVENTS, fill
from tests.measurements.access.blinded_trial import blinded_trial
from tests.measurements.endpoints.patients import PROTOCOL, data
from tests.measurements.signed_read import trial_with_people


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    with create_trial(tmp_path / "trial") as store:
        fill(store, tmp_path)
        return store.path


@pytest.fixture
def with_events(trial: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    events = tmp_path / "events.csv"
    events.write_text(EVENTS, encoding="utf-8")
    assert main(["clinical", "import", str(events), "--trial", str(trial)]) == 0
    capsys.readouterr()
    return trial


def pages(path: Path) -> int:
    return len(re.findall(rb"/Type /Page\b", path.read_bytes()))


def letters(path: Path) -> set[str]:
    """All characters that the fonts of a PDF can be copied out as."""
    found: set[str] = set()
    for table_of_a_font in re.findall(rb"begincmap(.*?)endcmap", path.read_bytes(), re.DOTALL):
        for codes in re.findall(rb"\[([^\]]*)\]", table_of_a_font):
            found |= {chr(int(code, 16)) for code in re.findall(rb"<([0-9A-F]{4})>", codes)}
    return found


def words(blocks: list[Block]) -> str:
    """All that blocks say, a line each."""
    said: list[str] = []
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            said.append(block.text)
        elif isinstance(block, Table):
            said += [cell for row in (block.header, *block.rows) for cell in row]
        elif isinstance(block, Shots):
            said += [text for shot in block.shots for text in (shot.words, f"{shot.image}")]
    return "\n".join(said)


def test_a_subject_and_the_trial_each_have_a_report(
    with_events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["export", "report", "--trial", str(with_events), "--out", str(out)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        str(out / "subject-HN-017.pdf"),
        str(out / "trial.pdf"),
    ]
    assert pages(out / "subject-HN-017.pdf") >= 1
    assert 8 <= pages(out / "trial.pdf") <= 10, "two figures to a page"


def test_what_is_on_paper_can_be_copied_with_its_figures(with_events: Path, tmp_path: Path) -> None:
    """Fonts that substitute letters leave them out: digits, signs and Chinese have to come back."""
    try:
        main(["export", "report", "--trial", str(with_events), "--out", str(tmp_path), "--language", "zh"])
    finally:
        speak("en")
    for name in ("subject-HN-017.pdf", "trial.pdf"):
        assert set("0123456789.:-%") <= letters(tmp_path / name), name
    assert set("受试者评估靶病灶") & letters(tmp_path / "subject-HN-017.pdf")


def test_without_clinical_events_there_is_no_report_of_the_trial(
    trial: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["export", "report", "--trial", str(trial), "--out", str(out)]) == 0
    assert "no clinical events yet" in capsys.readouterr().out
    assert [path.name for path in out.iterdir()] == ["subject-HN-017.pdf"]


def test_one_subject_alone(with_events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["export", "report", "--trial", str(with_events), "--out", str(tmp_path / "out")]
    assert main([*arguments, "--subject", "HN-017"]) == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["subject-HN-017.pdf"]
    capsys.readouterr()
    assert main([*arguments, "--subject", "HN-018"]) == REFUSED
    assert "There is no subject HN-018 in this trial: name one of HN-017." in capsys.readouterr().err
    with create_trial(tmp_path / "empty"):
        pass
    empty = ["export", "report", "--trial", str(tmp_path / "empty.longaxis"), "--out", str(tmp_path / "no")]
    assert main([*empty, "--subject", "HN-018"]) == REFUSED
    assert "There is no subject in this trial yet" in capsys.readouterr().err
    assert main(["export", "csv", *arguments[2:], "--subject", "HN-017"]) == REFUSED
    assert "Only a report is of one subject" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_refused(
    trial: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    out = str(tmp_path / "file" / "out")
    assert main(["export", "report", "--trial", str(trial), "--out", out]) == REFUSED
    assert "cannot be made" in capsys.readouterr().err


def test_figures_come_with_their_data(
    with_events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "figures"
    assert main(["export", "figures", "--trial", str(with_events), "--out", str(out)]) == 0
    names = {Path(line).name for line in capsys.readouterr().out.splitlines()}
    assert names == {path.name for path in out.iterdir()}
    assert {"waterfall.svg", "survival.png", "swimmer.pdf", "spider-SBRT.svg", "curves.csv"} <= names


def test_figures_need_clinical_events(
    trial: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "figures", "--trial", str(trial), "--out", str(tmp_path / "out")]) == REFUSED
    assert "no clinical events yet" in capsys.readouterr().err


def test_a_missing_date_is_refused_before_any_report_is_written(
    with_events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events = tmp_path / "events.csv"
    events.write_text(EVENTS.replace("HN-017,ENROLMENT,2024-01-02,,,,,\n", ""), encoding="utf-8")
    assert main(["clinical", "import", str(events), "--trial", str(with_events)]) == 0
    out = tmp_path / "out"
    for what in ("report", "figures"):
        assert main(["export", what, "--trial", str(with_events), "--out", str(out)]) == REFUSED
        assert "Subject HN-017: there is no date of enrolment" in capsys.readouterr().err
    assert not out.exists()


def test_whose_reads_figures_and_report_rest_on_is_chosen(
    with_events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_trial(with_events, writing=True) as store:
        with store.reading() as found:
            (subject,) = found.subjects()
        CaseService(store).run(BeginRead(Read("read-2", subject.uid, "R2")))
    out = tmp_path / "out"
    for what in ("report", "figures"):
        asked = ["export", what, "--trial", str(with_events), "--out", str(out)]
        assert main(asked) == REFUSED
        assert "say with --reader whose reads count (R1, R2)" in capsys.readouterr().err
        assert not out.exists()
    assert main([*asked, "--reader", "R2"]) == 0
    assert "R2; " in (out / "waterfall.svg").read_text(encoding="utf-8")
    assert "reader R2" in (out / "curves.csv").read_text(encoding="utf-8")
    assert main(["export", "report", *asked[2:], "--reads", "accepted"]) == 0
    assert (out / "trial.pdf").exists()
    capsys.readouterr()
    assert main(["export", "csv", *asked[2:], "--reader", "R1"]) == REFUSED
    assert "leave --reads and --reader out" in capsys.readouterr().err


def test_the_report_of_a_subject_tells_protocol_assessor_signature_lesions_and_calls(trial: Path) -> None:
    with open_trial(trial, writing=False) as store, store.reading() as stored:
        (subject,) = stored.subjects()
        (read,) = stored.reads()
        protocol = protocol_of(stored)
        blocks = subject_blocks(stored, subject, [read], protocol)
        case = case_of(stored, read)
    for part in (
        protocol.hash,
        "Draft: nothing of this read is signed.",
        "Assessor",
        "R1",
        "T01",
        "24.3 \u00d7 9.0",
        "PR: sum 15.0 = baseline 24.3",
        "PD: sum 24.3 = nadir 15.0",
        "\u221238.3 %",
    ):
        assert part in words(blocks), part
    (shots,) = [block.shots for block in blocks if isinstance(block, Shots)]
    assert [shot.words.partition("\n")[0] for shot in shots] == [
        f"T01, {timepoint.label}" for timepoint in case.timepoints
    ]
    assert all(isinstance(shot.image, str) and shot.image for shot in shots), "their files are not there"


def test_each_read_says_how_it_counts(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as made:
        for name in (READER, OTHER_READER, INVESTIGATOR):
            made.read_whole(name)
        made.act(MANAGER)
        with made.store.reading() as stored:
            (subject,) = stored.subjects()
            blocks = subject_blocks(stored, subject, stored.reads(), protocol_of(stored))
    counts = [
        row[1]
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        if row[0] == "Counts for the subject"
    ]
    assert counts == [
        "yes: the readers agree",
        "as the investigator's read, beside those of the radiologists",
        "no: the readers agree, and the read of the first of them counts",
    ]


def test_nobody_read_it_yet(trial: Path) -> None:
    with open_trial(trial, writing=False) as store, store.reading() as stored:
        (subject,) = stored.subjects()
        blocks = subject_blocks(stored, subject, [], protocol_of(stored))
    assert "Nobody has read this subject yet." in words(blocks)


def test_the_report_of_the_trial_tells_rates_times_patients_and_reasons(with_events: Path) -> None:
    with open_trial(with_events, writing=False) as store, store.reading() as stored:
        endpoints = stored_endpoints(stored, usual_choice(stored, "R1"))
    said = words(trial_blocks(endpoints))
    for part in (
        "ORR, unconfirmed",
        "1 / 1",
        "2.5 \u2013 100.0",
        endpoints.protocol.hash,
        endpoints.data.source_sha256,
        "dry mouth",
        "Progression on 2024-05-03, at visit 2.",
        "Research use only",
        "Survival counts from enrolment and ends on day 730.",
        "DCR, confirmed",
        "DoR, confirmed",
        "TTR, confirmed",
    ):
        assert part in said, part


def test_adverse_events_are_tabled_by_worst_grade_severe_ones_and_what_they_came_from(
    with_events: Path,
) -> None:
    with open_trial(with_events, writing=True) as store:
        for uid, term, grade, related in (("a", "Pain", 4, False), ("b", "Nausea", 3, None)):
            event = ClinicalEvent(
                *("HN-017", EventKind.ADVERSE_EVENT, date(2024, 3, 1), "", term, grade, True, related)
            )
            CaseService(store).run(PutClinicalEvent(uid, event))
        with store.reading() as stored:
            blocks = trial_blocks(stored_endpoints(stored, usual_choice(stored, "R1")))
    at = next(
        number
        for number, block in enumerate(blocks)
        if block == Heading("Adverse events by worst grade, patients of 1")
    )
    table = blocks[at + 1]
    assert isinstance(table, Table)
    assert table.header[1:8] == ("Any", "\u2265 3", "1", "2", "3", "4", "5")
    assert table.header[8:] == ("Related", "\u2265 3", "Not related", "\u2265 3", "Serious")
    rows = {row[0]: row[1:] for row in table.rows}
    all_of_them, none = "1 (100.0 %)", "0 (0.0 %)"
    assert rows["Any term"] == (all_of_them, all_of_them, *"00010", *"10", *"11", "1")
    assert rows["dry mouth"] == (all_of_them, none, *"01000", *"10", *"00", "0")
    assert rows["Pain"] == (all_of_them, all_of_them, *"00010", *"00", *"11", "1")
    assert "nobody said whether they were related: 1;" in words(blocks[at : at + 3])


def test_a_long_table_goes_on_over_the_pages(tmp_path: Path) -> None:
    rows = tuple((str(number), "words") for number in range(200))
    running = Running("head", "foot", "{page} / {pages}")
    short, long = tmp_path / "short.pdf", tmp_path / "long.pdf"
    for path, shown in ((short, rows[:5]), (long, rows)):
        write_pdf(path, "t", [Table(("Number", "Text"), shown, (1, 3))], running, paper_palette())
    assert pages(short) == 1
    assert pages(long) > 3


def test_a_row_that_no_page_holds_is_parted_and_a_page_may_be_begun(tmp_path: Path) -> None:
    running = Running("head", "foot", "{page} / {pages}")
    words_of_a_book = "many words " * 4000
    blocks: list[Block] = [
        Table(("No", "Text"), (("1", words_of_a_book),), (1, 9)),
        NewPage(),
        Paragraph("end"),
    ]
    write_pdf(tmp_path / "a.pdf", "t", blocks, running, paper_palette())
    assert pages(tmp_path / "a.pdf") >= 6


def test_codes_that_differ_in_signs_or_case_only_have_files_of_their_own() -> None:
    assert file_names(["HN/1", "HN_1", "hn_1", "上海-张伟"]) == {
        "HN/1": "subject-HN_1",
        "HN_1": "subject-HN_1-2",
        "hn_1": "subject-hn_1-3",
        "上海-张伟": "subject-上海-张伟",
    }


def test_who_is_asked_for_by_name_only(peopled_trial: Path, tmp_path: Path) -> None:
    """A radiologist gets the reports of what they may see; an adjudicator exports nothing."""
    from measurements.access.sign_in import sign_in

    with open_trial(peopled_trial, writing=False) as store:
        with pytest.raises(Refusal, match="sign in first"):
            list(write_subject_reports(store, tmp_path / "a"))
        sign_in(store, "ada", PASSWORD)
        with pytest.raises(Refusal, match="may not do this"):
            list(write_subject_reports(store, tmp_path / "a"))
        sign_in(store, "li.wei", PASSWORD)
        written = list(write_subject_reports(store, tmp_path / "b"))
    assert {path.name for path in written} == {"subject-HN-1.pdf", "subject-HN-2.pdf"}
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(("name", "told"), [(READER, False), (OTHER_READER, False), (MANAGER, True)])
def test_a_radiologist_takes_out_nothing_of_what_happened_to_patients(
    tmp_path: Path, name: str, told: bool
) -> None:
    of_events = ("Neuralgia", "2024-02-02", "2024-12-31", "events.csv", "clinical_event")
    with blinded_trial(tmp_path) as blinded:
        blinded.act(name)
        written = export_csv(blinded.store, tmp_path / "out", name)
        with blinded.store.reading() as trial:
            said = [
                words(subject_blocks(trial, subject, trial.reads(subject.uid), protocol_of(trial)))
                for subject in trial.subjects()
            ]
        if not told:
            with pytest.raises(NotAllowed, match="sign in as"):
                write_trial_report(blinded.store, endpoints_of_nobody(), tmp_path / "report")
    said += [f"{path.name}\n{path.read_text(encoding='utf-8')}" for path in written]
    assert said
    assert {word for word in of_events if any(word in text for text in said)} == (
        set(of_events) if told else set()
    )
    assert not (tmp_path / "report").exists()


def endpoints_of_nobody() -> TrialEndpoints:
    return trial_endpoints({}, data("LAST_CONTACT 30"), PROTOCOL, "nobody")
