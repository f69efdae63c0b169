"""Commands of somebody from whom a part of the trial is hidden: they name nothing that is hidden, and alter
nothing that is hidden of what they name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace

from measurements.access.visibility import visible_to
from measurements.annotation import Annotation, KeyImage
from measurements.case.commands import AddLesion, Command, EditLesion, InOneStep
from measurements.case.trial_protocol import protocol_of
from measurements.lesion import Lesion
from measurements.people import Actor, Role
from measurements.refusal import NotAllowed
from measurements.storage.repository import Repository
from measurements.storage.store import TrialStore
from measurements.trial import Read

Look = Callable[[Repository, str], object]
"""Finds what a uid names; None where it is not there."""


def _lesion(trial: Repository, uid: str) -> object:
    return trial.lesion(uid)


def _read(trial: Repository, uid: str) -> object:
    return trial.read(uid)


def _timepoint(trial: Repository, uid: str) -> object:
    return trial.subject_of_timepoint(uid)


def _annotation(trial: Repository, uid: str) -> object:
    return trial.annotation(uid)


def _key_image(trial: Repository, uid: str) -> object:
    return trial.key_image(uid)


def _subject(trial: Repository, uid: str) -> object:
    return trial.subject(uid)


def _series(trial: Repository, key: str) -> object:
    return trial.timepoint_of_series(key)


NAMED: Mapping[str, Look] = {
    "lesion_uid": _lesion,
    "lesion_uids": _lesion,
    "carrier_uid": _lesion,
    "merged_into_uid": _lesion,
    "fragment_uids": _lesion,
    "read_uid": _read,
    "chosen_read_uid": _read,
    "timepoint_uid": _timepoint,
    "first_timepoint_uid": _timepoint,
    "annotation_uid": _annotation,
    "key_image_uid": _key_image,
    "subject_uid": _subject,
    "series_key": _series,
}
"""Fields by which commands name what is in a trial."""

BY_KIND: Mapping[type, Look] = {
    Lesion: _lesion,
    Read: _read,
    Annotation: _annotation,
    KeyImage: _key_image,
}
"""Values whose field `uid` names themselves."""


def seen_command(store: TrialStore, actor: Actor, command: Command) -> Command:
    """The command as it is carried out: with what its author could not say of what they do not see.

    Raises:
        NotAllowed: it names what is hidden from them. Told before anything else is, so that no sentence of
            a refusal says what is hidden.
    """
    if actor.role is None or actor.role is Role.DATA_MANAGER:
        return command
    with store.reading() as sight, store.whole() as whole:
        for look, uid in _named(command):
            if look(sight, uid) is None and look(whole, uid) is not None:
                raise NotAllowed("This is not among what you see of the trial: open the subject anew.")
        seen = visible_to(actor.role, protocol_of(whole).reading)
        return command if seen.radiation else _with_class(command, whole)


def _named(value: object) -> Iterator[tuple[Look, str]]:
    """Every uid in a command, with how to find what it names."""
    if isinstance(value, InOneStep):
        for part in value.commands:
            yield from _named(part)
    elif is_dataclass(value):
        for field in fields(value):
            look = BY_KIND.get(type(value)) if field.name == "uid" else NAMED.get(field.name)
            said = getattr(value, field.name)
            if look is None:
                yield from _named(said)
            else:
                for uid in said if isinstance(said, tuple) else (said,):
                    if uid is not None:
                        yield look, uid


def _with_class(command: Command, whole: Repository) -> Command:
    """A lesion keeps the class that its reader does not see."""
    if isinstance(command, InOneStep):
        return InOneStep(tuple(_with_class(part, whole) for part in command.commands))
    if not isinstance(command, AddLesion | EditLesion):
        return command
    if command.lesion.radiation is not None:
        raise NotAllowed(
            "The radiation class is hidden from who reads: leave it out, it is told after the lock."
        )
    kept = whole.lesion(command.lesion.uid)
    radiation = None if kept is None else kept.radiation
    return replace(command, lesion=replace(command.lesion, radiation=radiation))
