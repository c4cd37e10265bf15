"""The titles of figures: sentences that say what the numbers say, and change when they do."""

from collections.abc import Mapping, Sequence
from typing import Any

from kaitei.report.numerals import number, percent, plural, sentence, unit_text, with_unit
from kaitei.report.words import datum_words, group_words, verb, words

MOST, LITTLE = 0.5, 0.35
"""Share above which one part is said to decide the whole, and below which two together are not."""


MAGNET = "Dy"
"""The element of magnets that stands for all of them in a title."""


def in_hundred(share: float) -> str:
    """A share of draws as a count of a hundred.

    >>> in_hundred(0.0), in_hundred(0.034), in_hundred(1.0), in_hundred(0.002), in_hundred(0.998)
    ('in no draw', 'in 3 of 100 draws', 'in every draw', 'in fewer than 1 of 100 draws', 'in more than 99 of 100 draws')
    """
    if share <= 0.0 or share >= 1.0:
        return "in no draw" if share <= 0.0 else "in every draw"
    if share < 0.005:
        return "in fewer than 1 of 100 draws"
    if share > 0.995:
        return "in more than 99 of 100 draws"
    return f"in {round(100 * share)} of 100 draws"


def chain(flows: Mapping[str, float], losses: Mapping[str, float]) -> str:
    """How much of what is mined becomes oxide, and where most of the rest goes.

    >>> chain({"mined": 100.0, "oxide": 40.0}, {"fine reject": 45.0, "lost at sea": 15.0})
    '40 % of the rare earths taken from the bed become oxide; most of the rest goes to the fine reject'
    """
    if flows["mined"] <= 0.0:
        return "No rare earths are taken from the bed"
    first = f"{percent(flows['oxide'] / flows['mined'])} of the rare earths taken from the bed become oxide"
    left = sum(losses.values())
    if left <= 0.0:
        return first
    name, most = next(iter(losses.items()))
    share = most / left
    place = name if name.startswith("lost") else f"goes to the {name}"
    place = place.replace("lost", "is lost")
    return f"{first}; {'most of the rest' if share > MOST else 'the largest loss'} {place}"


def cost(items: Mapping[str, float], price: float | None) -> str:
    """Which item decides the cost of a kilogram, and how cost and price compare.

    >>> cost({"reagents": 30.0, "fuel": 10.0}, 20.0)
    'Reagents alone make up 75 % of the cost; a kilogram costs 2.0 times what it sells for'
    """
    total = sum(items.values())
    if total <= 0.0 or not items:
        return "No oxide is sold, so a kilogram has no cost"
    (first, most), *others = items.items()
    both = (most + others[0][1]) / total if others else 1.0
    if both < LITTLE:
        lead = f"No single item decides the cost: the largest, {words(first)}, is {percent(most / total)} of it"
    elif most / total > MOST or not others:
        lead = f"{sentence(words(first))} alone {verb(first, 'makes', 'make')} up {percent(most / total)} of the cost"
    else:
        lead = f"{sentence(words(first))} and {words(others[0][0])} make up {percent(both)} of the cost"
    if price is None or price <= 0.0:
        return lead
    return f"{lead}; {against_price(total, price)}"


def against_price(total: float, price: float) -> str:
    """Cost and price of a kilogram in one clause.

    >>> against_price(20.0, 30.0)
    'a kilogram sells for 1.5 times what it costs'
    """
    if total > price:
        return f"a kilogram costs {_times(total / price)} what it sells for"
    return f"a kilogram sells for {_times(price / total)} what it costs"


def _times(ratio: float) -> str:
    return f"{ratio:.1f} times" if ratio < 10.0 else f"{number(ratio, 2)} times"


def value(share: float, unsold: bool = False) -> str:
    """How many draws pay.

    >>> value(0.03), value(0.97)
    ('It pays in 3 of 100 draws', 'It pays in 97 of 100 draws')
    """
    if unsold:
        return "Nothing is sold, so the value is what the campaign costs"
    return f"It pays {in_hundred(share)}"


