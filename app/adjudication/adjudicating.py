"""From the worklist to the two reads of a subject, and from the decision to its signature."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.adjudication.decision_panel import Decision
from app.adjudication.page import AdjudicationPage
from app.adjudication.two_reads import hindrance, read_names, two_reads
from app.components.form import Form
from app.people.password_form import password_field
from app.reading.pictures.pictures import Pictures
from app.session import Session
from measurements.case.evidence_commands import Adjudicate


class Adjudicating(QObject):
    """One subject at a time on the page.

    Signals: `decided()` once a decision is signed, `left()` when the subject is put back undecided.
    """

    decided = Signal()
    left = Signal()

    def __init__(self, page: AdjudicationPage, picture_memory_bytes: Callable[[], int]) -> None:
        """`picture_memory_bytes`: what stacks in memory may weigh, asked for each subject."""
        super().__init__(page)
        self._page = page
        self._picture_memory_bytes = picture_memory_bytes
        self._session: Session | None = None
        page.decided.connect(self._ask_for_signature)
        page.skipped.connect(self._leave)

    def open(self, session: Session, subject_uid: str) -> None:
        """Brings a subject up.

        Raises:
            Refusal: it is not in the trial any more, or has no two reads that whoever is at it may see.
        """
        reads = two_reads(session.store, subject_uid)
        pictures = Pictures(session.store, session.jobs, self._picture_memory_bytes())
        self._session = session
        self._page.show_reads(reads, pictures, hindrance(session.store, reads))

    def close(self) -> None:
        """Puts the subject back."""
        self._page.close_reads()
        self._session = None

    @property
    def subject_code(self) -> str:
        """Of the subject that is up; "" where none is."""
        return "" if self._page.reads is None else self._page.reads.subject.code

    def _leave(self) -> None:
        self.close()
        self.left.emit()

    def _ask_for_signature(self, subject_uid: str, read_uid: str, decision: Decision) -> None:
        """The one dialog: who signs, and what for (21 CFR 11.50)."""
        session = self._session
        if session is None:
            return
        password = password_field()

        def sign() -> None:
            session.case.run(
                Adjudicate(subject_uid, read_uid, decision.reason, decision.comment, password.text())
            )
            self.close()
            self.decided.emit()

        form = Form(self._page, self.tr("Sign the decision"), sign, self.tr("Sign"))
        form.tell(
            self.tr(
                "All of {read} of {subject} counts from now on. {person} signs that it was adjudicated."
            ).format(
                read=read_names()[decision.place],
                subject=self.subject_code,
                person=_signer(session),
            )
        )
        form.tell(
            self.tr("Reason: {reason}. {comment}").format(
                reason=self._page.panel.reason_words(decision.reason), comment=decision.comment
            )
        )
        form.ask(self.tr("Your password"), password)
        form.begin(password)


def _signer(session: Session) -> str:
    """Printed name of whoever is at the trial."""
    actor = session.store.actor
    if actor is None or actor.person_uid is None:
        return session.reader
    with session.store.reading() as trial:
        person = trial.evidence.person(actor.person_uid)
    return actor.name if person is None else person.printed_name
