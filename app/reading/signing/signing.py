"""Signing one read: the check of its pictures, the sheet, the final look, unlocking."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.reading.desk.desk import ReadingDesk
from app.reading.signing.block import SigningBlock
from app.reading.signing.checksums import Checksums
from app.reading.signing.lines import Act, missing_text, signing_lines
from app.reading.signing.picture_check import findings_at
from app.reading.signing.picture_panel import PicturePanel
from app.reading.signing.sheet import SigningSheet
from app.reading.signing.sheet_lines import SheetLines, sheet_lines
from app.reading.signing.words import findings_text, moment_text, verdict_text
from app.refusal_words import refusal_text
from app.session import Session
from measurements.case.commands import Command
from measurements.case.evidence_commands import (
    CheckImages,
    CompleteRead,
    ReopenTimepoint,
    SignTimepoint,
    UnlockSignature,
)
from measurements.case.image_findings import ImageFinding
from measurements.imaging import Series
from measurements.people import Person
from measurements.refusal import Refusal
from measurements.signature import ImageVerdict
from measurements.trial import Timepoint


@dataclass(frozen=True, slots=True)
class SigningParts:
    """The room's widgets that signing shows itself in; they outlive a read."""

    block: SigningBlock
    sheet: SigningSheet
    pictures: PicturePanel


