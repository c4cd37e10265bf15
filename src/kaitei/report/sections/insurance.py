"""The security page: the project as insurance, in futures that may come instead of one story told for certain."""

from kaitei.report import insurance_sentences as sentences
from kaitei.report.charts import insurance as charts
from kaitei.report.numerals import number, percent, plural
from kaitei.report.pieces import BigNumber, BigNumbers, Block, Figure, Key, Prose, Section, Table
from kaitei.report.sections.worths import worths
from kaitei.report.shock_words import CASES, FAMILIES, VINTAGE
from kaitei.study.insurance import TAIL, as_plain
from kaitei.study.security_futures import FuturesStudy
from kaitei.study.security_study import SecurityStudy


def basis(futures: FuturesStudy, *names: str) -> str:
    """Where a figure of futures comes from, and of what year it is."""
    drawn = f"{plural(futures.count, 'future')}, seed {futures.seed}. Variables: {', '.join(names)}."
    return f"{drawn} {FAMILIES} {VINTAGE}"


def insurance(study: SecurityStudy) -> Section | None:
    """Losses over drawn futures without and with the project, and its worth beside its NPV."""
    found = study.futures
    if found is None or found.worth is None:
        return None
    plain = as_plain(found.worth)
    mean, tail, dy = plain["loss"]["mean"], plain["loss"]["tail"], plain["avoided_per_tonne_Dy"]["mean"]
    per_year = "billion JPY a year"
    numbers = [
        BigNumber("Loss avoided, mean", number(mean["avoided"]), per_year, "", "mean of futures and years"),
        BigNumber(
            "Loss avoided, tail",
            number(tail["avoided"]),
            per_year,
            "",
            f"in the worst {percent(TAIL)} of futures ({number(tail['loss_without'])} without the project)",
        ),
    ]
    if dy is not None:
        numbers.append(
            BigNumber("Avoided per t of Dy", number(dy), "billion JPY/t", "", "all that is avoided, over its Dy alone")
        )
    blocks: list[Block] = [
        BigNumbers(numbers),
        _losses(found, plain),
        worths("worths", plain, basis(found, "worth_to_japan", "npv")),
        Prose(
            "The two are not added. What is avoided is value added of Japan's users, no cash to the project: it says "
            "what the public might pay for it, not that it pays. Both are discounted at the project's own rate to its "
            "first year of building; the loss in yen at the scenario's rate of exchange.",
            "note",
        ),
    ]
    return Section("insurance", "The project as insurance", blocks)


def _losses(found: FuturesStudy, plain: dict[str, dict[str, dict[str, float]]]) -> Figure:
    assert found.worth is not None
    yearly = found.worth["loss"].mean("year")
    mean = plain["loss"]["mean"]
    years = found.worth["year"].to_numpy()
    title = sentences.insured(mean["loss_without"], mean["avoided"], (int(years[0]), int(years[-1])))
    rows = [
        (name, *(number(plain["loss"][kind][key]) for key in ("loss_without", "loss_with", "avoided")))
        for kind, name in (("mean", "mean of all futures"), ("tail", f"worst {percent(TAIL)} without the project"))
    ]
    table = Table(
        "Loss, billion JPY a year", ("Futures", *(w.capitalize() for w in CASES.values()), "Avoided"), rows, (1, 2, 3)
    )
    return Figure(
        "avoided",
        title,
        "Share of futures that lose so much a year or more, on the mean of the years of production, without and with "
        "what the project makes. Same futures, same draws of the numbers.",
        charts.exceedance({case: yearly.sel(case=case).to_numpy() for case in CASES}),
        f"{title}.",
        f"{basis(found, 'loss')} What a full standstill costs rests on two published estimates.",
        table,
        [Key([(charts.COLOURS[case], CASES[case]) for case in CASES])],
    )
