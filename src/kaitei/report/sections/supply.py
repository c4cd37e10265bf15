"""Japan's supply by element in a calm year, before and after the project."""

import numpy as np
import xarray as xr

from kaitei.measure import full_years
from kaitei.physics import elements
from kaitei.report import sentences
from kaitei.report.charts import supply as charts
from kaitei.report.insurance_sentences import insured
from kaitei.report.numerals import number, percent, plural
from kaitei.report.pieces import Block, Figure, Prose, Section, Table
from kaitei.report.run import Run
from kaitei.report.sections.business import source
from kaitei.report.sections.worths import worths
from kaitei.report.shock_words import FAMILIES, VINTAGE

SMALLEST_NEED = 50.0
"""Need of oxide [t/yr] from which an element may stand in the title."""

CALM_VINTAGE = (
    "Network of 2024 (mine output USGS 2026, customs BACI 2024), needs of the years the scenario names; who mines is "
    "traced through trade and plants, and half of the network's rows are our own assumptions."
)

CALM = (
    "A calm year: no ban and no stock that runs down, on the supply network of 2024 with its plants. Tonnes are oxide. "
    "What passed through China was there as ore, oxide, metal or magnet, wherever it was mined; what is declared "
    "counts by the country that sends it. What Japan's plants cannot take in is left for export."
)
Cells = tuple[str, ...]

ALL = {"tonnes": "All rare earths, by tonnes", "value": "All rare earths, by value"}


def supply(run: Run) -> Section | None:
    """What passed through China before and after, share of the need met, dependence on imports, days of cover."""
    blocks: list[Block] = []
    if run.has("china_through_before", "china_through_after"):
        blocks.append(Prose(CALM))
        shares = charts.china_shares(run)
        if shares:
            blocks.append(_figure(run, shares))
    if run.has("supply_share_project") and (rows := _origin_rows(run)):
        blocks.append(_origins(rows))
    if run.has("import_share_before"):
        blocks.append(_dependence(run))
    blocks += _insurance(run)
    return Section("supply", "Japan's supply", blocks) if blocks else None


def _origins(rows: list[Cells]) -> Table:
    head = (
        "Element",
        "Need, t/yr",
        "Met by the project",
        "P10 to P90",
        *_pairs("Through China"),
        *_pairs("Mined there"),
    )
    caption = (
        "Japan's need of oxide, the share the project meets in a full year, and the shares of what Japan uses that "
        "passed through China and that were mined there, without the project and with it; medians"
    )
    return Table(caption, head, rows, tuple(range(1, 8)))


def _dependence(run: Run) -> Table:
    head = (
        "Element",
        *_pairs("Declared"),
        *_pairs("Imported"),
        *_pairs("HHI"),
        "Firms, d",
        "Thin firms, d",
        "State, d",
    )
    caption = (
        "China's share by the country that sends it, share imported, and concentration of senders with home as one "
        "(HHI, 0 to 1), without the project and with it; days of need that the stocks of all firms last, that of a "
        "firm with a twentieth of the firms below it, and that of the state; medians"
    )
    return Table(caption, head, _sender_rows(run), tuple(range(1, 10)))


def _pairs(word: str) -> tuple[str, str]:
    return f"{word}, before", "with"


def _figure(run: Run, shares: dict[str, tuple[float, float]]) -> Figure:
    title = sentences.supply(_of_weight(run, shares), elements.NAMES, SMALLEST_NEED)
    spoken = "; ".join(f"{name} {percent(a)} to {percent(b)}" for name, (a, b) in shares.items())
    return Figure(
        "supply",
        title,
        "Share of what Japan uses of each element that passed through China at any stage, without the project (ring) "
        "and with it (dot); median of the draws, by tonnes of oxide, elements with a known need.",
        charts.china_dumbbells(shares),
        f"{title}. {spoken}.",
        f"{source(run, 'china_through_before', 'china_through_after')} {CALM_VINTAGE}",
    )


