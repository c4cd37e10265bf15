# The project on a fresh machine: `make run` for the main job, `make test` for everything that is checked, `make laws` to
# search for draws that break a law.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test lint types unit laws validate bench clean

run: .venv/run
	$(BIN)/kaitei run minamitorishima --draws 1000 --seed 1

# Beside the types, and before the tests: validation compiles almost every kernel, which both test processes would do.
test: .venv/dev
	$(MAKE) --jobs 2 lint types validate
	$(MAKE) unit

lint: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/dev
	$(BIN)/mypy

unit: .venv/dev
	$(BIN)/python -m pytest -n 2 --dist worksteal -q

# The tests draw the same examples every time; this draws other ones, and more.
laws: .venv/dev
	$(BIN)/python -m pytest -n 2 --dist worksteal -q -m hypothesis --hypothesis-profile search

validate: .venv/run
	$(BIN)/kaitei validate

bench: .venv/dev
	$(BIN)/python benchmarks/bench.py

clean:
	rm -rf .venv build dist runs .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "kaitei needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	@touch $@

# Wheels only: nothing is compiled on installation.
.venv/run: .venv/python pyproject.toml constraints.txt
	$(PIP) install --only-binary :all: --constraint constraints.txt --editable .
	@touch $@

.venv/dev: .venv/run
	$(PIP) install --only-binary :all: --constraint constraints.txt --editable '.[dev]'
	@touch $@
