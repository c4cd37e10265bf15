"""Arguments that several commands take, and what becomes of them."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaitei.errors import InputError

if TYPE_CHECKING:
    from kaitei.scenario import Scenario

CHECK_FAILED, WRONG_INPUT = 1, 2
"""Exit status."""

ScenarioArg = Annotated[str, typer.Argument(help="A packaged scenario's name, or a .yaml file.")]
Draws = Annotated[int, typer.Option(min=1, max=1_000_000, help="Number of draws.")]
Seed = Annotated[int, typer.Option(min=0, max=2**63 - 1, help="Seed of all random numbers.")]
Workers = Annotated[
    int, typer.Option(min=1, max=256, help="Processes to share the draws; pays from about 10,000 draws on.")
]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change one input; repeatable.")]


def say(lines: list[str]) -> None:
    """Prints lines."""
    for line in lines:
        typer.echo(line)


def scenario_of(name: str, changes: list[str] | None) -> "Scenario":
    """The scenario of a name or file with changes such as ``lift.rate=2000 t/d``.

    Raises InputError for what it cannot be.
    """
    from kaitei.scenario_file import load

    pairs: dict[str, object] = {}
    for change in changes or []:
        path, sign, value = change.partition("=")
        if not sign or not value.strip():
            raise InputError(f"--set {change!r} must look like path=value, for example lift.rate='2000 t/d'")
        pairs[path.strip()] = value.strip()
    scenario = load(name)
    return scenario.with_(pairs) if pairs else scenario
