"""Fuzzing: does any damaged file end the program, hang it, swell it, or show a wrong picture unsaid?

Run as `python -m tests.fuzz --files 20000 [--seed 0]`. Each file is a sound one of some syntax with a few
places changed; it is scanned and all its pictures are loaded, in a process that can be lost. Prints what
became of the files by syntax and by kind of change, and exits with 1 if anything happened that must not.

Some changes cannot be seen by anybody: values of uncompressed pictures, of streams without redundancy and of
headers are as good as any others. They are counted as "unseen", which a file that is cut off must not be.
"""

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLSLossless,
)

from measurements.imaging import Series
from reader.frames import LoadedStack
from reader.scan import scan
from tests.compressed_files import LOSSLESS, encoded, packed
from tests.dicom_files import ct_slice, enhanced_ct, save

SECONDS = 1.0
MEGABYTES = 1000
FATAL = ("crashed", "hung", "swelled", "raised", "shown cut off")

Change = Callable[[bytearray, int, random.Random], None]


def picture(dtype: str = "<i2", bits: int = 12) -> np.ndarray:
    generator = np.random.default_rng(1)
    slope = np.add.outer(np.arange(40) * 29, np.arange(32) * 17)
    return ((slope + generator.integers(0, 40, slope.shape)) % (1 << bits) // 2).astype(dtype)


def sound_files(folder: Path) -> dict[str, Path]:
    """A sound file of each kind, by name."""
    values = picture()
    made = {
        name: save(ct_slice(values, syntax=syntax), folder / name)
        for name, syntax in {
            "implicit": ImplicitVRLittleEndian,
            "explicit": ExplicitVRLittleEndian,
            "big endian": ExplicitVRBigEndian,
            "deflated": DeflatedExplicitVRLittleEndian,
        }.items()
    }
    for syntax in LOSSLESS:
        made[syntax.name] = save(
            packed(ct_slice(values), syntax, [encoded(values, syntax)]), folder / syntax.keyword
        )
    for syntax, dtype, bits in ((JPEGBaseline8Bit, "u1", 8), (JPEGExtended12Bit, "<u2", 12)):
        lossy = picture(dtype, bits)
        dataset = ct_slice(lossy, BitsStored=bits, HighBit=bits - 1)
        made[syntax.name] = save(packed(dataset, syntax, [encoded(lossy, syntax)]), folder / syntax.keyword)
    positions = [(0.0, 0.0, -2.0 * k) for k in range(3)]
    volume = np.stack([values, values + 1, values + 2])
    stream = encoded(values, JPEGLSLossless)
    stream += b"\0" * (len(stream) % 2)
    pieces = [stream[:600], stream[600:]] * 3
    made["enhanced"] = save(enhanced_ct(volume, positions), folder / "enhanced")
    made["enhanced, in pieces"] = save(
        packed(enhanced_ct(volume, positions), JPEGLSLossless, pieces), folder / "enhanced-jls"
    )
    return made


def flip_bits(content: bytearray, start: int, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(start, len(content))] ^= 1 << chance.randrange(8)


def set_bytes(content: bytearray, start: int, chance: random.Random) -> None:
    at = chance.randrange(start, len(content))
    for k in range(at, min(at + chance.randint(1, 16), len(content))):
        content[k] = chance.choice((0, 0xFF, 0x7F, 0x80, chance.randrange(256)))


def set_length(content: bytearray, start: int, chance: random.Random) -> None:
    """Puts an extreme number where two or four bytes may be a length."""
    at = chance.randrange(start, len(content) - 4)
    size = chance.choice((2, 4))
    extreme = chance.choice((0, 1, 2**15, 2**16 - 1, 2**31 - 1, 2**31, 2**32 - 2, 2**32 - 1))
    content[at : at + size] = (extreme % (1 << 8 * size)).to_bytes(size, chance.choice(("little", "big")))


def set_tag(content: bytearray, start: int, chance: random.Random) -> None:
    """Puts the head of some element or item anywhere."""
    tag = chance.choice((0x7FE00010, 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD, 0x52009230, 0x00280010, 0x00280008))
    head = (tag >> 16).to_bytes(2, "little") + (tag & 0xFFFF).to_bytes(2, "little")
    head += chance.choice(
        (b"SQ\0\0\xff\xff\xff\xff", b"UN\0\0\xff\xff\xff\xff", b"US\2\0\xff\xff", b"\xff" * 4)
    )
    at = chance.randrange(start, len(content))
    content[at : at + len(head)] = head


def insert(content: bytearray, start: int, chance: random.Random) -> None:
    at = chance.randrange(start, len(content))
    content[at:at] = chance.randbytes(chance.randint(1, 64))


def take_out(content: bytearray, start: int, chance: random.Random) -> None:
    at = chance.randrange(start, len(content))
    del content[at : at + chance.randint(1, 400)]


def repeat(content: bytearray, start: int, chance: random.Random) -> None:
    at = chance.randrange(start, len(content))
    content[at:at] = content[at : at + chance.randint(1, 400)] * chance.randint(1, 4)


def cut_off(content: bytearray, start: int, chance: random.Random) -> None:
    del content[chance.randrange(start, len(content) - 8) :]


CHANGES: tuple[Change, ...] = (flip_bits, set_bytes, set_length, set_tag, insert, take_out, repeat, cut_off)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one file."""

    number: int
    syntax: str
    change: str
    verdict: str


class Campaign:
    """Damaged files by number; the same number is the same file."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._seed = seed
        self._sound = {name: path.read_bytes() for name, path in sound_files(folder / "sound").items()}
        self._lossy: dict[str, bool] = {}
        self._truth = {name: self._pictures(name) for name in self._sound}

    def _pictures(self, name: str) -> list[bytes]:
        path = self._folder / "truth"
        path.write_bytes(self._sound[name])
        (series,) = scan([path]).series
        self._lossy[name] = bool(series.issues)
        stack = LoadedStack(series)
        stack.load()
        assert not stack.failures, name
        return [stack.values(index).tobytes() for index in range(stack.count)]

    def kind(self, number: int) -> tuple[str, Change]:
        names = sorted(self._sound)
        return names[number % len(names)], CHANGES[number // len(names) % len(CHANGES)]

    def damaged(self, number: int) -> bytes:
        """Half of the files are changed in their header or anywhere, half in what holds the picture."""
        name, change = self.kind(number)
        chance = random.Random(f"{self._seed} {number}")
        content = bytearray(self._sound[name])
        start = chance.choice((0, 132, len(content) * 2 // 3 if len(content) < 3000 else len(content) // 2))
        if change is cut_off:
            start = len(content) // 4
        change(content, start, chance)
        return bytes(content)

    def run(self, number: int) -> str:
        """What becomes of a file; a word of `FATAL` if it is something that must not."""
        name, change = self.kind(number)
        path = self._folder / f"{number}.dcm"
        path.write_bytes(self.damaged(number))
        began = time.perf_counter()
        try:
            found = scan([path])
            refusals, warned, shown = self._load(found.series)
        except Exception as error:  # which is what is looked for
            return f"raised {type(error).__name__}: {error}"
        finally:
            took = time.perf_counter() - began
            path.unlink()
        if took > SECONDS * 1.5:
            return f"hung {took:.1f} s"
        if not found.series:
            return "left out"
        if any("decoder fail" in sentence or "too long to decode" in sentence for sentence in refusals):
            return "refused, worker lost"
        if refusals:
            return "refused"
        truth = self._truth[name]
        if shown == truth:
            return "as before"
        if warned and not self._lossy[name]:
            return "warned"
        if change is cut_off:
            return "shown cut off"
        return "fewer shown" if all(picture in truth for picture in shown) else "unseen"

    @staticmethod
    def _load(found: tuple[Series, ...]) -> tuple[list[str], bool, list[bytes]]:
        """Why pictures were refused, whether anything was said of a series, and what is shown."""
        refusals, warned, shown = [], False, []
        for series in found:
            if not series.loadable:
                refusals.append("not loadable")
                continue
            stack = LoadedStack(series)
            stack.load()
            refusals += map(str, stack.failures.values())
            warned |= bool(series.issues)
            values = [stack.values(index) for index in range(stack.count)]
            shown += [value.tobytes() for value in values if value is not None]
        return refusals, warned, shown


def _resident_mb() -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    return (
        next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        / 1024
    )


def _serve(connection: Connection, folder: Path, seed: int) -> None:
    campaign = Campaign(folder, seed)
    while (number := connection.recv()) is not None:
        verdict = campaign.run(number)
        if (peak := _resident_mb()) > MEGABYTES:
            verdict = f"swelled to {peak:.0f} MB"
        connection.send(verdict)


def verdicts(numbers: range, seed: int) -> Iterator[Verdict]:
    """Runs the files in a process of their own, which is replaced when it is lost."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="longaxis-fuzz-") as room:
        campaign = Campaign(Path(room), seed)
        process, ours = None, None
        for number in numbers:
            if process is None:
                ours, theirs = context.Pipe()
                process = context.Process(target=_serve, args=(theirs, Path(room), seed))
                process.start()
                theirs.close()
            assert ours is not None
            ours.send(number)
            try:
                verdict = ours.recv() if ours.poll(60.0) else "hung for a minute"
            except EOFError:
                verdict = "crashed"
            if verdict in ("hung for a minute", "crashed"):
                process.kill()
                process.join()
                process = None
            name, change = campaign.kind(number)
            yield Verdict(number, name, change.__name__, verdict)
        if process is not None and ours is not None:
            ours.send(None)
            process.join()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    by_syntax: dict[str, Counter[str]] = {}
    by_change: dict[str, Counter[str]] = {}
    fatal: list[Verdict] = []
    for done in verdicts(range(asked.first, asked.first + asked.files), asked.seed):
        word = next((word for word in FATAL if done.verdict.startswith(word)), done.verdict)
        by_syntax.setdefault(done.syntax, Counter())[word] += 1
        by_change.setdefault(done.change, Counter())[word] += 1
        if word in FATAL:
            fatal.append(done)
            sys.stdout.write(f"{done}\n")
    for table in (by_syntax, by_change):
        for name, counts in sorted(table.items()):
            told = ", ".join(f"{word} {count}" for word, count in sorted(counts.items()))
            sys.stdout.write(f"{name[:40]:42s} {told}\n")
        sys.stdout.write("\n")
    sys.stdout.write(f"{asked.files} files, {len(fatal)} of them did what they must not\n")
    return 1 if fatal else 0


if __name__ == "__main__":
    sys.exit(main())
