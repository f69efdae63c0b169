"""Who a command acts for: in a trial with accounts a name, and a password that stands on no command line."""

import getpass
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.members import member_of
from measurements.people import Role
from measurements.refusal import Refusal

if TYPE_CHECKING:
    from measurements.storage.store import TrialStore


def describe_who(parser: ArgumentParser) -> None:
    """Adds what tells who runs the command; a trial without accounts needs none of it."""
    group = parser.add_argument_group("in a trial with accounts")
    group.add_argument("--as", dest="person", default="", metavar="NAME", help="the account to act for")
    group.add_argument(
        "--role",
        dest="acting_role",
        type=member_of(Role),
        metavar="ROLE",
        help=f"which of its roles, where it has several: {', '.join(Role)}",
    )
    group.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help="holds the password as its first line; without it, it is asked for",
    )


def sign_in_as_told(
    store: "TrialStore", chosen: Namespace, new_password: Callable[[], str] | None = None
) -> str:
    """Lets whoever `describe_who` has heard of at the trial, and returns their password, for what they
    sign or seal; does nothing in a trial without accounts, and returns "".

    Args:
        new_password: asks for the one they want from now on.

    Raises:
        Refusal: nobody was named, or somebody in a trial without accounts, or the password cannot be had.
        NotAllowed: name and password do not fit, or the account may not.
    """
    if store.actor is not None:
        if chosen.person:
            raise Refusal(f"{store.path} has no accounts: leave out --as.")
        return ""
    if not chosen.person:
        raise Refusal(f"{store.path} has accounts: say with --as NAME who you are.")
    from measurements.access.sign_in import sign_in

    password = password_from(chosen.password_file, f"Password of {chosen.person}: ")
    chosen_anew = None if new_password is None else new_password()
    sign_in(store, chosen.person, password, chosen.acting_role, chosen_anew)
    return password


def password_from(path: Path | None, question: str) -> str:
    """The first line of a file, or what is typed and not shown.

    Raises:
        Refusal: the file cannot be read, or nobody is there to be asked.
    """
    if path is None:
        if not sys.stdin.isatty():
            raise Refusal("There is nobody to ask for a password: name its file with --password-file.")
        return getpass.getpass(question)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise Refusal(f"{path} cannot be read ({reason}): name the file that holds the password.") from error
    if not lines or not lines[0]:
        raise Refusal(f"{path} holds no password: write it as the first line.")
    return lines[0]


def new_password_from(path: Path | None, name: str) -> str:
    """Typed twice where it is typed.

    Raises:
        Refusal: as `password_from`, or it was typed differently the second time.
    """
    password = password_from(path, f"New password for {name}: ")
    if path is None and getpass.getpass("The same once more: ") != password:
        raise Refusal("The two passwords differ: try again.")
    return password
