"""Deciding between two reads: whose, by whom, and anew."""

from pathlib import Path

from measurements.case.evidence_commands import Adjudicate, Unassign
from measurements.refusal import NotAllowed
from measurements.signature import AdjudicationReason
from tests.accounts import ADJUDICATOR, INVESTIGATOR, MANAGER, OTHER_READER, PASSWORD, READER
from tests.measurements.case.at_signing import refused, standing, unlock
from tests.measurements.signed_read import SignedRead, trial_with_people


def test_a_decision_is_taken_anew_after_its_unlocking(decided: SignedRead) -> None:
    unlock(decided, OTHER_READER, "read adjudicated")
    decided.adjudicate()
    assert ("read adjudicated", 2) in standing(decided, OTHER_READER)


def test_a_decision_is_between_completed_reads_of_radiologists(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as work:
        for name in (READER, INVESTIGATOR):
            work.read_whole(name)
        work.act(ADJUDICATOR)

        def chosen(name: str, reason: AdjudicationReason = AdjudicationReason.BOUNDARY) -> Adjudicate:
            return Adjudicate(work.subject.uid, work.read(name).uid, reason, "", PASSWORD)

        refused(work, chosen(READER), "between completed reads")
        refused(work, chosen(INVESTIGATOR), "not among what you see", NotAllowed)
        work.read_whole(OTHER_READER)
        work.act(ADJUDICATOR)
        refused(work, chosen(INVESTIGATOR), "not among what you see", NotAllowed)
        refused(work, chosen(READER, AdjudicationReason.OTHER), "Say in the comment")
        work.case.run(chosen(READER))
        refused(work, chosen(OTHER_READER), "adjudicated already")
        work.act(MANAGER)
        uid = f"{ADJUDICATOR} {work.subject.uid}"
        refused(work, Unassign(uid), "has decided between these reads")


def test_who_was_not_given_a_subject_does_not_decide_on_it(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as work:
        for name in (READER, OTHER_READER):
            work.read_whole(name)
        work.act(MANAGER)
        work.case.run(Unassign(f"{ADJUDICATOR} {work.subject.uid}"))
        work.act(ADJUDICATOR)
        command = Adjudicate(
            work.subject.uid, work.read(READER).uid, AdjudicationReason.BOUNDARY, "", PASSWORD
        )
        refused(work, command, "not among what you see", NotAllowed)