def tornado(base: float, swings: Sequence[Mapping[str, Any]]) -> str:
    """Which input moves the value most, and whether one alone can turn its sign.

    >>> tornado(-100.0, [{"name": "market.price_level", "at_p10": -150.0, "at_p90": 20.0}])
    'Price level (market) moves NPV most, and it alone could turn the sign'
    """
    if not swings:
        return "No input is spread, so none moves NPV"
    turning = [s for s in swings if (s["at_p10"] > 0.0) != (base > 0.0) or (s["at_p90"] > 0.0) != (base > 0.0)]
    top = sentence(datum_words(swings[0]["name"]))
    if not turning:
        return f"{top} moves NPV most, but no input alone turns its sign"
    if len(turning) > 1:
        return f"{top} moves NPV most; {plural(len(turning), 'input')} could each turn its sign alone"
    if turning[0] is swings[0]:
        return f"{top} moves NPV most, and it alone could turn the sign"
    return f"{top} moves NPV most, but only {datum_words(turning[0]['name'])} could turn its sign alone"


def scale(study: Mapping[str, Any], basis: str) -> str:
    """From which rate of lifting on the project pays in the median.

    >>> scale({"p50": None, "rates": [350.0, 35000.0], "unit": "t/d", "share_that_breaks_even": 0.2}, "dry")
    'No rate up to 35,000 t/d (dry) pays in the median; 20 % of draws have one that does'
    """
    unit = f"{unit_text(study['unit'])} ({basis})" if basis else unit_text(study["unit"])
    rates, ships = study["rates"], study.get("vessels") or [1.0]
    if study["p50"] is None:
        share = study["share_that_breaks_even"]
        tail = f"{percent(share)} of draws have one that does" if share > 0.0 else "no draw has one that does"
        fleet = f" with {plural(round(ships[-1]), 'ship')}" if ships[-1] > 1.0 else ""
        return f"No rate up to {number(rates[-1])} {unit}{fleet} pays in the median; {tail}"
    if study["p50"] <= rates[0]:
        return f"It pays in the median at every rate from {number(rates[0])} {unit} on"
    return f"It pays in the median from about {number(study['p50'], 2)} {unit} on"


def evidence(groups: Sequence[Mapping[str, Any]]) -> str:
    """Which grade of data carries the uncertainty, if one stands out beyond the sampling error.

    >>> one = {"group": "grade C", "total": 0.8, "total_half_width": 0.1}
    >>> evidence([one, {"group": "grade A", "total": 0.1, "total_half_width": 0.05}])
    'Grade C (estimate or arithmetic) carries most of the uncertainty of NPV: 80 %'
    """
    ranked = sorted(groups, key=lambda group: -group["total"])
    if not ranked:
        return "Nothing is spread, so there is no uncertainty to share out"
    first = ranked[0]
    name = group_words(str(first["group"])).replace(": ", " (", 1)
    name = sentence(f"{name})" if "(" in name else name)
    clear = len(ranked) == 1 or (
        first["total"] - first["total_half_width"] > ranked[1]["total"] + ranked[1]["total_half_width"]
    )
    if not clear:
        second = group_words(str(ranked[1]["group"])).partition(":")[0]
        return f"{name.partition(' (')[0]} and {second} carry the uncertainty of NPV; their shares overlap"
    return f"{name} carries most of the uncertainty of NPV: {percent(min(first['total'], 1.0))}"


def supply(shares: Mapping[str, tuple[float, float]], names: Mapping[str, str], least: float) -> str:
    """For which elements the share that passed through China falls most.

    least: need [t/yr] below which an element is left out.

    >>> supply({"Y": (0.9, 0.2), "La": (0.5, 0.5)}, {"Y": "yttrium", "La": "lanthanum"}, 50.0)[:96]
    'Of elements of which Japan needs over 50 t a year, dependence on China falls most for yttrium: f'
    """
    if not shares:
        return "Japan needs none of these elements in this scenario"
    symbol, (before, after) = min(shares.items(), key=lambda item: item[1][1] - item[1][0])
    if before - after < 0.005:
        return "The project leaves Japan's dependence on China as it is"
    first = (
        f"Of elements of which Japan needs over {number(least)} t a year, dependence on China falls most for "
        f"{names.get(symbol, symbol)}: from {percent(before)} to {percent(after)} of what is used"
    )
    if symbol == MAGNET or MAGNET not in shares:
        return first
    before, after = shares[MAGNET]
    return f"{first}; for {names.get(MAGNET, MAGNET)} from {percent(before)} to {percent(after)}"


