"""What pydantic finds wrong with a model, in plain sentences with the place and the nearest right word."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from kaitei.errors import nearest

_BRANCH = re.compile(r"^(float|str|list|dict|function-\w+)(\[.*\])?$|^\[key\]$")

_PLAIN = {
    "string_type": "must be text",
    "list_type": "must be a list",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "string_too_long": "must have at most {max_length} characters",
}
"""What pydantic says in its own words of types, in ours."""

_TYPES = ("string_type", "list_type")


def readable(error: ValidationError, model: type[BaseModel]) -> list[tuple[tuple[str, ...], str]]:
    """pydantic's findings on a model as (path, plain sentence), one for each place."""
    items = [(_place(item["loc"]), item) for item in error.errors()]
    found: dict[tuple[str, ...], str] = {}
    for where, item in items:
        if not _is_other_branch(where, item, items):
            found.setdefault(where, _sentence(where, item, model))
    return list(found.items())


def _place(location: Sequence[int | str]) -> tuple[str, ...]:
    # NOTE: pydantic also names the branch of a union that it tried ("float", "dict[str,float]"), and "[key]".
    return tuple(str(part) for part in location if not _BRANCH.match(str(part)))


def _is_other_branch(where: tuple[str, ...], item: Any, items: list[tuple[tuple[str, ...], Any]]) -> bool:
    """Whether this is the branch of a union that the input never meant, while another tells what is wrong."""
    tried = item["type"] in _TYPES and bool(_BRANCH.match(str(item["loc"][-1])))
    return tried and any(place[: len(where)] == where and other["type"] not in _TYPES for place, other in items)


def _sentence(where: tuple[str, ...], item: Any, model: type[BaseModel]) -> str:
    kind, context = item["type"], item.get("ctx", {})
    if kind == "extra_forbidden":
        return f"is not a known key here; {nearest(where[-1], _known_keys(model, where[:-1]))}"
    if kind == "missing":
        return "is missing"
    if kind == "literal_error":
        return f"must be {context['expected']}, not {item['input']!r:.60}"
    if kind in _PLAIN:
        return f"{_PLAIN[kind].format(**context)}, not {item['input']!r:.60}"
    return str(item["msg"]).removeprefix("Value error, ")


def _known_keys(model: type[BaseModel], path: tuple[str, ...]) -> tuple[str, ...]:
    """Keys of the part of a model that a path leads to; entries of mappings and lists are passed over."""
    for part in path:
        if part in model.model_fields:
            model = next(_models(model.model_fields[part].annotation), model)
    return tuple(model.model_fields)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
