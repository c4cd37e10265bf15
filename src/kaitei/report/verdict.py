"""The verdict of a run in plain words, and the numbers of its headline, all computed from the run."""

from collections.abc import Iterator

import numpy as np

from kaitei.physics import elements
from kaitei.report import at_sea, sea_sentences, sentences
from kaitei.report.insurance_sentences import worth_beside
from kaitei.report.numerals import ABSENT, days, number, percent, plural, span, unit_text, with_unit
from kaitei.report.pieces import BigNumber
from kaitei.report.run import Range, Run, in_square_metres
from kaitei.report.words import datum_words, grade_rank, group_words

NEEDED = ("Dy", "Tb", "Nd", "Y")
NOTICED = 0.001
"""Share of a need below which a list of shares says nothing."""


def headline(run: Run) -> str:
    """One sentence: does it pay?"""
    share = pays(run)
    if share is None:
        return "This run has no value to judge: " + (
            "no draw could be computed" if run.count == 0 else "it stops before the economics"
        )
    if unsold(run):
        return f"A campaign at {run.rate} that sells nothing: it costs money and buys knowledge"
    place = f"Lifting {run.rate} off {_place(run)}"
    if share >= 0.9:
        return f"{place} pays at these prices"
    if share > 0.5:
        return f"{place} pays more often than not at these prices"
    if share > 0.1:
        return f"{place} loses money more often than it pays at these prices"
    return f"{place} does not pay at these prices"


def _place(run: Run) -> str:
    return "Minamitorishima" if run.datum("site.water_depth") is not None else "Japan"


def pays(run: Run) -> float | None:
    """Share of draws whose net present value is above zero."""
    npv = run.values_of("npv")
    return float((npv > 0.0).mean()) if npv.size else None


def unsold(run: Run) -> bool:
    """Whether no draw sells any rare-earth oxide."""
    if run.has("oxide_exists"):
        return not bool((run.draws["oxide_exists"] > 0.0).any())
    return run.has("oxide_made") and not bool((run.draws["oxide_made"] > 0.0).any())


def verdict(run: Run) -> list[tuple[str, str]]:
    """The verdict as sentences, each with what it is about: value, worth to Japan, cost, what must change, how sure."""
    return list(_sentences(run))


def _sentences(run: Run) -> Iterator[tuple[str, str]]:
    share, npv = pays(run), run.range_of("npv")
    if share is not None and npv is not None:
        yield "Value", _value(run, share, npv)
        yield from _worth_to_japan(run)
    if not unsold(run):
        yield from _kilogram(run)
        yield from _what_must_change(run)
    yield from _what_it_hangs_on(run)
    yield from _where_the_central_case_lies(run)
    yield from _how_sure(run)
    yield from _at_sea(run)
    yield from _supply(run)
    yield from _warnings(run)


def _value(run: Run, share: float, npv: Range) -> str:
    deck = f" at the price deck {run.deck}" if run.deck else " at the prices of the scenario"
    if unsold(run):
        deck = ", with nothing sold,"
    if npv.draws < 2:
        return f"Net present value{deck} is {npv.text} ({run.money}) in the one draw of this run."
    return (
        f"Net present value{deck} is above zero {sentences.in_hundred(share)}; the median is {npv.text}, "
        f"P10 to P90 {npv.between} ({run.money})."
    )


def _worth_to_japan(run: Run) -> Iterator[tuple[str, str]]:
    """What it spares Japan when exports stop: beside its own value, and never mixed with it."""
    found = run.study("insurance")
    if found:
        worth = found["worth_to_japan"]
        ends = worth["p10"], worth["p90"]
        yield "To Japan", worth_beside(worth["mean"], worth["standard_error"], *ends, found["futures"])


def _where_the_central_case_lies(run: Run) -> Iterator[tuple[str, str]]:
    """Said when the case behind flows, waterfall and tornado is not a middling one."""
    npv, central = run.range_of("npv"), run.central_of("npv")
    if npv is None or central is None or npv.p10 is None or npv.p90 is None or npv.p10 <= central <= npv.p90:
        return
    side, lean = ("above the P90", "worse") if central > npv.p90 else ("below the P10", "better")
    yield (
        "Central case",
        f"With every input at its most likely value NPV is {number(central)} million USD, {side} of the draws: "
        f"the spreads lean to the {lean} side. Flows, cost by item and single swings are of this case.",
    )


