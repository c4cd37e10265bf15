"""The workbook: live formulas with right values, text that stays text, sheets for every part of the run."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from openpyxl.formula import Tokenizer

from kaitei.datum import Datum
from kaitei.report import workbook
from kaitei.report.page import LONGEST, column, fitting
from kaitei.result import Result
from kaitei.scenario import Scenario

Maker = Callable[..., Result]
SHEETS = ["Summary", "Cash flow", "Tax", "Draws", "By year", "Inputs", "Checks", "Sources"]


def _flat(*parts: Any) -> Iterator[Any]:
    for part in parts:
        if isinstance(part, list):
            yield from _flat(*part)
        elif part is not None:
            yield part


def _irr(flows: list[float], guess: float = 0.1) -> float:
    def at(rate: float) -> float:
        return float(sum(flow / (1.0 + rate) ** i for i, flow in enumerate(flows)))

    low, high = -0.89, 50.0
    if not at(low) > 0.0 > at(high):
        raise ZeroDivisionError
    for _ in range(200):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if at(middle) > 0.0 else (low, middle)
    return low


class Calculator:
    """A small spreadsheet: computes the formulas of a workbook on its own, from the inputs alone."""

    def __init__(self, path: Path, changes: dict[tuple[str, str], float] | None = None) -> None:
        book = openpyxl.load_workbook(path)
        self.cells = {sheet.title: {c.coordinate: c.value for row in sheet for c in row} for sheet in book}
        for (sheet, cell), value in (changes or {}).items():
            self.cells[sheet][cell] = value
        self.known: dict[tuple[str, str], Any] = {}

    def value(self, sheet: str, cell: str) -> Any:
        """The value of a cell, computed if it is a formula."""
        place = (sheet, cell.replace("$", ""))
        if place not in self.known:
            held = self.cells[sheet].get(place[1])
            is_formula = isinstance(held, str) and held.startswith("=")
            self.known[place] = self._compute(sheet, held) if is_formula else held
        return self.known[place]

    def _range(self, sheet: str, reference: str) -> Any:
        if "!" in reference:
            sheet, _, reference = reference.rpartition("!")
            sheet = sheet.strip("'")
        if ":" not in reference:
            return self.value(sheet, reference)
        ends = [re.fullmatch(r"([A-Z]+)(\d+)", part) for part in reference.replace("$", "").split(":")]
        (left, top), (right, foot) = ((self._index(m[1]), int(m[2])) for m in ends if m)
        return [self.value(sheet, f"{column(c)}{r}") for r in range(top, foot + 1) for c in range(left, right + 1)]

    @staticmethod
    def _index(letters: str) -> int:
        total = 0
        for letter in letters:
            total = total * 26 + ord(letter) - 64
        return total - 1

    def _compute(self, sheet: str, formula: str) -> Any:
        words = []
        for token in Tokenizer(formula).items:
            if token.type == "OPERAND" and token.subtype == "RANGE":
                words.append(f"R({token.value!r})")
            elif token.type == "OPERAND":
                words.append(f"F({token.value})" if token.subtype == "NUMBER" else token.value)
            elif token.type == "FUNC" and token.subtype == "OPEN":
                words.append("X_" + token.value.replace("IF(", "IF(") if token.value != "IF(" else "X_IF(lambda: (")
            elif token.type == "SEP":
                words.append(",")
            else:
                words.append({"^": "**", "=": "==", "<>": "!="}.get(token.value, token.value))
        return eval(self._lazy("".join(words)), self._scope(sheet))

    @staticmethod
    def _lazy(text: str) -> str:
        """Arguments of IF as functions, since only one of them may be computed."""
        while "X_IF(lambda: (" in text:
            start = text.rindex("X_IF(lambda: (")
            inside, depth, parts, begin = start + len("X_IF(lambda: ("), 0, [], start + len("X_IF(lambda: (")
            for place in range(inside, len(text)):
                if text[place] == "(":
                    depth += 1
                elif text[place] == ")" and depth:
                    depth -= 1
                elif text[place] in ",)" and not depth:
                    parts.append(text[begin:place])
                    begin = place + 1
                    if text[place] == ")":
                        break
            whole = "X_CHOOSE(" + ",".join(f"lambda:({part})" for part in parts) + ")"
            text = text[:start] + whole + text[place + 1 :]
        return text

    def _scope(self, sheet: str) -> dict[str, Any]:
        def match(goal: float, values: list[float], kind: float) -> int:
            return values.index(goal) + 1

        def attempt(value: Any, other: Any) -> Any:
            return other if value is None else value

        def rate(*arguments: Any) -> Any:
            try:
                return _irr(*arguments)
            except ZeroDivisionError:
                return None

        return {
            "R": lambda reference: self._range(sheet, reference),
            "F": float,
            "X_CHOOSE": lambda test, yes, no: yes() if test() else no(),
            "X_SUM": lambda *parts: sum(_flat(*parts)),
            "X_MIN": lambda *parts: min(_flat(*parts)),
            "X_MAX": lambda *parts: max(_flat(*parts)),
            "X_ABS": abs,
            "X_AND": lambda *parts: all(parts),
            "X_OR": lambda *parts: any(parts),
            "X_MATCH": match,
            "X_IFERROR": attempt,
            "X_IRR": rate,
        }


@pytest.fixture(scope="module")
def path(full: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full workbook."""
    return workbook.write(full, tmp_path_factory.mktemp("book") / "results.xlsx")