def _insurance(run: Run) -> list[Block]:
    """What the project is worth when exports stop, beside its own value."""
    found = run.study("insurance")
    if not found:
        refused = run.refusal("insurance")
        lead = "What the project is worth to Japan as insurance is not known. This study refused"
        return [Prose(f"{lead}: {refused}.", "bad")] if refused else []
    mean, tail = found["loss"]["mean"], found["loss"]["tail"]
    spared = insured(mean["loss_without"], mean["avoided"], (found["years"][0], found["years"][1]))
    text = (
        f"{spared}, and {number(tail['avoided'])} of {number(tail['loss_without'])} in the worst "
        f"{percent(found['tail_share'])} of futures. The two numbers are never added: what is avoided is value added "
        "of Japan's users and no cash to the project."
    )
    basis = (
        f"{plural(found['futures'], 'future')} of shocks and as many draws, seed {found['seed']}. {FAMILIES} {VINTAGE}"
    )
    return [worths("insurance", found, basis), Prose(text)]


def _of_weight(run: Run, shares: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Elements of which Japan needs more than a few tonnes: a title must not hang on four tonnes of europium."""
    if not run.has("japan_need"):
        return shares
    need = run.draws["japan_need"].where(full_years(run.draws)).mean("year").median("draw")
    kept = {s: pair for s, pair in shares.items() if float(need.sel(element=s)) >= SMALLEST_NEED}
    return kept or shares


def _origin_rows(run: Run) -> list[Cells]:
    full = full_years(run.draws)
    met = run.draws["supply_share_project"].where(full).mean("year")
    need = run.draws["japan_need"].where(full).mean("year") if run.has("japan_need") else None
    rows: list[Cells] = []
    if run.has("group_china_through_before"):
        for basis, name in ALL.items():
            share = run.draws["group_share_project"].sel(basis=basis)
            rows.append((name, "", *_met(share), *_origin(run, "group_", basis)))
    for symbol in charts.needed(run):
        wanted = number(float(need.sel(element=symbol).median())) if need is not None else ""
        share = met.sel(element=symbol)
        rows.append((_name(run, symbol), wanted, *_met(share), *_origin(run, "", symbol)))
    return rows


def _origin(run: Run, group: str, label: str) -> Cells:
    return (*_both(run, f"{group}china_through", label), *_both(run, f"{group}china_mined", label))


def _sender_rows(run: Run) -> list[Cells]:
    rows: list[Cells] = [(name, *_senders(run, "group_", basis), "", "", "") for basis, name in ALL.items()]
    for symbol in charts.needed(run):
        cover = [number(run.medians(f"cover_{of}")[symbol]) for of in ("firms", "thin_firms", "state")]
        rows.append((_name(run, symbol), *_senders(run, "", symbol), *cover))
    return rows


def _senders(run: Run, group: str, label: str) -> Cells:
    index = (f"{run.medians(f'{group}hhi_{when}')[label]:.2f}" for when in ("before", "after"))
    return (*_both(run, f"{group}china_declared", label), *_both(run, f"{group}import_share", label), *index)


def _name(run: Run, symbol: str) -> str:
    known = not run.has("need_known") or run.medians("need_known")[symbol] > 0.0
    return f"{symbol} {elements.NAMES[symbol]}{'' if known else ' (need not published)'}"


def _met(share: xr.DataArray) -> tuple[str, str]:
    low, middle, high = np.quantile(share.to_numpy(), (0.1, 0.5, 0.9))
    return percent(float(middle)), f"{percent(float(low)).removesuffix(' %')} to {percent(float(high))}"


def _both(run: Run, name: str, label: str) -> tuple[str, str]:
    """Before and with the project; nothing where the run does not know it."""
    if not run.has(f"{name}_before", f"{name}_after"):
        return "", ""
    before, after = (percent(run.medians(f"{name}_{when}")[label]) for when in ("before", "after"))
    return before, after