def hours(means: Mapping[str, float]) -> str:
    """How much of its time the ship lifts, and what takes most of the rest.

    >>> hours({"lifting": 4000.0, "weather": 3000.0, "transit": 1000.0})
    'The ships lift in 50 % of their hours; waiting for weather takes most of the rest'
    """
    total = sum(means.values())
    lifting = means.get("lifting", 0.0)
    rest = {state: value for state, value in means.items() if state != "lifting" and value > 0.0}
    if total <= 0.0:
        return "The ships have no hours"
    first = f"The ships lift in {percent(lifting / total)} of their hours"
    if not rest:
        return first
    worst = max(rest, key=lambda state: rest[state])
    word = "most" if rest[worst] / (total - lifting) > MOST else "the largest part"
    return f"{first}; {words(worst)} {verb(worst, 'takes', 'take')} {word} of the rest"


def deposition(area: float | None, threshold: float) -> str:
    """How far the mud spreads.

    >>> deposition(240.0, 1.0)
    'More than 1 mm of mud settles on 240\xa0km² in a full year'
    """
    if area is None or area <= 0.0:
        return f"Nowhere does more than {number(threshold)} mm of mud settle in a full year"
    return f"More than {number(threshold)} mm of mud settles on {with_unit(number(area), 'km^2')} in a full year"


def co2(sources: Mapping[str, float]) -> str:
    """What causes most CO2.

    >>> co2({"reagents": 60.0, "carriers": 40.0})
    'Reagents cause most of the CO2: 60 %'
    """
    total = sum(sources.values())
    if total <= 0.0:
        return "No CO2 is counted"
    name, most = next(iter(sources.items()))
    part = "most" if most / total > MOST else "the largest part"
    return f"{sentence(words(name))} {verb(name, 'causes', 'cause')} {part} of the CO2: {percent(most / total)}"


def activity(above: Mapping[str, float]) -> str:
    """Whether any material stands above the exemption level, and in how many draws.

    >>> activity({"landed mud": 0.0, "residue": 0.0}), activity({"precipitate": 0.25})
    ('Every material stays below 1 Bq/g in every draw', 'The precipitate exceeds 1 Bq/g in 25 of 100 draws')
    """
    over = {name: share for name, share in above.items() if share > 0.0}
    if not over:
        return "Every material stays below 1 Bq/g in every draw"
    name = max(over, key=lambda key: over[key])
    return f"The {name} exceeds 1 Bq/g {in_hundred(over[name])}"


def window(chosen: float | None, least: float | None) -> str:
    """Where the chosen concentration lies beside the one of least energy (both shares of volume).

    >>> window(0.10, 0.08)
    'The riser runs at 10 vol%, above the 8 vol% that takes least energy'
    """
    if chosen is None or least is None:
        return "Energy of the lift depends on the concentration of the slurry"
    at, best = (number(100.0 * share) for share in (chosen, least))
    if abs(chosen - least) < 0.005:
        return f"The riser runs at {at} vol%, where the lift takes least energy"
    side = "above" if chosen > least else "below"
    return f"The riser runs at {at} vol%, {side} the {best} vol% that takes least energy"


def checks(passed: int, failed: Sequence[str]) -> str:
    """Whether every balance holds.

    >>> checks(12, []), checks(11, ["mud_balance"])
    ('All 12 checks hold', '1 of 12 checks failed: mud balance')
    """
    total = passed + len(failed)
    if not failed:
        return f"All {total} checks hold"
    return f"{len(failed)} of {plural(total, 'check')} failed: {', '.join(words(name) for name in failed)}"


def assumptions(grades: Mapping[str, int]) -> str:
    """How many data the run rests on, and how many were read in a source.

    >>> assumptions({"A": 30, "C": 70})
    '100 inputs, of which 30 were read in their source and 70 are estimates'
    """
    total = sum(grades.values())
    read, guessed = grades.get("A", 0), grades.get("C", 0)
    return f"{total:,} inputs, of which {read:,} were read in their source and {guessed:,} are estimates"


def validation(rows: Sequence[Mapping[str, Any]]) -> str:
    """How many published cases the model meets.

    >>> validation([{"passed": True}, {"passed": False}])
    '1 of 2 published cases is met'
    """
    held = sum(bool(row["passed"]) for row in rows)
    return f"{held} of {plural(len(rows), 'published case')} {'is' if held == 1 else 'are'} met"
