"""YAML reading: lines, and everything that is refused."""

import pytest

from kaitei import yaml_text
from kaitei.errors import InputError


def test_every_path_knows_its_line() -> None:
    document = yaml_text.read("a:\n  b: 1\n  c: {d: 2.5}\n", "x.yaml")
    assert document.data == {"a": {"b": 1, "c": {"d": 2.5}}}
    assert document.line(("a", "c", "d")) == 3
    assert document.line(("a", "missing")) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [("NO", "NO"), ("true", True), ("1e3", 1000.0), ("-4", -4), ("12:30", "12:30"), ("~", None), ("'5'", "5")],
)
def test_plain_values_follow_yaml_1_2(text: str, value: object) -> None:
    assert yaml_text.read(f"a: {text}\n", "x").data["a"] == value


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    with pytest.raises(InputError, match=r"x.yaml:1: anchors and aliases"):
        yaml_text.read(bomb, "x.yaml")


def test_broken_text_names_its_line() -> None:
    with pytest.raises(InputError, match=r"x.yaml:2: not readable as YAML"):
        yaml_text.read("a: 1\nb: ]\nc: 2\n", "x.yaml")


def test_tags_duplicates_and_depth_are_problems() -> None:
    deep = "d: " + "{x: " * 20 + "1" + "}" * 20
    document = yaml_text.read(f"a: !!python/name:os.system 1\nb: 1\nb: 2\n{deep}\nn: 0o9\n", "x.yaml")
    text = "\n".join(map(str, document.problems))
    assert "x.yaml:1: a: the tag" in text
    assert "x.yaml:3: b: stands twice" in text
    assert "nested deeper than" in text


def test_depth_without_end_is_refused() -> None:
    with pytest.raises(InputError, match="is nested deeper than"):
        yaml_text.read("a: " + "[" * 3000, "x")


def test_numbers_that_are_not_decimal_are_named() -> None:
    document = yaml_text.read("a: 0o17\n", "x")
    assert "'0o17' is not a decimal number" in str(document.problems[0])


def test_not_a_number_is_read_as_nan_for_the_datum_to_refuse() -> None:
    value = yaml_text.read("a: .nan\nb: -.inf\n", "x").data
    assert value["a"] != value["a"]
    assert value["b"] == float("-inf")
