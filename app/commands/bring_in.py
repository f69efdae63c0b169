"""`main.py import`: brings series into a trial, which it makes where there is none."""

from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from pathlib import Path

from app.commands.terminal import Progress, say, warn
from app.commands.who import describe_who, sign_in_as_told
from measurements.refusal import Refusal

NOTHING_BROUGHT_IN = 2


def describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a folder, a CD, an archive or a file"
    )
    parser.add_argument(
        "--trial", required=True, type=Path, metavar="TRIAL", help="the trial's file, NAME.longaxis"
    )
    parser.add_argument(
        "--copy",
        action="store_true",
        help="copy the images into a folder beside the trial; images in archives need it",
    )
    describe_who(parser)


def run(chosen: Namespace) -> int:
    from app.copying import room_to_unpack
    from app.importing import bring_in, index_of, look_through
    from measurements.access.permissions import Call, require
    from measurements.storage.store import SUFFIX, create_trial, open_trial
    from reader.scan import NOTHING_KEPT

    path: Path = chosen.trial
    if path.suffix != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    # An existing trial is opened first: what stands against writing to it need not wait for a long search.
    store = open_trial(path, writing=True) if path.exists() else None
    try:
        if store is not None:
            sign_in_as_told(store, chosen)
            require(store.actor, Call.IMPORT)
        copies = chosen.copy and path.parent.is_dir()  # where it is none, making the trial says so
        with room_to_unpack(path) if copies else nullcontext() as room, Progress() as progress:
            index = NOTHING_KEPT if store is None else index_of(store)
            found = look_through(chosen.paths, progress, unpack_into=room, index=index)
            if not found.stacks and not found.unchanged:
                where = ", ".join(map(str, chosen.paths))
                raise Refusal(
                    f"no series in {where} can be read: choose the folder that holds the images; "
                    "main.py inspect says what is wrong with each series."
                )
            if store is None:
                store = create_trial(path)
            report = bring_in(store, found, copy=chosen.copy, report=progress)
    finally:
        if store is not None:
            store.close()
    for line in report.lines():
        say(line)
    if report.images_added or report.images_present:
        return 0
    warn("nothing was brought in: the lines above say why.")
    return NOTHING_BROUGHT_IN
