"""What the documents say is run: every command of the tutorial, every example, every link between pages."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
BLOCKS = re.findall(r"```(sh|python)\n(.*?)```", TUTORIAL, re.DOTALL)
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.heavy
def test_every_command_of_the_tutorial_runs(tmp_path: Path) -> None:
    commands = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"}
    assert len(BLOCKS) > 6
    for language, text in BLOCKS:
        call = ["bash", "-euc", text] if language == "sh" else [sys.executable, "-c", text]
        done = subprocess.run(call, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
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
    from kaitei.validation import cases, run_case

    text = (ROOT / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \|", text, re.MULTILINE)
    counted: dict[str, list[bool]] = {}
    for case in cases():
        counted.setdefault(case.subject, []).append(bool(run_case(case)["passed"]))
    assert {(subject, str(len(held)), str(sum(held))) for subject, held in counted.items()} == set(rows)
    assert f"with {len(cases())} published" in text
