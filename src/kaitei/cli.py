"""The command line: parse, call, print. Heavy imports stand inside the commands, so that --help is quick."""

import json
import os
import signal
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaitei import processes
from kaitei.errors import InputError, KaiteiError

if TYPE_CHECKING:
    from kaitei.scenario import Scenario

app = typer.Typer(
    help="Rare-earth mud from the sea bed off Minamitorishima to Japan's supply.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

CHECK_FAILED, WRONG_INPUT = 1, 2

ScenarioArg = Annotated[str, typer.Argument(help="A packaged scenario's name, or a .yaml file.")]
Draws = Annotated[int, typer.Option(min=1, max=1_000_000, help="Number of draws.")]
Seed = Annotated[int, typer.Option(min=0, max=2**63 - 1, help="Seed of all random numbers.")]
Workers = Annotated[
    int, typer.Option(min=1, max=256, help="Processes to share the draws; pays from about 10,000 draws on.")
]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change one input; repeatable.")]


def _say(lines: list[str]) -> None:
    for line in lines:
        typer.echo(line)


def _scenario(name: str, changes: list[str] | None) -> "Scenario":
    from kaitei.scenario_file import load

    pairs: dict[str, object] = {}
    for change in changes or []:
        path, sign, value = change.partition("=")
        if not sign or not value.strip():
            raise InputError(f"--set {change!r} must look like path=value, for example lift.rate='2000 t/d'")
        pairs[path.strip()] = value.strip()
    scenario = load(name)
    return scenario.with_(pairs) if pairs else scenario


@app.command()
def run(
    scenario: ScenarioArg = "minamitorishima",
    draws: Draws = 1000,
    seed: Seed = 1,
    workers: Workers = 1,
    out: Annotated[Path | None, typer.Option(help="Folder of the run; default runs/SCENARIO.")] = None,
    changes: Set = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, only the summary.")] = False,
    studies: Annotated[bool, typer.Option(help="Ask also for drivers, tornado, evidence and scale.")] = True,
) -> None:
    """Run the chain and write the run folder with its report."""
    from kaitei import console, run_folder
    from kaitei.reference import REFERENCE
    from kaitei.study.monte_carlo import monte_carlo

    chosen = _scenario(scenario, changes)
    folder = out or Path("runs") / chosen.name
    run_folder.check_target(folder)
    lines = console.StageLines(quiet)

    def progress(stage: str, done: int, total: int, seconds: float) -> None:
        lines(stage, done, total, seconds)
        _go_on()

    with processes.start(workers, beside=studies) as (sharing, beside):
        result = monte_carlo(REFERENCE, chosen, draws, seed, sharing, progress, studies, beside)
        _go_on()
        run_folder.write(result, folder, beside=beside)
    _say(["", *console.summary_lines(result), "", f"report: {folder / 'report.html'}"])
    for reason, count in result.failures.items():
        typer.echo(f"{count} draws failed: {reason}", err=True)
    if not all(check.passed for check in result.checks):
        raise typer.Exit(CHECK_FAILED)


@app.command()
def scenarios() -> None:
    """List the packaged scenarios."""
    from kaitei import console
    from kaitei.scenario_file import load, packaged

    _say(console.table(("name", "title"), [(name, load(name).title) for name in packaged()]))


@app.command()
def new(
    file: Annotated[Path, typer.Argument(help="The .yaml file to write.")],
    extends: Annotated[str, typer.Option(help="The scenario to start from.")] = "minamitorishima",
) -> None:
    """Write a small scenario file to change: it extends a packaged one."""
    from kaitei.scenario_file import load, template

    load(extends)
    if file.suffix not in (".yaml", ".yml"):
        raise InputError(f"{file} must end in .yaml")
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(template(extends))
    except FileExistsError:
        raise InputError(f"{file} exists already; name a new file") from None
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}") from None
    typer.echo(f"wrote {file}; change it, then: kaitei check {file}")


@app.command()
def check(file: ScenarioArg) -> None:
    """Check a scenario file and the chain without computing anything; reads its weather record if it has one."""
    from kaitei import console
    from kaitei.reference import REFERENCE

    chosen = _scenario(file, None)
    REFERENCE.check()
    weather = console.record_lines(chosen.weather_record) if chosen.weather_record else []
    spread = len(chosen.spread_names())
    typer.echo(f"{file} is sound: {len(chosen.data)} data, {spread} of them spread, {len(chosen.options)} options")
    _say(weather)


@app.command()
def show(
    scenario: ScenarioArg = "minamitorishima",
    changes: Set = None,
) -> None:
    """Print a scenario written out in full, every default with its source."""
    from kaitei.scenario_file import to_yaml

    typer.echo(to_yaml(_scenario(scenario, changes)), nl=False)


