"""The command line: which command was meant, and what becomes of its errors.

Each command imports what it needs when it runs, so that `--help` and the first window come quickly and
commands that show nothing never load Qt.
"""

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from measurements.refusal import Refusal

COMMANDS: Final = {
    "demo": "make the demonstration trial and open it",
    "inspect": "say what series are in folders and files, and how sound their geometry is",
    "import": "bring series into a trial",
    "assess": "RECIST 1.1 from a lesion table",
    "propagate": "follow listed lesions from prior to current series",
    "export": "write a trial as tables, reports and figures",
    "clinical": "bring the clinical events of the patients into a trial",
    "endpoints": "response rates, survival and adverse events of a trial",
    "protocol": "show a trial's protocol, or replace it",
    "people": "list, add and switch off the accounts of a trial",
    "assign": "give a subject to a person, to read, adjudicate or investigate",
    "handover": "carry cases to a reader in a sealed file, and their reads back",
    "verify": "check a trial's audit, signatures and pictures",
    "backup": "make a backup of a trial, also while it is in use",
    "restore": "put a backup in the place of a trial, whose file is kept",
}
_MODULES: Final = {"import": "bring_in"}  # `import` is a word of Python

REFUSED: Final = 2
FAULT: Final = 1
INTERRUPTED: Final = 130
READER_GONE: Final = 141

_ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what the command line asks for and returns its exit status.

    0 when done; 2 with one line on standard error when the input was wrong; 1 with a short report on a
    fault of the program; 130 after Ctrl+C; 141 when whoever reads our output has gone.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name that the terminal cannot show must not end a command halfway.
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except Refusal as refusal:
        return _tell("\nlongaxis: ".join(str(refusal).splitlines()), REFUSED)
    except KeyboardInterrupt:
        return _tell("interrupted; what was being written has been left out.", INTERRUPTED)
    except BrokenPipeError:
        # Python flushes standard output once more at exit, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except Exception as error:
        return _tell(_report(error), FAULT)
    return status


def _tell(sentence: str, status: int) -> int:
    print(f"longaxis: {sentence}", file=sys.stderr)
    return status


def _report(error: Exception) -> str:
    """What went wrong and where, by the program's own files; of the message only its first line."""
    places = [
        f"  {Path(frame.filename).relative_to(_ROOT).as_posix()}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_ROOT) and ".venv" not in frame.filename
    ]
    said = (str(error).splitlines() or [""])[0]
    return "\n".join(
        [
            f"unexpected error: {type(error).__name__}: {said}".rstrip(": "),
            *places,
            "This is a fault of the program; please report it.",
        ]
    )


def _run(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in COMMANDS:
        command = import_module(f"app.commands.{_MODULES.get(first, first)}")
        parser = argparse.ArgumentParser(
            prog=f"main.py {first}", description=_sentence(COMMANDS[first]), allow_abbrev=False
        )
        command.describe(parser)
        return int(command.run(parser.parse_args(arguments[1:])))
    chosen = _workstation_parser().parse_args(arguments)
    if chosen.trial is not None and not chosen.trial.exists():
        # A mistyped command ends here too, before anything tries to open a window.
        raise Refusal(
            f"{chosen.trial} is neither a trial nor a command: check the name; "
            "main.py --help lists the commands."
        )
    from app.program import open_workstation

    return open_workstation(chosen.trial)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _workstation_parser() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS)) + 2
    parser = argparse.ArgumentParser(
        prog="main.py",
        usage="main.py [TRIAL]\n       main.py COMMAND ...",
        description="Opens the Longaxis workstation. For research use.",
        epilog="commands (main.py COMMAND --help says more):\n"
        + "\n".join(f"  {name:<{width}}{text}" for name, text in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "trial",
        nargs="?",
        type=Path,
        metavar="TRIAL",
        help="the trial's file, NAME.longaxis; none: choose one",
    )
    return parser
