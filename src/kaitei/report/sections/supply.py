"""Japan's supply by element before and after the project."""

import numpy as np

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


def supply(run: Run) -> Section | None:
    """China's share before and after, share of the need met, concentration of supply."""
    blocks: list[Block] = []
    if run.has("china_share_before", "china_share_after"):
        shares = charts.china_shares(run)
        if shares:
            blocks.append(_figure(run, shares))
    if run.has("supply_share_project") and (rows := _rows(run)):
        head = ("Element", "Need, t/yr", "Met by the project", "P10 to P90", "HHI before", "HHI after")
        caption = (
            "Japan's need of oxide, the share the project meets in a full year, and the concentration of supply by "
            "country (HHI, 0 to 1); medians"
        )
        blocks.append(Table(caption, head, rows, (1, 2, 3, 4, 5)))
    blocks += _insurance(run)
    return Section("supply", "Japan's supply", blocks) if blocks else None


def _figure(run: Run, shares: dict[str, tuple[float, float]]) -> Figure:
    title = sentences.supply(_of_weight(run, shares), elements.NAMES)
    spoken = "; ".join(f"{name} {percent(a)} to {percent(b)}" for name, (a, b) in shares.items())
    return Figure(
        "supply",
        title,
        "China's share of Japan's supply of each element without the project (ring) and with it (dot); median of the "
        "draws, oxide basis.",
        charts.china_dumbbells(shares),
        f"{title}. {spoken}.",
        source(run, "china_share_before", "china_share_after"),
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


def _rows(run: Run) -> list[tuple[str, ...]]:
    full = full_years(run.draws)
    met = run.draws["supply_share_project"].where(full).mean("year")
    need = run.draws["japan_need"].where(full).mean("year") if run.has("japan_need") else None
    rows = _group(run)
    for symbol in charts.needed(run) if run.has("china_share_before") else met["element"].to_numpy():
        share = met.sel(element=symbol).to_numpy()
        low, middle, high = np.quantile(share, (0.1, 0.5, 0.9))
        hhi = [_hhi(run, f"hhi_{when}", str(symbol)) for when in ("before", "after")]
        wanted = number(float(need.sel(element=symbol).median())) if need is not None else ""
        name = f"{symbol} {elements.NAMES.get(str(symbol), '')}"
        rows.append((name, wanted, percent(float(middle)), _between(low, high), *hhi))
    return rows


def _hhi(run: Run, name: str, symbol: str) -> str:
    return number(float(run.draws[name].sel(element=symbol).median()), 2) if run.has(name) else ""


def _between(low: float, high: float) -> str:
    return f"{percent(float(low)).removesuffix(' %')} to {percent(float(high))}"


def _group(run: Run) -> list[tuple[str, ...]]:
    """All rare earths together, where the run has them."""
    names = ("group_share_project", "group_hhi_before", "group_hhi_after")
    if not run.has(*names):
        return []
    low, middle, high = np.quantile(run.draws[names[0]].to_numpy(), (0.1, 0.5, 0.9))
    before, after = (number(float(run.draws[name].median()), 2) for name in names[1:])
    basis = f", by {run.option('security.share_basis')}" if run.option("security.share_basis") else ""
    return [(f"All rare earths{basis}", "", percent(float(middle)), _between(low, high), before, after)]
