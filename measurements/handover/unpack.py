"""Unpacking a file of cases into a folder, where its trial is then opened like any other."""

import os
import shutil
from pathlib import Path
from uuid import uuid4

from measurements.handover.package import PICTURE_TIME_NS, TRIAL, Kind, Package, Seal
from measurements.progress import Report
from measurements.refusal import Refusal
from measurements.storage import sqlite
from measurements.storage.store import open_trial


def unpack(path: Path, folder: Path, report: Report) -> tuple[Path, Seal]:
    """Makes `folder` with the trial and its pictures, and returns the trial's file and who sealed it.

    Seal and list are checked before anything is written, each member while it is; the folder appears when
    all of them were right.

    Raises:
        Refusal: not such a file, damaged, altered, or of a newer program; there is such a folder already with
            something in it, or no room. No folder is left behind.
        Cancelled: by `report`.
    """
    folder = folder.resolve()
    unfinished = folder.with_name(f".{folder.name}.{uuid4().hex}.unfinished")
    with Package(path, Kind.CASES) as package:
        _check_place(folder, sum(member.size for member in package.members.values()))
        try:
            for at, name in enumerate(package.members):
                report(at, len(package.members), "Unpacking")
                package.extract(name, unfinished / name)
                if name != TRIAL:
                    os.utime(unfinished / name, ns=(PICTURE_TIME_NS, PICTURE_TIME_NS))
            trial = unfinished / TRIAL
            if not sqlite.is_trial_file(trial):
                raise Refusal("{path} holds no trial: have it made again.", path=package.path)
            with open_trial(trial, writing=True) as store, store.whole() as carried:
                if carried.handovers.carried_by(carried.trial_uid()) != package.hand_out:
                    raise Refusal(
                        "{path} holds another trial than it says: have it made again.", path=package.path
                    )
            if folder.exists():
                folder.rmdir()
            unfinished.rename(folder)
        except OSError as error:
            raise Refusal(
                "{folder} cannot be made ({reason}): choose another folder, or free some space.",
                folder=folder,
                reason=error.strerror,
            ) from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        return folder / TRIAL, package.seal


def _check_place(folder: Path, wanted: int) -> None:
    if not folder.parent.is_dir():
        raise Refusal(
            "{folder} is not a folder: make it first, or choose another place.", folder=folder.parent
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal("{folder} is there already: choose a new folder.", folder=folder)
    free = shutil.disk_usage(folder.parent).free
    if free <= wanted:
        raise Refusal(
            "{folder} was not made, its disk has {free_mb} MB free and {needed_mb} MB are needed: free some "
            "space, or choose another disk.",
            folder=folder,
            free_mb=free // 1000000,
            needed_mb=wanted // 1000000,
        )