@app.command()
def sources(scenario: ScenarioArg = "minamitorishima") -> None:
    """Print the sources that a scenario and the relations of the chain rest on."""
    from kaitei.reference import REFERENCE
    from kaitei.source import references

    used = {*_scenario(scenario, None).sources(), *(key for stage in REFERENCE.stages for key in stage.sources)}
    known = references()
    _say([f"{key}: {known[key]}" for key in sorted(used)])


@app.command()
def validate(
    as_json: Annotated[bool, typer.Option("--json", help="Print the cases as JSON.")] = False,
) -> None:
    """Compare the model with published numbers; missed cases stay in the table with their reason."""
    from kaitei import console
    from kaitei.validation import run_cases

    rows = run_cases()
    _say([json.dumps(rows, indent=2, ensure_ascii=False)] if as_json else console.validation_lines(rows))
    if any(not r["passed"] and not r["missed"] for r in rows):
        raise typer.Exit(CHECK_FAILED)


@app.command()
def doctor() -> None:
    """Say whether this installation is whole: versions, packaged data, chain, kernels."""
    from kaitei.reference import REFERENCE
    from kaitei.result import versions
    from kaitei.scenario_file import load, packaged

    _say([f"{name} {version}" for name, version in versions().items()])
    for name in packaged():
        load(name)
    typer.echo(f"{len(packaged())} packaged scenarios are sound")
    REFERENCE.check()
    REFERENCE.central(load("minamitorishima"))
    typer.echo(f"the chain of {len(REFERENCE.stages)} stages holds together and computes")


