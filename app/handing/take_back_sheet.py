"""Reads are taken back: what differs is shown and decided, then all of it comes in at once."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.components.buttons import button
from app.components.text import label
from app.components.words import say
from app.handing.conflict_card import ConflictCard
from app.handing.sheet import Sheet, moment, told_lines
from app.refusal_words import refusal_text, sentence_text
from app.session import Session
from measurements.carrying import HandOut
from measurements.handover.conflict import Conflict, Side
from measurements.handover.merging import Outcome
from measurements.handover.package import Seal
from measurements.handover.planning import Plan
from measurements.handover.reads_file import opened_reads
from measurements.handover.take_back import TakenBack, look, take_back
from measurements.progress import Report
from measurements.storage.store import TrialStore

Looked = tuple[HandOut, Seal, Plan]


def looked_at(store: TrialStore, path: Path) -> Looked:
    """Checks a file of reads against the trial; a job."""
    with opened_reads(path) as file:
        return file.hand_out, file.seal, look(store, file)


def taken(store: TrialStore, path: Path, decisions: dict[Conflict, Side], reason: str) -> TakenBack:
    """Takes a file in as it was decided; a job."""
    with opened_reads(path) as file:
        return take_back(store, file, decisions, reason)


class TakeBackSheet(Sheet):
    """Opened for whoever may take back, with a file that they chose."""

    def __init__(self, parent: QWidget, session: Session, path: Path) -> None:
        super().__init__(parent, session.jobs, lambda: self.tr("Take reads back"), lambda: self.tr("Take in"))
        self._session = session
        self._path = path
        self._plan: Plan | None = None
        self.cards: list[ConflictCard] = []
        self.setMinimumSize(760, 420)
        self.column.addWidget(label(path.name, weight=600))
        self._about = QVBoxLayout()
        self._about.setSpacing(2)
        self.column.addLayout(self._about)
        self.column.addWidget(self._make_all())
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        body = QWidget()
        body.setLayout(self._list)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(body)
        self.column.addWidget(self._scroll, 1)
        self.column.addStretch(0)
        self._why = label(lambda: self.tr("Why so, for the audit (required)"), "second", "second", 600)
        self.reason = QLineEdit()
        say(self.reason, QLineEdit.setAccessibleName, lambda: self.tr("Why so, for the audit (required)"))
        self.reason.textChanged.connect(self._show_button)
        self.column.addWidget(self._why)
        self.column.addWidget(self.reason)
        self._show_conflicts(())
        self.go.clicked.connect(self._take)
        self._show_button()

    def look(self) -> None:
        """Checks the file beside the window, and shows what was found."""
        path, store = self._path, self._session.store

        def task(report: Report) -> Looked:
            report(0, 0, "Checking the file")
            return looked_at(store, path)

        self.work(lambda: self.tr("Checking the file"), task, self._show_found)
        self.done_with.connect(self._show_button)

    def _make_all(self) -> QWidget:
        self._all = QWidget()
        row = QHBoxLayout(self._all)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self._count = label("", "body", weight=600)
        row.addWidget(self._count, 1)
        self.all_here = button(lambda: self.tr("All as here"))
        self.all_here.clicked.connect(lambda: self._choose_all(Side.HERE))
        self.all_theirs = button(lambda: self.tr("All as in the file"))
        self.all_theirs.clicked.connect(lambda: self._choose_all(Side.THEIRS))
        for one in (self.all_here, self.all_theirs):
            one.setAutoDefault(False)
            row.addWidget(one)
        return self._all

    def _show_found(self, found: Looked) -> None:
        hand_out, seal, plan = found
        self._plan = plan
        by = self.tr("Sealed by {name}, {when}.").format(name=seal.printed_name, when=moment(seal.sealed))
        if not seal.by_key:
            by = self.tr("No key stands for it: its trial has no accounts. The checksums are right.")
        reads = [one.code for one in plan.reads if one.merge.outcome is not Outcome.NOTHING]
        lines = [
            self.tr("Reads of {reader}, handed out {when} by {who}.").format(
                reader=hand_out.reader, when=moment(hand_out.made), who=hand_out.who
            ),
            by,
        ]
        if reads:
            lines.append(self.tr("With something new: {codes}.").format(codes=self.tr(", ").join(reads)))
        told_lines(self._about, [*lines, *map(sentence_text, plan.remarks)])
        nothing_new = plan.nothing_new
        if nothing_new:
            self.tell(
                "hint", lambda: self.tr("There is nothing to take in"), lambda: refusal_text(nothing_new)
            )
        self._show_conflicts(plan.conflicts)

    def _show_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        for one in conflicts:
            card = ConflictCard(one)
            card.chosen.connect(self._show_button)
            self.cards.append(card)
            self._list.insertWidget(self._list.count() - 1, card)
        undecided = any(one.wins is None for one in conflicts)
        for part in (self._why, self.reason, self.all_here, self.all_theirs):
            part.setVisible(undecided)
        self._all.setVisible(bool(conflicts))
        self._scroll.setVisible(bool(conflicts))
        if conflicts:
            self.resize(880, 680)
            (self.reason if undecided else self.go).setFocus()
        self._show_button()

    def _choose_all(self, side: Side) -> None:
        for card in self.cards:
            card.choose(side)

    def _show_button(self) -> None:
        waiting = sum(card.decision is None for card in self.cards)
        asked = any(card.conflict.wins is None for card in self.cards)
        ready = self._plan is not None and not self._plan.nothing_new and not waiting
        self.go.setEnabled(ready and not self.works and (bool(self.reason.text().strip()) or not asked))
        count = len(self.cards)
        say(
            self._count,
            type(self._count).setText,
            lambda: self.tr("{0} differences, {1} to be decided", "", count).format(count, waiting),
        )

    def _take(self) -> None:
        path, store, reason = self._path, self._session.store, self.reason.text()
        decisions = {
            card.conflict: card.decision
            for card in self.cards
            if card.decision is not None and card.conflict.wins is None
        }
        self.work(
            lambda: self.tr("Taking reads in"),
            lambda report: taken(store, path, decisions, reason),
            self._tell,
        )

    def _tell(self, made: TakenBack) -> None:
        self._session.case.forget_steps()
        self._session.case.tell(made.changes)
        joined = self.tr(", ")
        self.tell(
            "done",
            lambda: self.tr("Taken in: {codes}").format(codes=joined.join(made.codes) or self.tr("none")),
            lambda: self.tr(
                "Kept as they are here: {left}. Signatures that came: {signatures}; voided: {voided}."
            ).format(
                left=joined.join(made.left) or self.tr("none"),
                signatures=made.signatures,
                voided=made.voided,
            ),
        )
        self.end()
