"""What to measure first: on which grade of data the uncertainty rests, and what knowing one input would be worth."""

from kaitei.report import sentences, tables
from kaitei.report.charts import evidence as charts
from kaitei.report.charts.value import input_ends
from kaitei.report.numerals import number, percent, sentence
from kaitei.report.pieces import Block, Figure, Prose, Section, Table
from kaitei.report.run import Run
from kaitei.report.words import datum_words, group_words


def evidence(run: Run) -> Section | None:
    """Variance of NPV by grade of data, and the inputs by their share of it."""
    study = run.study("evidence")
    if not study:
        reason = run.refusal("evidence")
        text = f"This study refused: {reason}."
        return Section("evidence", "What to measure first", [Prose(text, "bad")]) if reason else None
    title = sentences.evidence(study["groups"])
    spoken = "; ".join(
        f"{group_words(str(g['group']))}: {percent(g['total'])} plus or minus {percent(g['total_half_width'])}"
        for g in charts.ordered(study["groups"])
    )
    figure = Figure(
        "evidence",
        title,
        "Share of the variance of NPV that rests on data of each grade: what would stay if all others were known "
        "(light, with 95 % interval), and what would go if they were (dark). Shares of groups that act together "
        "add up to more than 100 %.",
        charts.variance_by_grade(study),
        f"{title}. {spoken}.",
        f"Sobol indices of groups, {study['size']:,} base points, this run's scenario.",
    )
    blocks: list[Block] = [figure]
    if study["weights"]:
        blocks += _weights(run, study["weights"], tables.weights(run, study, _ends(run)))
    return Section("evidence", "What to measure first", blocks)


def _ends(run: Run) -> dict[str, str]:
    return {name: input_ends(run, name) for name in run.result.scenario.spread_names()}


def _weights(run: Run, weights: list[dict[str, object]], table: Table) -> list[Block]:
    top = weights[0]
    worth = max(float(str(weight["worth"])) for weight in weights)
    first = (
        f"{sentence(datum_words(str(top['name'])))} alone explains {percent(float(str(top['share'])))} of the variance "
        f"(grade {top['grade']})."
    )
    if worth > 0.0:
        second = (
            "Worth of knowing: what could be paid at most, before deciding whether to build, to know this one input "
            f"exactly; at most {number(worth)} million USD here."
        )
    else:
        second = "Knowing any one of them would not change the decision whether to build, so each is worth 0 by itself."
    return [Prose(f"{first} {second}"), table] if table.rows else [Prose(first)]
