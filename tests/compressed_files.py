"""Compressed CT files, made to order for tests."""

import zlib
from collections.abc import Sequence
from io import BytesIO

import imagecodecs
import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filewriter import write_dataset
from pydicom.uid import (
    HTJ2K,
    JPEG2000,
    DeflatedExplicitVRLittleEndian,
    HTJ2KLossless,
    HTJ2KLosslessRPCL,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    JPEGLSNearLossless,
    RLELossless,
)

Values = npt.NDArray[np.integer]

LOSSLESS = (
    RLELossless,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    JPEG2000Lossless,
    HTJ2KLossless,
    HTJ2KLosslessRPCL,
)
LOSSY = (JPEGBaseline8Bit, JPEGExtended12Bit, JPEGLSNearLossless, JPEG2000, HTJ2K)


def encoded(values: Values, syntax: str, bits: int | None = None) -> bytes:
    """The stream of one picture (rows, columns). Signed values go as they are only into JPEG 2000."""
    unsigned = values.view(f"u{values.itemsize}")
    bits = bits or 8 * values.itemsize
    match syntax:
        case str() if syntax == RLELossless:
            return rle(unsigned)
        case str() if syntax in (JPEGLossless, JPEGLosslessSV1):
            predictor = 1 if syntax == JPEGLosslessSV1 else 6
            return bytes(
                imagecodecs.jpeg8_encode(unsigned, lossless=True, predictor=predictor, bitspersample=bits)
            )
        case str() if syntax == JPEGBaseline8Bit:
            return bytes(imagecodecs.jpeg8_encode(unsigned, level=98))
        case str() if syntax == JPEGExtended12Bit:
            return bytes(imagecodecs.jpeg8_encode(unsigned, level=98, bitspersample=12))
        case str() if syntax in (JPEGLSLossless, JPEGLSNearLossless):
            return bytes(imagecodecs.jpegls_encode(unsigned, level=2 if syntax == JPEGLSNearLossless else 0))
        case str() if syntax in (JPEG2000Lossless, JPEG2000):
            lossless = syntax == JPEG2000Lossless
            level = None if lossless else 60
            return bytes(
                imagecodecs.jpeg2k_encode(values, level=level, codecformat="j2k", reversible=lossless)
            )
        case _:
            return bytes(imagecodecs.htj2k_encode(values, reversible=syntax != HTJ2K))


def rle(values: Values) -> bytes:
    """By PS3.5 annex G: each byte of the values by itself, the most significant first, row by row."""
    size = values.dtype.itemsize
    planes = values.astype(values.dtype.newbyteorder(">")).view(np.uint8).reshape(*values.shape, size)
    segments = []
    for k in range(size):
        rows = [bytes(imagecodecs.packbits_encode(row.tobytes())) for row in planes[..., k]]
        segment = b"".join(rows)
        segments.append(segment + b"\0" * (len(segment) % 2))
    offsets = [64]
    for segment in segments[:-1]:
        offsets.append(offsets[-1] + len(segment))
    head = np.zeros(16, "<u4")
    head[0], head[1 : 1 + size] = size, offsets
    return head.tobytes() + b"".join(segments)


def item(content: bytes) -> bytes:
    content += b"\0" * (len(content) % 2)
    return b"\xfe\xff\x00\xe0" + len(content).to_bytes(4, "little") + content


def encapsulated(fragments: Sequence[bytes], table: Sequence[int] = ()) -> bytes:
    """Pixel data of the given fragments, behind a basic offset table; pydicom adds the end."""
    entries = b"".join(entry.to_bytes(4, "little") for entry in table)
    return b"".join([item(entries), *map(item, fragments)])


def packed(
    dataset: Dataset, syntax: str, fragments: Sequence[bytes], table: Sequence[int] = (), **more: object
) -> Dataset:
    """`dataset` with these fragments as its pixel data, said to be in `syntax`."""
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.PixelData = encapsulated(fragments, table)
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    for keyword, value in more.items():
        setattr(dataset, keyword, value)
    return dataset


def deflated_file(data_set: bytes, syntax: str = DeflatedExplicitVRLittleEndian) -> bytes:
    """A file whose data set is `data_set`, explicit little endian, deflated."""
    value = syntax.encode() + b"\0" * (len(syntax) % 2)
    element = b"\x02\0\x10\0UI" + len(value).to_bytes(2, "little") + value
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return b"\0" * 128 + b"DICM" + element + deflate.compress(data_set) + deflate.flush()


def explicit_bytes(dataset: Dataset) -> bytes:
    """The data set as explicit little endian bytes, without file meta information."""
    from pydicom.filebase import DicomBytesIO

    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, False
    write_dataset(buffer, dataset)
    content: BytesIO = buffer.parent
    return content.getvalue()
