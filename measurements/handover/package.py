"""A sealed file: a zip whose manifest has the checksum of every member; the seal is over the manifest."""

import hashlib
import json
import os
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Self
from uuid import uuid4

from measurements.access.passwords import seal_holds
from measurements.carrying import HandOut
from measurements.people import Person
from measurements.refusal import Refusal
from measurements.storage.disk import sync_folder
from measurements.storage.program import PROGRAM_VERSION
from measurements.storage.spelling import canonical_json

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

TRIAL = "trial.longaxis"
MANIFEST = "manifest.json"
SEAL = "seal.json"
PACKAGE_FORMAT = 1

MEMBER = re.compile(r"trial\.longaxis|pictures/[0-9]{4,6}/[0-9]{6}\.dcm")
"""All names that a member may have: none of them leads out of the folder it is unpacked into."""

PICTURE_TIME_NS = 946_684_800 * 10**9
"""What unpacked pictures are dated, the beginning of 2000: their own dates tell when they were taken, and
any file system keeps this one."""

LARGEST_LIST_BYTES = 256 * 1024 * 1024
"""Of a manifest: a million pictures take a third of it."""

CHUNK_BYTES = 1024 * 1024


class Kind(StrEnum):
    """What is in the file, as its manifest says."""

    CASES = "cases"
    READS = "reads"


SUFFIX = {Kind.CASES: ".longaxis-cases", Kind.READS: ".longaxis-reads"}


class Member(NamedTuple):
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Seal:
    """Who stands for the file.

    Attributes:
        manifest_hash: SHA-256 of the manifest as it lies in the file, hexadecimal.
        name, printed_name, person_uid: of the account; of a trial without accounts only a name.
        public_key, seal: Ed25519 over the other attributes, hexadecimal; both empty in a trial without
            accounts, where the checksums alone hold the file together.
        sealed: ISO 8601, with the offset of the clock it was made by.
    """

    manifest_hash: str
    name: str
    printed_name: str
    person_uid: str
    public_key: str
    sealed: str
    seal: str

    def statement(self) -> bytes:
        """What the seal is made over."""
        return canonical_json({name: text for name, text in asdict(self).items() if name != "seal"}).encode()

    @property
    def by_key(self) -> bool:
        """Whether a key holds it, and not checksums alone."""
        return bool(self.public_key)


