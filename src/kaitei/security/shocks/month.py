"""Calendar months as whole numbers, so that a span of months is a difference."""

import re

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")

FIRST_YEAR, LAST_YEAR = 1900, 2200


def month_number(text: str) -> int:
    """Months since January of year 0.

    >>> month_number("2010-10") - month_number("2009-12")
    10

    Raises ValueError for what is no month.
    """
    found = _MONTH.fullmatch(text) if isinstance(text, str) else None
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR or not 1 <= int(found[2]) <= 12:
        raise ValueError(f"must be a month of {FIRST_YEAR} to {LAST_YEAR} such as 2010-09, not {text!r:.40}")
    return int(found[1]) * 12 + int(found[2]) - 1


def month_text(number: int) -> str:
    """The month of a number.

    >>> month_text(month_number("2010-10") + 3)
    '2011-01'
    """
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
