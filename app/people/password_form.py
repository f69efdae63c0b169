"""A person changes their own password."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from app.components.form import Form
from app.session import Session
from measurements.access.passwords import SHORTEST
from measurements.case.evidence_commands import ChangeOwnPassword
from measurements.refusal import Refusal

translate = QCoreApplication.translate


def password_rule() -> str:
    """What a password has to be, told before one is typed."""
    return translate(
        "people", "At least {count} letters or signs, without the name, and not the same few over and over."
    ).format(count=SHORTEST)


def password_field() -> QLineEdit:
    """What is typed is not shown."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def check_same(password: str, repeated: str) -> None:
    """Raises `Refusal` where a password was typed differently the second time."""
    if password != repeated:
        raise Refusal(translate("people", "The two new passwords differ: type them again."))


def change_own_password(parent: QWidget, session: Session) -> Form:
    """Opens the form; what it refuses is told in it."""
    former, new, repeated = password_field(), password_field(), password_field()

    def save() -> None:
        check_same(new.text(), repeated.text())
        session.case.run(ChangeOwnPassword(former.text(), new.text()))

    form = Form(parent, translate("people", "Change password"), save)
    form.ask(translate("people", "Password until now"), former)
    form.ask(translate("people", "New password"), new)
    form.tell(password_rule())
    form.ask(translate("people", "New password once more"), repeated)
    form.begin(former)
    return form
