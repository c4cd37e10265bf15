"""Titles and sentences about the ships: what delays them, when the sea lets them work, how one year went."""

from collections.abc import Mapping, Sequence

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.report.charts.sea import FIT
from kaitei.report.numerals import days as count
from kaitei.report.numerals import number, percent, plural, sentence
from kaitei.report.words import activity_words, cause_words

SMALL_ERROR = 0.05
"""Part of the spread between the draws below which a sampling error does not count."""


def months(names: Sequence[str], days: FloatArray) -> str:
    """Which month gives most days of lifting, and which fewest.

    >>> months(["Jan", "Jul"], np.array([8.0, 16.0]))
    'Jul gives most days of lifting (16.0), Jan fewest (8.0)'
    """
    if len(names) == 1:
        return f"{names[0]} gives {count(float(days[0]))} days of lifting"
    if days.max() - days.min() < 0.5:
        return "Every month gives about the same days of lifting"
    best, worst = int(days.argmax()), int(days.argmin())
    return (
        f"{names[best]} gives most days of lifting ({count(float(days[best]))}), "
        f"{names[worst]} fewest ({count(float(days[worst]))})"
    )


def fit(low: float, middle: float, high: float, days: float, whole_year: bool) -> str:
    """How many days a vessel is fit for work, and where that lies beside the estimate of others.

    >>> fit(190.0, 238.0, 290.0, 365.0, True)
    'A mining vessel is fit for work on 238 days a year (190 to 290), below the middle of what others give'
    """
    ends = "" if count(low) == count(high) else f" ({count(low)} to {count(high)})"
    if not whole_year:
        return f"A mining vessel is fit for work on {count(middle)} of {number(days)} days{ends}"
    first = f"A mining vessel is fit for work on {count(middle)} days a year{ends}"
    least, mid_low, mid_high, most = FIT
    if middle < least:
        return f"{first}, less than others give"
    if middle > most:
        return f"{first}, more than others give"
    side = (
        "below the middle of"
        if middle < mid_low
        else "above the middle of"
        if middle > mid_high
        else "in the middle of"
    )
    return f"{first}, {side} what others give"


def fit_stated(lifting: float, middle: float) -> str:
    """Days fit for work where the scenario states the days of lifting.

    >>> fit_stated(300.0, 329.0)
    'The scenario states 300 days of lifting a year; scaled to them a mining vessel is fit for work on 329'
    """
    first = f"The scenario states {number(lifting)} days of lifting a year"
    return f"{first}; scaled to them a mining vessel is fit for work on {count(middle)}"


def unfit(days: Mapping[str, FloatArray]) -> str:
    """What takes the days unfit for work, and what makes the draws differ in them.

    >>> unfit({"port_call": np.array([90.0, 110.0]), "wind": np.array([8.0, 8.0])})
    'Unfit for work are 108 days on average: port calls 100, wind 8.0. Between the draws port calls vary most \
(92.0 to 108).'
    """
    total = sum(float(values.mean()) for values in days.values())
    first = [f"{cause_words(cause)} {count(float(v.mean()))}" for cause, v in list(days.items())[:4] if v.mean() > 0.0]
    if not first:
        return ""
    text = f"Unfit for work are {count(total)} days on average: {', '.join(first)}."
    spans = {cause: tuple(float(q) for q in np.quantile(v, (0.1, 0.9))) for cause, v in days.items()}
    widest = max(spans, key=lambda cause: spans[cause][1] - spans[cause][0])
    low, high = spans[widest]
    if high - low <= 0.0:
        return text
    verb = "vary" if cause_words(widest) in VARY else "varies"
    return f"{text} Between the draws {cause_words(widest)} {verb} most ({count(low)} to {count(high)})."


VARY = ("waves", "port calls", "tropical cyclones")
"""Causes in the plural."""


def delays(days: Mapping[str, float], total: float, span: str = "year") -> str:
    """What costs most time without lifting.

    >>> delays({"port_call": 48.0, "waves": 17.0}, 120.0)
    'Most time is lost to port calls: 48.0 days of a year, 40 % of the time without lifting; then to waves (17.0)'
    """
    if not days or total <= 0.0:
        return "Nothing delays the mining vessels"
    (cause, most), *others = days.items()
    first = f"Most time is lost to {cause_words(cause)}: {count(most)} days of a {span}"
    first += f", {percent(most / total)} of the time without lifting"
    return first + (f"; then to {cause_words(others[0][0])} ({count(others[0][1])})" if others else "")


