"""What a report says first of a read: protocol, assessor, signatures, and whether it counts."""

from PySide6.QtCore import QCoreApplication

from app.trial.figure_words import branch_words, response_words
from measurements.case.accepted import INVESTIGATOR, Accepted, Standing
from measurements.case.case_view import CaseView
from measurements.signature import AdjudicationReason, Meaning, Signature
from measurements.storage.program import PROGRAM_VERSION
from measurements.storage.repository import Repository
from measurements.trial import Read, Subject

translate = QCoreApplication.translate


def read_facts(
    trial: Repository, subject: Subject, read: Read, standing: Standing, case: CaseView, *, agreed: bool
) -> tuple[tuple[str, str], ...]:
    """Lines of a name and what it is; `agreed` where a read of the subject counts because all agree."""
    protocol, assessment = case.protocol, case.assessment
    signatures = sorted(trial.evidence.standing(read.uid), key=lambda one: one.signed)
    rows = [
        (
            translate("report", "Protocol"),
            translate("report", "{code}, version {version}\nSHA-256 {hash}").format(
                code=protocol.trial.code, version=protocol.version, hash=protocol.hash
            ),
        ),
        (translate("report", "Assessor"), _assessor(read, standing, signatures)),
        (translate("report", "Signature"), _signed(signatures, case)),
        (translate("report", "Counts for the subject"), _counts(trial, subject, standing, agreed=agreed)),
        (
            translate("report", "Start of treatment"),
            subject.treatment_start.isoformat()
            if subject.treatment_start
            else translate("report", "not known; days count from baseline"),
        ),
    ]
    if assessment is not None:
        rows += [
            (
                translate("report", "Best response"),
                translate("report", "{best}; confirmed: {confirmed}").format(
                    best=response_words(assessment.bor),
                    confirmed=response_words(assessment.confirmed_bor),
                ),
            ),
            (translate("report", "Response rests on"), branch_words(assessment.orr_set)),
        ]
    rows.append((translate("report", "Program"), f"Longaxis {PROGRAM_VERSION}"))
    return tuple(rows)


def _assessor(read: Read, standing: Standing, signatures: list[Signature]) -> str:
    own = [one.printed_name for one in signatures if one.meaning is not Meaning.ADJUDICATION]
    name = f"{own[-1]} ({read.reader})" if own and own[-1] != read.reader else read.reader
    if standing.evaluator == INVESTIGATOR:
        return translate("report", "{name}, investigator").format(name=name)
    return translate("report", "{name}, radiologist {number}").format(
        name=name, number=standing.evaluator.rpartition(" ")[2]
    )


def _counts(trial: Repository, subject: Subject, standing: Standing, *, agreed: bool) -> str:
    decided = trial.evidence.adjudications().get(subject.uid)
    if standing.accepted is Accepted.ADJUDICATED and decided is not None:
        sentence = translate("report", "yes: chosen by the adjudicator {who}; {reason}").format(
            who=decided.who, reason=_reason_words(decided.reason)
        )
        return f"{sentence}\n{decided.comment}" if decided.comment else sentence
    if standing.evaluator == INVESTIGATOR:
        return translate("report", "as the investigator's read, beside those of the radiologists")
    if standing.accepted is Accepted.AGREED:
        return translate("report", "yes: the readers agree")
    if standing.accepted is Accepted.ONLY_READ:
        return translate("report", "yes: the only read")
    if decided is not None:
        return translate("report", "no: the adjudicator chose the other read")
    if agreed:
        return translate("report", "no: the readers agree, and the read of the first of them counts")
    return translate("report", "not said yet")


def _reason_words(reason: AdjudicationReason) -> str:
    return {
        AdjudicationReason.BOUNDARY: translate("report", "boundary of a lesion"),
        AdjudicationReason.OTHER_LESION: translate("report", "choice of lesions"),
        AdjudicationReason.NEW_LESION: translate("report", "new lesion, true or not"),
        AdjudicationReason.NON_TARGET: translate("report", "judgement of non-targets"),
        AdjudicationReason.IMAGE_QUALITY: translate("report", "quality of the pictures"),
        AdjudicationReason.OTHER: translate("report", "another reason, told in the comment"),
    }[reason]


def _signed(signatures: list[Signature], case: CaseView) -> str:
    labels = {one.uid: one.label for one in case.timepoints}
    if not signatures:
        return translate("report", "Draft: nothing of this read is signed.")
    return "\n".join(_signature(one, labels) for one in signatures)


def _signature(one: Signature, labels: dict[str, str]) -> str:
    what = {
        Meaning.TIMEPOINT: translate("report", "{timepoint} assessed"),
        Meaning.READ: translate("report", "Read completed"),
        Meaning.ADJUDICATION: translate("report", "Read adjudicated"),
    }[one.meaning].format(timepoint=labels.get(one.timepoint_uid or "", ""))
    return translate("report", "{what}: {name}, {when}, content {hash}").format(
        what=what,
        name=one.printed_name,
        when=one.signed.isoformat(sep=" ", timespec="minutes"),
        hash=one.content_hash[:12],
    )