def _kilogram(run: Run) -> Iterator[tuple[str, str]]:
    cost, price = run.range_of("cost_per_reo"), run.range_of("basket_price")
    if cost is None or price is None or cost.p50 is None or price.p50 is None:
        return
    gap = cost.p50 - price.p50
    yield (
        "Cost and price",
        f"A kilogram of rare-earth oxide (REO) costs {_spoken(cost)} and the basket sells for {_spoken(price)}: "
        f"{number(abs(gap))} USD {'short' if gap > 0 else 'to spare'} in the median.",
    )


def _spoken(found: Range) -> str:
    return found.text if found.draws < 2 else f"{found.text} (P10 to P90 {found.between})"


def _what_must_change(run: Run) -> Iterator[tuple[str, str]]:
    needed, price = run.range_of("break_even_basket_price"), run.range_of("basket_price")
    if needed and price and needed.p50 is not None and price.p50:
        yield "To break even", _break_even(needed, needed.p50 / price.p50)
    scale = run.study("scale")
    if scale:
        yield "Scale", sentences.scale(scale, run.option("lift.basis")) + "."


def _break_even(needed: Range, ratio: float) -> str:
    if ratio >= 1.0:
        return (
            f"After tax, the basket would have to sell for {_spoken(needed)}: {number(ratio, 2)} times "
            "the price assumed."
        )
    return f"After tax, a basket price of {_spoken(needed)} would do: {percent(ratio)} of the price assumed."


def _what_it_hangs_on(run: Run) -> Iterator[tuple[str, str]]:
    tornado = run.study("tornado")
    if not tornado or not tornado["swings"]:
        return
    top = tornado["swings"][0]
    low, high = sorted((float(top["at_p10"]), float(top["at_p90"])))
    yield (
        "What it hangs on",
        f"{sentences.tornado(float(tornado['base']), tornado['swings'])}. Between the P10 and the P90 of "
        f"{datum_words(top['name'])} NPV runs over {with_unit(span(low, high), tornado['unit'])}.",
    )


def _how_sure(run: Run) -> Iterator[tuple[str, str]]:
    study = run.study("evidence")
    if not study or not study["groups"]:
        return
    shares = sorted(study["groups"], key=lambda group: grade_rank(str(group["group"])))
    parts = ", ".join(
        f"{group_words(str(g['group'])).partition(':')[0]} {percent(min(g['total'], 1.0))}"
        for g in shares
        if g["total"] >= 0.005
    )
    text = f"{sentences.evidence(study['groups'])}. Share of its variance by grade of data: {parts}."
    weights = study.get("weights") or []
    if weights and weights[0]["share"] > 0.0:
        text += f" The input most worth measuring first is {datum_words(weights[0]['name'])}."
    yield "How well known", text


def _at_sea(run: Run) -> Iterator[tuple[str, str]]:
    """How much of its calendar a mining vessel can use, and what costs most of the rest."""
    if at_sea.stated(run) or not run.has("workable_days", "lifting_days", "lost_hours"):
        return
    fit, lifting = (at_sea.days_a_year(run, name) for name in ("workable_days", "lifting_days"))
    lost = at_sea.days_by_cause(run)
    total = sum(float(values.mean()) for values in lost.values())
    middle = days(float(np.median(lifting / at_sea.vessels(run))))
    yield (
        "At sea",
        f"A mining vessel is fit for work at the sea bed on {days(float(np.median(fit)))} of "
        f"{number(at_sea.calendar(run))} days and lifts on {middle} (medians). "
        f"{sea_sentences.delays(at_sea.delays(lost), total, at_sea.span(run))}.",
    )


def _supply(run: Run) -> Iterator[tuple[str, str]]:
    found = {symbol: run.range_of(f"need_met_{symbol}") for symbol in NEEDED}
    shares = {elements.NAMES[symbol]: share.p50 for symbol, share in found.items() if share and share.p50 is not None}
    if not shares:
        return
    when = "In a full year" if len(run.full) != 1 else f"In {run.full[0]}"
    if max(shares.values()) < NOTICED:
        names = [*shares]
        listed = " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
        yield "Supply", f"{when} it would cover less than {percent(NOTICED)} of Japan's need of {listed}."
        return
    parts = ", ".join(f"{name} {percent(share)}" for name, share in shares.items())
    yield "Supply", f"{when} it would cover, of Japan's need (median): {parts}."