def written(result: Result, folder: Path) -> Path:
    """The workbook of a result."""
    return workbook.write(result, folder / "results.xlsx")


def rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    """All rows of a sheet as a viewer without recalculation shows them."""
    return list(openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True))


def labelled(path: Path, label: str) -> str:
    """The cell beside a label of the cash flow sheet, column C."""
    for i, row in enumerate(rows(path, "Cash flow"), 1):
        if row[0] == label and (row[1] or row[2] is not None):
            return f"C{i}"
    raise AssertionError(label)


def test_sheets_stand_in_order(path: Path) -> None:
    assert openpyxl.load_workbook(path).sheetnames == SHEETS


def test_the_cash_flow_is_formulas_and_not_values(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for sheet, least in (("Cash flow", 150), ("Tax", 120)):
        kinds = [cell.data_type for row in book[sheet].iter_rows() for cell in row]
        assert kinds.count("f") > least
    for label in ("Revenue", "EBITDA", "Tax paid", "Cash flow after tax", "Net present value, live"):
        row = int(labelled(path, label)[1:])
        held = [cell for cell in book["Cash flow"][row][2:] if cell.value is not None]
        assert held
        assert all(cell.data_type == "f" for cell in held), label


def test_every_formula_has_the_value_it_computes_to(path: Path) -> None:
    shown = openpyxl.load_workbook(path, data_only=True)
    made, count = Calculator(path), 0
    for sheet in ("Cash flow", "Tax"):
        for cell, held in made.cells[sheet].items():
            if isinstance(held, str) and held.startswith("="):
                value, stored = made.value(sheet, cell), shown[sheet][cell].value
                assert stored == (pytest.approx(value, rel=1e-9, abs=1e-9) if isinstance(value, float) else value), cell
                count += 1
    assert count > 300


@pytest.mark.parametrize("price", [0.3, 1.0, 4.0])
def test_the_live_value_is_the_models(making: Maker, tmp_path: Path, price: float) -> None:
    result = making(price=price, draws=2)
    file = written(result, tmp_path)
    made = Calculator(file)
    npv = made.value("Cash flow", labelled(file, "Net present value, live"))
    assert npv == pytest.approx(float(result.central["npv"]), rel=1e-9)
    assert made.value("Cash flow", labelled(file, "Check: the live value is the model's")) == "holds"


def test_the_rate_of_return_is_the_models_or_said_not_to_be(making: Maker, tmp_path: Path) -> None:
    rich = making(price=10.0, draws=2)
    file = written(rich, tmp_path)
    cell = labelled(file, "Internal rate of return, real, after tax")
    assert Calculator(file).value("Cash flow", cell) == pytest.approx(float(rich.central["irr"]), abs=1e-6)
    poor = written(making(price=0.1, draws=2), tmp_path)
    assert Calculator(poor).value("Cash flow", cell) == "none"
    assert rows(poor, "Cash flow")[int(cell[1:]) - 1][2] == "none"


@pytest.mark.parametrize("factor", [0.5, 2.0, 8.0])
def test_the_sheet_follows_the_model_when_prices_change(
    making: Maker, tmp_path: Path, path: Path, factor: float
) -> None:
    changes = {("Cash flow", labelled(path, "Factor on all prices (1: as in the run)")): factor}
    live = Calculator(path, changes)
    other = making(price=factor, draws=2)
    npv = live.value("Cash flow", labelled(path, "Net present value, live"))
    assert npv == pytest.approx(float(other.central["npv"]), rel=1e-9)
    said = live.value("Cash flow", labelled(path, "Check: the live value is the model's"))
    assert said == "differs: an input was changed"


@pytest.mark.parametrize(("label", "up"), [
    ("Discount rate, real, after tax", None),
    ("Factor on operating cost without royalty and toll", False),
    ("Factor on capital", False),
    ("Royalty, share of revenue", False),
    ("Closure, share of initial capital", False),
])  # fmt: skip
def test_every_lever_moves_the_value_the_right_way(making: Maker, tmp_path: Path, label: str, up: bool | None) -> None:
    file = written(making(price=5.0, draws=2), tmp_path)
    cell = labelled(file, "Net present value, live")
    before = Calculator(file).value("Cash flow", cell)
    after = Calculator(file, {("Cash flow", labelled(file, label)): 1.5}).value("Cash flow", cell)
    assert after != before
    if up is not None:
        assert (after > before) == up


def test_prices_that_differ_by_year_are_inputs_by_year(making: Maker, tmp_path: Path) -> None:
    result = making(draws=2)
    result.central["revenue"].loc[{"element": "Dy"}] *= np.linspace(1.0, 2.0, result.central.sizes["year"])
    file = written(result, tmp_path)
    book = openpyxl.load_workbook(file)["Cash flow"]
    prices = [row for row in book.iter_rows() if row[0].value in ("Dy oxide", "Nd oxide") and row[1].value == "USD/kg"]
    kinds = {row[0].value: {cell.data_type for cell in row[3:] if cell.value is not None} for row in prices}
    assert kinds == {"Dy oxide": {"n"}, "Nd oxide": {"f"}}


def test_a_run_that_sells_nothing_still_has_a_live_sheet(making: Maker, tmp_path: Path) -> None:
    result = making(draws=2)
    for name in ("oxide_sold", "revenue"):
        result.central[name][...] = 0.0
    result.central["operating_cost"].loc[{"operating_item": "royalty"}] = 0.0
    file = written(result, tmp_path)
    revenue = rows(file, "Cash flow")[int(labelled(file, "Revenue")[1:]) - 1]
    assert set(revenue[3:]) == {0}


def test_a_run_without_economics_has_no_cash_flow_sheet(making: Maker, tmp_path: Path) -> None:
    file = written(making(keep=lambda name: name.startswith(("mud", "operating_share")), draws=2), tmp_path)
    assert openpyxl.load_workbook(file).sheetnames == [s for s in SHEETS if s not in ("Cash flow", "Tax")]


HOSTILE = '=HYPERLINK("http://evil.example","x")'


def test_text_of_a_scenario_never_becomes_a_formula_or_a_link(
    making: Maker, scenario_of: Callable[..., Scenario], tmp_path: Path
) -> None:
    data = dict(scenario_of().data)
    for i, start in enumerate("=+-@"):
        text = f"{start}{HOSTILE}"
        data[f"market.{start}bad{i}"] = Datum(value=1.0, unit="m", grade="C", assumption=text, note=text, where=text)
    scenario = scenario_of(data=data, title=HOSTILE, name=HOSTILE, options={"lift.basis": HOSTILE})
    result = making(scenario=_with_options(scenario, scenario_of()), draws=3, failed={0: HOSTILE})
    file = written(result, tmp_path)
    book = openpyxl.load_workbook(file)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert sheet.title in ("Cash flow", "Tax")
                    assert "HYPERLINK" not in str(cell.value)
                assert cell.hyperlink is None
    held = [cell for row in rows(file, "Inputs") for cell in row]
    assert any(str(cell).startswith("=") for cell in held)


def _with_options(scenario: Scenario, whole: Scenario) -> Scenario:
    return scenario.model_copy(update={"options": {**whole.options, **scenario.options}})


def test_every_datum_and_option_is_listed(path: Path, full: Result) -> None:
    names = [row[0] for row in rows(path, "Inputs")[1:]]
    assert names == [*full.scenario.data, *full.scenario.options]


def test_single_numbers_stay_numbers(path: Path) -> None:
    found = {row[0]: row[1] for row in rows(path, "Inputs")}
    assert found["lift.rate"] == 3500
    assert found["market.price"].startswith("Nd 73")


def test_one_row_for_each_draw_with_its_measures(path: Path, full: Result) -> None:
    head, *body = rows(path, "Draws")
    assert len(body) == full.draws
    column_of = head.index("npv [MUSD]")
    npv = full.dataset["npv"].to_numpy()
    assert [row[column_of] for row in body] == pytest.approx(npv.tolist())


def test_failed_draws_stay_as_rows_with_their_reason(making: Maker, tmp_path: Path) -> None:
    head, *body = rows(written(making(draws=4, failed={2: "riser.lift: broken"}), tmp_path), "Draws")
    assert [row[-1] or "" for row in body] == ["", "", "riser.lift: broken", ""]
    assert set(body[2][1:-1]) == {None}
    assert head[-1] == "Failure"


def test_an_infinite_cost_is_a_word(making: Maker, tmp_path: Path) -> None:
    result = making(draws=3)
    result.dataset["cost_per_reo"][0] = np.inf
    head, *body = rows(written(result, tmp_path), "Draws")
    place = head.index("cost_per_reo [USD/kg]")
    assert body[0][place] == "none"
    assert isinstance(body[1][place], float)


def test_years_have_percentiles_and_the_central_case(path: Path, full: Result) -> None:
    body = [row for row in rows(path, "By year")[1:] if row[0] == "mud_lifted"]
    assert [row[3] for row in body] == full.dataset["year"].to_numpy().tolist()
    assert [row[7] for row in body] == pytest.approx(full.central["mud_lifted"].to_numpy().tolist())
    last = np.quantile(full.dataset["mud_lifted"].to_numpy()[:, -1], (0.1, 0.5, 0.9))
    assert body[-1][4:7] == pytest.approx(last.tolist())


def test_the_summary_has_the_measures_with_unit_and_range(path: Path, full: Result) -> None:
    found = {row[1]: row for row in rows(path, "Summary") if row[1]}
    npv = full.summary()["headline"]["npv"]
    assert found["npv"][2] == "MUSD"
    assert found["npv"][3:7] == pytest.approx([npv[key] for key in ("mean", "p10", "p50", "p90")])
    assert found["npv"][8] == pytest.approx(float(full.central["npv"]))
    assert found["break_even_rate"][5:7] == (5000, "none")


def test_checks_and_sources_are_listed(path: Path) -> None:
    verdicts = {row[0]: row[4] for row in rows(path, "Checks")[1:]}
    assert verdicts == {"hours_balance": "holds", "mud_balance": "holds", "failed_draws": "holds"}
    assert [row[0] for row in rows(path, "Sources")[1:]] == ["Ermak1977", "Takaya2018", "USGS2026"]


def test_failures_are_listed_among_the_checks(making: Maker, tmp_path: Path) -> None:
    body = rows(written(making(draws=4, failed={2: "riser.lift: broken"}), tmp_path), "Checks")
    assert body[-1][:3] == ("failure", "riser.lift: broken", 1)


@pytest.mark.parametrize("sheet", ["Draws", "By year", "Inputs", "Checks", "Sources", "Cash flow", "Tax"])
def test_panes_are_frozen_and_columns_wide_enough(path: Path, sheet: str) -> None:
    held = openpyxl.load_workbook(path)[sheet]
    assert held.freeze_panes is not None
    assert held.column_dimensions["A"].width >= 8


def test_every_draw_failed_and_one_draw_are_written(making: Maker, tmp_path: Path) -> None:
    lost = written(making(draws=2, failed={0: "a: b", 1: "a: b"}, studies={}), tmp_path)
    assert len(rows(lost, "Draws")) == 3
    assert len(rows(written(making(draws=1), tmp_path), "Draws")) == 2


def test_a_very_long_note_is_cut(making: Maker, scenario_of: Callable[..., Scenario], tmp_path: Path) -> None:
    long = Datum(value=1.0, unit="m", grade="C", assumption="x" * 40_000)
    data = {**scenario_of().data, "site.long": long}
    file = written(making(scenario=scenario_of(data=data), draws=2), tmp_path)
    assert max(len(str(row[-1])) for row in rows(file, "Inputs")) == LONGEST


def test_columns_are_lettered_as_a_spreadsheet_does() -> None:
    assert [column(i) for i in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


@pytest.mark.parametrize("value", [0.0, 5.0, -12.5, 0.02, 3e-9, 4e6])
def test_every_number_has_a_format(value: float) -> None:
    assert fitting(value) in ("large", "medium", "small", "tiny")
    assert fitting(value) == fitting(-value)
