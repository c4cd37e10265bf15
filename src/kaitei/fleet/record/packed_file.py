"""The bytes of a user's file: regular, of bearable size, unpacked from .zip or .gz without trusting what it says."""

import gzip
import hashlib
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, cast

from kaitei.errors import InputError, Problem

MAX_BYTES = 500_000_000
"""Largest file, and largest content after unpacking [byte]."""
MAX_LINE = 100_000
"""Longest line of a text file [byte]."""

# NOTE: a damaged archive raises whatever its first impossible number meets.
_BAD_PACKING = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    OSError,
)

_FOREIGN = {
    b"\x89HDF": "is a NetCDF (HDF5) file; say format: era5",
    b"CDF\x01": "is a NetCDF file; say format: era5",
    b"CDF\x02": "is a NetCDF file; say format: era5",
    b"GRIB": "is a GRIB file; download it as NetCDF and say format: era5",
    b"%PDF": "is a PDF; save the table as CSV",
    b"\xd0\xcf\x11\xe0": "is an old Excel workbook; save the sheet as CSV",
    b"\xff\xfe": "is UTF-16 text; save it as UTF-8",
    b"\xfe\xff": "is UTF-16 text; save it as UTF-8",
}


def shown(text: object, longest: int = 60) -> str:
    """Words out of a file, short and without control characters, fit for a message.

    >>> shown("a\\x1b[2Jb", 5)
    'a?[2J'
    """
    return "".join(sign if sign.isprintable() else "?" for sign in str(text)[:longest])


def check_file(path: Path) -> None:
    """Refuses what is no readable regular file of bearable size.

    Raises InputError.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; name the file of the record")
        if not path.exists():
            raise InputError(f"{path} does not exist; the path is taken from the folder of the scenario file")
        if not path.is_file():
            raise InputError(f"{path} is not a regular file")
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise InputError(f"{path!s:.200} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if size > MAX_BYTES:
        raise InputError(f"{path} has {size / 1e6:.0f} MB; a record has at most {MAX_BYTES / 1e6:.0f} MB")
    if size == 0:
        raise InputError(f"{path} is empty")


def digest_of(path: Path) -> str:
    """The sha256 of a file as it stands on disk, packed if it is packed."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None


def digest_of_files(paths: Sequence[Path]) -> str:
    """The sha256 of one file; of several, that of their digests written one after the other.

    Raises InputError with every file that is not there or cannot be read.
    """
    digests, problems = [], []
    for i, path in enumerate(paths):
        try:
            check_file(path)
            digests.append(digest_of(path))
        except InputError as error:
            where = f"file.{i}" if len(paths) > 1 else "file"
            problems += [Problem(problem.message, where) for problem in error.problems]
    if problems:
        raise InputError(problems)
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def check_digest(stated: str, digest: str, file: str) -> None:
    """Raises InputError when a digest is stated and the content of the file (the first of several) has another."""
    if stated and stated != digest:
        message = f"the content has changed: its sha256 is {digest}, the scenario says {stated}"
        raise InputError(Problem(f"{message}; put back the file, or state the new sha256", "sha256", file))


def text_of(path: Path) -> bytes:
    """UTF-8 text of a file, plain, .gz or .zip with one member, with \\n at the end of each line.

    Raises InputError.
    """
    check_file(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    if content[:4] == b"PK\x03\x04":
        content = _unzipped(content, path)
    elif content[:2] == b"\x1f\x8b":
        content = _limited(cast(BinaryIO, gzip.GzipFile(fileobj=io.BytesIO(content))), path)
    return _clean(content, path)


def _unzipped(content: bytes, path: Path) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = [item for item in packed.infolist() if not item.is_dir()]
            if any(item.filename.startswith("xl/") for item in members):
                raise InputError(f"{path} is an Excel workbook; save the sheet as CSV")
            if len(members) != 1:
                named = ", ".join(shown(item.filename) for item in members[:3])
                raise InputError(f"{path} holds {len(members)} files ({named}); pack one, or unpack and list them")
            return _limited(cast(BinaryIO, packed.open(members[0])), path)
    except _BAD_PACKING as error:
        raise InputError(f"{path} cannot be unpacked: {shown(error, 200)}") from None


def _limited(stream: BinaryIO, path: Path) -> bytes:
    # NOTE: the size that an archive states can lie, so the limit is held while reading.
    try:
        with stream:
            content = stream.read(MAX_BYTES + 1)
    except _BAD_PACKING as error:
        raise InputError(f"{path} cannot be unpacked: {shown(error, 200)}") from None
    if len(content) > MAX_BYTES:
        raise InputError(f"{path} unpacks to more than {MAX_BYTES / 1e6:.0f} MB")
    return content


def _clean(content: bytes, path: Path) -> bytes:
    for head, message in _FOREIGN.items():
        if content.startswith(head):
            raise InputError(f"{path} {message}")
    content = content.removeprefix(b"\xef\xbb\xbf")
    if not content.strip():
        raise InputError(f"{path} is empty")
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    zero = content.find(b"\0")
    if zero >= 0:
        raise InputError(f"{path} is not text (a zero byte in line {content.count(10, 0, zero) + 1})")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: is not UTF-8 text; save it as UTF-8") from None
    for number, text in enumerate(io.BytesIO(content), 1):
        if len(text) > MAX_LINE:
            raise InputError(f"{path}:{number}: the line has {len(text)} bytes; a record has one reading a line")
    return content
