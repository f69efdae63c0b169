"""Signatures, what voided them, and decisions between reads, as tables."""

from collections.abc import Iterator, Sequence

from measurements.storage.repository import Repository

Cells = Sequence[object]

SIGNATURE_COLUMNS = (
    *("subject", "reader", "timepoint", "meaning", "version", "printed_name", "signed", "protocol_hash"),
    *("program_version", "content_hash", "public_key", "seal", "voided", "voided_by", "void_reason"),
    "signature_uid",
)
ADJUDICATION_COLUMNS = ("subject", "accepted_reader", "reason", "comment", "adjudicator", "accepted_read_uid")


def signature_cells(trial: Repository) -> Iterator[Cells]:
    """One row for each signature of a read that is seen, voided ones too; times with their zone."""
    codes = {subject.uid: subject.code for subject in trial.subjects()}
    reads = {read.uid: read for read in trial.reads()}
    labels = {one.uid: one.label for some in trial.timepoints_by_subject().values() for one in some}
    unlocks = trial.evidence.unlocks()
    for one in trial.evidence.signatures():
        read = reads.get(one.read_uid)
        if read is None:
            continue
        void = unlocks.get(one.uid)
        yield (
            *(codes[read.subject_uid], read.reader, labels.get(one.timepoint_uid or "", "")),
            *(one.meaning.value, one.version, one.printed_name, one.signed.isoformat()),
            *(one.protocol_hash, one.program_version, one.content_hash, one.public_key, one.seal),
            *(("", "", "") if void is None else (void.unlocked.isoformat(), void.who, void.reason)),
            one.uid,
        )


def adjudication_cells(trial: Repository) -> Iterator[Cells]:
    """One row for each subject of which a read was taken, of those that are seen."""
    reads = {read.uid: read for read in trial.reads()}
    decided = trial.evidence.adjudications()
    for subject in trial.subjects():
        one = decided.get(subject.uid)
        if one is not None and one.chosen_read_uid in reads:
            chosen = reads[one.chosen_read_uid].reader
            yield (subject.code, chosen, one.reason.value, one.comment, one.who, one.chosen_read_uid)
