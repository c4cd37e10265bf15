"""Scenarios from YAML files and back, with every problem of a file named at once, by file and line."""

import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML

from kaitei import yaml_text
from kaitei.correlation import correlation_factor
from kaitei.datum import Datum, labels_of
from kaitei.datum_check import check_datum, expand_deck, from_text
from kaitei.errors import InputError, Problem, nearest
from kaitei.findings import readable
from kaitei.fleet.record import in_scenario
from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.scenario import Correlation, Horizon, Scenario
from kaitei.source import references
from kaitei.variable import data, options, vocabulary
from kaitei.yaml_text import Document

Model = TypeVar("Model", bound=BaseModel)

TEXTS = ("title", "description", "money")

HEAD = (*TEXTS, "extends", "horizon", "correlations", in_scenario.KEY)
"""Top-level keys that are not sections."""

DEFAULT = "minamitorishima"


def packaged() -> tuple[str, ...]:
    """Names of the scenarios that come with the package."""
    folder = files("kaitei.data").joinpath("scenarios")
    return tuple(sorted(item.name[:-5] for item in folder.iterdir() if item.name.endswith(".yaml")))


def load(name: str | Path) -> Scenario:
    """The scenario of a packaged name or a YAML file.

    Raises InputError with all problems found.
    """
    return _load(str(name), ())


@cache
def _load_packaged(name: str) -> Scenario:
    text = files("kaitei.data").joinpath("scenarios", f"{name}.yaml").read_text("utf-8")
    return _parse(text, name, f"{name}.yaml", name, ())


def _load(name: str, children: tuple[str, ...]) -> Scenario:
    if name in packaged():
        return _load_packaged(name)
    path = Path(name)
    if path.suffix not in (".yaml", ".yml") and not path.exists():
        raise InputError(f"no scenario {name!r}: {nearest(name, packaged())} (a file must end in .yaml)")
    return _parse(yaml_text.read_file(path, "a scenario"), path.stem, str(path), str(path.resolve()), children)


def _parse(text: str, name: str, file: str, identity: str, children: tuple[str, ...]) -> Scenario:
    if identity in children:
        ring = " -> ".join(Path(child).name for child in (*children, identity))
        raise InputError(Problem(f"a scenario cannot extend itself: {ring}", "extends", file, 1))
    document = yaml_text.read(text, file)
    if not isinstance(document.data, dict):
        raise InputError(Problem("must be a mapping of sections, such as lift:, deposit:, market:", "", file, 1))
    parent = _parent(document, file, (*children, identity))
    scenario = _Reader(document, name, parent).scenario()
    if document.problems or scenario is None:
        raise InputError(document.problems)
    return scenario


def _parent(document: Document, file: str, children: tuple[str, ...]) -> Scenario | None:
    wish = document.data.get("extends")
    if wish is None:
        return None
    if not isinstance(wish, str):
        document.problem(("extends",), "must name one scenario or file")
        return None
    if wish not in packaged():
        beside = Path(file).parent / wish
        wish = str(beside) if beside.suffix in (".yaml", ".yml") else wish
    return _load(wish, children)


