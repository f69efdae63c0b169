"""How fast compressed pictures are decoded, beside their peers and beside the bare codec.

Prints medians, in ms per picture, of runs that take turns in one process, and ratios against the targets. The
pictures are those of a real chest CT where it lies beside the project, else made ones; files of each syntax
are written into a folder of their own that is deleted afterwards.
"""

import shutil
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
import SimpleITK
from pydicom.encaps import encapsulate
from pydicom.uid import (
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
    generate_uid,
)

from benchmarks.gdcm_apart import GdcmApart
from benchmarks.synthetic_series import write_synthetic_series
from measurements.imaging import Series
from reader.decode.native import decode
from reader.decode.stream import stream_facts
from reader.frames import LoadedStack
from reader.scan import scan

SLICES = 48
ROUNDS = 7
REAL_SERIES = Path(__file__).parents[2] / "shared" / "data" / "ct_chest_lidc0314"

Work = Callable[[], object]
Encode = Callable[[np.ndarray], bytes]


def _rle(values: np.ndarray) -> bytes:
    """Byte planes in segments, the most significant first, each row packed by itself (PS3.5 annex G)."""
    planes = values.astype(">i2").view(np.uint8).reshape(*values.shape, 2)
    segments = [
        b"".join(imagecodecs.packbits_encode(row.tobytes()) for row in planes[..., k]) for k in (0, 1)
    ]
    segments = [segment + b"\0" * (len(segment) % 2) for segment in segments]
    head = np.zeros(16, "<u4")
    head[:3] = 2, 64, 64 + len(segments[0])
    return head.tobytes() + b"".join(segments)


SYNTAXES: dict[str, tuple[str, float | None, Encode, Callable[[bytes], np.ndarray] | None]] = {
    "JPEG lossless": (
        JPEGLosslessSV1,
        4.0,
        lambda values: imagecodecs.jpeg8_encode(values.view("<u2"), lossless=True, bitspersample=16),
        imagecodecs.jpeg8_decode,
    ),
    "JPEG-LS": (
        JPEGLSLossless,
        3.5,
        lambda values: imagecodecs.jpegls_encode(values.view("<u2")),
        imagecodecs.jpegls_decode,
    ),
    "RLE": (RLELossless, None, _rle, None),
    "JPEG 2000": (
        JPEG2000Lossless,
        1.4,
        lambda values: imagecodecs.jpeg2k_encode(values, reversible=True, codecformat="j2k"),
        lambda stream: imagecodecs.jpeg2k_decode(stream, numthreads=1),
    ),
    "HTJ2K": (
        HTJ2KLossless,
        10.0,
        lambda values: imagecodecs.htj2k_encode(values, reversible=True),
        imagecodecs.htj2k_decode,
    ),
}


def main() -> None:
    warnings.simplefilter("ignore")
    room = Path(tempfile.mkdtemp(prefix="longaxis-bench-"))
    try:
        source = REAL_SERIES
        if not source.is_dir():
            source = room / "plain"
            write_synthetic_series(source, SLICES)
        files = sorted(source.iterdir())[:SLICES]
        print(f"{len(files)} pictures of {source.name}, ms per picture")
        with GdcmApart() as gdcm:
            for name, (syntax, target, encode, bare) in SYNTAXES.items():
                folder = room / name.replace(" ", "-")
                folder.mkdir()
                streams = [_write(path, folder, syntax, encode) for path in files]
                measure(name, folder, streams, target, bare, gdcm)
    finally:
        shutil.rmtree(room)


def measure(
    name: str,
    folder: Path,
    streams: list[bytes],
    target: float | None,
    bare: Callable[[bytes], np.ndarray] | None,
    gdcm: GdcmApart,
) -> None:
    (series,) = scan([folder]).series
    names = [a_slice.path for a_slice in series.slices]
    shape = (series.rows, series.columns)
    bare = bare or (lambda stream: decode(stream_facts(stream).codec, stream, shape))
    ways: dict[str, Work] = {
        "bare codec, one thread": lambda: [bare(stream) for stream in streams],
        "bare codec, two threads": lambda: _in_two(bare, streams),
        "Longaxis, one thread": lambda: _load_alone(series),
        "Longaxis, two threads": lambda: _load(series),
        "pydicom with its plug-ins, one thread": lambda: [
            pydicom.dcmread(path).pixel_array for path in names
        ],
        "SimpleITK, one thread": lambda: [SimpleITK.ReadImage(path) for path in names],
        "GDCM, one thread": lambda: gdcm.decode(names),
    }
    took, absent = _take_turns(ways)
    print(f"\n{name}: {sum(map(len, streams)) / len(streams) / 1024:.0f} KB a picture")
    for way, seconds in took.items():
        print(f"  {way:40s} {seconds / len(names) * 1e3:8.2f}")
    for way in absent:
        print(f"  {way:40s}  cannot read it")
    ours = took["Longaxis, two threads"]
    if "SimpleITK, one thread" in took:
        _ratio("against SimpleITK, one thread", took["SimpleITK, one thread"] / ours, target)
    _ratio("against the bare codec, two threads", ours / took["bare codec, two threads"], 1.1, at_most=True)
    _ratio(
        "one thread against the bare codec",
        took["Longaxis, one thread"] / took["bare codec, one thread"],
        1.1,
        at_most=True,
    )


def _write(path: Path, folder: Path, syntax: str, encode: Encode) -> bytes:
    dataset = pydicom.dcmread(path)
    values = dataset.pixel_array.astype("<i2")
    dataset.PixelRepresentation = 1
    dataset.BitsStored, dataset.HighBit = 16, 15
    dataset.file_meta.TransferSyntaxUID = syntax
    stream = bytes(encode(values))
    dataset.PixelData = encapsulate([stream])
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    dataset.SeriesInstanceUID = generate_uid(entropy_srcs=["bench", syntax])
    dataset.save_as(folder / f"{path.stem}.dcm", enforce_file_format=True)
    return stream


def _load(series: Series) -> None:
    stack = LoadedStack(series)
    stack.load(series.frames // 2)
    assert stack.ready == series.frames


def _load_alone(series: Series) -> None:
    stack = LoadedStack(series)
    assert all(stack.load_slice(index) for index in range(series.frames))


def _in_two(bare: Callable[[bytes], np.ndarray], streams: list[bytes]) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(bare, streams))


def _take_turns(ways: dict[str, Work]) -> tuple[dict[str, float], list[str]]:
    """Median seconds of each way, by turns so that a noisy moment hits them all; and the ways that fail."""
    absent = []
    for name, work in list(ways.items()):
        try:
            work()  # to warm the page cache, the workers, and what is imported late
        except Exception:  # a peer without a decoder says so in a way of its own
            absent.append(name)
            del ways[name]
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, work in ways.items():
            start = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(found) for name, found in times.items()}, absent


def _ratio(what: str, ratio: float, target: float | None, at_most: bool = False) -> None:
    if target is None:
        print(f"  {what:40s} {ratio:8.2f} x")
        return
    met = ratio <= target if at_most else ratio >= target
    bound = "at most" if at_most else "at least"
    print(f"  {what:40s} {ratio:8.2f} x  ({bound} {target:g}: {'met' if met else 'MISSED'})")


if __name__ == "__main__":
    main()
