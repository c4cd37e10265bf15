"""The bytes of a file: packed or plain, and hostile."""

import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kaitei.errors import InputError
from kaitei.fleet.record import packed_file
from kaitei.fleet.record.packed_file import check_file, digest_of, text_of

Write = Callable[..., Path]


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def test_plain_zip_and_gz_hold_the_same_text(write: Write) -> None:
    text = b"a,b\n1,2\n"
    for content in (
        text,
        gzip.compress(text),
        zipped(a=text),
        b"\xef\xbb\xbf" + text,
        b"a,b\r\n1,2\r\n",
        b"a,b\r1,2\r",
    ):
        assert text_of(write(content)) == text


def test_the_digest_is_that_of_the_file_on_disk(write: Write) -> None:
    assert digest_of(write(b"abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (gzip.compress(b""), "is empty"),
        (b"a\nb\0c", r"is not text \(a zero byte in line 2\)"),
        (b"a\n\xe9t\xe9\n", ":2: is not UTF-8 text; save it as UTF-8"),
        ("a,b".encode("utf-16"), "is UTF-16 text"),
        (b"\x89HDF\r\n\x1a\n", "is a NetCDF .* file; say format: era5"),
        (b"%PDF-1.4", "is a PDF"),
        (zipped(a=b"1", b=b"2"), r"holds 2 files \(a, b\); pack one"),
        (zipped(), "cannot be unpacked|is not text"),
        (zipped(xl__workbook=b"1"), "is an Excel workbook; save the sheet as CSV"),
        (zipped(a=b"1234567890" * 50)[:-30], "cannot be unpacked"),
        (gzip.compress(b"1234567890" * 50)[:-12], "cannot be unpacked"),
        (b"PK\x03\x04" + zipped(a=b"1234567890" * 50)[34:], "cannot be unpacked"),
        (b"\x1f\x8bjunk", "cannot be unpacked"),
        (b"PK\x03\x04junk", "cannot be unpacked"),
        (gzip.compress(zipped(a=b"1")), "is not text|is not UTF-8"),
        (b"a,b\n" + b"1" * 100_001 + b"\n", ":2: the line has 100002 bytes"),
    ],
    # NOTE: packed content holds the time of packing, and two processes that name a test by it would not agree.
    ids=lambda part: part if isinstance(part, str) else "content",
)
def test_what_is_no_table_is_refused_in_one_sentence(write: Write, content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        text_of(write(content))


def test_a_bomb_stops_at_the_limit(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_file, "MAX_BYTES", 1_000_000)
    for content in (gzip.compress(bytes(20_000_000)), zipped(a=bytes(20_000_000))):
        with pytest.raises(InputError, match="unpacks to more than 1 MB"):
            text_of(write(content))


def test_a_zip_that_lies_about_its_size_stops_too(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = zipped(a=bytes(20_000_000))
    monkeypatch.setattr(packed_file, "MAX_BYTES", 1_000_000)
    lying = honest.replace((20_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(InputError, match=r"cannot be unpacked|unpacks to more"):
        text_of(write(lying))


def test_a_large_file_is_refused_before_it_is_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_file, "MAX_BYTES", 10)
    with pytest.raises(InputError, match="has 0 MB; a record has at most 0 MB"):
        text_of(write(b"12345678901"))


def test_names_out_of_a_file_cannot_speak_to_the_terminal(write: Write) -> None:
    with pytest.raises(InputError) as caught:
        text_of(write(zipped(**{"\x1b[2J": b"1", "x" * 5000: b"2"})))
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_an_encrypted_zip_is_refused(write: Write) -> None:
    content = bytearray(zipped(a=b"1"))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(InputError, match=r"cannot be unpacked.*password"):
        text_of(write(bytes(content)))


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist; the path is taken from the folder of the scenario file"):
        check_file(tmp_path / "none.csv")
    with pytest.raises(InputError, match="is a folder"):
        check_file(tmp_path)
    with pytest.raises(InputError, match="is not a regular file"):
        check_file(Path(os.devnull))
    with pytest.raises(InputError, match=r"cannot be read|does not exist"):
        check_file(tmp_path / ("x" * 5000))


def test_a_file_that_may_not_be_read_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(b"a,b\n")

    def refuse(*_: object, **__: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    for read in (text_of, digest_of):
        with pytest.raises(InputError, match="cannot be read: Permission denied"):
            read(path)
