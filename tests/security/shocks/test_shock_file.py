"""Files of events: the packaged ones are sourced, a user's wrong ones are refused with every problem named."""

import re
from pathlib import Path

import pytest

from kaitei.errors import InputError
from kaitei.security.shocks import shock_file
from kaitei.security.shocks.shock_file import load, packaged, parse
from kaitei.source import references

BAN = "kind: ban, origin: china, destination: japan, stages: oxide, elements: Dy, start: 2026-01, end: 2026-07"
LICENCE = BAN.replace("ban", "licence") + ", approval: 0.5, delay: 60 d"
QUOTA = BAN.replace("ban", "quota") + ", tonnes: 100"
OUTAGE = "kind: outage, origin: myanmar, stages: ore, elements: all, start: 2026-01, end: open, lost: 0.4"


def _problems(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse(text, "mine.yaml")
    return str(caught.value)


def _event(fields: str) -> str:
    return f"events:\n  mine: {{{fields}}}\n"


def test_the_five_stories_are_shipped() -> None:
    assert packaged() == ("2010-embargo", "2010-quota", "2025-licensing", "2026-ban", "myanmar-outage")


@pytest.mark.parametrize("name", packaged())
def test_every_packaged_number_has_a_source_or_a_reason(name: str) -> None:
    made = load(name)
    assert made.name == name
    assert made.title
    assert made.note
    for event in made.events:
        assert event.source
        assert event.sources() <= set(references())
        for number, datum in event.numbers():
            assert datum.source or datum.assumption, (event.name, number)
            assert "without a source" not in datum.assumption


@pytest.mark.parametrize("fields", [BAN, LICENCE, QUOTA, OUTAGE], ids=["ban", "licence", "quota", "outage"])
def test_a_short_event_is_enough_and_says_that_it_has_no_source(fields: str) -> None:
    (event,) = parse(_event(fields), "mine.yaml").events
    assert event.name == "mine"
    assert event.assumption == "stated in the file without a source"


def test_an_event_of_no_length_is_allowed() -> None:
    (event,) = parse(_event(BAN.replace("2026-07", "2026-01")), "mine.yaml").events
    assert event.start == event.end == "2026-01"


def _with(change: str, fields: str = BAN) -> str:
    """The fields with one of them changed, or one more."""
    key = change.partition(":")[0]
    kept = [part for part in re.split(r", (?=[a-z]+:)", fields) if not part.startswith(f"{key}:")]
    return _event(", ".join([*kept, change]))


WRONG = [
    (_with("origin: chian"), r"mine.yaml:2: events.mine.origin.0: 'chian' is not a country here; did you mean china\?"),
    (_with("destination: [japan, Atlantis]"), r"destination.1: 'Atlantis' is not a country here; allowed: australia"),
    (_with("stages: [oxide, magnets]"), r"stages.1: 'magnets' is not a product; did you mean magnet\?"),
    (_with("stages: material"), r"stages.0: 'material' is not a product; "),
    (_with("elements: [Dy, controlled_2024]"), r"1: 'controlled_2024' is not a rare earth or set; did you mean co"),
    (_with("elements: Pm"), r"elements.0: 'Pm' is not a rare earth or set; "),
    (_with("elements: DY"), r"elements.0: 'DY' is not a rare earth or set; did you mean Dy\?"),
    (_with("elements: ytrium"), r"'ytrium' is not a rare earth or set; did you mean Y\?"),
    (_with("elements: []"), "elements: must name at least one"),
    (_with("elements: 66"), "elements: must be a word or a list of words, not 66"),
    (_with("elements: [66]"), "elements.0: must be text, not 66"),
    (_with("start: 2026-13"), "start: must be a month of 1900 to 2200 such as 2010-09, not '2026-13'"),
    (_with("start: 2026"), "start: must be a month of 1900 to 2200 such as 2010-09, not .2026"),
    (_with("end: 2025-12"), "end: lies before the start, 2026-01; end is the first month no longer in force"),
    (_with("end: never"), "end: must be a month of 1900 to 2200"),
    (_with("leakage: 1.2"), r"leakage: value must lie in 0 to 1; 1.2 does not"),
    (_with("leakage: 120 %"), r"leakage: value must lie in 0 to 1; 1.2 does not"),
    (_with("leakage: -0.1"), "leakage: value must lie in 0 to 1; -0.1 does not"),
    (_with("leakage: .nan"), "leakage: must be finite, not nan"),
    (_with("leakage: some"), "leakage: 'some' is not a number with a unit"),
    (_with("leakage: true"), "leakage: must be a number .1., text such as '5 1', or a mapping"),
    (_with("leakage: {value: .inf, unit: '1', grade: C, assumption: x}"), "leakage.value: must be finite, not inf"),
    (_with("leakage: {value: 0.5, unit: '1', grade: C}"), "leakage: needs a source .a key of references.bib., or an"),
    (_with("leakage: {value: 0.5, unit: '1', grade: C, source: Nobody1900}"), "Nobody1900 is not in references.bib"),
    (_with("leakage: {valeu: 0.5, unit: '1', grade: C, assumption: x}"), r"leakage.valeu: is not a known key here; "),
    (_with("leakage: {value: 0.5, unit: '1', grade: C, assumption: x, spread: {kind: uniform, low: 0, high: 1}}"),
     "leakage: an event has one value; a spread belongs to a family of the generator"),
    (_with("ramp: 3 t"), "ramp: unit t cannot be turned into month"),
    (_with("ramp: -1"), "ramp: value must lie in 0 to 600 month; -1 does not"),
    (_with("panic: 9"), "panic: value must lie in 0 to 5; 9 does not"),
    (_with("source: Nobody1900"), "^mine.yaml:2: events.mine.source: 'Nobody1900' is not in references.bib; "),
    (_with("source: [Nobody1900]"), "^mine.yaml:2: events.mine.source.0: 'Nobody1900' is not in references.bib; "),
    (_with("elements: [DY]"), r"'DY' is not a rare earth or set; did you mean Dy\?"),
    (_with("destination: china"), "destination: is the origin, china: no goods cross a border"),
    (_with("grade: D"), "grade: must be 'A', 'A2', 'B' or 'C', not 'D'"),
    (_with("title: [a]"), "title: must be text"),
    (_with("kind: bann"), r"events.mine.kind: 'bann' is not a kind of shock; did you mean ban\?"),
    (_with("kind: [ban]"), r"events.mine.kind: \['ban'\] is not a kind"),
    (_event("origin: china"), "events.mine.kind: is missing; one of ban, quota, licence, outage"),
    (_with("lost: 0.5"), "lost: is not a known key here; "),
    (_with("approvel: 0.5", LICENCE), r"approvel: is not a known key here; did you mean approval\?"),
    (_with("name: other"), "name: is given already: it is the key above"),
    (_event("kind: ban"), "events.mine.origin: is missing"),
    (_event(LICENCE.replace(", approval: 0.5", "")), "approval: is missing"),
    (_with("first: 90 d", LICENCE), "delay: is the mean and cannot be shorter than first, the shortest delay"),
    (_with("shape: 1.5", LICENCE), "shape: must be a whole number, not 1.5"),
    (_with("tranche: 4", QUOTA), "tranche: must divide carry, the months of a quota period"),
    (_with("carry: 2.5", QUOTA), "carry: must be a whole number, not 2.5"),
    (_with("tonnes: 5 t/s", QUOTA), "tonnes: value must lie in 0 to 1e.07 t/yr"),
    (_with("ramp: 1", QUOTA), "ramp: is not a known key here; "),
    (_with("leakage: 0.1", OUTAGE), "leakage: is not a known key here; "),
    (_with("lost: 1.1", OUTAGE), "lost: value must lie in 0 to 1; 1.1 does not"),
    ("events: {Bad Name: {" + BAN + "}}", "events.Bad Name.name: must be up to 60 small letters"),
    ("events: {mine: 5}", "events.mine: must be a mapping with kind, origin, start and the rest"),
    ("events: []", "events: must be a mapping of names to what happens, such as embargo"),
    ("title: x", "events: must be a mapping of names to what happens"),
    ("- a", "must be a mapping with title, note, events"),
    ("", "must be a mapping with title, note, events"),
    ("evnts: {}", r"evnts: is not a known key here; did you mean events\?"),
    ("title: [x]\n" + _event(BAN), "title: must be text"),
    (_event(BAN) + "  mine: {}\n", "mine.yaml:3: events.mine: stands twice; keep one"),
    (_event(BAN + ", start: 2026-02"), "start: stands twice; keep one"),
    ("events:\n\tmine: 1", "mine.yaml:2: not readable as YAML"),
    ("a: &a [x]\nevents: *a", "mine.yaml:1: anchors and aliases"),
    (_with("note: !!python/name:os.system x"), "note: the tag"),
    ("events: " + "[" * 3000, "is nested deeper than"),
    ("events: {" + ", ".join(f"e{i}: {{}}" for i in range(201)) + "}", "has 201 entries; a file has at most 200"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_each_wrong_thing_is_named(text: str, message: str) -> None:
    found = _problems(text)
    assert re.search(message, found), found


def test_one_wrong_thing_is_one_message() -> None:
    for text, _ in WRONG[:8]:
        assert not _problems(text).startswith(("2 ", "3 "))


def test_all_problems_come_at_once_with_their_lines() -> None:
    text = """\
title: many
events:
  one:
    kind: ban
    origin: chian
    destination: japan
    stages: oxid
    elements: [Dy, Xx]
    start: 2026-01
    end: 2025-01
    leakage: 2
  two: {kind: flood}
"""
    found = _problems(text)
    assert found.startswith("6 problems in the input")
    assert [n for n in range(1, 13) if f"mine.yaml:{n}:" in found] == [5, 7, 8, 10, 11, 12]


def test_a_shock_of_no_kind_says_what_else_is_wrong_with_it() -> None:
    found = _problems(_event("origin: chian, elements: Xx, start: 2026-01, end: 2025-01, leakage: 2"))
    assert found.startswith("4 problems in the input")
    for place in ("kind", "origin.0", "elements.0", "end"):
        assert f"events.mine.{place}: " in found


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no events '2010-embargoo': did you mean 2010-embargo\? \(a file must end"):
        load("2010-embargoo")
    with pytest.raises(InputError, match="cannot be read: No such file"):
        load(tmp_path / "none.yaml")
    big = tmp_path / "big.yaml"
    big.write_bytes(b"# " + b"x" * 2_000_000)
    with pytest.raises(InputError, match=r"has 2.0 MB; a file of events has at most 1 MB"):
        load(big)


def test_a_users_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "what-if.yaml"
    file.write_text("title: what if\n" + _event(BAN), encoding="utf-8")
    made = load(file)
    assert (made.name, made.title, made.note) == ("what-if", "what if", "")
    assert shock_file.load(str(file)) == made
