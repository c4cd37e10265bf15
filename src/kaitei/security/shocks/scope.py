"""Which elements, countries and stages a shock acts on: words of a file to places in the network, and to bits."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from kaitei.errors import nearest
from kaitei.physics import elements
from kaitei.security.nodes import COUNTRIES, ELEMENTS, TRADED

SEVEN = ("Sm", "Gd", "Tb", "Dy", "Lu", "Sc", "Y")
FIVE = ("Ho", "Er", "Tm", "Eu", "Yb")

ELEMENT_SETS: dict[str, tuple[str, ...]] = {
    "all": ELEMENTS,
    "heavy": tuple(symbol for symbol in ELEMENTS if elements.HEAVY[elements.index(symbol)]),
    "controlled_2025": SEVEN,
    "controlled_2025_october": SEVEN + FIVE,
}
"""Names that stand for several elements; the controlled ones are China's lists of April and October 2025."""


def _listed(value: Any) -> Any:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"must be a word or a list of words, not {value!r:.40}")
    if not value:
        raise ValueError("must name at least one")
    return tuple(value)


def _country(word: str) -> str:
    if word not in (*COUNTRIES, "all"):
        raise ValueError(f"{word!r:.40} is not a country here; {nearest(word, COUNTRIES)}")
    return word


def _element(word: str) -> str:
    if word not in (*ELEMENTS, *ELEMENT_SETS):
        raise ValueError(f"{word!r:.40} is not a rare earth or set; {_nearest_element(word)}")
    return word


def _nearest_element(word: str) -> str:
    """The closest symbol or set; the name of an element leads to its symbol."""
    names = {elements.NAMES[symbol]: symbol for symbol in ELEMENTS}
    close = get_close_matches(word.lower(), names, n=1, cutoff=0.8)
    return f"did you mean {names[close[0]]}?" if close else nearest(word, (*ELEMENT_SETS, *ELEMENTS))


def _stage(word: str) -> str:
    if word not in (*TRADED, "all"):
        raise ValueError(f"{word!r:.40} is not a product; {nearest(word, TRADED)}")
    return word


def _countries(words: tuple[str, ...]) -> tuple[str, ...]:
    return COUNTRIES if "all" in words else tuple(c for c in COUNTRIES if c in words)


def _elements(words: tuple[str, ...]) -> tuple[str, ...]:
    named = {symbol for word in words for symbol in ELEMENT_SETS.get(word, (word,))}
    return tuple(symbol for symbol in ELEMENTS if symbol in named)


def _stages(words: tuple[str, ...]) -> tuple[str, ...]:
    return TRADED if "all" in words else tuple(s for s in TRADED if s in words)


_Country = Annotated[str, Field(strict=True), AfterValidator(_country)]
_Element = Annotated[str, Field(strict=True), AfterValidator(_element)]
_Stage = Annotated[str, Field(strict=True), AfterValidator(_stage)]

Countries = Annotated[tuple[_Country, ...], BeforeValidator(_listed), AfterValidator(_countries)]
Elements = Annotated[tuple[_Element, ...], BeforeValidator(_listed), AfterValidator(_elements)]
Stages = Annotated[tuple[_Stage, ...], BeforeValidator(_listed), AfterValidator(_stages)]


def bits(words: Iterable[str], places: Sequence[str]) -> int:
    """The words as a mask: bit i is set where ``places[i]`` is among them.

    >>> bits(["ore", "metal"], TRADED)
    5
    """
    return sum(1 << places.index(word) for word in set(words))
