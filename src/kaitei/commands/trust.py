"""Commands that ask whether to trust it: validate, doctor."""

import json
from typing import Annotated

import typer

from kaitei.commands.arguments import CHECK_FAILED, say


def validate(
    as_json: Annotated[bool, typer.Option("--json", help="Print the cases as JSON.")] = False,
) -> None:
    """Compare the model with published numbers; missed cases stay in the table with their reason."""
    from kaitei import console
    from kaitei.validation import run_cases

    rows = run_cases()
    say([json.dumps(rows, indent=2, ensure_ascii=False)] if as_json else console.validation_lines(rows))
    if any(not r["passed"] and not r["missed"] for r in rows):
        raise typer.Exit(CHECK_FAILED)


def doctor() -> None:
    """Say whether this installation is whole: versions, packaged data, chain, kernels."""
    from kaitei.reference import REFERENCE
    from kaitei.result import versions
    from kaitei.scenario_file import load, packaged

    say([f"{name} {version}" for name, version in versions().items()])
    for name in packaged():
        load(name)
    typer.echo(f"{len(packaged())} packaged scenarios are sound")
    REFERENCE.check()
    REFERENCE.central(load("minamitorishima"))
    typer.echo(f"the chain of {len(REFERENCE.stages)} stages holds together and computes")