class Signing(QObject):
    """Follows the desk; what is done here cannot be undone, and ends what could be undone before.

    Signals: `told(sentence)`, `accountsWanted()` in a trial without any, `picturesJudged()` when what is
    known of a timepoint's pictures may have changed.
    """

    told = Signal(str)
    accountsWanted = Signal()
    picturesJudged = Signal()

    def __init__(
        self, session: Session, desk: ReadingDesk, parts: SigningParts, finish_gestures: Callable[[], None]
    ) -> None:
        """`finish_gestures`: stores what the hand has left unfinished."""
        super().__init__()
        self._session, self._desk, self._parts = session, desk, parts
        self._finish_gestures = finish_gestures
        self._findings: dict[str, tuple[ImageFinding, ...]] = {}
        self._judged_on: list[Series] = []
        self._checksums = Checksums(session, self)
        self._checksums.failed.connect(self.told)
        self._checksums.changed.connect(self._show_waiting)
        parts.block.wanted.connect(self.want)
        parts.sheet.confirmed.connect(self._confirm)
        parts.pictures.judged.connect(self._judge)

    def close(self) -> None:
        self._checksums.stop()
        self._parts.sheet.close_sheet()
        self._parts.pictures.withdraw()
        self._parts.block.wanted.disconnect(self.want)
        self._parts.sheet.confirmed.disconnect(self._confirm)
        self._parts.pictures.judged.disconnect(self._judge)

    def drop_sheet(self) -> None:
        """Whoever was at the window is away: no password that is half typed stays behind."""
        self._parts.sheet.close_sheet()

    # The pictures

    def arrive(self) -> None:
        """A timepoint opens: its pictures are checked, their checksums taken where it is to be signed."""
        self._parts.pictures.withdraw()
        desk = self._desk
        self._look()
        standing = desk.standing
        unknown = desk.current.uid not in standing.checks
        if standing.has_accounts and unknown and self._may_judge and not self._found(desk.current):
            self._run(CheckImages(desk.current.uid, ImageVerdict.PASS, ()))
        if standing.own and standing.has_accounts and standing.signature_at(desk.current) is None:
            self._checksums.take(desk.current.uid)

    @property
    def _may_judge(self) -> bool:
        return self._session.may(CheckImages)

    def _look(self) -> None:
        """Finds what speaks against the pictures of the timepoint in hand; anew after an import."""
        desk = self._desk
        if desk.all_series() != self._judged_on:
            self._judged_on = desk.all_series()
            self._findings.clear()
        if desk.current.uid not in self._findings:
            self._findings[desk.current.uid] = findings_at(
                self._session.store, desk.current, desk.case.timepoints
            )
            self.picturesJudged.emit()

    def _found(self, timepoint: Timepoint) -> tuple[ImageFinding, ...]:
        return self._findings.get(timepoint.uid, ())

    def said_of_pictures(self, timepoint: Timepoint) -> str:
        """What is known against the pictures of a timepoint that was opened, and what was said of it."""
        found = findings_text(self._found(timepoint))
        check = self._desk.standing.checks.get(timepoint.uid)
        if check is None or check.verdict is ImageVerdict.PASS:
            return found
        return "\n".join(part for part in (verdict_text(check), found) if part)

    def _show_pictures(self) -> None:
        """Asks while it is open whether the pictures are read; nothing of it in a trial without accounts."""
        desk, panel = self._desk, self._parts.pictures
        standing, current = desk.standing, desk.current
        check = standing.checks.get(current.uid)
        failed = check is not None and check.verdict is ImageVerdict.FAIL
        passed = check is None or check.verdict is ImageVerdict.PASS
        undecided = passed and bool(self._found(current))  # an import may have brought what is found now
        signed = standing.signature_at(current) is not None
        if not standing.has_accounts or signed or not self._may_judge or not (failed or undecided):
            panel.withdraw()
            return
        if check is not None and failed:
            title = self.tr("The pictures of {timepoint} cannot be read: {reason}").format(
                timepoint=current.label, reason=check.reason
            )
        else:
            title = self.tr("Before {timepoint} is read: this was found of its pictures.").format(
                timepoint=current.label
            )
        panel.ask(title, findings_text(self._found(current)), failed=failed)

    def _judge(self, verdict: ImageVerdict, reason: str) -> None:
        current = self._desk.current
        stored = tuple(finding.sentence() for finding in self._found(current))
        self._run(CheckImages(current.uid, verdict, stored, reason))

    def _run(self, command: Command) -> None:
        try:
            self._session.case.run(command)
        except Refusal as refusal:
            self.told.emit(refusal_text(refusal))

    # What stands below the call

    def show(self) -> None:
        """After anything stored has changed."""
        desk = self._desk
        self._look()
        may_unlock = self._session.may(UnlockSignature)
        self._parts.block.show_lines(
            signing_lines(desk.view, may_unlock=may_unlock, waits=desk.writing.waits)
        )
        self._show_pictures()

    def reword(self) -> None:
        """What is open, in another language; what is being typed stays."""
        self.show()
        shown = self._parts.sheet.lines
        if shown is not None:
            self._parts.sheet.show_lines(self._lines(shown.act))
            self._show_waiting()

    # The sheet

    def want_signature(self) -> None:
        """What the key does: the timepoint in hand, or the whole read once all of it is signed."""
        offers = {offer.act: offer for offer in self._parts.block.lines.offers}
        for act in (Act.SIGN, Act.COMPLETE, Act.GET_ACCOUNTS):
            if act in offers:
                self.want(act)
                return

    def want(self, act: Act) -> None:
        """Opens the sheet for it, or says why it cannot be done yet."""
        if act is Act.GET_ACCOUNTS:
            self.accountsWanted.emit()
            return
        self._finish_gestures()
        if act is Act.SIGN:
            view = self._desk.view
            missing = missing_text(view, waits=self._desk.writing.waits)
            if missing:
                self.told.emit(missing)
                return
        self._parts.sheet.open(self._lines(act), lambda: moment_text(self._session.store.now()))
        self._parts.sheet.cover()
        self._show_waiting()

    def _lines(self, act: Act) -> SheetLines:
        actor = self._session.store.actor
        assert actor is not None
        assert actor.role is not None
        return sheet_lines(act, self._desk.view, self._person(), actor.role)

    def _person(self) -> Person:
        actor = self._session.store.actor
        assert actor is not None
        assert actor.person_uid is not None
        with self._session.store.reading() as trial:
            person = trial.evidence.person(actor.person_uid)
        assert person is not None
        return person

    def _show_waiting(self) -> None:
        """A signature binds the checksums of the pictures: it waits until they are taken."""
        sheet = self._parts.sheet
        if sheet.lines is not None:
            waits = sheet.lines.act is Act.SIGN and self._checksums.under_way
            sheet.wait_for(
                self.tr("Checksums of the pictures are being taken: it can be signed in a moment.")
                if waits
                else ""
            )

    def _confirm(self, text: str) -> None:
        sheet, desk = self._parts.sheet, self._desk
        shown = sheet.lines
        assert shown is not None, "a sheet that is not there confirms nothing"
        if self._lines(shown.act) != shown:
            sheet.show_lines(self._lines(shown.act))
            sheet.refuse(self.tr("What stands here has changed meanwhile: read it again before you sign."))
            return
        timepoint = desk.current
        try:
            self._session.case.run(self._command(shown.act, text))
        except Refusal as refusal:
            sheet.refuse(refusal_text(refusal))
            return
        sheet.close_sheet()
        sheet.left.emit()
        self._tell_done(shown.act, timepoint)

    def _command(self, act: Act, text: str) -> Command:
        read, current, standing = self._desk.read, self._desk.current, self._desk.standing
        if act is Act.SIGN:
            return SignTimepoint(read.uid, current.uid, text)
        if act is Act.COMPLETE:
            return CompleteRead(read.uid, text)
        if act is Act.REVISE:
            return ReopenTimepoint(read.uid, current.uid, text)
        signature = standing.completion if act is Act.UNLOCK_READ else standing.signature_at(current)
        assert signature is not None, "only what is signed is offered to be unlocked"
        return UnlockSignature(signature.uid, text)

    def _tell_done(self, act: Act, timepoint: Timepoint) -> None:
        """After a timepoint the next one that is not signed opens at once."""
        desk = self._desk
        if act is Act.SIGN:
            left = desk.standing.unsigned(desk.case.timepoints)
            if left:
                desk.go_to(left[0].uid)
                sentence = self.tr("{signed} is signed. {following} is open now.")
                self.told.emit(sentence.format(signed=timepoint.label, following=left[0].label))
            else:
                self.told.emit(
                    self.tr("{signed} is signed, and with it every timepoint.").format(signed=timepoint.label)
                )
        elif act is Act.COMPLETE:
            self.told.emit(self.tr("The read is completed."))
        elif act is Act.UNLOCK_READ:
            self.told.emit(self.tr("The read is unlocked."))
        else:
            self.told.emit(self.tr("{timepoint} is open again.").format(timepoint=timepoint.label))
