"""What pydantic finds wrong with a model, in plain sentences with the place and the nearest right word."""

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from kaitei.errors import nearest

_BRANCH = re.compile(r"^(float|str|list|dict)(\[.*\])?$|^\[key\]$")


def readable(error: ValidationError, model: type[BaseModel]) -> list[tuple[tuple[str, ...], str]]:
    """pydantic's findings on a model as (path, plain sentence), one for each place."""
    found: dict[tuple[str, ...], str] = {}
    for item in error.errors():
        # NOTE: pydantic also names the branch of a union that it tried ("float", "dict[str,float]"), and "[key]".
        where = tuple(str(part) for part in item["loc"] if not _BRANCH.match(str(part)))
        kind, context = item["type"], item.get("ctx", {})
        if kind == "extra_forbidden":
            message = f"is not a known key here; {nearest(where[-1], _known_keys(model, where[:-1]))}"
        elif kind == "missing":
            message = "is missing"
        elif kind == "literal_error":
            message = f"must be {context['expected']}, not {item['input']!r:.60}"
        else:
            message = str(item["msg"]).removeprefix("Value error, ")
        found.setdefault(where, message)
    return list(found.items())


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
