"""The command that tells what Japan goes through when exports stop."""

from pathlib import Path
from typing import Annotated

import typer

from kaitei.commands.arguments import CHECK_FAILED, ScenarioArg, Seed, Set, say, scenario_of
from kaitei.commands.stopping import go_on
from kaitei.errors import InputError

Futures = Annotated[
    int,
    typer.Option(min=0, max=2000, help="Futures of shocks that may come, for insurance and portfolio; 0: neither."),
]


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
    futures: Futures = 100,
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
    chosen = scenario_of(scenario, changes)
    story = tell(event, chosen, start, months)
    folder = out or Path("runs") / f"{chosen.name}-security"
    security_folder.check_target(folder)
    lines = console.StageLines(quiet)

    def progress(stage: str, done: int, total: int, seconds: float) -> None:
        lines(stage, done, total, seconds)
        go_on()

    study = security_study(REFERENCE, chosen, story, draws, seed, project, progress, futures)
    go_on()
    security_folder.write(study, folder)
    say(["", *security_console.summary_lines(study), "", f"page: {folder / 'security.html'}"])
    if not study.holds:
        raise typer.Exit(CHECK_FAILED)