@app.command()
def report(run_path: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run.")]) -> None:
    """Write the report and the workbook of a finished run again."""
    from kaitei.result import open_result
    from kaitei.run_folder import write_page, write_workbook

    folder = run_path if run_path.is_dir() else run_path.parent
    result = open_result(run_path)
    write_page(result, folder)
    write_workbook(result, folder)
    typer.echo(f"report: {folder / 'report.html'}")


@app.command()
def compare(
    first: Annotated[Path, typer.Argument(help="Folder of a run: the one that others are compared with.")],
    second: Annotated[Path, typer.Argument(help="Folder of another run.")],
    more: Annotated[list[Path] | None, typer.Argument(help="Folders of further runs.")] = None,
) -> None:
    """Set runs side by side: inputs that differ, and every measure."""
    from kaitei import console
    from kaitei.result import open_result

    paths = [first, second, *(more or [])]
    results = [open_result(path) for path in paths]
    names = [str(path) for path in paths]
    if more:
        _say(console.runs_lines(console.short_names(names), results))
    else:
        _say(console.two_runs_lines(names, results))


@app.command()
def security(
    scenario: ScenarioArg = "minamitorishima",
    event: Annotated[
        list[str] | None,
        typer.Option("--event", metavar="NAME|FILE", help="A story of shocks, packaged or a .yaml file; repeatable."),
    ] = None,
    start: Annotated[
        str,
        typer.Option(
            metavar="YYYY-MM|own",
            help="Month of the first shock, or own for its own dates; default the project's first full year.",
        ),
    ] = "",
    months: Annotated[int, typer.Option(min=1, max=240, help="Months told, six of them before the shock.")] = 48,
    draws: Annotated[int, typer.Option(min=1, max=2000, help="Number of draws.")] = 200,
    seed: Seed = 1,
    out: Annotated[Path | None, typer.Option(help="Folder of the study; default runs/SCENARIO-security.")] = None,
    changes: Set = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, only the summary.")] = False,
    project: Annotated[bool, typer.Option(help="Tell the story also with what the project makes.")] = True,
) -> None:
    """Tell what Japan goes through when exports stop, month by month, without and with the project."""
    from kaitei import console, security_console, security_folder
    from kaitei.reference import REFERENCE
    from kaitei.study.security_study import security_study
    from kaitei.study.shock_story import tell

    if not event:
        from kaitei.security.shocks.shock_file import packaged

        raise InputError(f"name at least one --event; packaged are {', '.join(packaged())}")
    chosen = _scenario(scenario, changes)
    story = tell(event, chosen, start, months)
    folder = out or Path("runs") / f"{chosen.name}-security"
    security_folder.check_target(folder)
    lines = console.StageLines(quiet)

    def progress(stage: str, done: int, total: int, seconds: float) -> None:
        lines(stage, done, total, seconds)
        _go_on()

    study = security_study(REFERENCE, chosen, story, draws, seed, project, progress)
    _go_on()
    security_folder.write(study, folder)
    _say(["", *security_console.summary_lines(study), "", f"page: {folder / 'security.html'}"])
    if not study.holds:
        raise typer.Exit(CHECK_FAILED)


@app.command()
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

    chosen = _scenario(scenario, changes)
    shown, folder = shown_year(chosen, year), out or Path("logs") / f"{chosen.name}-{draw}"
    export.check_log_target(folder)
    rows = event_log(REFERENCE, chosen, draw, seed)
    written = export.write_log(rows, shown, f"{chosen.title}; draw {draw}, seed {seed}", folder)
    stated = ["", "the days of lifting are stated: this is the simulation before it is scaled to them"]
    note = stated if chosen.options["fleet.schedule"] == "stated" else []
    _say([*console.log_lines(rows, chosen, draw, seed), *note, "", *(f"wrote {path}" for path in written)])


@app.command()
def export(
    run_path: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run.")],
    to: Annotated[str, typer.Option(help="Formats, separated by commas: nc, parquet, xlsx, csv.")] = "csv",
    out: Annotated[Path | None, typer.Option(help="Folder to write to; default RUN-export.")] = None,
) -> None:
    """Write the numbers of a run in other formats."""
    from kaitei.export import export
    from kaitei.result import open_result

    home = (run_path if run_path.is_dir() else run_path.parent).resolve()
    folder = out or home.with_name(f"{home.name}-export")
    _say([f"wrote {path}" for path in export(open_result(run_path), to.split(","), folder)])


@app.command()
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
    chosen, n = _scenario(scenario, changes), console.number
    base, swings = tornado(REFERENCE, chosen, target)
    typer.echo(f"tornado of {target}: central value {n(base)}")
    _say(
        console.table(("input", "at its P10", "at its P90"), [(s.name, n(s.at_p10), n(s.at_p90)) for s in swings[:top]])
    )
    head = ("group", "first", "+-", "total", "+-")
    for title, found in (
        ("Sobol indices by grade of evidence", variance_by_grade(REFERENCE, chosen, target, size, seed)),
        ("Sobol indices by input", sobol(REFERENCE, chosen, target, size, seed, _correlated_together(chosen))),
    ):
        rows = [(i.group, *map(n, (i.first, i.first_half_width, i.total, i.total_half_width))) for i in found[:top]]
        _say(["", title, *console.table(head, rows)])


def _correlated_together(scenario: "Scenario") -> dict[str, str]:
    groups: dict[str, str] = {}
    for wish in scenario.correlations:
        a, b = wish.between
        name = groups.get(a) or groups.get(b) or a
        groups |= {a: name, b: name}
    return groups


@app.command()
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
    chosen = _scenario(scenario, changes)
    found = seek(REFERENCE, chosen, find, target, goal, statistic=at, between=between, draws=draws, seed=seed)
    typer.echo(str(found))
    if found.value is None:
        raise typer.Exit(CHECK_FAILED)


class Stopped(BaseException):
    """The user pressed Ctrl-C, or the process was told to end. No ``except Exception`` may swallow it."""


_ASKED_TO_STOP = threading.Event()


def _stop(signum: int, frame: object) -> None:
    _ASKED_TO_STOP.set()
    raise Stopped


def _go_on() -> None:
    # NOTE: an exception that strikes inside a destructor is dropped by Python; the flag is not.
    if _ASKED_TO_STOP.is_set():
        raise Stopped


def _use_a_cache_that_can_be_written() -> None:
    """Compiled kernels go to a folder of their own where neither package nor home can be written."""
    places = (Path(__file__).parent, Path.home() / ".cache", Path.home())
    if "NUMBA_CACHE_DIR" not in os.environ and not any(p.exists() and os.access(p, os.W_OK) for p in places):
        os.environ["NUMBA_CACHE_DIR"] = tempfile.mkdtemp(prefix="kaitei-kernels-")


def main() -> None:
    """The entry point: one clear message and exit status 2, never a traceback, for what a user can mend."""
    # NOTE: an error of our own, because typer would turn KeyboardInterrupt into status 1 and another message.
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    _use_a_cache_that_can_be_written()
    processes.look_rarely_for_cycles()
    try:
        app()
    except KaiteiError as error:
        typer.echo(f"error: {error}", err=True)
    except OSError as error:
        typer.echo(f"error: {error.filename or 'a file'}: {error.strerror or error}", err=True)
    except Stopped:
        typer.echo("stopped; no run was written", err=True)
    else:
        return
    sys.exit(WRONG_INPUT)


if __name__ == "__main__":
    main()