class _Reader:
    """Turns one document into a scenario, noting every problem on the way."""

    def __init__(self, document: Document, name: str, parent: Scenario | None) -> None:
        self.document, self.name, self.parent = document, name, parent
        self.data: dict[str, Datum] = dict(parent.data) if parent else {}
        self.options: dict[str, str] = dict(parent.options) if parent else {}

    def scenario(self) -> Scenario | None:
        content = self.document.data
        sections = sorted({known.partition(".")[0] for known in (*data(), *options())})
        for key, value in content.items():
            if key in HEAD:
                continue
            if key not in sections:
                self.document.problem((key,), f"is not a section; {nearest(key, (*sections, *HEAD))}")
            elif not isinstance(value, dict):
                self.document.problem((key,), "must be a mapping of names to data")
            else:
                self._section(key, value)
        horizon = self._horizon(content.get("horizon"))
        correlations = self._correlations(content.get("correlations"))
        record = self._weather_record()
        self._missing()
        texts = {k: self._text(k, content.get(k)) for k in TEXTS}
        if self.document.problems or horizon is None:
            return None
        ordered = {name: self.data[name] for name in data()}
        chosen = {name: self.options[name] for name in options()}
        return Scenario(
            name=self.name, horizon=horizon, data=ordered, options=chosen, correlations=correlations,
            weather_record=record, **texts,
        )  # fmt: skip

    def _text(self, key: str, value: object) -> str:
        if value is None:
            return str(getattr(self.parent, key, ""))
        if not isinstance(value, str):
            self.document.problem((key,), "must be text")
        return str(value)

    def _section(self, section: str, content: Mapping[str, Any]) -> None:
        here = {n.partition(".")[2]: n for n in (*data(), *options()) if n.startswith(f"{section}.")}
        for key, value in content.items():
            path = (section, key)
            if key not in here:
                self.document.problem(path, f"is not known; {nearest(key, here)}")
            elif here[key] in options():
                self._option(path, here[key], value)
            else:
                self._datum(path, here[key], value)

    def _option(self, path: tuple[str, ...], name: str, value: object) -> None:
        choices = vocabulary()[name].choices
        if not isinstance(value, str) or value not in choices:
            self.document.problem(path, f"must be one of {', '.join(choices)}, not {value!r}")
        else:
            self.options[name] = value

    def _datum(self, path: tuple[str, ...], name: str, value: object) -> None:
        variable = vocabulary()[name]
        if isinstance(value, str):
            made = from_text(value, "stated in the scenario file without a source")
            if isinstance(made, str):
                self.document.problem(path, made)
                return
        elif isinstance(value, dict):
            try:
                made = Datum.model_validate(expand_deck(value))
            except ValidationError as error:
                self._pydantic(path, error, Datum)
                return
            except InputError as error:
                self.document.problem(path, str(error))
                return
        else:
            self.document.problem(
                path, f"must be a mapping with value, unit and source, or text such as '5 {variable.unit}'"
            )
            return
        for where, message in check_datum(made, variable):
            self.document.problem((*path, *where), message)
        self.data[name] = made

    def _pydantic(self, path: tuple[str, ...], error: ValidationError, model: type[BaseModel]) -> None:
        for where, message in readable(error, model):
            self.document.problem((*path, *where), message)

    def _horizon(self, value: object) -> Horizon | None:
        if value is None and self.parent:
            return self.parent.horizon
        if not isinstance(value, dict):
            self.document.problem(("horizon",), "is missing: give first_year and production_years")
            return None
        return self._model(Horizon, value, ("horizon",))

    def _model(self, model: type[Model], value: object, path: tuple[str, ...]) -> Model | None:
        try:
            return model.model_validate(value)
        except ValidationError as error:
            self._pydantic(path, error, model)
            return None

    def _correlations(self, value: object) -> tuple[Correlation, ...]:
        if value is None:
            return self.parent.correlations if self.parent else ()
        if not isinstance(value, list):
            self.document.problem(("correlations",), "must be a list")
            return ()
        made = []
        for i, entry in enumerate(value):
            path = ("correlations", str(i))
            found = self._model(Correlation, entry, path)
            if found is None:
                continue
            if found.source and found.source not in references():
                self.document.problem((*path, "source"), f"{found.source} is not in references.bib")
            if found.between[0] == found.between[1]:
                self.document.problem(path, "a datum cannot be correlated with itself")
            for name in found.between:
                if name in self.data and labels_of(data()[name]) is not None:
                    self.document.problem(path, f"{name} is a table; only single numbers can be correlated")
                if name not in self.data or self.data[name].spread is None:
                    self.document.problem(path, f"{name} is not a datum with a spread; {nearest(name, self.data)}")
            made.append(found)
        if not self.document.problems:
            self._possible(tuple(made))
        return tuple(made)

    def _possible(self, correlations: tuple[Correlation, ...]) -> None:
        names = tuple(dict.fromkeys(name for wish in correlations for name in wish.between))
        try:
            correlation_factor(names, correlations)
        except InputError as error:
            self.document.problem(("correlations",), str(error))

    def _weather_record(self) -> WeatherRecord | None:
        """The file's own record or the parent's, tied to its content; and whether the option asks for it."""
        here, asked = (in_scenario.KEY,), tuple(in_scenario.OPTION.split("."))
        record = self.parent.weather_record if self.parent else None
        if in_scenario.KEY in self.document.data:
            value = self.document.data[in_scenario.KEY]
            record = self._declared_record(value, here) if value is not None else None
        if message := in_scenario.misfit(self.options, record, self.document.problems):
            places = (asked, here) if record is None else (here, asked)
            place = next((place for place in places if place in self.document.lines), places[0])
            self.document.problem(place, message)
        return record

    def _declared_record(self, value: object, path: tuple[str, ...]) -> WeatherRecord | None:
        from kaitei.fleet.record.pinned import pinned

        if not isinstance(value, dict):
            self.document.problem(path, "must be a mapping with file, format, time and columns, or null for none")
            return None
        record = self._model(WeatherRecord, value, path)
        try:
            return pinned(record, Path(self.document.file).parent) if record else None
        except InputError as error:
            for problem in error.problems:
                self.document.problem((*path, *problem.path.split(".")), problem.message)
            return None

    def _missing(self) -> None:
        if self.parent is None and not self.document.data.get("money"):
            self.document.problem(("money",), "is missing: say currency and year, such as real 2025 USD")
        for name, variable in options().items():
            if name not in self.options:
                choices = ", ".join(variable.choices)
                self.document.problem(tuple(name.split(".")), f"must be chosen: {choices}. {variable.description}")
        for name, variable in data().items():
            # NOTE: a datum that stands in the file but is wrong has been reported already.
            if name not in self.data and tuple(name.split(".")) not in self.document.lines:
                self.document.problem(tuple(name.split(".")), f"is missing [{variable.unit}]: {variable.description}")


