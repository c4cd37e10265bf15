"""What the documents say is run: every command of the tutorial, every example, every link between pages."""

import io
import os
import re
import subprocess
import sys
from contextlib import chdir, redirect_stdout
from pathlib import Path

import pytest
from tests.command import shell, shell_with_kaitei_here

ROOT = Path(__file__).parents[1]
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
BLOCKS = re.findall(r"```(sh|python)\n(.*?)```", TUTORIAL, re.DOTALL)
SCRIPTS = Path(sys.executable).parent
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


def _python(text: str, cwd: Path) -> None:
    with chdir(cwd), redirect_stdout(io.StringIO()) as said:
        exec(compile(text, "tutorial", "exec"), {"__name__": "__main__"})
    assert said.getvalue() or "print" not in text


@pytest.mark.heavy
def test_every_command_of_the_tutorial_runs(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    messenger = tmp_path_factory.mktemp("messenger")
    assert len(BLOCKS) > 6
    first, *rest = BLOCKS
    done = shell(first[1], tmp_path, {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"})
    assert done.returncode == 0, f"{first}\n{done.stdout}\n{done.stderr}"
    for language, text in rest:
        if language == "python":
            _python(text, tmp_path)
        else:
            # NOTE: in this process, which starts once, for each command would pay seconds for its start.
            done = shell_with_kaitei_here(text, tmp_path, messenger)
            assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("example", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_every_example_prints_what_it_says(example: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", example], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == example.with_suffix(".out").read_text("utf-8")


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_stage_has_a_theory_page() -> None:
    from kaitei.variable import PLACES

    pages = {path.stem for path in (ROOT / "docs" / "theory").glob("*.md")}
    assert set(PLACES) <= pages


def test_the_readme_counts_its_validation_cases_rightly() -> None:
    """A case holds where no reason says that the model misses it: tests/truth runs every case to see that."""
    from kaitei.validation import cases

    text = (ROOT / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \|", text, re.MULTILINE)
    counted: dict[str, list[bool]] = {}
    for case in cases():
        counted.setdefault(case.subject, []).append(not case.missed)
    assert {(subject, str(len(held)), str(sum(held))) for subject, held in counted.items()} == set(rows)
    assert f"with {len(cases())} published" in text
