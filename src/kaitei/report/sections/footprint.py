"""What the project does to the sea floor and the air, and how radioactive its materials are."""

from kaitei.report import sentences
from kaitei.report.charts import footprint as charts
from kaitei.report.numerals import amounts, number, percent, sentence
from kaitei.report.pieces import Block, Figure, Section, Table
from kaitei.report.run import Range, Run, range_over
from kaitei.report.sections.business import source
from kaitei.report.words import words

THRESHOLD = 1.0
"""Thickness [mm] that the title of the map speaks of."""

MATERIALS = {
    "activity_mud": "landed mud",
    "activity_concentrate": "leach feed",
    "activity_residue": "residue",
    "activity_precipitate": "precipitate",
}

AREAS = {
    "deposition_area": ("deposition_threshold", "Mud on the sea floor thicker than {} mm", "km²"),
    "plume_area": ("concentration_factor", "Water near the bed above {} times background", "km²"),
    "return_plume_area": ("concentration_factor", "Water at the return depth above {} times background", "km²"),
}


def footprint(run: Run) -> Section | None:
    """Deposition, plume areas, CO2 and radioactivity."""
    blocks: list[Block] = [*_map(run), *_areas(run), *_co2(run), *_activity(run)]
    return Section("footprint", "Sea floor, CO2, radioactivity", blocks) if blocks else None


def area_above(run: Run, threshold: float) -> Range | None:
    """Sea floor on which mud lies thicker than a threshold [km2]."""
    if not run.has("deposition_area") or threshold not in run.draws["deposition_threshold"].to_numpy():
        return None
    return range_over(run.draws["deposition_area"].sel(deposition_threshold=threshold).to_numpy(), "km^2")


def _map(run: Run) -> list[Block]:
    if not run.knows("deposition_map"):
        return []
    area = area_above(run, THRESHOLD)
    title = sentences.deposition(area.p50 if area else None, THRESHOLD)
    spoken = f"{title} (median of the draws)" if area else title
    return [
        Figure(
            "map",
            spoken,
            "Thickness of the mud that one mining vessel lets go in a full year, in steps at 0.1, 1 and 10 mm. The map "
            "is the central case with its current; ranges over the draws are in the table below. Cross: the mine.",
            charts.deposition_map(run),
            f"Map of deposition along the current, darkest near the mine. {spoken}.",
            "Central case of this run. Variable: deposition_map.",
        )
    ]


def _areas(run: Run) -> list[Block]:
    rows = []
    for name, (dim, label, unit) in AREAS.items():
        if not run.has(name):
            continue
        for level in run.draws[dim].to_numpy():
            found = range_over(run.draws[name].sel({dim: level}).to_numpy(), unit)
            rows.append((label.format(number(float(level))), number(found.p50), found.between))
    opened = run.range_of("seafloor_opened")
    if opened:
        rows.insert(0, ("Sea floor worked over, all years", number(opened.p50), opened.between))
    head = ("Area", "Median, km²", "P10 to P90, km²")
    caption = "Areas of the first full year, all mining vessels; worked sea floor of all years"
    return [Table(caption, head, rows, (1, 2))] if rows else []


def _co2(run: Run) -> list[Block]:
    if not run.has("co2"):
        return []
    sources = charts.co2_sources(run)
    if not sources:
        return []
    title = sentences.co2(sources)
    per = run.range_of("co2_per_reo")
    spoken = f" In all {per.spoken} of CO2 per kg REO." if per else ""
    return [
        Figure(
            "co2",
            title,
            f"CO2 by source, t {run.period}; mean of the draws.{spoken}",
            charts.co2_bars(sources),
            f"{title}. {amounts({words(name): value for name, value in sources.items()}, 't')}.",
            source(run, "co2", "co2_per_reo"),
        )
    ]


def _activity(run: Run) -> list[Block]:
    ranges, above = {}, {}
    for name, label in MATERIALS.items():
        if run.has(name):
            values = run.draws[name].to_numpy()
            if values.max() > 0.0:
                ranges[label] = range_over(values[values > 0.0], "Bq/g")
                above[label] = float((values > charts.EXEMPTION).mean())
    if not ranges:
        return []
    title = sentences.activity(above)
    spoken = "; ".join(
        f"{sentence(n)} {number(r.p50)} Bq/g, above the line in {percent(above[n])} of draws" for n, r in ranges.items()
    )
    return [
        Figure(
            "activity",
            title,
            "Activity of Th-232 and U-238 (parents only, added up) in dry material, mean of all years: dot median, "
            "bar P10 to P90, logarithmic. Line: 1 Bq/g, at which natural uranium and thorium are usually exempt.",
            charts.activity_ranges(ranges),
            f"{title}. {spoken}.",
            source(run, *(name for name in MATERIALS if run.has(name))),
        )
    ]