def apply_changes(scenario: Scenario, changes: Mapping[str, object], renamed: Mapping[str, Any]) -> Scenario:
    """See ``Scenario.with_``."""
    known = {**data(), **options()}
    problems: list[Problem] = []
    new_data, new_options, record = dict(scenario.data), dict(scenario.options), scenario.weather_record
    put_in = {key: value for key, value in renamed.items() if key == in_scenario.KEY}
    for name, value in {**changes, **put_in}.items():
        variable = known.get(name)
        if name == in_scenario.KEY:
            try:
                record = in_scenario.changed_record(value)
            except InputError as error:
                problems += error.problems
        elif variable is None:
            problems.append(Problem(f"is not known; {nearest(name, (*known, in_scenario.KEY))}", name))
        elif variable.role == "option":
            if value not in variable.choices:
                problems.append(Problem(f"must be one of {', '.join(variable.choices)}, not {value!r}", name))
            new_options[name] = str(value)
        else:
            made = _changed(value, scenario.data[name])
            if isinstance(made, str):
                problems.append(Problem(made, name))
                continue
            problems += [Problem(m, ".".join((name, *where))) for where, m in check_datum(made, variable)]
            new_data[name] = made
    if message := in_scenario.misfit(new_options, record, problems):
        problems.append(Problem(message, in_scenario.OPTION if record is None else in_scenario.KEY))
    if problems:
        raise InputError(problems)
    fixed = {name for name, datum in new_data.items() if datum.spread is None}
    kept = tuple(c for c in scenario.correlations if not fixed & set(c.between))
    update = {"data": new_data, "options": new_options, "correlations": kept, **renamed, in_scenario.KEY: record}
    return scenario.model_copy(update=update)


def _changed(value: object, present: Datum) -> Datum | str:
    if isinstance(value, Datum):
        return value
    text = value if isinstance(value, str) else f"{value} {present.unit}"
    return from_text(text, "set by the user for this run", present.unit)


def to_yaml(scenario: Scenario) -> str:
    """The scenario written out in full, every default included; it loads again equal."""
    content: dict[str, Any] = {key: getattr(scenario, key) for key in TEXTS}
    content["horizon"] = scenario.horizon.model_dump(mode="json")
    for name in (*options(), *data()):
        section, _, key = name.partition(".")
        block = content.setdefault(section, {})
        if name in scenario.options:
            block[key] = scenario.options[name]
        else:
            block[key] = scenario.data[name].model_dump(mode="json", exclude_defaults=True)
    if scenario.weather_record is not None:
        content[in_scenario.KEY] = scenario.weather_record.model_dump(mode="json", exclude_defaults=True)
    content["correlations"] = [c.model_dump(mode="json", exclude_defaults=True) for c in scenario.correlations]
    stream = io.StringIO()
    writer = YAML()
    writer.default_flow_style, writer.width = False, 110
    writer.dump(content, stream)
    return stream.getvalue()


def template(parent: str) -> str:
    """A small scenario file that extends ``parent`` and shows how to change it."""
    return _TEMPLATE.format(parent=parent)


_TEMPLATE = """\
title: My scenario
extends: {parent}

# Change what you need; all else comes from {parent} (see: kaitei show {parent}).
# A datum carries value, unit, grade (A, A2, B or C) and a source of the bibliography, or an assumption that says why.

lift:
  basis: dry        # dry, wet (in place) or slurry: no published rate says which, so choose
  rate:
    value: 3500
    unit: t/d
    grade: C
    assumption: replace this sentence by the reason for your rate
"""
