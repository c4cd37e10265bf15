"""Commands that make a run, and that read one: run, report, compare, export."""

from pathlib import Path
from typing import Annotated

import typer

from kaitei import processes
from kaitei.commands.arguments import CHECK_FAILED, Draws, ScenarioArg, Seed, Set, Workers, say, scenario_of
from kaitei.commands.stopping import go_on

BESIDE = ("kaitei.study.monte_carlo", "SALib.analyze.sobol", "kaitei.report.html")
"""What the other process of a run works with."""


def run(
    scenario: ScenarioArg = "minamitorishima",
    draws: Draws = 1000,
    seed: Seed = 1,
    workers: Workers = 1,
    out: Annotated[Path | None, typer.Option(help="Folder of the run; default runs/SCENARIO.")] = None,
    changes: Set = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, only the summary.")] = False,
    studies: Annotated[bool, typer.Option(help="Ask also for drivers, tornado, evidence, scale and insurance.")] = True,
) -> None:
    """Run the chain and write the run folder with its report."""
    # NOTE: the other process starts before this one imports what it needs, so that both do so at once.
    with processes.start(workers, beside=studies, modules=BESIDE) as (sharing, beside):
        from kaitei import console, run_folder
        from kaitei.reference import REFERENCE
        from kaitei.study.monte_carlo import monte_carlo

        chosen = scenario_of(scenario, changes)
        folder = out or Path("runs") / chosen.name
        run_folder.check_target(folder)
        lines = console.StageLines(quiet)

        def progress(stage: str, done: int, total: int, seconds: float) -> None:
            lines(stage, done, total, seconds)
            go_on()

        result = monte_carlo(REFERENCE, chosen, draws, seed, sharing, progress, studies, beside)
        go_on()
        run_folder.write(result, folder, beside=beside)
    say(["", *console.summary_lines(result), "", f"report: {folder / 'report.html'}"])
    for reason, count in result.failures.items():
        typer.echo(f"{count} draws failed: {reason}", err=True)
    if not all(check.passed for check in result.checks):
        raise typer.Exit(CHECK_FAILED)


def report(run_path: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run.")]) -> None:
    """Write the report and the workbook of a finished run again."""
    from kaitei.result import open_result
    from kaitei.run_folder import write_report

    folder = run_path if run_path.is_dir() else run_path.parent
    result = open_result(run_path)
    write_report(result, folder)
    typer.echo(f"report: {folder / 'report.html'}")


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
        say(console.runs_lines(console.short_names(names), results))
    else:
        say(console.two_runs_lines(names, results))


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
    say([f"wrote {path}" for path in export(open_result(run_path), to.split(","), folder)])