def _warnings(run: Run) -> Iterator[tuple[str, str]]:
    bad = [check.name.replace("_", " ") for check in run.result.checks if not check.passed]
    lost = sum(run.result.failures.values())
    if lost:
        yield "Beware", f"{lost:,} of {run.result.draws:,} draws could not be computed; no figure counts them."
        bad = [name for name in bad if name != "failed draws"]
    if bad:
        yield "Beware", f"These checks failed: {', '.join(bad)}."
    if run.central_failure:
        yield "Beware", f"The central case could not be computed ({run.central_failure})."


def big_numbers(run: Run) -> list[BigNumber]:
    """The numbers of the headline, each with its range and basis; those without a value say so."""
    year = "full year" if len(run.full) != 1 else str(run.full[0])
    wanted = [
        ("npv", "Net present value", f"after tax, {run.money}"),
        ("cost_per_reo", "Cost of a kilogram", f"per kg REO, levelised, before tax, {run.money}"),
        ("basket_price", "Price of the basket", f"per kg REO sold, {run.money}"),
        ("break_even_basket_price", "Break-even basket price", f"NPV = 0, after tax, {run.money}"),
        ("reo_made", "Oxide made", f"REO of 15 elements, {year}"),
        ("mud_lifted", "Mud lifted", f"dry, {year}"),
        ("cost_per_mud_dry", "Cost of a tonne of mud", f"per dry t lifted, levelised, {run.money}"),
        ("feed_grade", "Grade of the feed", "rare earths as metal per dry t landed"),
        ("lifting_days", "Days of lifting", f"of all mining vessels, {year}"),
        ("seafloor_opened", "Sea floor opened", "all years together"),
        ("co2_per_reo", "CO2", "per kg REO made"),
    ]
    made = [_big(run, *item) for item in wanted]
    share = pays(run)
    odds = BigNumber("Draws that pay", percent(share), "", "", f"NPV above zero, of {run.basis}")
    first = [odds] if share is not None else []
    return [
        *made[:1],
        *first,
        *_insurance_number(run),
        *made[1:4],
        *_scale_number(run),
        *_return_number(run),
        *made[4:],
    ]


def _big(run: Run, name: str, label: str, basis: str) -> BigNumber:
    found = run.range_of(name)
    if found is None:
        return BigNumber(label, ABSENT, "", "", basis)
    found = in_square_metres(found)
    return BigNumber(label, number(found.p50), unit_text(found.unit), _p10_p90(found), basis)


def _p10_p90(found: Range) -> str:
    return "" if found.draws < 2 or number(found.p10) == number(found.p90) else found.between


def _scale_number(run: Run) -> list[BigNumber]:
    study = run.study("scale")
    if not study:
        return []
    basis = f"NPV = 0, {run.option('lift.basis')}; {percent(study['share_that_breaks_even'])} of draws have one"
    unit = unit_text(study["unit"]) if study["p50"] is not None else ""
    ends = "" if study["p10"] is None and study["p50"] is None else span(study["p10"], study["p90"])
    return [BigNumber("Break-even rate", number(study["p50"]), unit, ends, basis)]


def _insurance_number(run: Run) -> list[BigNumber]:
    found = run.study("insurance")
    if not found:
        return []
    worth, futures = found["worth_to_japan"], found["futures"]
    ends = span(worth["p10"], worth["p90"]) if futures > 1 else ""
    basis = f"as insurance, mean of {plural(futures, 'future')}; never added to NPV"
    return [BigNumber("Worth to Japan", number(worth["mean"]), unit_text(worth["unit"]), ends, basis)]


def _return_number(run: Run) -> list[BigNumber]:
    found = run.range_of("irr")
    if found is None:
        if run.has("irr"):
            return [BigNumber("Internal rate of return", ABSENT, "", "", "no draw has one")]
        return []
    ends = "" if found.draws < 2 or found.p90 is None else f"{percent(found.p10)} to {percent(found.p90)}"
    have = "all draws have one" if found.share == 1.0 else f"{percent(found.share)} of draws have one"
    return [BigNumber("Internal rate of return", percent(found.p50), "", ends, f"real, after tax; {have}")]
