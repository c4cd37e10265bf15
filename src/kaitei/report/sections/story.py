"""One year told: what every ship did, and the storms that passed."""

from kaitei.report import at_sea, sea_sentences, ship_log
from kaitei.report.charts import route as route_charts
from kaitei.report.charts import story as story_charts
from kaitei.report.numerals import number, sentence
from kaitei.report.pieces import Block, Figure, Key, Section, Table
from kaitei.report.run import Run
from kaitei.report.ship_log import Log

MOST_SHIPS = 16
"""Ships that are drawn."""


def story(run: Run) -> Section | None:
    """The course of the median year."""
    log = ship_log.log_of(run)
    if log is None:
        return None
    blocks: list[Block] = [_gantt(run, log), *_route(run, log)]
    return Section("story", "One year, ship by ship", blocks)


def _gantt(run: Run, log: Log) -> Figure:
    low, high = ship_log.frame(log)
    labels: dict[str, list[ship_log.Spell]] = {}
    for ship, name in enumerate(log.ships[:MOST_SHIPS]):
        labels[_ship_label(log, ship, name)] = ship_log.joined(log.of(ship), low, high)
    mining = [spell for spell in log.spells if spell.ship < log.mining]
    working = sum(min(s.end, high) - max(s.start, low) for s in mining if s.state == "lifting") / 24.0
    mass = sum(spell.mass for spell in mining if spell.state == "lifting")
    stops = [stop for ship in range(log.mining) if (stop := ship_log.longest_stop(log.of(ship))) is not None]
    longest = max(stops, key=lambda stop: stop.hours, default=None)
    title = sea_sentences.story(mass, working, log.mining, (longest.hours / 24.0, longest.cause) if longest else None)
    found = story_charts.kinds(list(labels.values()))
    return Figure(
        "story",
        title,
        f"The {at_sea.span(run)} with the median lift of the central case. At work: lifting and moving the collector. "
        f"White: idle. Tonnes are dry; point at a bar for its cause.{_left_out(run, log)}",
        story_charts.story_gantt(labels, low, high),
        f"{title}. Rows: {'; '.join(labels).replace('<b>', '').replace('</b>', '')}.",
        "Central case of this run: one year of its simulation, not a forecast of any. Variable: story.",
        None,
        [Key([(colour, kind) for kind, colour in found.items()])],
    )


def _ship_label(log: Log, ship: int, name: str) -> str:
    spells = log.of(ship)
    if ship < log.mining:
        mass = sum(spell.mass for spell in spells if spell.state == "lifting")
        return f"{sentence(name)}  <b>{number(mass)}</b> t lifted"
    mass = sum(spell.mass for spell in spells if spell.state == "loading")
    return f"{sentence(name)}  <b>{number(mass)}</b> t loaded"


def _left_out(run: Run, log: Log) -> str:
    said = ""
    if len(log.ships) > MOST_SHIPS:
        said += f" The first {MOST_SHIPS} of {len(log.ships)} ships."
    if log.cut:
        said += " The log is longer than a result holds: later ships are not complete."
    return said + at_sea.unscaled(run)


def _route(run: Run, log: Log) -> list[Block]:
    if not run.knows("story_storms"):
        return []
    tracks = ship_log.storm_tracks(run)
    radius = float(run.central["fleet.typhoon_radius"]) if run.knows("fleet.typhoon_radius") else None
    low, high = ship_log.frame(Log(log.ships, tuple(s for s in log.spells if s.ship < log.mining), log.mining, False))
    far = [ship_log.nearest(track) for track in tracks]
    near = sum(distance <= radius for distance, _ in far) if radius else 0
    at_work = [low <= hour <= high for _, hour in far]
    title = sea_sentences.storms(len(tracks), near, radius, sum(at_work))
    rows = [
        (ship_log.date(hour), number(distance), number(float(track[:, 3].max()), 2))
        for track, (distance, hour) in zip(tracks, far, strict=True)
    ]
    numbers = Table("Tropical cyclones of this year", ("Nearest on", "Distance, km", "Highest wind, m/s"), rows, (1, 2))
    pale = " Pale: before or after the campaign." if sum(at_work) < len(tracks) else ""
    circle = (
        f"; dotted, {number(radius)} km around the island, within which a forecast passage stops work" if radius else ""
    )
    return [
        Figure(
            "route",
            title,
            f"Tracks of the tropical cyclones of the same year, with the month of the nearest approach{circle}.{pale} "
            f"Dashed: straight to the home port{_distances(run)}. The scenario has distances and no places: the port "
            "is put at Shimizu (35.0° N, 138.5° E).",
            route_charts.route_map(tracks, radius, low, high),
            f"{title}. " + "; ".join(f"{day}: {km} km, {wind} m/s" for day, km, wind in rows) + ".",
            "Central case of this run; synthetic tracks, not storms of any year. Variable: story_storms.",
            numbers if rows else None,
            [Key(route_charts.winds([t for t, here in zip(tracks, at_work, strict=True) if here]), "Highest wind")]
            if any(at_work)
            else [],
        )
    ]


def _distances(run: Run) -> str:
    port, mine = (
        f"{number(float(run.central[name]), 4)} {run.unit(name)}" if run.knows(name) else ""
        for name in ("site.distance_to_port", "site.distance_to_island")
    )
    parts = [f"{port} in the scenario" if port else "", f"the mine is {mine} from the island" if mine else ""]
    said = "; ".join(part for part in parts if part)
    return f" ({said})" if said else ""
