"""What can be done to a trial, as values in the imperative; `CaseService` runs them."""

from dataclasses import dataclass
from datetime import date

from measurements.annotation import Annotation, KeyImage
from measurements.case.evidence_commands import EvidenceCommand
from measurements.clinical.event import ClinicalData, ClinicalEvent
from measurements.clinical.terms import TermList
from measurements.geometry.vectors import Vector
from measurements.lesion import Lesion, Measurement
from measurements.trial import Read, TimepointKind


@dataclass(frozen=True, slots=True)
class BeginRead:
    """One reader's read of one subject; a reader has one read of a subject."""

    read: Read


@dataclass(frozen=True, slots=True)
class AddLesion:
    lesion: Lesion


@dataclass(frozen=True, slots=True)
class EditLesion:
    """Gives the lesion of this uid all these values; it stays in its read."""

    lesion: Lesion


@dataclass(frozen=True, slots=True)
class RemoveLesion:
    """With all its measurements; undo brings everything back."""

    lesion_uid: str


@dataclass(frozen=True, slots=True)
class PutMeasurement:
    """Adds the measurement, or replaces what was said of the lesion at this timepoint."""

    measurement: Measurement


@dataclass(frozen=True, slots=True)
class RemoveMeasurement:
    lesion_uid: str
    timepoint_uid: str


@dataclass(frozen=True, slots=True)
class MoveLabel:
    """None lets the label find its own place again."""

    lesion_uid: str
    timepoint_uid: str
    label_lps: Vector | None


@dataclass(frozen=True, slots=True)
class RenameLesion:
    """Gives it the reader's own words beside its label, which stays; empty takes them away."""

    lesion_uid: str
    name: str


@dataclass(frozen=True, slots=True)
class CommentOnLesion:
    """One line about the lesion at all its timepoints; empty takes it away."""

    lesion_uid: str
    comment: str


@dataclass(frozen=True, slots=True)
class CommentOnMeasurement:
    """One line about what was said of the lesion at one timepoint; empty takes it away."""

    lesion_uid: str
    timepoint_uid: str
    comment: str


@dataclass(frozen=True, slots=True)
class ReorderLesions:
    """Puts these lesions of one read into this order; labels stay."""

    lesion_uids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SplitLesion:
    """A target seen in pieces at a timepoint: from there on its fragments are measured and added up.

    What was measured of the whole there is the first fragment's. A fragment that falls apart in turn gets
    further ones beside it. Of a whole that was split at a later timepoint first, those fragments begin here.

    Attributes:
        fragment_uids: of the fragments to add, as many as are wanted; two or more of a whole, of which those
            that it split into later are taken first and keep their uids.
    """

    lesion_uid: str
    timepoint_uid: str
    fragment_uids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeLesions:
    """Targets that cannot be told apart any more at a timepoint: `carrier_uid` carries the diameter of the
    mass, the others count 0 mm there and their calipers go."""

    lesion_uids: tuple[str, ...]
    carrier_uid: str
    timepoint_uid: str


@dataclass(frozen=True, slots=True)
class ConfirmNewLesion:
    """A new lesion that was equivocal, here or before, is unequivocal at this timepoint.

    What was said before stays, so that progression is dated to the first sighting.
    """

    lesion_uid: str
    timepoint_uid: str


@dataclass(frozen=True, slots=True)
class PutAnnotation:
    """Adds the annotation, or gives the one of this uid all these values; it stays in its read."""

    annotation: Annotation


@dataclass(frozen=True, slots=True)
class RemoveAnnotation:
    annotation_uid: str


@dataclass(frozen=True, slots=True)
class AddKeyImage:
    """A read has a picture once among its key images."""

    key_image: KeyImage


@dataclass(frozen=True, slots=True)
class RemoveKeyImage:
    key_image_uid: str


@dataclass(frozen=True, slots=True)
class RenameSubject:
    subject_uid: str
    code: str


@dataclass(frozen=True, slots=True)
class SetTreatmentStart:
    """Day 0 of the subject's schedule; None where it is not known any more."""

    subject_uid: str
    treatment_start: date | None


@dataclass(frozen=True, slots=True)
class AddTimepoint:
    """An empty timepoint, to assign a study to in the same step."""

    timepoint_uid: str
    subject_uid: str
    label: str
    kind: TimepointKind


@dataclass(frozen=True, slots=True)
class RenameTimepoint:
    timepoint_uid: str
    label: str


@dataclass(frozen=True, slots=True)
class SetTimepointKind:
    """Making a timepoint the baseline makes the one that was it unscheduled."""

    timepoint_uid: str
    kind: TimepointKind


@dataclass(frozen=True, slots=True)
class AssignStudyToTimepoint:
    """A timepoint that loses its last study goes with it."""

    study_uid: str
    timepoint_uid: str


@dataclass(frozen=True, slots=True)
class AssignTimepointToSubject:
    """With its studies; refused once it was measured. The label must be free at the new subject."""

    timepoint_uid: str
    subject_uid: str
    label: str


@dataclass(frozen=True, slots=True)
class SetProtocol:
    """Makes the text of a file of this name the trial's protocol; every call is made by it from then on."""

    file_name: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportClinicalEvents:
    """Makes these the clinical events of the trial, in the place of all that were there before.

    Attributes:
        over_corrections: take the place of events that were put or corrected by hand, too.
    """

    data: ClinicalData
    over_corrections: bool = False


@dataclass(frozen=True, slots=True)
class ImportClinicalTerms:
    """Makes these the terms that adverse events of the trial may have, in the place of any list before."""

    terms: TermList


@dataclass(frozen=True, slots=True)
class PutClinicalEvent:
    """Adds an event under a uid that is new, or corrects the one that has it."""

    uid: str
    event: ClinicalEvent


@dataclass(frozen=True, slots=True)
class WithdrawClinicalEvent:
    uid: str


@dataclass(frozen=True, slots=True)
class SetDataCutoff:
    """None where nobody states one: then the last date of the events stands for it."""

    cutoff: date | None


@dataclass(frozen=True, slots=True)
class InOneStep:
    """Several commands, all or none, undone together."""

    commands: tuple["Command", ...]


Command = (
    BeginRead
    | AddLesion
    | EditLesion
    | RemoveLesion
    | PutMeasurement
    | RemoveMeasurement
    | MoveLabel
    | RenameLesion
    | CommentOnLesion
    | CommentOnMeasurement
    | ReorderLesions
    | SplitLesion
    | MergeLesions
    | ConfirmNewLesion
    | PutAnnotation
    | RemoveAnnotation
    | AddKeyImage
    | RemoveKeyImage
    | RenameSubject
    | SetTreatmentStart
    | AddTimepoint
    | RenameTimepoint
    | SetTimepointKind
    | AssignStudyToTimepoint
    | AssignTimepointToSubject
    | SetProtocol
    | ImportClinicalEvents
    | ImportClinicalTerms
    | PutClinicalEvent
    | WithdrawClinicalEvent
    | SetDataCutoff
    | EvidenceCommand
    | InOneStep
)


def name_of(command: Command) -> str:
    """What audit and undo menus call a command; a step by its first part."""
    if isinstance(command, InOneStep) and command.commands:
        return name_of(command.commands[0])
    return type(command).__name__
