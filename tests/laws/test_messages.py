"""Every error message of the package is raised by some test: its words must stand in a test that matches them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src" / "kaitei").rglob("*.py"))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


TESTS = " ".join(_plain(path.read_text("utf-8")) for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls that carry a message to a user: raised errors, failed draws, noted problems."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            yield node.exc
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("fail", "problem"):
            yield node


def _messages() -> list[tuple[str, list[str]]]:
    found = []
    for path in SOURCES:
        for call in _calls(ast.parse(path.read_text("utf-8"))):
            texts = [n.value for n in ast.walk(call) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            parts = [_plain(text) for text in texts if len(_plain(text)) > 8]
            if parts:
                found.append((f"{path.relative_to(ROOT)}:{call.lineno}", parts))
    return found


MESSAGES = _messages()


@pytest.mark.parametrize(("place", "parts"), MESSAGES, ids=[place for place, _ in MESSAGES])
def test_message_is_raised_by_a_test(place: str, parts: list[str]) -> None:
    pairs = [" ".join(words[i : i + 2]) for words in map(str.split, parts) for i in range(max(1, len(words) - 1))]
    assert any(len(pair) > 6 and pair in TESTS for pair in pairs), parts


def test_the_messages_were_found() -> None:
    assert len(MESSAGES) > 50
