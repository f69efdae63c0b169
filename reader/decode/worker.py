"""Processes in which codecs run, so that one that crashes, hangs or swells takes nothing with it.

Pictures pass through memory shared with the worker, a mailbox that holds one stream and one picture at a
time; what a codec may write beside its picture stays in there.
"""

import atexit
import signal
import threading
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory

import numpy as np
import numpy.typing as npt

from reader.decode.stream import BadStream, Codec
from reader.decode.syntaxes import MOST_PIXELS

_SECONDS_PER_MEGAPIXEL = 1.0
_SECONDS_TO_START = 60.0
_MEMORY_BYTES = 3 << 30
_LARGEST_STREAM = 1 << 28
_LONGEST_ANSWER = 1 << 10
_PAGE = 1 << 16

Values = npt.NDArray[np.integer]


class _Worker:
    """One process with its mailbox; used by one thread at a time."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="codecs", daemon=True)
        self._process.start()
        theirs.close()
        self._mailbox: SharedMemory | None = None
        self._greeted = False

    def put(self, stream: bytes, picture_bytes: int) -> None:
        """Puts a stream into the mailbox, which grows if that or its picture is larger than any before."""
        size = _picture_at(len(stream)) + picture_bytes
        if self._mailbox is None or self._mailbox.size < size:
            self._discard_mailbox()
            self._mailbox = SharedMemory(create=True, size=-(-size // _PAGE) * _PAGE)
        _bytes_of(self._mailbox, 0, len(stream))[:] = np.frombuffer(stream, np.uint8)

    def decode(self, codec: Codec, length: int, into: Values) -> None:
        """Fills `into` with the picture of the stream of `length` bytes that was put into the mailbox.

        Raises:
            BadStream: it is damaged.
            _WorkerLost: the process has ended or was ended over it.
        """
        assert self._mailbox is not None
        shape = (into.shape[0], into.shape[1])
        seconds = _SECONDS_PER_MEGAPIXEL * max(1.0, into.size / (1 << 20))
        try:
            if not self._greeted:
                self._hear(_SECONDS_TO_START)
                self._greeted = True
            self._connection.send((self._mailbox.name, codec.value, length, shape, into.dtype.itemsize))
            complaint = self._hear(seconds)
        except TimeoutError as error:
            raise _WorkerLost("takes too long to decode") from error
        except (EOFError, OSError) as error:
            raise _WorkerLost("makes its decoder fail") from error
        if complaint:
            raise BadStream(complaint)
        picture = _bytes_of(self._mailbox, _picture_at(length), into.nbytes)
        into[...] = picture.view(into.dtype).reshape(shape)

    def _hear(self, seconds: float) -> str:
        """What the worker answers: plain text, for what it sends may be the work of a hostile stream."""
        if not self._connection.poll(seconds):
            raise TimeoutError
        answer = self._connection.recv_bytes(_LONGEST_ANSWER)
        if not answer.isascii() or not (text := answer.decode("ascii")).isprintable():
            raise OSError("no answer of a worker")
        return text

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def end(self) -> None:
        """Ends the process, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._connection.close()
        self._discard_mailbox()

    def _discard_mailbox(self) -> None:
        if self._mailbox is not None:
            self._mailbox.close()
            self._mailbox.unlink()
            self._mailbox = None


class _WorkerLost(BadStream):
    """The worker cannot be used any more."""


class Workers:
    """Workers for as many threads as decode at once; they stay warm for the next series.

    May be used by several threads.
    """

    def __init__(self) -> None:
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()

    def decode(self, codec: Codec, stream: bytes, into: Values) -> None:
        """Fills `into` (rows, columns; contiguous or not) with the values of `stream`.

        The codec's values fill the lower bits; where they are signed, the sign fills the upper ones.

        Raises:
            BadStream: the stream is damaged, or no codec survives it.
        """
        if into.size > MOST_PIXELS or len(stream) > _LARGEST_STREAM:
            raise BadStream("is too large to be a picture of a scanner")
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        if worker is not None and not worker.is_alive():  # ended by the system, perhaps, for want of memory
            worker.end()
            worker = None
        if worker is None:
            worker = _Worker()
        try:
            worker.put(stream, into.nbytes)
            worker.decode(codec, len(stream), into)
        except _WorkerLost:
            worker.end()
            raise
        except BadStream:
            self._keep(worker)
            raise
        except BaseException:
            worker.end()
            raise
        self._keep(worker)

    def _keep(self, worker: _Worker) -> None:
        with self._lock:
            self._idle.append(worker)

    def end(self) -> None:
        """Ends all idle workers; new ones start when they are needed."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()


workers = Workers()
"""The workers of this program."""

atexit.register(workers.end)


def _serve(connection: Connection) -> None:
    """What a worker does: greets, then answers each request by nothing or a complaint, until nobody asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the program
    _limit_memory()
    from reader.decode.native import decode

    connection.send_bytes(b"")
    mailbox: SharedMemory | None = None
    while True:
        try:
            request = connection.recv()
        except EOFError:
            return
        name, codec, length, shape, itemsize = request
        if mailbox is None or mailbox.name != name:
            mailbox = SharedMemory(name)
        try:
            values = decode(Codec(codec), _bytes_of(mailbox, 0, length).tobytes(), shape)
            if values.dtype.itemsize > itemsize:
                raise BadStream("has more bits than its header says")
            wide = values.astype(f"{values.dtype.kind}{itemsize}", copy=False)
            _bytes_of(mailbox, _picture_at(length), wide.nbytes)[:] = wide.reshape(-1).view(np.uint8)
            complaint = ""
        except BadStream as refused:
            complaint = str(refused)
        except MemoryError:
            complaint = "needs more memory than a picture should"
        connection.send_bytes(complaint.encode())


def _bytes_of(mailbox: SharedMemory, offset: int, size: int) -> npt.NDArray[np.uint8]:
    return np.ndarray((size,), np.uint8, mailbox.buf, offset)


def _picture_at(length: int) -> int:
    """Where the picture of a stream of so many bytes has its place in the mailbox: behind it, aligned."""
    return -(-length // 64) * 64


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
