"""The security page: loss without and with the project, dependence on imports, what more would be worth."""

from kaitei.measure import spread_of
from kaitei.report import shock_sentences as sentences
from kaitei.report.charts import shock as charts
from kaitei.report.charts import theme
from kaitei.report.numerals import number, percent
from kaitei.report.pieces import Block, Figure, Heading, Key, Prose, Section, Table
from kaitei.report.sections.shock import ranged, source
from kaitei.report.shock_words import CASES, SHOWN, VINTAGE, element_words
from kaitei.study import supply_measures as measures
from kaitei.study.import_dependence import base_prices, dependence
from kaitei.study.security_study import SecurityStudy
from kaitei.study.supply_shock import YEN

TONNE = 1000.0
"""Kilograms in a tonne."""

ROUNDING = 1e-6
"""Billions of yen that come of rounding."""

SMALL = 0.01
"""Billions of yen below which a figure says nothing."""


def loss(study: SecurityStudy) -> Section:
    """Loss month by month, and shortage by element."""
    total = measures.total_loss(study.supply)
    found = spread_of(total.sel(case="without").to_numpy())
    avoided = spread_of(measures.avoided_loss(study.supply).to_numpy())
    ends = (float(avoided["p10"] or 0.0), float(avoided["p90"] or 0.0)) if study.counts else None
    title = sentences.loss(float(found["p10"] or 0.0), float(found["p90"] or 0.0), ends)
    colours = {"without": theme.RED, "with": theme.BLUE}
    figure = Figure(
        "loss",
        title,
        "Value added lost in Japan a month: the median of the draws, and P10 to P90 as a band. Differences are taken "
        "draw by draw, so they are surer than the bands suggest.",
        charts.loss_bands(study.supply.draws["loss"], study.cases, study.story.first_shock),
        f"{title}.",
        source(study, "loss")
        + " What a full standstill costs rests on two published estimates (NRI 2025, Daiwa 2025); how it splits over "
        "uses is our judgement.",
        _loss_table(study),
        [Key([(colours[case], CASES[case]) for case in study.cases])],
    )
    return Section("loss", "Loss", [figure, _unserved(study)])


def _loss_table(study: SecurityStudy) -> Table:
    total = measures.total_loss(study.supply)
    named = {CASES[case]: total.sel(case=case) for case in study.cases}
    if study.counts:
        named["avoided by the project, draw by draw"] = measures.avoided_loss(study.supply)
    rows = []
    for name, values in named.items():
        found = spread_of(values.to_numpy())
        rows.append((name, *(number(found[key]) for key in ("p10", "p50", "p90", "mean"))))
    return Table("Loss over all months, billion JPY", ("Case", "P10", "P50", "P90", "Mean"), rows, (1, 2, 3, 4))


def _unserved(study: SecurityStudy) -> Table:
    total = measures.unserved_total(study.supply.draws)
    need = study.supply.draws["need"].sum("month").sel(case="without")
    rows = []
    for symbol in total["element"].to_numpy():
        here = total.sel(element=symbol)
        if float(here.max()) <= 0.0:
            continue
        cells = [ranged(here.sel(case=case)) for case in study.cases]
        if study.counts:
            cells.append(ranged(here.sel(case="without") - here.sel(case="with")))
        share = float((here.sel(case="without") / need.sel(element=symbol)).median())
        rows.append((f"{symbol} {element_words(str(symbol))}", percent(share), *cells))
    head = ["Element", "Share of need", *(CASES[case].capitalize() for case in study.cases)]
    head += ["Difference"] if study.counts else []
    caption = (
        "Need that nobody meets over all months, t of oxide, median (P10 to P90); also where users stand still for "
        "want of another element"
    )
    return Table(caption, head, rows, tuple(range(1, len(head))))


def imports(study: SecurityStudy) -> Section:
    """Dependence and concentration before the shock and in its first year."""
    without = study.supply.central.sel(case="without").isel(month=study.story.before)
    by_tonnes, by_value = (dependence(without, value).through for value in (False, True))
    blocks: list[Block] = [
        Heading(sentences.dependence(by_tonnes, by_value)),
        *(_dependence(study, case) for case in study.cases),
        Prose(
            "Tonnes are ruled by cerium and lanthanum, value by the magnet elements; neither shows dysprosium and "
            "terbium, so they stand apart. Declared: of the imports, what China itself sends; through: of what uses "
            "take, what was in China at any stage, so declared may be the larger of the two. All forms that cross the "
            "border count, magnets among them, so shares differ from those of the customs lines of raw products (0.66 "
            "by tonnes and 0.38 by value in 2024). HHI of the imports, 0 to 1: a project at home does not enter it, "
            "as it does in the report of a run, which also weighs elements by the scenario's need: shares and indices "
            "of the two differ. Value is at the prices of the base year throughout, so it moves with tonnes alone.",
            "note",
        ),
        Prose(f"Central case. {VINTAGE}", "note"),
    ]
    return Section("imports", "Dependence on imports", blocks)


