"""Trials for pictures of every state of the windows: none, a crowd with long names, one subject with much."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.demo.truthful_reader import read_subject
from app.importing import bring_in, look_through
from measurements.case.commands import AddLesion, InOneStep, PutMeasurement, RenameSubject
from measurements.case.service import CaseService
from measurements.geometry.caliper import caliper_from
from measurements.lesion import Lesion, Measurement, RadiationClass, Role, State
from measurements.progress import silent
from measurements.storage.lock import account
from measurements.storage.store import TrialStore, create_trial
from measurements.trial import Timepoint
from reader.phantom.subjects import Variant, demonstration_subjects
from reader.phantom.write import write_subject
from tests.dicom_files import uid, write_ct_series

SUBJECTS, TIMEPOINTS, LESIONS = 52, 15, 20
LONG_CODE = "SHANGHAI-CHEST-HOSPITAL-2024-RADIOTHERAPY-0017"
CHINESE_CODE = "上海肺科-张伟-0042"
LONG_SITE = "Lymph node, paraaortic, at the level of the left renal vein"
CHINESE_SITE = "右肺上叶尖段"


def demonstration(made: Path, folder: Path) -> Path:
    """A copy of the demonstration's trial that may be changed; its scans are those of the original."""
    folder.mkdir(parents=True)
    shutil.copyfile(made / "demonstration.longaxis", folder / "demonstration.longaxis")
    shutil.copyfile(made / "demonstration.json", folder / "demonstration.json")
    (folder / "scans").symlink_to((made / "scans").resolve())
    return folder / "demonstration.longaxis"


def empty(folder: Path) -> Path:
    """A trial into which nothing has come."""
    folder.mkdir(parents=True)
    create_trial(folder / "empty.longaxis").close()
    return folder / "empty.longaxis"


def crowd(folder: Path) -> Path:
    """52 subjects with one to eight timepoints, a few unsound ones; two codes are long, one is Chinese."""
    for number in range(SUBJECTS):
        for visit in range(1 + number % 8):
            day = date(2024, 1, 8) + timedelta(days=number + 56 * visit)
            gap = (number + visit) % 9 == 4
            write_ct_series(
                folder / "scans" / f"{number:03d}" / f"{visit}",
                positions=[(-100.0, -100.0, 2.0 * k) for k in range(5) if not gap or k != 2],
                patient_id=f"HN-{number + 1:03d}",
                study_uid=uid("study", number, visit),
                StudyDate=f"{day:%Y%m%d}",
            )
    trial = folder / "crowd.longaxis"
    with create_trial(trial, "Cadonilimab with LDRT and SBRT in recurrent head and neck cancer") as store:
        bring_in(store, look_through([folder / "scans"]))
        case = CaseService(store, who=account())
        with store.reading() as repository:
            subjects = repository.subjects()
        for place, code in ((3, LONG_CODE), (4, LONG_CODE.replace("0017", "0018")), (5, CHINESE_CODE)):
            case.run(RenameSubject(subjects[place].uid, code))
    return trial


def much(folder: Path) -> Path:
    """One subject with fifteen timepoints and twenty lesions, most of them near each other."""
    subject = next(iter(demonstration_subjects(Variant.SMALL)))
    visits = tuple(
        replace(
            subject.visits[min(number, 2)],
            number=number,
            date=subject.visits[0].date + timedelta(56 * number),
        )
        for number in range(TIMEPOINTS)
    )
    subject = replace(subject, code="MUCH-001", visits=visits)
    truths = write_subject(folder / "scans", subject, silent)
    trial = folder / "much.longaxis"
    with create_trial(trial, "Much to see") as store:
        bring_in(store, look_through([folder / "scans"]))
        case = CaseService(store, who=account())
        with store.reading() as repository:
            enrolled = repository.subjects()[0]
            timepoints = repository.timepoints(enrolled.uid)
        read_subject(store, enrolled.uid, truths, account())
        _add_lesions(store, case, timepoints)
    return trial


def _add_lesions(store: TrialStore, case: CaseService, timepoints: list[Timepoint]) -> None:
    """Lesions close about the first one, up to twenty in all; the last one is left open at the end."""
    with store.reading() as repository:
        read = repository.reads(timepoints[0].subject_uid)[0]
        begun = len(repository.lesions(read.uid))
        said = repository.measurements(read.uid)
    calipers = {one.timepoint_uid: one.caliper for one in reversed(said) if one.caliper is not None}
    classes = (RadiationClass.SBRT, RadiationClass.LDRT, RadiationClass.UNIRRADIATED)
    for number in range(begun, LESIONS):
        role = Role.NON_TARGET if number < 14 else Role.NEW
        label = f"NT{number:02d}" if role is Role.NON_TARGET else f"NEW{number - 13:02d}"
        begins = 0 if role is Role.NON_TARGET else 2
        lesion = Lesion(
            f"much {number}",
            read.uid,
            label,
            role,
            (LONG_SITE, CHINESE_SITE, "Lung, right upper lobe", "")[number % 4],
            "Lung",
            "",
            False,
            classes[number % 3],
            timepoints[begins].uid,
        )
        answers: list[PutMeasurement] = []
        for timepoint in timepoints[begins:]:
            if number == LESIONS - 1 and timepoint is timepoints[-1]:
                continue
            like = calipers[timepoint.uid]
            (x, y, z), _ = like.long_lps
            left = x + 14.0 * (number % 4) - 20
            top = y + 11.0 * (number // 4) - 30
            caliper = caliper_from(
                ((left, top, z), (left + 9.0, top + 3.0, z)),
                ((left + 5.5, top - 1.5, z), (left + 3.5, top + 4.5, z)),
                series_key=like.series_key,
                sop_uid=like.sop_uid,
                frame=0,
            )
            state = State.PRESENT if role is Role.NON_TARGET else State.UNEQUIVOCAL
            answers.append(PutMeasurement(Measurement(lesion.uid, timepoint.uid, state, caliper)))
        case.run(InOneStep((AddLesion(lesion), *answers)))