class PackageWriter:
    """Makes a sealed file beside its place; it appears there whole, by `publish`, or not at all."""

    def __init__(self, path: Path, kind: Kind) -> None:
        """
        Raises:
            Refusal: there is such a file already, or its folder takes no files.
        """
        path = path if path.suffix == SUFFIX[kind] else path.with_name(path.name + SUFFIX[kind])
        self.path = path.resolve()
        if self.path.exists():
            raise Refusal("{path} exists already: choose another name.", path=self.path)
        self._unfinished = self.path.with_name(f".{self.path.name}.{uuid4().hex}.unfinished")
        try:
            self._file = self._unfinished.open("xb")
        except OSError as error:
            raise self._not_written(error) from error
        self._zip = zipfile.ZipFile(self._file, "w", allowZip64=True)
        self._kind = kind
        self._members: dict[str, Member] = {}

    def add(self, name: str, path: Path, *, compressed: bool) -> Member:
        """Copies a file in.

        Raises:
            Refusal: it cannot be read, or the disk of the package is full.
        """
        try:
            source = path.open("rb")
        except OSError as error:
            raise Refusal(
                "{path} cannot be read ({reason}): bring the file back to its place.",
                path=path,
                reason=error.strerror,
            ) from error
        digest, size = hashlib.sha256(), 0
        try:
            with source, self._zip.open(_entry(name, compressed), "w", force_zip64=True) as member:
                while chunk := source.read(CHUNK_BYTES):
                    digest.update(chunk)
                    member.write(chunk)
                    size += len(chunk)
        except OSError as error:
            raise self._not_written(error) from error
        self._members[name] = Member(size, digest.hexdigest())
        return self._members[name]

    def seal(
        self,
        hand_out: HandOut,
        signer: Person | None,
        name: str,
        key: "Ed25519PrivateKey | None",
        now: datetime,
    ) -> Seal:
        """Ends the file and makes sure of it on the disk.

        Args:
            signer, key: who stands for it; None in a trial without accounts, where `name` is told.
        """
        manifest = {
            "longaxis": self._kind.value,
            "format": PACKAGE_FORMAT,
            "program_version": PROGRAM_VERSION,
            "hand_out": asdict(hand_out),
            "members": self._members,
        }
        text = canonical_json(manifest).encode()
        unsigned = Seal(
            manifest_hash=hashlib.sha256(text).hexdigest(),
            name=name if signer is None else signer.name,
            printed_name="" if signer is None else signer.printed_name,
            person_uid="" if signer is None else signer.uid,
            public_key="" if signer is None else signer.public_key,
            sealed=now.isoformat(timespec="seconds"),
            seal="",
        )
        seal = unsigned
        if key is not None:
            seal = Seal(**{**asdict(unsigned), "seal": key.sign(unsigned.statement()).hex()})
        try:
            self._zip.writestr(_entry(MANIFEST, True), text)
            self._zip.writestr(_entry(SEAL, True), canonical_json(asdict(seal)))
            self._zip.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            raise self._not_written(error) from error
        return seal

    def publish(self) -> None:
        """Puts the sealed file in its place.

        Raises:
            Refusal: somebody else has put a file there meanwhile, or the folder does not take it.
        """
        try:
            if self.path.exists():
                raise Refusal("{path} exists already: choose another name.", path=self.path)
            self._unfinished.rename(self.path)
            sync_folder(self.path.parent)
        except OSError as error:
            raise self._not_written(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._file.closed:
            self._zip.fp = None  # what is given up needs no directory at its end
            self._file.close()
        self._unfinished.unlink(missing_ok=True)

    def _not_written(self, error: OSError) -> Refusal:
        return Refusal(
            "{path} cannot be written ({reason}): check its disk, or choose another place.",
            path=self.path,
            reason=error.strerror,
        )


class Package:
    """A sealed file whose manifest, seal and names were found right. Its members are checked as they are
    read; use it in a `with`.

    Attributes:
        hand_out: which cases it is about.
        members: by name.
    """

    def __init__(self, path: Path, kind: Kind) -> None:
        """
        Raises:
            Refusal: no such file, not of this kind, damaged, altered, or of a newer program.
        """
        self.path = path.resolve()
        self._kind = kind
        if not self.path.is_file():
            raise Refusal("{path} does not exist: check the name.", path=self.path)
        try:
            self._zip = zipfile.ZipFile(self.path)
        except OSError as error:
            raise Refusal(
                "{path} cannot be read ({reason}): copy it again.", path=self.path, reason=error.strerror
            ) from error
        except zipfile.BadZipFile as error:
            raise Refusal(
                "{path} is no file of {kind} from Longaxis, or not all of it is there: copy it again.",
                path=self.path,
                kind=kind,
            ) from error
        try:
            self._read_heading()
        except BaseException:
            self._zip.close()
            raise

    def _read_heading(self) -> None:
        text = self._heading(MANIFEST)
        try:
            manifest = json.loads(text)
            seal = Seal(**json.loads(self._heading(SEAL)))
            found = str(manifest["longaxis"])
            format_found = int(manifest["format"])
        except (ValueError, TypeError, KeyError) as error:
            raise self._not_ours() from error
        if found != self._kind:
            raise Refusal(
                "{path} holds {found}, not {kind}: choose another file.",
                path=self.path,
                found=found,
                kind=self._kind,
            )
        if format_found > PACKAGE_FORMAT:
            raise Refusal(
                "{path} was made by a newer version of Longaxis: take it in with that one.", path=self.path
            )
        if hashlib.sha256(text).hexdigest() != seal.manifest_hash:
            raise Refusal("{path} was changed after it was sealed: have it made again.", path=self.path)
        if seal.by_key and not seal_holds(seal.public_key, seal.statement(), seal.seal):
            raise Refusal(
                "The seal of {path} is not {person}'s: have it made again.", path=self.path, person=seal.name
            )
        try:
            told = manifest["hand_out"]
            self.hand_out = HandOut(**{**told, "subject_uids": tuple(told["subject_uids"])})
            self.members: Mapping[str, Member] = {
                name: Member(int(size), str(sha256)) for name, (size, sha256) in manifest["members"].items()
            }
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise self._not_ours() from error
        self.seal = seal
        self._check_names()

    def _check_names(self) -> None:
        """Nothing but what the manifest lists, each once, under a name that stays within a folder."""
        names = [entry.filename for entry in self._zip.infolist()]
        listed = {*self.members, MANIFEST, SEAL}
        if len(names) != len(set(names)) or set(names) != listed or TRIAL not in self.members:
            raise Refusal("{path} does not hold what its manifest lists: have it made again.", path=self.path)
        for name, member in self.members.items():
            if not MEMBER.fullmatch(name) or self._zip.getinfo(name).file_size != member.size:
                raise Refusal(
                    "{path} does not hold what its manifest lists: have it made again.", path=self.path
                )

    def extract(self, name: str, target: Path) -> None:
        """Writes a member to a new file, no byte more than its manifest says.

        Raises:
            Refusal: it is another than was sealed, or the disk does not take it.
        """
        member = self.members[name]
        digest, size = hashlib.sha256(), 0
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            file = target.open("xb")
        except OSError as error:
            raise _not_unpacked(target, error) from error
        with file:
            for chunk in self._chunks(name, member.size + 1):
                digest.update(chunk)
                size += len(chunk)
                try:
                    file.write(chunk)
                except OSError as error:
                    raise _not_unpacked(target, error) from error
        if (size, digest.hexdigest()) != member:
            raise Refusal(
                "{name} in {path} is not what was sealed: copy the file again, or have it made again.",
                name=name,
                path=self.path,
            )

    def _chunks(self, name: str, limit: int) -> Any:
        try:
            with self._zip.open(name) as member:
                yield from _limited(member, limit)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            RuntimeError,
            NotImplementedError,
            OSError,
        ) as error:
            raise Refusal(
                "{name} in {path} is not what was sealed: copy the file again, or have it made again.",
                name=name,
                path=self.path,
            ) from error

    def _heading(self, name: str) -> bytes:
        try:
            if self._zip.getinfo(name).file_size > LARGEST_LIST_BYTES:
                raise self._not_ours()
        except KeyError as error:
            raise self._not_ours() from error
        return b"".join(self._chunks(name, LARGEST_LIST_BYTES))

    def _not_ours(self) -> Refusal:
        return Refusal(
            "{path} is no file of {kind} from Longaxis: choose another.", path=self.path, kind=self._kind
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()


def _limited(member: IO[bytes], limit: int) -> Any:
    left = limit
    while left > 0 and (chunk := member.read(min(left, CHUNK_BYTES))):
        left -= len(chunk)
        yield chunk


def _entry(name: str, compressed: bool) -> zipfile.ZipInfo:
    """Of one date, so that the file tells nothing beside what the manifest does."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    entry.external_attr = 0o600 << 16
    return entry


def _not_unpacked(target: Path, error: OSError) -> Refusal:
    return Refusal(
        "{target} cannot be written ({reason}): check folder and disk, or choose another place.",
        target=target,
        reason=error.strerror,
    )
