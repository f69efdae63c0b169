"""The accounts of a trial as a table."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.components.heads import head
from app.language import language
from app.people.words import role_name
from app.style.look import look
from measurements.people import Person, Role
from measurements.recist.phrases import LISTING

Index = QModelIndex | QPersistentModelIndex
FULL_NAME, NAME, ROLES, STATE, LAST_SIGN_IN = range(5)


class PeopleTable(QAbstractTableModel):
    """One row per account, those switched off last; columns FULL_NAME to LAST_SIGN_IN."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: list[Person] = []
        self._last: Mapping[str, tuple[datetime, Role]] = {}
        self._now = datetime.now().astimezone()

    def clear(self) -> None:
        """No trial is open."""
        self.show_people([], {}, self._now)

    def show_people(
        self, people: Sequence[Person], last: Mapping[str, tuple[datetime, Role]], now: datetime
    ) -> None:
        """`last`: when each signed in last, by uid; `now`: at which locked accounts are judged."""
        self.beginResetModel()
        self._people = sorted(people, key=lambda one: (not one.active, one.printed_name.casefold()))
        self._last = last
        self._now = now
        self.endResetModel()

    def person(self, row: int) -> Person | None:
        return self._people[row] if 0 <= row < len(self._people) else None

    def row_of(self, person_uid: str) -> int:
        """-1 where there is no such account."""
        return next((row for row, one in enumerate(self._people) if one.uid == person_uid), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else LAST_SIGN_IN + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        person = self._people[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._told(person, index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            if not person.active:
                return look().colour.faint
            if index.column() == STATE and self._is_locked(person):
                return look().colour.warning
            return look().colour.text if index.column() == FULL_NAME else look().colour.second
        return None

    def _told(self, person: Person, column: int) -> str:
        if column == FULL_NAME:
            return person.printed_name
        if column == NAME:
            return person.name
        if column == ROLES:
            return LISTING[language()].join(role_name(role) for role in Role if role in person.roles)
        if column == STATE:
            return self._state(person)
        when = self._last.get(person.uid)
        return self.tr("never yet") if when is None else f"{when[0].astimezone():%Y-%m-%d %H:%M}"

    def _state(self, person: Person) -> str:
        if not person.active:
            return self.tr("Switched off")
        if self._is_locked(person):
            assert person.locked_until is not None
            return self.tr("Locked until {time}").format(time=f"{person.locked_until.astimezone():%H:%M}")
        return self.tr("Active")

    def _is_locked(self, person: Person) -> bool:
        return person.locked_until is not None and self._now < person.locked_until

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        names = {
            FULL_NAME: self.tr("Name"),
            NAME: self.tr("Signs in as"),
            ROLES: self.tr("Roles"),
            STATE: self.tr("State"),
            LAST_SIGN_IN: self.tr("Last sign-in"),
        }
        return head(names, section, orientation, role)
