"""YAML text to plain Python with the line of every entry, safely: no tags, no anchors, no aliases, no duplicates."""

import pathlib
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kaitei.errors import InputError, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
LONGEST_WHOLE = 16
"""Digits from which a whole number is read as a float: nobody means them all."""

Path = tuple[str, ...]
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "str", "timestamp")}


@dataclass
class Document:
    """A YAML text as plain data, with the line each path starts at and what was wrong on the way."""

    file: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """Line of the path, or of its nearest ancestor that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: Path, message: str) -> None:
        """Notes one thing that is wrong at a path."""
        self.problems.append(Problem(message, ".".join(path), self.file, self.line(path)))


def read_file(path: pathlib.Path, what: str) -> str:
    """Text of a user's file; ``what`` is the word for it in a message, such as "a scenario".

    Raises InputError for a missing file, a folder, a file that is too large or is not UTF-8.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; name a .yaml file")
        if path.exists() and not path.is_file():
            raise InputError(f"{path} is not a regular file; name a .yaml file")
        if path.stat().st_size > MAX_BYTES:
            size = path.stat().st_size / 1e6
            raise InputError(f"{path} has {size:.1f} MB; {what} has at most {MAX_BYTES / 1e6:.0f} MB")
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None


def read(text: str, file: str) -> Document:
    """The document in ``text``; YAML 1.2, so that NO stays a word.

    Raises InputError when the text is not YAML, or uses anchors, aliases or tags.
    """
    loader = YAML(typ="safe")
    try:
        node = loader.compose(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = str(getattr(error, "problem", None) or "is not YAML").splitlines()[0]
        raise InputError(Problem(f"not readable as YAML: {message}", "", file, mark.line + 1 if mark else 0)) from None
    except RecursionError:
        raise InputError(Problem(f"is nested deeper than {MAX_DEPTH} levels", "", file, 1)) from None
    document = Document(file)
    document.data = _plain(node, (), document) if node is not None else None
    return document


def _plain(node: Node, path: Path, document: Document) -> Any:
    line = node.start_mark.line + 1
    if node.anchor is not None:
        # NOTE: an alias is the same node again; refusing the anchor keeps every alias out before anything grows.
        raise InputError(Problem("anchors and aliases (& *) are not allowed; write it out", "", document.file, line))
    document.lines.setdefault(path, line)
    if len(path) > MAX_DEPTH:
        document.problem(path[:4], f"is nested deeper than {MAX_DEPTH} levels")
        return None
    if isinstance(node, MappingNode):
        return _mapping(node, path, document)
    if isinstance(node, SequenceNode):
        return [_plain(child, (*path, str(i)), document) for i, child in enumerate(node.value)]
    assert isinstance(node, ScalarNode)
    return _scalar(node, path, document)


def _mapping(node: MappingNode, path: Path, document: Document) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key_node, child in node.value:
        key = str(key_node.value)
        here = (*path, key)
        if key in made:
            document.lines[here] = key_node.start_mark.line + 1
            document.problem(here, "stands twice; keep one")
            continue
        document.lines[here] = key_node.start_mark.line + 1
        made[key] = _plain(child, here, document)
    return made


def _scalar(node: ScalarNode, path: Path, document: Document) -> Any:
    tag = str(node.tag)
    if tag not in _PLAIN_TAGS:
        document.problem(path, f"the tag {tag} is not allowed; write a plain number or word")
        return None
    text = str(node.value)
    kind = tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in ("true", "yes", "on")
    if kind in ("int", "float"):
        return _number(text, path, document)
    if any((ord(c) < 32 and c not in "\n\t") or 0xD800 <= ord(c) <= 0xDFFF or ord(c) == 127 for c in text):
        document.problem(path, "holds a control character; write plain text")
        return ""
    return text


def _number(text: str, path: Path, document: Document) -> float | int | None:
    clean = text.replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan")
    try:
        whole = clean.lstrip("+-").isdigit() and len(clean) < LONGEST_WHOLE
        return int(clean) if whole else float(clean)
    except ValueError:
        document.problem(path, f"{text!r} is not a decimal number")
        return None
