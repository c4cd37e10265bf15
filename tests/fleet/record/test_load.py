"""A declared record from file to hours: several files, the digest, and all problems at once."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from kaitei.errors import InputError
from kaitei.fleet.record.hourly import HourlyRecord
from kaitei.fleet.record.load import digest_of_files

Load = Callable[..., HourlyRecord]
Write = Callable[..., Path]


def test_yearly_files_make_one_record(write: Write, load: Load, two_years: list[str]) -> None:
    write(two_years)
    whole = load()
    write(two_years[:8760], name="a.csv")
    write(two_years[8760:], name="b.csv")
    for order in (["a.csv", "b.csv"], ["b.csv", "a.csv"]):
        assert (load(file=order).values[:, 0] == whole.values[:, 0]).all()


def test_the_digest_stands_in_the_account(write: Write, load: Load, two_years: list[str]) -> None:
    path = write(two_years)
    assert load().account.sha256 == hashlib.sha256(path.read_bytes()).hexdigest() == digest_of_files([path])


def test_the_digest_of_several_depends_on_each_of_them(write: Write) -> None:
    one, two = write(b"1", name="1"), write(b"2", name="2")
    assert len({digest_of_files([one, two]), digest_of_files([two, one]), digest_of_files([one])}) == 3
    with pytest.raises(InputError, match="does not exist"):
        digest_of_files([one, one.parent / "none"])


def test_a_changed_file_is_noticed(write: Write, load: Load, two_years: list[str]) -> None:
    write(two_years)
    digest = load().account.sha256
    assert load(sha256=digest).account.sha256 == digest
    write([*two_years, "2003-01-01T00:00,1"])
    with pytest.raises(InputError, match=f"the content has changed: its sha256 is .*, the scenario says {digest}"):
        load(sha256=digest)


def test_the_problems_of_all_files_are_told_at_once(write: Write, load: Load) -> None:
    write(["2001-01-01T00:00,x"], name="a.csv")
    write(["hello,1"], name="b.csv")
    with pytest.raises(InputError) as caught:
        load(file=["a.csv", "none.csv", "b.csv"])
    text = str(caught.value)
    assert "3 problems" in text
    for part in ("1 cells are no number", "none.csv does not exist", "1 stamps cannot be read"):
        assert part in text


def test_feet_read_as_metres_are_noticed(write: Write, load: Load, rows: Callable[..., list[str]]) -> None:
    write(rows("2001-01-01T00:00", [100.0 + i % 50 for i in range(8760)]))
    with pytest.raises(InputError, match="beyond 10 m: likely feet or centimetres; check the unit"):
        load()
    centimetres = {"wave_height": {"name": "hs", "unit": "cm"}}
    assert load(columns=centimetres).values[0, 0, 0] == pytest.approx(1.0)
