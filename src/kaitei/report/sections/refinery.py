"""The refinery as a process engineer reads it: ends of the elements, streams, circuits, machines, use per kilogram."""

import numpy as np
import xarray as xr

from kaitei.physics import elements
from kaitei.report.charts import refinery as charts
from kaitei.report.charts.flow_diagram import STREAMS, flow_diagram
from kaitei.report.numerals import number, percent, plural, sentence
from kaitei.report.pieces import Block, Figure, Fold, Key, Section, Table
from kaitei.report.run import Run, range_over
from kaitei.report.words import words

SOURCE = "Central case of this run. Variables: "
ORDER = ("La", "Ce", "Pr", "Nd", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Y", "Er", "Tm", "Yb", "Lu")
"""Elements by position in the train: P507 takes the first least."""

BINDING = ("met", "stages at their cap", "separation factor too close to 1", "nothing to part")
SIZES = {
    "tanks": (1.0, "m³"), "storage": (1.0, "m³"), "settlers": (1.0, "m³"), "agitators": (1e-3, "kW"),
    "furnaces": (1e-3, "kW"), "pumps": (3600.0, "m³/h"), "hydrocyclones": (3600.0, "m³/h"), "decanters": (3.6, "t/h"),
}  # fmt: skip
"""Factor on the SI size and unit, by the last word of a line of equipment; areas in m² otherwise."""


def refinery(run: Run) -> Section | None:
    """Elements, streams, circuits, machines."""
    if not run.knows("outlet_share", "equipment_purchase", "product_purity"):
        return None
    # NOTE: results of former versions know fewer streams than the diagram shows.
    blocks: list[Block] = [_diagram(run)] if run.knows("stream_solids") else []
    blocks += [_ends(run), _paths(run)]
    if "profile_aqueous" in run.central and np.isfinite(run.central["mccabe_aqueous"].to_numpy()).any():
        blocks += [_mccabe(run), _profile(run)]
    tables = [*_more_streams(run), _products(run), _per_kilogram(run), _circuits(run), _equipment(run), _closure(run)]
    blocks += [Fold(table.caption, [table]) for table in tables if table.rows]
    return Section("refinery", "The refinery, unit by unit", blocks)


def _diagram(run: Run) -> Figure:
    table = run.central["stream_mass"].sel(substance="REO")
    mud, made = (float(table.sel(stream=name)) for name in ("landed_mud", "products"))
    title = f"Of {number(mud)}\u00a0t of rare-earth oxide landed in a mean year {number(made)}\u00a0t become product"
    return Figure(
        "plant",
        title,
        "Block flow diagram. Bold: number of the stream in the tables below; beside it the rare-earth oxide that it "
        "carries, t/yr. Water, reagents and gas carry none. Central case.",
        flow_diagram(run),
        f"Five blocks from hydrocyclones to furnace, and neutralisation beside them. {title}.",
        f"{SOURCE}stream_mass.",
        _streams(run),
    )


def _ends(run: Run) -> Figure:
    share = run.central["outlet_share"]
    first = {symbol: float(share.sel(element=symbol, outlet="product")) for symbol in charts.SHOWN}
    title = f"Of the landed dysprosium {percent(first['Dy'])} becomes oxide, of the thorium none"
    head = ("Element", *(sentence(words(outlet)) for outlet in charts.OUTLETS))
    rows = [
        (symbol, *(percent(float(share.sel(element=symbol, outlet=outlet))) for outlet in charts.OUTLETS))
        for symbol in charts.SHOWN
    ]
    return Figure(
        "ends",
        title,
        "Where elements of the landed mud leave the plant. Central case.",
        charts.ends(run),
        f"Bars by element. {title}.",
        f"{SOURCE}outlet_share.",
        Table("Shares in numbers", head, rows, tuple(range(1, len(head)))),
        (Key([(colour, words(outlet)) for outlet, colour in charts.OUTLETS.items()]),),
    )


def _paths(run: Run) -> Figure:
    share = run.central["outlet_share"].sel(outlet="fines_reject")
    lost = {symbol: float(share.sel(element=symbol)) for symbol in charts.SHOWN}
    title = f"The hydrocyclones lose {percent(lost['Dy'])} of the dysprosium and {percent(lost['Th'])} of the thorium"
    if not any(lost.values()):
        title = "All of the landed mud goes to the leach"
    return Figure(
        "paths",
        title,
        "From the landed mud through leach feed and liquor to its ends, element by element. Widths are shares of what "
        "is landed. Central case.",
        charts.paths(run),
        f"Five flow diagrams, one below the other. {title}.",
        f"{SOURCE}outlet_share.",
    )


def _cut(run: Run, circuit: int) -> str:
    light, heavy = (int(run.central[f"circuit_{side}"][circuit]) for side in ("light", "heavy"))
    return f"{ORDER[light]} | {ORDER[heavy]}"


def _mccabe(run: Run) -> Figure:
    circuit = int(run.central["profile_circuit"])
    stages = int(np.isfinite(run.central["mccabe_aqueous"].to_numpy()).sum())
    title = f"The cut {_cut(run, circuit)} asks most of the train: {plural(stages, 'stage')}"
    return Figure(
        "mccabe",
        title,
        "McCabe-Thiele diagram of that circuit at the composition the train is built for. Blue: what leaves a stage "
        "together. Orange: what passes between stages. The elements meant to go up with the organic are counted.",
        charts.mccabe_thiele(run),
        f"Steps between two curves from the lower left to the upper right. {title}.",
        f"{SOURCE}mccabe_aqueous, mccabe_organic, mccabe_arriving.",
    )


def _profile(run: Run) -> Figure:
    shown = charts.shares_by_stage(run)
    first, last = (max(shown, key=lambda symbol, at=at: float(shown[symbol][at])) for at in (0, -1))  # type: ignore[misc]
    title = f"{_name(first)} leaves with the raffinate, {_name(last).lower()} with the organic"
    return Figure(
        "cascade",
        title,
        "Share of each rare earth in the aqueous on every stage of the same circuit.",
        charts.profile(run),
        f"Lines by element along the stages. {title}.",
        f"{SOURCE}profile_aqueous.",
    )


def _name(symbol: str) -> str:
    return elements.NAMES[symbol].capitalize()


METALS = ("solids", "water", "REO", "Nd", "Dy", "Tb", "Y", "Th", "U")
"""Columns of the first stream table; the elements of minerals and reagents have one of their own."""


def _streams(run: Run) -> Table:
    table = run.central["stream_mass"].sel(substance=list(METALS))
    caption = "Streams of the mean year, t/yr: dry solids, water, rare-earth oxide, elements as element"
    return _stream_table(caption, table, "substance")


def _more_streams(run: Run) -> list[Table]:
    """The elements of minerals and reagents, and the solids by kind, stream by stream."""
    if not run.knows("stream_solids"):
        return []
    table = run.central["stream_mass"]
    others = [str(name) for name in table["substance"].to_numpy() if str(name) not in METALS]
    solids = run.central["stream_solids"]
    some = solids.sel(stream=(solids.sum("solid") > 0.0).to_numpy(), solid=(solids.sum("stream") > 0.0).to_numpy())
    return [
        _stream_table("Streams: elements of minerals and reagents, t/yr", table.sel(substance=others), "substance"),
        _stream_table("Streams: dry solids by kind, t/yr", some, "solid"),
    ]


def _stream_table(caption: str, table: xr.DataArray, columns: str) -> Table:
    names = [str(name) for name in table[columns].to_numpy()]
    head = ("No.", "Stream", *(sentence(words(name)) if name.islower() else name for name in names))
    rows = [
        (
            str(STREAMS.index(str(stream)) + 1),
            sentence(words(str(stream))),
            *(number(float(value)) for value in table.sel(stream=stream).to_numpy()),
        )
        for stream in table["stream"].to_numpy()
    ]
    return Table(caption, head, rows, (0, *range(2, len(head))))


def _products(run: Run) -> Table:
    central = run.central
    rows = [
        (
            _name(symbol),
            f"{number(100.0 * float(central['product_purity'].sel(element=symbol)), 5)} %",
            percent(float(central["leach_recovery"].sel(element=symbol))),
            percent(float(central["purification_recovery"].sel(element=symbol))),
            f"{number(100.0 * float(central['train_recovery'].sel(element=symbol)), 4)} %",
            percent(float(central["recovery"].sel(element=symbol))),
            "in a group" if float(central["sold_in_group"].sel(element=symbol)) else "as such",
        )
        for symbol in ORDER
    ]
    head = ("Element", "Purity of its product", "Leach", "Purification", "Extraction", "Landed to oxide", "Sold")
    return Table("Purity and recovery of each element, central case", head, rows, (1, 2, 3, 4, 5))


def _per_kilogram(run: Run) -> Table:
    oxide = run.draws["oxide_made"].isel(element=elements.REY).sum(("element", "year"))
    made = oxide.where(oxide > 0.0)
    rows = []
    for reagent in run.draws["reagent"].to_numpy():
        used = run.draws["reagent_used"].sel(reagent=reagent).sum("year") / made
        rows.append(_range(sentence(words(str(reagent))), used.to_numpy(), "kg"))
    for name, word, factor, unit in (
        ("residue", "Residue, dry", 1.0, "kg"),
        ("fresh_water", "Fresh water", 1e-3, "m³"),
        ("refinery_electricity", "Electricity", 1.0, "kWh"),
        ("refinery_heat", "Heat", 1.0, "MJ"),
    ):
        rows.append(_range(word, factor * (run.draws[name].sum("year") / made).to_numpy(), unit))
    kept = [row for row in rows if row is not None]
    return Table(
        "Use and residue per kg of rare-earth oxide, all years", ("", "Unit", "P10", "P50", "P90"), kept, (2, 3, 4)
    )


def _range(word: str, values: np.ndarray, unit: str) -> tuple[str, ...] | None:
    real = values[np.isfinite(values)]
    if not real.size or not real.any():
        return None
    found = range_over(real, unit)
    return (word, unit, number(found.p10), number(found.p50), number(found.p90))


def _circuits(run: Run) -> Table:
    central = run.central
    count = int(np.isfinite(central["circuit_light"].to_numpy()).sum()) if "circuit_binding" in central else 0
    rows = [
        (
            _cut(run, at),
            number(float(central["circuit_extraction_stages"][at])),
            number(float(central["circuit_scrub_stages"][at])),
            number(float(central["circuit_extracted"][at])),
            BINDING[int(central["circuit_binding"][at])],
        )
        for at in range(count)
    ]
    head = ("Cut", "Stages of extraction", "of scrub", "Extracted, mol per mol fed", "Purity asked for")
    return Table("Circuits of solvent extraction in the order of the feed", head, rows, (1, 2, 3))


def size_of(line: str, size: float) -> tuple[float, str]:
    """Size of a machine in the unit of its kind, from SI.

    >>> size_of("leach_agitators", 2000.0), size_of("reject_presses", 100.0)
    ((2.0, 'kW'), (100.0, 'm²'))
    """
    factor, unit = SIZES.get(line.rpartition("_")[2], (1.0, "m²"))
    return factor * size, unit


def _equipment(run: Run) -> Table:
    central = run.central
    rows = []
    for line in central["equipment"].to_numpy():
        count = float(central["equipment_number"].sel(equipment=line))
        if count <= 0.0:
            continue
        size, unit = size_of(str(line), float(central["equipment_size"].sel(equipment=line)))
        bought = float(central["equipment_purchase"].sel(equipment=line)) / 1e6
        rows.append((sentence(words(str(line))), number(count), f"{number(size)} {unit}", number(bought)))
    head = ("Machines", "Number", "Size of each", "Purchase, million USD of 2022")
    return Table("Equipment list, central case, sized for the largest year", head, rows, (1, 2, 3))


def _closure(run: Run) -> Table:
    checks = {
        "element_balance": "Every element: landed against oxide and residue",
        "thorium_balance": "Thorium and uranium: landed against all outlets",
        "unit_balance": "Every element but hydrogen and oxygen over every unit",
        "charge_balance": "Charge of every liquor, hydrogen included",
    }
    rows = [
        (text, number(float(np.abs(run.draws[name].to_numpy()).max())))
        for name, text in checks.items()
        if run.has(name)
    ]
    return Table("Closure: largest relative difference over all draws", ("Balance", "Largest difference"), rows, (1,))
