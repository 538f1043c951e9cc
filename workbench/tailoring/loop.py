"""A loop from a template: its rounds in order, each with questions that are usual there. Everything may be edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from themes.schema import Catalogue, InterviewQuestion, LoopTemplate, RoundKind
from workbench.model.target import Round, Slot, working_day

_HOUR = time(10, 0)


def rounds_from(
    template: LoopTemplate, catalogue: Catalogue, first: datetime | date | None = None, zone: str = ""
) -> list[Round]:
    """Return the rounds of a template. With `first`, each falls on that weekday in its week,
    at that hour (ten for a bare date).

    The first date is the user's own; the later ones are proposed, on working days. No question is put into two rounds.
    """
    used: set[str] = set()
    rounds = []
    counts: dict[str, int] = {}
    for kind_id, week in zip(template.rounds, template.weeks, strict=True):
        kind = catalogue.rounds[kind_id]
        counts[kind_id] = counts.get(kind_id, 0) + 1
        name = kind_id if counts[kind_id] == 1 else f"{kind_id}-{counts[kind_id]}"
        rounds.append(
            Round(
                id=name,
                kind=kind_id,
                title=kind.title,
                starts=_starts(first, week, zone),
                proposed=first is not None and week > 0,
                zone=zone,
                minutes=kind.minutes,
                probes=[*kind.themes, *kind.criteria, *kind.values],
                slots=slots_for(kind, name, catalogue, used),
            )
        )
    return rounds


def another_round(kind: RoundKind, rounds: Sequence[Round], catalogue: Catalogue) -> Round:
    """Return a further round of a loop, without a date: its questions are none that stand in the loop already."""
    taken = {each.id for each in rounds}
    name = next(
        each for each in (kind.id, *(f"{kind.id}-{at}" for at in range(2, len(taken) + 3))) if each not in taken
    )
    used = {slot.question_id for each in rounds for slot in each.slots if slot.question_id is not None}
    return Round(
        id=name,
        kind=kind.id,
        title=kind.title,
        minutes=kind.minutes,
        probes=[*kind.themes, *kind.criteria, *kind.values],
        slots=slots_for(kind, name, catalogue, used),
    )


def slots_for(kind: RoundKind, round_id: str, catalogue: Catalogue, used: set[str]) -> list[Slot]:
    """Return the question slots of one round, chosen from the bank so that they probe different things.

    `used` holds the ids of questions that stand elsewhere in the loop; those chosen are added to it.
    """
    wanted = {*kind.themes, *kind.criteria, *kind.values}
    offered = [
        question
        for question in catalogue.questions.values()
        if kind.id in question.rounds and question.id not in used and question.story
    ]
    chosen: list[InterviewQuestion] = []
    covered: set[str] = set()
    while offered and len(chosen) < kind.slots:
        # The next question is the one that probes most of what this round probes and no chosen one has probed yet.
        best = max(offered, key=lambda question: (_worth(question, kind, wanted, covered), -offered.index(question)))
        offered.remove(best)
        chosen.append(best)
        covered |= {*best.themes, *best.criteria, *best.values}
        used.add(best.id)
    return [
        Slot(
            id=f"{round_id}.{at + 1}",
            question=question.text,
            question_id=question.id,
            kind="case" if question.kind == "case" else "behavioural",
        )
        for at, question in enumerate(chosen)
    ]


def _worth(question: InterviewQuestion, kind: RoundKind, wanted: set[str], covered: set[str]) -> float:
    probes = {*question.themes, *question.criteria, *question.values}
    new = len((probes & wanted) - covered)
    right_kind = (question.kind == "case") == kind.case
    return 3.0 * right_kind + new + 0.1 * len(probes & wanted) - 0.5 * (question.kind == "pitch")


def _starts(first: datetime | date | None, week: int, zone: str) -> datetime | None:
    if first is None:
        return None
    hour: time = _HOUR
    tz: tzinfo | None = ZoneInfo(zone) if zone else None
    if isinstance(first, datetime):
        hour, tz = first.time(), tz or first.tzinfo
    day = date(first.year, first.month, first.day) + timedelta(weeks=week)
    return datetime.combine(working_day(day) if week else day, hour, tz)