def lost_by_month(names: Sequence[str], days: Mapping[str, FloatArray]) -> str:
    """Which month loses most, and to what.

    >>> lost_by_month(["Jan", "Jul"], {"waves": np.array([9.0, 1.0]), "storm": np.array([0.0, 2.0])})
    'Most days are lost in Jan (9.0, of them 9.0 to waves), fewest in Jul (3.0)'
    """
    total = np.sum(list(days.values()), axis=0)
    worst, best = int(total.argmax()), int(total.argmin())
    cause = max(days, key=lambda name: float(days[name][worst]))
    first = f"Most days are lost in {names[worst]} ({count(float(total[worst]))}, of them "
    first += f"{count(float(days[cause][worst]))} to {cause_words(cause)})"
    return first if worst == best else f"{first}, fewest in {names[best]} ({count(float(total[best]))})"


def windows(activities: Sequence[str], names: Sequence[str], share: FloatArray) -> str:
    """Which activity finds its window least often.

    >>> windows(["lift", "load"], ["Jan", "Jul"], np.array([[0.9, 1.0], [0.3, 0.8]]))
    'Loading at the island finds its weather least often: from 30 % of the time in Jan to 80 % in Jul'
    """
    worst = int(share.mean(axis=1).argmin())
    row = share[worst]
    if row.min() >= 0.995:
        return "Every activity finds its weather nearly always"
    low, high = int(row.argmin()), int(row.argmax())
    return (
        f"{sentence(activity_words(activities[worst]))} finds its weather least often: from "
        f"{percent(float(row[low]))} of the time in {names[low]} to {percent(float(row[high]))} in {names[high]}"
    )


def story(mass: float, working: float, vessels: int, stop: tuple[float, str] | None) -> str:
    """How the median year goes: days at work, tonnes, and the longest stop.

    >>> story(449_000.0, 170.2, 1, (20.4, "dry_dock"))
    'At work on 170 days, one vessel lifts 449,000 t; its longest stop, 20.4 days, is mostly for dry docking'
    """
    who = "one vessel lifts" if vessels == 1 else f"{vessels} vessels lift"
    first = f"At work on {count(working)} {'days' if vessels == 1 else 'vessel days'}, {who} {number(mass)} t"
    if mass <= 0.0:
        first = "No mud is lifted in this year"
    if stop is None:
        return first
    whose = "its longest stop" if vessels == 1 else "the longest stop of one"
    return f"{first}; {whose}, {count(stop[0])} days, is mostly for {cause_words(stop[1])}"


def storms(count: int, near: int, radius: float | None, at_work: int) -> str:
    """How many tropical cyclones pass in the year, and how near.

    >>> storms(5, 2, 500.0, 5)
    '5 tropical cyclones pass in this year, 2 of them within 500 km'
    >>> storms(16, 0, None, 1)
    '16 tropical cyclones pass in this year, 1 of them while a vessel is out'
    """
    if count == 0:
        return "No tropical cyclone passes in this year"
    text = f"{plural(count, 'tropical cyclone')} {'passes' if count == 1 else 'pass'} in this year"
    parts = [f"{near or 'none'} of them within {number(radius)} km"] if radius else []
    if at_work < count:
        parts.append(f"{at_work or 'none'} of them while a vessel is out")
    return ", ".join([text, *parts])


def lift(low: float, high: float, chance: float, inputs: float, span: str = "year") -> str:
    """What a year lifts, and whether chance or ignorance spreads it more.

    >>> lift(199e3, 665e3, 50e3, 150e3)
    'Four of five years lift 199,000 to 665,000 t; ignorance of the inputs spreads them 3 times as far as chance does'
    """
    first = f"Four of five {span}s lift {number(low)} to {number(high)} t"
    if chance <= 0.0 and inputs <= 0.0:
        return first
    more, less, name = (
        (inputs, chance, "ignorance of the inputs")
        if inputs >= chance
        else (chance, inputs, f"the chance of the {span}")
    )
    other = "chance does" if inputs >= chance else "ignorance of the inputs does"
    if less <= 0.0 or more / less > 20.0:
        return f"{first}; nearly all of the spread is {name}"
    if more / less < 1.15:
        return f"{first}; chance and ignorance of the inputs spread them alike"
    return f"{first}; {name} spreads them {number(more / less, 2)} times as far as {other}"


def sampling(error: float, spread: float, years: str) -> str:
    """How much the finite number of weather years matters.

    >>> sampling(0.16, 80.0, "400 generated years")
    'With 400 generated years the mean days calm enough for lifting are known to 0.16 days (standard error), beside 80 \
days between P10 and P90 of the days fit for work: the pool is large enough.'
    """
    text = f"With {years} the mean days calm enough for lifting are known to {number(error, 2)} days (standard error)"
    if spread <= 0.0:
        return f"{text}."
    size = "the pool is large enough" if error < SMALL_ERROR * spread else "that is not small beside the other spreads"
    return f"{text}, beside {number(spread, 2)} days between P10 and P90 of the days fit for work: {size}."
