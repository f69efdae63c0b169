"""GDCM at work in a process of its own, for some files are known to end the process it runs in."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


class GdcmApart:
    """One process with GDCM, warm after its first call. Names and tags go there; only a count comes back.

    Raises:
        BrokenProcessPool: from every method, when a file ended the process.
    """

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))

    def scan(self, names: list[str], tags: list[int]) -> int:
        """Reads these elements of all files by GDCM's scanner; how many files it did not take for DICOM."""
        return self._pool.submit(_scan, names, tags).result()

    def decode(self, names: list[str]) -> int:
        """Decodes the pictures of all files; how many bytes they have."""
        return self._pool.submit(_decode, names).result()

    def __enter__(self) -> "GdcmApart":
        return self

    def __exit__(self, *exception: object) -> None:
        self._pool.shutdown()


def _scan(names: list[str], tags: list[int]) -> int:
    import gdcm

    scanner = gdcm.Scanner()
    for tag in tags:
        scanner.AddTag(gdcm.Tag(tag >> 16, tag & 0xFFFF))
    if not scanner.Scan(names):
        raise RuntimeError("the GDCM scanner gave up")
    return sum(not scanner.IsKey(name) for name in names)


def _decode(names: list[str]) -> int:
    import gdcm

    size = 0
    for name in names:
        reader = gdcm.ImageReader()
        reader.SetFileName(name)
        if not reader.Read():
            raise RuntimeError(f"GDCM cannot read {name}")
        size += len(reader.GetImage().GetBuffer())
    return size
