"""Roles and tasks in the words that windows show."""

from PySide6.QtCore import QCoreApplication

from measurements.people import Role

translate = QCoreApplication.translate


def role_name(role: Role) -> str:
    """As it stands within a sentence."""
    return {
        Role.RADIOLOGIST: translate("people", "radiologist"),
        Role.ADJUDICATOR: translate("people", "adjudicator"),
        Role.INVESTIGATOR: translate("people", "investigator"),
        Role.DATA_MANAGER: translate("people", "data manager"),
    }[role]


def role_title(role: Role) -> str:
    """As it stands alone."""
    name = role_name(role)
    return name[:1].upper() + name[1:]


def role_sees(role: Role) -> str:
    """What a role does and sees, in one sentence."""
    return {
        Role.RADIOLOGIST: translate(
            "people", "Reads the subjects given to them, in order, and sees no other reads."
        ),
        Role.ADJUDICATOR: translate("people", "Chooses between two completed reads that differ."),
        Role.INVESTIGATOR: translate("people", "Sees completed reads, clinical data and endpoints."),
        Role.DATA_MANAGER: translate("people", "Imports scans, keeps accounts, gives subjects to readers."),
    }[role]
