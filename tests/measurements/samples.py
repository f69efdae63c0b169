"""Series, lesions and calipers made up for tests, and a trial that holds some."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from measurements.case.commands import BeginRead
from measurements.case.enrol import enrol
from measurements.case.service import CaseService
from measurements.following import Followed, LocalTransform, Method, Quality
from measurements.geometry.caliper import caliper_from
from measurements.imaging import Issue, IssueCode, Orientation, Series, Slice
from measurements.lesion import Caliper, Lesion, Measurement, RadiationClass, Role, State
from measurements.storage.store import TrialStore
from measurements.trial import Read, Timepoint

FOLLOWED = Followed(
    LocalTransform(
        ((1.0, 0.0, 0.0, 5.0), (0.0, 1.0, 0.0, -6.0), (0.0, 0.0, 1.0, 7.5), (0.0, 0.0, 0.0, 1.0)),
        (1.0, 2.0, 3.0),
        28.0,
        Quality(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3),
        Method.BLOCKS,
    ),
    (6.0, -4.0, 10.5),
    3.0,
    (),
)


def slices(series_uid: str, count: int, folder: str = "images") -> tuple[Slice, ...]:
    return tuple(
        Slice(
            sop_uid=f"{series_uid}.{at + 1}",
            frame=0,
            path=f"{folder}/{series_uid}/{at}.dcm",
            origin_lps=(-125.3, -130.1, 40.0 - 2.5 * at),
            pixel_offset=1234,
            slope=1.0,
            intercept=-1024.0,
            file_size=526_000,
            file_mtime_ns=1_700_000_000_123_456_789,
            instance_number=at + 1,
        )
        for at in range(count)
    )


def series(
    series_uid: str = "1.2.3",
    *,
    study_uid: str = "1.2",
    patient_id: str = "HN-017",
    patient_name: str = "DOE^JANE",
    study_date: str | None = "20240105",
    count: int = 3,
    stack: int = 0,
    folder: str = "images",
) -> Series:
    return Series(
        series_uid=series_uid,
        stack=stack,
        study_uid=study_uid,
        frame_of_reference_uid="1.9",
        patient_id=patient_id,
        patient_name=patient_name,
        study_date=study_date,
        modality="CT",
        description="Neck 2.5 mm",
        body_part=None,
        kernel="B30f",
        series_number=4,
        files=count,
        frames=count,
        rows=512,
        columns=512,
        pixel_spacing_mm=(0.7, 0.7),
        slice_thickness_mm=2.5,
        orientation=Orientation.AXIAL,
        along_row=(1.0, 0.0, 0.0),
        along_column=(0.0, 1.0, 0.0),
        spacing_mm=2.5,
        gaps_mm=(2.5,),
        tilt_deg=0.0,
        transfer_syntaxes=("1.2.840.10008.1.2.1",),
        stored_type="<i2",
        padding=-2000,
        window=(40.0, 400.0),
        loadable=True,
        reformattable=True,
        issues=(Issue(IssueCode.LOSSY, "Compressed with loss."),),
        slices=slices(series_uid, count, folder),
    )


def three_scans(patient_id: str = "HN-017", folder: str = "images") -> list[Series]:
    """One series at baseline and at two follow-ups; UIDs are the patient's."""
    root = "1.2." + "".join(str(ord(letter)) for letter in patient_id)
    return [
        series(
            f"{root}.{at}.1", study_uid=f"{root}.{at}", patient_id=patient_id, study_date=when, folder=folder
        )
        for at, when in enumerate(("20240105", "20240301", "20240503"))
    ]


CHEST = replace(
    three_scans()[0],
    description="Chest, venous",
    kernel="B30f",
    slice_thickness_mm=2.0,
    window=(40.0, 400.0),
    orientation=Orientation.AXIAL,
    columns=512,
    pixel_spacing_mm=(0.7, 0.7),
    frame_of_reference_uid="1.1",
)


def chest(key: str, **facts: Any) -> Series:
    """A series like `CHEST` but for some facts."""
    return replace(CHEST, series_uid=key, **facts)


def begun_read(store: TrialStore, case: CaseService, folder: Path) -> tuple[Read, list[Timepoint]]:
    """Enrols three scans of one subject and begins a read of them."""
    enrol(store, three_scans(folder=str(folder / "images")))
    with store.reading() as trial:
        (subject,) = trial.subjects()
        timepoints = trial.timepoints(subject.uid)
    read = Read("read-1", subject.uid, "R1")
    case.run(BeginRead(read))
    return read, timepoints


def lesion(
    read: Read,
    first: Timepoint,
    label: str = "T01",
    role: Role = Role.TARGET,
    *,
    nodal: bool = False,
    radiation: RadiationClass | None = RadiationClass.SBRT,
) -> Lesion:
    return Lesion(
        uid=f"lesion-{label}",
        read_uid=read.uid,
        label=label,
        role=role,
        site="Tongue",
        organ="Tongue",
        laterality="left",
        nodal=nodal,
        radiation=radiation,
        first_timepoint_uid=first.uid,
    )


def caliper(drawn_on: Series, long_mm: float = 24.3, short_mm: float | None = 12.0) -> Caliper:
    """Drawn on the second slice of the series."""
    z = 37.5
    short = None if short_mm is None else ((10.0, -short_mm / 2, z), (10.0, short_mm / 2, z))
    return caliper_from(
        ((0.0, 0.0, z), (long_mm, 0.0, z)),
        short,
        series_key=drawn_on.key,
        sop_uid=drawn_on.slices[1].sop_uid,
        frame=0,
    )


def measured(
    of: Lesion, at: Timepoint, scan: int, long_mm: float = 24.3, short_mm: float | None = 12.0
) -> Measurement:
    """A caliper on the scan of this number of the sample subject."""
    return Measurement(of.uid, at.uid, State.MEASURED, caliper(three_scans()[scan], long_mm, short_mm))
