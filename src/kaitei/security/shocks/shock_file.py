"""Files of events from YAML, with every problem named at once by file, line and path."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from kaitei import yaml_text
from kaitei.errors import InputError, nearest
from kaitei.findings import readable
from kaitei.security.shocks.event import KINDS, Event
from kaitei.security.shocks.terms import Terms, with_kind
from kaitei.yaml_text import Document

MOST = 200
"""Most events or families of one file."""

HEAD = ("title", "note", "events")

Shock = TypeVar("Shock", bound=Terms)


class EventFile(NamedTuple):
    """The events of one file and what they are about."""

    name: str
    title: str
    note: str
    events: tuple[Event, ...]
    text: str
    """The file itself."""


def packaged() -> tuple[str, ...]:
    """Names of the files of events that come with the package."""
    folder = files("kaitei.security.shocks").joinpath("events")
    return tuple(sorted(item.name[:-5] for item in folder.iterdir() if item.name.endswith(".yaml")))


def load(name: str | Path) -> EventFile:
    """The events of a packaged name or a YAML file.

    Raises InputError with all problems found.
    """
    if str(name) in packaged():
        item = files("kaitei.security.shocks").joinpath("events", f"{name}.yaml")
        return parse(item.read_text("utf-8"), f"{name}.yaml")
    path = Path(name)
    if not str(name).strip():
        raise InputError(f"--event names nothing; name a .yaml file, or one of {', '.join(packaged())}")
    if path.suffix not in (".yaml", ".yml") and not path.exists():
        raise InputError(f"no events {str(name)!r}: {nearest(str(name), packaged())} (a file must end in .yaml)")
    return parse(yaml_text.read_file(path, "a file of events"), str(path))


def parse(text: str, file: str) -> EventFile:
    """The events of a YAML text.

    Raises InputError with all problems found.
    """
    document = yaml_text.read(text, file)
    content = mapping(document, HEAD)
    made = shocks(document, content, "events", KINDS)
    title, note = (_text(document, content, key) for key in ("title", "note"))
    if document.problems:
        raise InputError(document.problems)
    return EventFile(Path(file).stem, title, note, tuple(made), text)


def mapping(document: Document, known: tuple[str, ...]) -> dict[str, Any]:
    """The top of a document, its unknown keys noted; empty where it is no mapping."""
    if not isinstance(document.data, dict):
        document.problem((), f"must be a mapping with {', '.join(known)}")
        return {}
    for key in document.data:
        if key not in known:
            document.problem((key,), f"is not a known key here; {nearest(key, known)}")
    return document.data


def shocks(document: Document, content: dict[str, Any], key: str, kinds: Mapping[str, type[Shock]]) -> list[Shock]:
    """The entries of a mapping of names to shocks, those that are wrong noted and left out."""
    entries = content.get(key)
    if not isinstance(entries, dict) or not entries:
        if isinstance(document.data, dict):
            document.problem((key,), "must be a mapping of names to what happens, such as embargo: {kind: ban, ...}")
        return []
    if len(entries) > MOST:
        document.problem((key,), f"has {len(entries)} entries; a file has at most {MOST}")
        return []
    made = [_shock(document, (key, name), raw, kinds) for name, raw in entries.items()]
    return [shock for shock in made if shock is not None]


def _shock(document: Document, path: tuple[str, ...], raw: object, kinds: Mapping[str, type[Shock]]) -> Shock | None:
    if not isinstance(raw, dict):
        document.problem(path, "must be a mapping with kind, origin, start and the rest")
        return None
    model = with_kind(raw, dict(kinds))
    if isinstance(model, str):
        document.problem((*path, "kind"), model)
        _note_what_any_kind_has(document, path, raw, kinds)
        return None
    if "name" in raw:
        document.problem((*path, "name"), "is given already: it is the key above")
        return None
    try:
        made: Shock = model.model_validate({**raw, "name": path[-1]})
    except ValidationError as error:
        for where, message in readable(error, model):
            document.problem((*path, *where), message)
        return None
    return made


def _note_what_any_kind_has(
    document: Document, path: tuple[str, ...], raw: dict[str, Any], kinds: Mapping[str, type[Shock]]
) -> None:
    """Notes what is wrong with a shock of no kind in the fields that every kind has, so that it is not said later."""
    kind, model = next(iter(kinds.items()))
    shared = set(model.model_fields).intersection(*(other.model_fields for other in kinds.values())) - {"kind"}
    given = {name: value for name, value in raw.items() if name in shared}
    try:
        model.model_validate({**given, "name": path[-1], "kind": kind})
    except ValidationError as error:
        for where, message in readable(error, model):
            if where and where[0] in given:
                document.problem((*path, *where), message)


def _text(document: Document, content: dict[str, Any], key: str) -> str:
    value = content.get(key, "")
    if not isinstance(value, str):
        document.problem((key,), "must be text")
    return str(value)
