"""Who is given which subjects: the menus of a data manager, for one subject or for many at once."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QToolButton

from app.components.buttons import name_tool
from app.components.words import say
from app.refusal_words import refusal_text
from app.session import Session
from app.style.icons import icon
from app.worklist.rows import SubjectRow
from measurements.case.commands import InOneStep
from measurements.case.evidence_commands import Assign, Unassign
from measurements.people import ROLE_OF, Assignment, Person, Task
from measurements.refusal import Refusal


class Giving(QObject):
    """Fills a menu with what can be given and taken back; every entry is one step, all or none."""

    def __init__(self, parent: QObject, refused: Callable[[str], None]) -> None:
        """`refused`: told why nothing was given."""
        super().__init__(parent)
        self._refused = refused

    def fill(self, menu: QMenu, session: Session, rows: Sequence[SubjectRow]) -> None:
        """Adds the submenus for these subjects."""
        uids = [row.subject_uid for row in rows]
        with session.store.reading() as trial:
            people = [one for one in trial.evidence.people() if one.active]
            given = [one for one in trial.evidence.assignments() if one.subject_uid in uids]
            names = {one.uid: one.printed_name for one in trial.evidence.people()}
        headings = {
            Task.READ: self.tr("Give to read"),
            Task.ADJUDICATE: self.tr("Give to adjudicate"),
            Task.INVESTIGATE: self.tr("Give to investigate"),
        }
        for task, heading in headings.items():
            part = menu.addMenu(heading)
            for person in people:
                if ROLE_OF[task] in person.roles:
                    self._offer(part, session, uids, person, task, given)
            part.setEnabled(bool(part.actions()))
        part = menu.addMenu(self.tr("Take back"))
        for task, words in (
            (Task.READ, self.tr("{name} reads")),
            (Task.ADJUDICATE, self.tr("{name} adjudicates")),
            (Task.INVESTIGATE, self.tr("{name} investigates")),
        ):
            for person_uid in dict.fromkeys(one.person_uid for one in given if one.task is task):
                taken = [one for one in given if (one.person_uid, one.task) == (person_uid, task)]
                entry = words.format(name=names[person_uid])
                part.addAction(entry, partial(self._take_back, session, taken))
        part.setEnabled(bool(part.actions()))

    def _offer(
        self,
        menu: QMenu,
        session: Session,
        uids: Sequence[str],
        person: Person,
        task: Task,
        given: Sequence[Assignment],
    ) -> None:
        """An entry for a person; ticked and not to be chosen where they have all of the subjects already."""
        has = {one.subject_uid for one in given if (one.person_uid, one.task) == (person.uid, task)}
        new = [uid for uid in uids if uid not in has]
        action = menu.addAction(person.printed_name, partial(self._give, session, new, person, task))
        action.setCheckable(not new)
        action.setChecked(not new)
        action.setEnabled(bool(new))

    def _give(self, session: Session, uids: Sequence[str], person: Person, task: Task) -> None:
        self._run(
            session,
            InOneStep(tuple(Assign(Assignment(str(uuid4()), uid, person.uid, task)) for uid in uids)),
        )

    def _take_back(self, session: Session, taken: Sequence[Assignment]) -> None:
        self._run(session, InOneStep(tuple(Unassign(one.uid) for one in taken)))

    def _run(self, session: Session, step: InOneStep) -> None:
        try:
            session.case.run(step)
        except Refusal as refusal:
            self._refused(refusal_text(refusal))


class GivingButton(QToolButton):
    """Opens the menu of `Giving` for the subjects that are chosen; for a data manager alone."""

    def __init__(self, giving: Giving, chosen: Callable[[], Sequence[SubjectRow]]) -> None:
        """`chosen`: the rows it is for, asked for when it opens."""
        super().__init__()
        self._giving = giving
        self._chosen = chosen
        self._session: Session | None = None
        self.setProperty("tool", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icon("person"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.follow()

    def serve(self, session: Session | None) -> None:
        self._session = session
        self.setVisible(session is not None and session.role is not None and session.may(Assign))

    def follow(self) -> None:
        """Other rows are chosen."""
        count = len(self._chosen())
        self.setEnabled(count > 0)
        say(self, QToolButton.setText, lambda: self.tr("Give {0} subjects", "", count).format(count))
        name_tool(self, lambda: self.tr("Give the chosen subjects to somebody, or take them back"))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        if self._session is not None:
            self._giving.fill(menu, self._session, self._chosen())
