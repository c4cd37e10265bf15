"""The record of a run: checks, every assumption, validation, references, how to repeat it, what it is not."""

import shlex
from collections import Counter

from kaitei.errors import InputError
from kaitei.report import sentences, tables
from kaitei.report.numerals import exact, plural
from kaitei.report.pieces import Block, Command, Fold, Heading, Listing, Prose, Section, Table
from kaitei.report.run import Run
from kaitei.report.words import GRADES
from kaitei.scenario_file import load, packaged

SET_BY_HAND = "set by the user"
"""What the scenario says of a datum that was changed for one run."""

LIMITS = (
    "It is not a statement of a resource or a reserve in the sense of a reporting code (JORC, NI 43-101, CRIRSCO): "
    "tonnes and grades come from published averages and a model, not from drilling judged by a competent person.",
    "Utilisations of ships, risers and plant are screening values: ships follow fixed rules in hourly weather, "
    "with failures by chance and forecasts of a day or two taken as right; there is no engineering design behind them.",
    "It is no forecast of prices. A price deck is held over all years and moved by the spread that its datum states.",
    "Ranges are P10 to P90 of the spreads that the inputs state. What no input says (a technology that fails, a "
    "change of law, an accident) is in no range.",
    "The central case puts every input at its value; it is neither the mean nor the median of the draws.",
    "It is no assessment of environmental impact: areas and thicknesses say where mud settles, not what lives there.",
)


def checks(run: Run) -> Section:
    """Every balance, in words."""
    held = run.result.checks
    title = sentences.checks(sum(check.passed for check in held), [c.name for c in held if not c.passed])
    blocks: list[Block] = [Heading(title), tables.checks(run)]
    lost = tables.failures(run)
    blocks.append(lost or Prose(f"No draw failed: all {plural(run.result.draws, 'draw')} could be computed."))
    return Section("checks", "Checks", blocks)


def assumptions(run: Run) -> Section:
    """Every datum with source, grade and note, and the options chosen."""
    data = run.result.scenario.data
    grades = Counter(str(datum.grade) for datum in data.values())
    spread = sum(datum.spread is not None for datum in data.values())
    parts = "; ".join(f"{grade} {GRADES[grade]} ({grades[grade]:,})" for grade in GRADES if grades[grade])
    blocks: list[Block] = [
        Heading(sentences.assumptions(grades)),
        Prose(f"Grades: {parts}. {spread:,} of the inputs are spread, the others held fixed. Money in {run.money}."),
    ]
    for section, table in tables.inputs(run).items():
        blocks.append(Fold(table.caption, [table], f"inputs-{section}"))
    if run.result.scenario.options:
        blocks.append(Fold("Options chosen", [tables.options(run)], "inputs-options"))
    blocks += _correlations(run)
    return Section("assumptions", "Every assumption", blocks)


def _correlations(run: Run) -> list[Block]:
    wishes = run.result.scenario.correlations
    if not wishes:
        return []
    rows = [(*wish.between, exact(wish.rank), wish.source or "assumption", wish.assumption) for wish in wishes]
    head = ("Input", "and input", "Rank correlation", "Source", "Why")
    table = Table("Rank correlations put into the draws", head, rows, (2,), wide=True)
    return [Fold("Inputs that rise together", [table], "inputs-correlations")]


def validation(run: Run) -> Section | None:
    """Published cases beside the model."""
    rows = run.result.studies.get("validation") or []
    if not rows:
        return None
    return Section("validation", "Validation", [Heading(sentences.validation(rows)), tables.validation(rows)])


def repeat(run: Run) -> Section:
    """How to repeat the run: command, changes, seed, draws, versions, time taken."""
    result = run.result
    text = f"Seed {result.seed}, {plural(result.draws, 'draw')}. The same command gives the same numbers, bit for bit."
    typed = command(run)
    blocks: list[Block] = [Prose(text), Command(typed)]
    if "scenario.yaml" in typed:
        note = "Here scenario.yaml is the file in the run folder: it holds every input and option of this run."
        blocks.append(Prose(note, "note"))
    blocks += [Fold("Versions", [tables.versions(run)]), Fold("Time taken", [tables.timings(run)])]
    return Section("repeat", "How to repeat this run", blocks)


def command(run: Run) -> str:
    """The command line that repeats the run: a packaged scenario with its changes, else the run folder's file."""
    result = run.result
    tail = f"--draws {result.draws} --seed {result.seed}"
    changes = _changes(run)
    if changes is None:
        return f"kaitei run scenario.yaml {tail}"
    return " ".join((f"kaitei run {shlex.quote(result.scenario.name)}", tail, *changes))


def _changes(run: Run) -> list[str] | None:
    """What differs from the packaged scenario of that name, as options to type; None where that cannot be said."""
    here = run.result.scenario
    if here.name not in packaged():
        return None
    try:
        there = load(here.name)
    except InputError:
        return None
    made = [f"{name}={word}" for name, word in here.options.items() if there.options.get(name) != word]
    for name, datum in here.data.items():
        if there.data.get(name) == datum:
            continue
        if SET_BY_HAND not in datum.assumption or not isinstance(datum.value, (int, float)):
            return None
        made.append(f"{name}={datum.value:.15g} {datum.unit}")
    return ["--set " + shlex.quote(change) for change in made] if here.horizon == there.horizon else None


def references(run: Run) -> Section:
    """The bibliography of this very run."""
    return Section("references", "References of this run", [tables.bibliography(run)])


def limits(run: Run) -> Section:
    """What the report is not."""
    return Section("limits", "What this report is not", [Listing(LIMITS)])
