"""A trial in which two readers have measured the same ellipses, and differ on one of them."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from app.session import Session
from measurements.case.commands import AddLesion, BeginRead, InOneStep, PutMeasurement
from measurements.case.evidence_commands import CheckImages, CompleteRead, SignTimepoint
from measurements.geometry.caliper import caliper_from
from measurements.imaging import Series
from measurements.lesion import Lesion, Measurement, RadiationClass, Role, State
from measurements.signature import ImageVerdict
from measurements.trial import Read
from tests.accounts import OTHER_READER, PASSWORD, READER, give_accounts
from tests.app.reading.at_the_desk import subject_uid, timepoint_uids
from tests.app.reading.scans import LIVER, LUNG, Ellipse

LABELS = {"T01": LUNG, "T02": LIVER}
CLASSES = {"T01": RadiationClass.SBRT, "T02": RadiationClass.LDRT}
ORGANS = {"T01": "lung", "T02": "liver"}
LONGER_MM = 2.5
"""By so much the second reader draws T01 longer at the first follow-up: 38.5 mm are no partial response."""

Drawn = Mapping[tuple[str, int], float]
"""By how much a long axis is drawn longer than it is, mm, by label and visit."""

ALIKE: Drawn = {}
TOO_LONG: Drawn = {("T01", 1): LONGER_MM}


def read_by(
    session: Session,
    read_uid: str,
    reader: str,
    longer_mm: Drawn = ALIKE,
    after_each: Callable[[Read, str], object] = lambda read, timepoint_uid: None,
    on: str = "",
) -> Read:
    """A read of both ellipses at all visits; `on`: description of the series where there is one of it."""
    read = Read(read_uid, subject_uid(session), reader)
    session.case.run(BeginRead(read))
    uids = timepoint_uids(session)
    for visit, uid in enumerate(uids):
        with session.store.reading() as trial:
            there = sorted(trial.series(uid), key=lambda one: (one.description or "") != on)
            series = trial.series_with_slices(there[0].key)
        assert series is not None
        for label, seen in LABELS.items():
            lesion = _lesion(read, label, uids[0])
            put = PutMeasurement(
                _measured(lesion, uid, series, seen, visit, longer_mm.get((label, visit), 0.0))
            )
            session.case.run(put if visit else InOneStep((AddLesion(lesion), put)))
        after_each(read, uid)
    return read


def disputed_with_accounts(session: Session) -> None:
    """Two radiologists read and sign; what they say differs. Nobody is at the trial afterwards."""
    give_accounts(session.store, session.case)
    for uid in timepoint_uids(session):
        session.case.run(CheckImages(uid, ImageVerdict.PASS, ()))

    def sign(read: Read, timepoint_uid: str) -> None:
        session.case.run(SignTimepoint(read.uid, timepoint_uid, PASSWORD))

    for reader, longer_mm in ((READER, ALIKE), (OTHER_READER, TOO_LONG)):
        session.sign_in(reader, PASSWORD)
        read = read_by(session, f"read-{reader}", reader, longer_mm, sign)
        session.case.run(CompleteRead(read.uid, PASSWORD))
    session.sign_out()


def _lesion(read: Read, label: str, first: str) -> Lesion:
    return Lesion(
        uid=f"{read.uid} {label}",
        read_uid=read.uid,
        label=label,
        role=Role.TARGET,
        site=ORGANS[label].capitalize(),
        organ=ORGANS[label],
        laterality="",
        nodal=False,
        radiation=CLASSES[label],
        first_timepoint_uid=first,
    )


def _measured(
    lesion: Lesion, timepoint_uid: str, series: Series, seen: Ellipse, visit: int, longer_mm: float
) -> Measurement:
    (left, y, height), (right, _, _) = seen.long_lps(visit)
    (x, top, _), (_, bottom, _) = seen.short_lps(visit)
    picture, z = min(
        ((one, one.origin_lps[2]) for one in series.slices if one.origin_lps is not None),
        key=lambda found: abs(found[1] - height),
    )
    drawn = caliper_from(
        ((left, y, z), (right + longer_mm, y, z)),
        ((x, top, z), (x, bottom, z)),
        series_key=series.key,
        sop_uid=picture.sop_uid,
        frame=picture.frame,
    )
    assert drawn.long_mm == Decimal(str(seen.axes_mm[visit][0] + longer_mm))
    return Measurement(lesion.uid, timepoint_uid, State.MEASURED, drawn)
