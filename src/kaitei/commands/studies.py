"""Commands that ask further: log, sensitivity, solve."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaitei.commands.arguments import CHECK_FAILED, Draws, ScenarioArg, Seed, Set, say, scenario_of
from kaitei.errors import InputError

if TYPE_CHECKING:
    from kaitei.scenario import Scenario


def log(
    scenario: ScenarioArg = "minamitorishima",
    draw: Annotated[int, typer.Option(min=0, max=999_999, help="Draw of the run; the first is 0.")] = 0,
    seed: Seed = 1,
    year: Annotated[int | None, typer.Option(help="Year of the Gantt chart; default the first full one.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write to; default logs/SCENARIO-DRAW.")] = None,
    changes: Set = None,
) -> None:
    """Write what every ship does in one draw of a run, hour by hour, and a chart of one year."""
    from kaitei import console, export
    from kaitei.reference import REFERENCE
    from kaitei.study.event_log import event_log, shown_year

    chosen = scenario_of(scenario, changes)
    shown, folder = shown_year(chosen, year), out or Path("logs") / f"{chosen.name}-{draw}"
    export.check_log_target(folder)
    rows = event_log(REFERENCE, chosen, draw, seed)
    written = export.write_log(rows, shown, f"{chosen.title}; draw {draw}, seed {seed}", folder)
    stated = ["", "the days of lifting are stated: this is the simulation before it is scaled to them"]
    note = stated if chosen.options["fleet.schedule"] == "stated" else []
    say([*console.log_lines(rows, chosen, draw, seed), *note, "", *(f"wrote {path}" for path in written)])


def sensitivity(
    scenario: ScenarioArg = "minamitorishima",
    target: Annotated[str, typer.Option(help="The measure to explain.")] = "npv",
    size: Annotated[
        int, typer.Option(min=16, max=65536, help="Base points of the Sobol sequence, a power of two.")
    ] = 64,
    top: Annotated[int, typer.Option(min=1, help="Rows to print.")] = 20,
    seed: Seed = 1,
    changes: Set = None,
) -> None:
    """Tornado and Sobol indices of every input, and of the grades of evidence."""
    from kaitei import console
    from kaitei.reference import REFERENCE
    from kaitei.study.sensitivity import sobol, tornado
    from kaitei.study.value_of_information import variance_by_grade

    if size & (size - 1):
        raise InputError(f"--size {size} is not a power of two; take {1 << size.bit_length()}")
    chosen, n = scenario_of(scenario, changes), console.number
    base, swings = tornado(REFERENCE, chosen, target)
    typer.echo(f"tornado of {target}: central value {n(base)}")
    say(
        console.table(("input", "at its P10", "at its P90"), [(s.name, n(s.at_p10), n(s.at_p90)) for s in swings[:top]])
    )
    head = ("group", "first", "+-", "total", "+-")
    for title, found in (
        ("Sobol indices by grade of evidence", variance_by_grade(REFERENCE, chosen, target, size, seed)),
        ("Sobol indices by input", sobol(REFERENCE, chosen, target, size, seed, _correlated_together(chosen))),
    ):
        rows = [(i.group, *map(n, (i.first, i.first_half_width, i.total, i.total_half_width))) for i in found[:top]]
        say(["", title, *console.table(head, rows)])


def solve(
    scenario: ScenarioArg = "minamitorishima",
    find: Annotated[str, typer.Option(help="The datum to find, such as lift.rate.")] = "lift.rate",
    so_that: Annotated[str, typer.Option(help="The goal, such as npv=0.")] = "npv=0",
    at: Annotated[str, typer.Option(help="p10, p50, p90 or mean of the measure.")] = "p50",
    between: Annotated[tuple[float, float] | None, typer.Option(metavar="LOW HIGH", help="Range to search.")] = None,
    draws: Draws = 200,
    seed: Seed = 1,
    changes: Set = None,
) -> None:
    """Find the value of one input at which a measure reaches a goal."""
    from kaitei.reference import REFERENCE
    from kaitei.study.goal_seek import parse_goal
    from kaitei.study.goal_seek import solve as seek

    target, goal = parse_goal(so_that)
    chosen = scenario_of(scenario, changes)
    found = seek(REFERENCE, chosen, find, target, goal, statistic=at, between=between, draws=draws, seed=seed)
    typer.echo(str(found))
    if found.value is None:
        raise typer.Exit(CHECK_FAILED)


def _correlated_together(scenario: "Scenario") -> dict[str, str]:
    groups: dict[str, str] = {}
    for wish in scenario.correlations:
        a, b = wish.between
        name = groups.get(a) or groups.get(b) or a
        groups |= {a: name, b: name}
    return groups
