"""Commands about scenarios: scenarios, new, check, show, sources."""

from pathlib import Path
from typing import Annotated

import typer

from kaitei.commands.arguments import ScenarioArg, Set, say, scenario_of
from kaitei.errors import InputError


def scenarios() -> None:
    """List the packaged scenarios."""
    from kaitei import console
    from kaitei.scenario_file import load, packaged

    say(console.table(("name", "title"), [(name, load(name).title) for name in packaged()]))


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


def check(file: ScenarioArg) -> None:
    """Check a scenario file and the chain without computing anything; reads its weather record if it has one."""
    from kaitei import console
    from kaitei.reference import REFERENCE

    chosen = scenario_of(file, None)
    REFERENCE.check()
    weather = console.record_lines(chosen.weather_record) if chosen.weather_record else []
    spread = len(chosen.spread_names())
    typer.echo(f"{file} is sound: {len(chosen.data)} data, {spread} of them spread, {len(chosen.options)} options")
    say(weather)


def show(
    scenario: ScenarioArg = "minamitorishima",
    changes: Set = None,
) -> None:
    """Print a scenario written out in full, every default with its source."""
    from kaitei.scenario_file import to_yaml

    typer.echo(to_yaml(scenario_of(scenario, changes)), nl=False)


def sources(scenario: ScenarioArg = "minamitorishima") -> None:
    """Print the sources that a scenario and the relations of the chain rest on."""
    from kaitei.reference import REFERENCE
    from kaitei.source import references

    used = {*scenario_of(scenario, None).sources(), *(key for stage in REFERENCE.stages for key in stage.sources)}
    known = references()
    say([f"{key}: {known[key]}" for key in sorted(used)])
