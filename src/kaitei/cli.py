"""The command line: parse, call, print."""

import os
import sys
import tempfile
from pathlib import Path

import typer

from kaitei import processes
from kaitei.commands import runs, scenarios, security, stopping, studies, trust
from kaitei.commands.arguments import WRONG_INPUT
from kaitei.errors import KaiteiError

app = typer.Typer(
    help="Rare-earth mud from the sea bed off Minamitorishima to Japan's supply.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

COMMANDS = (
    *(runs.run, scenarios.scenarios, scenarios.new, scenarios.check, scenarios.show, scenarios.sources),
    *(trust.validate, trust.doctor, runs.report, runs.compare, security.security, studies.log, runs.export),
    *(studies.sensitivity, studies.solve),
)
"""In the order of --help."""

for command in COMMANDS:
    app.command()(command)


def _use_a_cache_that_can_be_written() -> None:
    """Compiled kernels go to a folder of their own where neither package nor home can be written."""
    places = (Path(__file__).parent, Path.home() / ".cache", Path.home())
    if "NUMBA_CACHE_DIR" not in os.environ and not any(p.exists() and os.access(p, os.W_OK) for p in places):
        os.environ["NUMBA_CACHE_DIR"] = tempfile.mkdtemp(prefix="kaitei-kernels-")


def main() -> None:
    """The entry point: one clear message and exit status 2, never a traceback, for what a user can mend."""
    stopping.listen()
    _use_a_cache_that_can_be_written()
    processes.tune()
    try:
        app()
    except KaiteiError as error:
        typer.echo(f"error: {error}", err=True)
    except OSError as error:
        typer.echo(f"error: {error.filename or 'a file'}: {error.strerror or error}", err=True)
    except stopping.Stopped:
        typer.echo("stopped; no run was written", err=True)
    else:
        return
    sys.exit(WRONG_INPUT)


if __name__ == "__main__":
    main()
