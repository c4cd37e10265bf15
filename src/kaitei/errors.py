"""Every error a user can meet: the thing, the rule, what came, the nearest right word, the remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class KaiteiError(Exception):
    """Base of all errors that are a user's to mend; the command line prints them without a traceback."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with an input: where it stands, what is wrong, what would be right."""

    message: str
    path: str = ""
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file
        return ": ".join(part for part in (place, self.path, self.message) if part)


class InputError(KaiteiError):
    """Input that cannot be used, with every problem found in it at once."""

    def __init__(self, problems: Problem | str | Iterable[Problem]) -> None:
        if isinstance(problems, str):
            problems = Problem(problems)
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        count = len(self.problems)
        head = "" if count == 1 else f"{count} problems in the input:\n"
        super().__init__(head + "\n".join(f"{'' if count == 1 else '- '}{p}" for p in self.problems))


class ChainError(KaiteiError):
    """Stages that do not fit together, found before any number is computed."""


class StageError(KaiteiError):
    """A stage broke its own declaration: a name, a shape or a unit is not what variables.csv says."""


class StudyError(KaiteiError):
    """A study that would be invalid and therefore refuses."""


def nearest(word: str, allowed: Iterable[str]) -> str:
    """A phrase that names the closest allowed word, or lists a few when none is close.

    >>> nearest("grainsize", ["grain_size", "depth"])
    'did you mean grain_size?'
    >>> nearest("zzz", ["a", "b"])
    'allowed: a, b'
    >>> nearest("DY", ["Dy", "Y"]), nearest("nd", ["La", "Nd"])
    ('did you mean Dy?', 'did you mean Nd?')
    """
    options = sorted(allowed)
    close = [option for option in options if option.lower() == word.lower()]
    close = close or get_close_matches(word, options, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    # NOTE: a long list helps nobody; past a dozen the remedy is the documentation of the section.
    shown = ", ".join(options[:12]) + (", ..." if len(options) > 12 else "")
    return f"allowed: {shown}"