def _dependence(study: SecurityStudy, case: str) -> Table:
    spans = {"before": study.story.before, "first year": study.story.during}
    rows = []
    for label, by_value, element in (
        ("all, by tonnes", False, ""),
        ("all, by value", True, ""),
        *((element_words(symbol), False, symbol) for symbol in SHOWN),
    ):
        for when, place in spans.items():
            months = study.supply.central.sel(case=case).isel(month=place)
            if months.sizes["month"]:
                found = dependence(months, by_value, element)
                shares = (percent(found.imported), percent(found.declared), percent(found.through))
                rows.append((f"{label}; {when}", *shares, f"{found.index:.2f}"))
    head = ("What and when", "Imported", "China, declared", "China, through", "HHI")
    caption = f"Before the shock and in its first year, {CASES[case]}"
    return Table(caption, head, rows, (1, 2, 3, 4))


def worth(study: SecurityStudy) -> Section:
    """What one more kilogram is worth by stage, and one more month of stock by element."""
    state = study.stock["avoided"].sel(case="without", holder="state")
    title = sentences.stocks({str(e): float(state.sel(element=e)) for e in state["element"].to_numpy()})
    blocks: list[Block] = [
        Heading(title),
        _stocks(study),
        Prose(
            "The central case run again with one more month of need in store from the start: held by the state, which "
            "gives it to firms that run short, half of it a month at most; or by every firm. Bought: at the oxide "
            "price of the base year; metal, storage and interest come on top. A finite difference of one story in "
            "which the shock comes for certain: no insurance value.",
            "note",
        ),
        Heading("What one more kilogram in Japan is worth to the network"),
        _duals(study),
        Prose(
            "Mean of the months, USD a kilogram of oxide content: what the least-cost network would save with one "
            "more kilogram at that stage in Japan (its dual value). Where an amount is exactly used up (a degenerate "
            "node) it is one-sided: one more kilogram is worth this or less, one kilogram less costs this or more. "
            "Unmet need counts up to 100 times the price of the base year, which fixes an order of who is served and "
            "is no loss in yen; ore is worth nothing where nobody separates it. Stages on which the value rises are "
            "those that bind.",
            "note",
        ),
        Prose(f"Central case without the project. {VINTAGE}", "note"),
    ]
    return Section("worth", "What more would be worth", blocks)


def _stocks(study: SecurityStudy) -> Table:
    rate = study.scenario.data["market.jpy_per_usd"].value
    assert isinstance(rate, (int, float))
    elements = study.supply.central["element"].to_numpy().tolist()
    rows = []
    for symbol in study.stock["element"].to_numpy():
        here = study.stock.sel(element=symbol)
        stored = float(here["stored"])
        bought = stored * TONNE * float(base_prices()[elements.index(symbol)]) * float(rate) / YEN
        cells = [
            _seen(float(here["avoided"].sel(case=case, holder=holder)))
            for case in study.cases
            for holder in here["holder"].to_numpy()
        ]
        rows.append((f"{symbol} {element_words(str(symbol))}", number(stored), number(bought, 2), *cells))
    places = [f"{holder}, {CASES[case]}" for case in study.cases for holder in ("by the state", "by firms")]
    head = ("Element", "A month of need, t", "Bought, billion JPY", *places)
    return Table("Loss that one more month of stock avoids, billion JPY", head, rows, tuple(range(1, len(head))))


def _seen(avoided: float) -> str:
    """A loss avoided [GJPY] in print, with what is only rounding taken for nothing."""
    if abs(avoided) < ROUNDING:
        return "0"
    return "under 0.01" if abs(avoided) < SMALL else number(avoided)


def _duals(study: SecurityStudy) -> Table:
    worth = study.supply.central["worth"].sel(case="without")
    rows = []
    for symbol in SHOWN:
        for when, place in (("before", study.story.before), ("first year", study.story.during)):
            months = worth.sel(element=symbol).isel(month=place)
            if months.sizes["month"]:
                values = months.mean("month")
                cells = [number(float(values.sel(stage=stage))) for stage in worth["stage"].to_numpy()]
                rows.append((f"{symbol} {element_words(symbol)}", when, *cells))
    stages = [f"as {stage}" for stage in worth["stage"].to_numpy()]
    head = ("Element", "When", *stages)
    return Table("One more kilogram in Japan, USD", head, rows, tuple(range(2, len(head))))
