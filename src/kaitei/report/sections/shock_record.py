"""The security page: checks, the events told, every assumption, how to repeat it, what it is not."""

import shlex
from collections import Counter

from kaitei.datum import Datum
from kaitei.report import tables
from kaitei.report.numerals import exact, plural, unit_text
from kaitei.report.pieces import Block, Cell, Command, Entry, Fold, Heading, Listing, Prose, Section, Table
from kaitei.report.sections import shock_families
from kaitei.report.words import GRADES
from kaitei.security.shocks.event import Event
from kaitei.study import supply_measures as measures
from kaitei.study.security_study import SecurityStudy, base_rows
from kaitei.study.shock_story import OWN

LIMITS = (
    "It is no forecast: nothing here says how likely the story is. Told for certain, it is no insurance value; what "
    "drawn futures say stands apart from it.",
    "The network is that of 2024, whatever the months: mines, plants and trade, with plants that run or are being "
    "built opening by their published dates. What is only planned is not counted.",
    "China's price at home stands still, and no firm lends to another.",
    "Losses are value added by Japan's own users, calibrated to two published estimates of a full cut. Suppliers' "
    "suppliers, exports of others and what a shortage does to prices of goods are in them only as far as these "
    "estimates hold them.",
    "Firms are classes by how long their stocks last and how early they get permits. No firm is meant, and no firm's "
    "stock is known.",
    "A use stands still for want of the elements we judge it cannot do without; that table is ours.",
    "The project's oxide counts as at hand in Japan. Metal and magnet makers must take it: the network lets them up to "
    "their room of 2024.",
    "Ranges are P10 to P90 of the spreads that the inputs state. What no input says is in no range.",
)


def checks(study: SecurityStudy) -> Section:
    """Identities that held, and draws that failed."""
    found = measures.checks(study.supply)
    bad = [check.name for check in found if not check.passed]
    title = f"{plural(len(bad), 'check')} failed" if bad else f"All {plural(len(found), 'check')} hold"
    blocks: list[Block] = [Heading(title), tables.held(found)]
    if study.failures:
        rows = [(reason, f"{count:,}") for reason, count in study.failures.items()]
        blocks.append(Table("Draws of the chain that could not be computed", ("Reason", "Draws"), rows, (1,)))
    return Section("checks", "Checks", blocks)


def assumptions(study: SecurityStudy) -> Section:
    """The events and the scenario's data on security with source and grade."""
    data: dict[str, Datum] = study.data
    numbers = [datum for event in study.story.events for _, datum in event.numbers()]
    grades = Counter(str(datum.grade) for datum in (*data.values(), *numbers))
    parts = "; ".join(f"{grade} {GRADES[grade]} ({grades[grade]:,})" for grade in GRADES if grades[grade])
    rows = base_rows()
    ours = sum(not row.sources for row in rows)
    blocks: list[Block] = [
        Heading(
            f"{grades['C']:,} of {grades.total():,} numbers of the story and of the scenario's security are estimates"
        ),
        Prose(
            f"Grades: {parts}. Of the {len(rows):,} rows of the base year's tables {ours:,} are our own assumptions."
        ),
        Fold(f"The story: {plural(len(study.story.events), 'event')}", [_events(study)], "story-events"),
    ]
    blocks += shock_families.folds() if study.futures else []
    blocks += [Fold(table.caption, [table], f"inputs-{name}") for name, table in tables.data(data).items()]
    return Section("assumptions", "Every assumption", blocks)


def _events(study: SecurityStudy) -> Table:
    rows = [_event(event) for event in study.story.events]
    head = (
        "Event",
        "Kind",
        "From",
        "To",
        "What, from where",
        "Numbers, with their grades",
        "Grade",
        "Source",
        "What it is",
    )
    return Table("Events as told here", head, rows, wide=True, widths=(11, 6, 7, 7, 16, 18, 5, 14, 16))


def _event(event: Event) -> tuple[Entry, ...]:
    scope = f"{', '.join(event.elements)}; {', '.join(event.stages)}; from {', '.join(event.origin)}"
    whither = getattr(event, "destination", ())
    scope += f" to {', '.join(whither) if len(whither) < 10 else 'all'}" if whither else ""
    parts = [f"{name} {_number(datum)} ({datum.grade})" for name, datum in event.numbers()]
    keys = tuple(Cell(key, href=f"#ref-{key}") for key in sorted(event.sources()))
    about = " ".join(part for part in (event.title, event.note, event.assumption) if part)
    return (
        event.name.replace("_", " "),
        event.kind,
        event.start,
        event.end,
        scope,
        "; ".join(parts) or "none",
        event.grade,
        keys or (Cell("assumption"),),
        about,
    )


def _number(datum: Datum) -> str:
    value = exact(float(datum.value)) if isinstance(datum.value, (int, float)) else tables.entries_text(datum.value)
    return f"{value} {unit_text(datum.unit)}".strip()


def repeat(study: SecurityStudy) -> Section:
    """The command that makes the page again."""
    basis = f"Seed {study.supply.seed}, {plural(study.draws, 'draw')}"
    text = f"{basis}. The same command gives the same numbers, bit for bit."
    blocks: list[Block] = [
        Prose(text),
        Command(command(study)),
        Prose(_beside(study), "note"),
        Fold("Versions", [Table("Made with", ("Package", "Version"), list(study.versions.items()))]),
        Fold(
            "Time taken",
            [Table("Time taken", ("Part", "Seconds"), [(n, f"{s:,.2f}") for n, s in study.timings.items()], (1,))],
        ),
    ]
    return Section("repeat", "How to repeat this page", blocks)


def _beside(study: SecurityStudy) -> str:
    copies = study.story.copies
    own = f" So {'do' if len(copies) > 1 else 'does'} {', '.join(copies)}: the story as it was told." if copies else ""
    return f"scenario.yaml lies in the folder of this page: it holds every input and option.{own}"


def command(study: SecurityStudy) -> str:
    """The command line; scenario and stories of one's own as the folder holds them."""
    story = study.story
    events = " ".join(f"--event {shlex.quote(name)}" for name in story.names_kept)
    start = story.first_shock if story.moved else OWN
    tail = f"--start {start} --months {story.months} --draws {study.draws} --seed {study.supply.seed}"
    tail += f" --futures {study.futures.count if study.futures else 0}"
    return f"kaitei security scenario.yaml {events} {tail}" + ("" if study.asked else " --no-project")


def references(study: SecurityStudy) -> Section:
    """The sources of the data and the events."""
    return Section("references", "References of this page", [tables.entries(study.sources)])


def limits(study: SecurityStudy) -> Section:
    """What the page is not."""
    return Section("limits", "What this page is not", [Listing(LIMITS)])
