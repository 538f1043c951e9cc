"""Maps, plans, tellings and claims as lines of text and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.model.narrative import Cut, Line, Narrative
    from workbench.model.report import Evidence
    from workbench.model.tailored import (
        AskedProbe,
        ClauseRow,
        Coverage,
        CoverageRow,
        Gap,
        LedgerLine,
        Plan,
        PrincipleMap,
        RunnerUp,
    )
    from workbench.workspace import Workspace

_STRENGTH = ("·", "○", "◐", "●")


def _evidence(found: Evidence | None) -> dict[str, Any] | None:
    return None if found is None else found.model_dump(include={"part", "start", "end", "quote", "whose"})


def _gap(gap: Gap | None) -> dict[str, Any] | None:
    return (
        None if gap is None else {"nearest": gap.nearest, "why": gap.why, "lacks": list(gap.lacks), "write": gap.write}
    )


def map_json(found: PrincipleMap) -> dict[str, Any]:
    """Return the map as plain data: only cells above 0."""
    return {
        "stories": list(found.stories),
        "packs": [
            {"pack": pack.pack, "title": pack.title, "rows": [_row_json(row) for row in pack.rows]}
            for pack in found.packs
        ],
    }


def _row_json(row: ClauseRow) -> dict[str, Any]:
    return {
        "clause": row.clause,
        "title": row.title,
        "summary": row.summary,
        "principle": row.principle,
        "name_status": row.name_status,
        "about_ai": row.about_ai,
        "weight": row.weight,
        "stressed": list(row.stressed),
        "cells": {
            story: {"strength": cell.strength, "via": cell.via, "why": cell.why, "evidence": _evidence(cell.evidence)}
            for story, cell in row.cells.items()
        },
        "gap": _gap(row.gap),
    }


def map_lines(found: PrincipleMap, titles: Mapping[str, str]) -> Iterator[str]:
    """Yield the map, clause by clause, the strongest story's words under each."""
    from workbench.model.tailored import STRENGTH_WORDS

    for pack in found.packs:
        yield pack.title
        for row in pack.rows:
            best = sorted(row.cells.values(), key=lambda cell: (-cell.strength, cell.story))[:3]
            stress = f"  [stressed: {'; '.join(row.stressed[:2])}]" if row.stressed else ""
            status = "" if row.name_status == "published" else f" ({row.name_status})"
            yield f"  {_STRENGTH[row.best]} {row.title} · {row.principle}{status}{stress}"
            for cell in best:
                quote = f"“{cell.evidence.quote}”" if cell.evidence is not None else ""
                yield f"      {titles.get(cell.story, cell.story)}: {STRENGTH_WORDS[cell.strength]}. {quote}"
            if row.gap is not None:
                near = f" Nearest: “{titles.get(row.gap.nearest, row.gap.nearest)}”" if row.gap.nearest else ""
                lacks = f", which lacks {', '.join(row.gap.lacks).lower()}" if near and row.gap.lacks else ""
                yield f"      To write: {row.gap.write}{near}{lacks}{'.' if near else ''}"
                if row.gap.why:
                    yield f"      {row.gap.why}"
        yield ""


def coverage_json(found: Coverage) -> dict[str, Any]:
    """Return coverage as plain data."""

    def rows(of: tuple[CoverageRow, ...]) -> list[dict[str, Any]]:
        return [
            {
                "id": row.id, "title": row.title, "group": row.group, "strong": row.strong, "enough": row.enough,
                "levels": dict(row.levels), "quotes": {story: _evidence(quote) for story, quote in row.quotes.items()},
                "gap": _gap(row.gap),
            }
            for row in of
        ]  # fmt: skip

    return {
        "stories": list(found.stories),
        "themes": rows(found.themes),
        "criteria": rows(found.criteria),
        "values": rows(found.values),
    }


def _runner_json(runner: RunnerUp | None) -> dict[str, Any] | None:
    return None if runner is None else {"story": runner.story, "cost": runner.cost, "why": runner.why}


def plan_json(plan: Plan) -> dict[str, Any]:
    """Return a plan in the published shape of `plan --json`."""
    return {
        "target": plan.target,
        "points": plan.points,
        "slots": [
            {
                "round": slot.round, "question": slot.question, "story": slot.story, "why": slot.why, "slot": slot.slot,
                "kind": slot.kind, "fit": slot.points, "quote": slot.quote, "locked": slot.locked,
                "repeats": slot.repeats, "artefact": slot.artefact or None,
                "runner_up": _runner_json(slot.runner_up),
            }
            for slot in plan.slots
        ],
        "left_out": [{"story": each.story, "why": each.why} for each in plan.left_out],
        "spares": [{"round": each.round, "story": each.story, "why": each.why} for each in plan.spares],
        "covered": dict(plan.covered),
        "uncovered": list(plan.uncovered),
        "wishes": list(plan.wishes),
        "weights": dict(plan.weights),
    }  # fmt: skip


def plan_lines(plan: Plan, titles: Mapping[str, str]) -> Iterator[str]:
    """Yield a plan, round by round."""
    round_ = ""
    for slot in plan.slots:
        if slot.round != round_:
            round_ = slot.round
            yield slot.round_title
        yield f"  {slot.question}  [{slot.slot}]"
        name = titles.get(slot.story, slot.story) if slot.story else "no story"
        marks = "".join((" (kept)" if slot.locked else "", " (told before)" if slot.repeats else ""))
        yield f"    → {name}{marks}"
        yield f"      {slot.why}"
        if slot.quote:
            yield f"      “{slot.quote}”"
        if slot.artefact:
            yield f"      Bring: {slot.artefact}"
        if slot.runner_up is not None:
            runner = slot.runner_up
            yield f"      Next best: “{titles.get(runner.story, runner.story)}”; {_dearer(runner.cost)}. {runner.why}"
    rounds = {slot.round: slot.round_title for slot in plan.slots}
    for title, lines in (
        (
            "Spare",
            [
                f"{rounds.get(each.round, each.round)}: “{titles.get(each.story, each.story)}”. {each.why}"
                for each in plan.spares
            ],
        ),
        ("Left out", [f"“{titles.get(each.story, each.story)}”: {each.why}" for each in plan.left_out]),
        ("Not spoken to", [titles.get(each, each) for each in plan.uncovered]),
        ("Not possible", list(plan.wishes)),
    ):
        if lines:
            yield ""
            yield title
            yield from (f"  {line}" for line in lines)


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "text": line.text,
        "kind": line.kind,
        "part": line.part or None,
        "frame": line.frame or None,
        "flag": line.flag or None,
    }


def narrative_json(told: Narrative) -> dict[str, Any]:
    """Return a telling as plain data."""
    return {
        "story": told.story,
        "target": told.target,
        "headline": told.headline,
        "angle": told.angle,
        "clause": told.clause or None,
        "opening": told.opening,
        "opening_why": told.opening_why,
        "lines": [_line_json(line) for line in told.lines],
        "missing": [{"text": each.text, "part": each.part, "why": each.why} for each in told.missing],
        "proof": _evidence(told.proof),
        "words": told.words,
        "seconds": told.seconds,
        "stale": told.stale or None,
        "alike": told.alike or None,
    }


def narrative_lines(told: Narrative) -> Iterator[str]:
    """Yield a telling; frames stand in square brackets, so that nobody takes them for the user's words."""
    yield told.headline
    if told.angle:
        yield f"[{told.angle}]"
    yield ""
    for line in told.lines:
        yield f"[{line.text}]" if line.kind == "frame" else line.text
        if line.flag:
            yield f"    ! {line.flag}"
    yield ""
    if told.proof is not None:
        yield f"[Proof: “{told.proof.quote}”]"
    yield f"[{told.words} words, {told.seconds} seconds. Opening: {told.opening}. {told.opening_why}]"
    for each in told.missing:
        yield f"[Left out: “{each.text}” {each.why}]"
    if told.alike:
        yield f"[{told.alike}]"
    if told.stale:
        yield f"[{told.stale}]"


def cut_json(cut: Cut) -> dict[str, Any]:
    """Return a cut as plain data."""
    return {
        "limit": cut.limit,
        "lines": [_line_json(line) for line in cut.lines],
        "words": cut.words,
        "seconds": cut.seconds,
        "decision": cut.decision,
        "dangling": [{"text": each.text, "word": each.word, "ask": each.ask} for each in cut.dangling],
        "lacks": list(cut.lacks),
        "dimensions": {name: count.evidenced for name, count in cut.dimensions.items()},
        "told": list(cut.told),
        "as_it_begins": cut.as_it_begins or None,
    }


def cut_lines(cut: Cut) -> Iterator[str]:
    """Yield a cut with what it still tells and what it lacks."""
    depth = " · ".join(f"{name} {count.evidenced}" for name, count in cut.dimensions.items())
    yield f"[{cut.limit} seconds: {cut.words} words, {cut.seconds} s. It still tells: {depth}]"
    for line in cut.lines:
        yield f"[{line.text}]" if line.kind == "frame" else line.text
    for each in cut.dangling:
        yield f"    ! {each.ask} ({each.text})"
    for lack in cut.lacks:
        yield f"    ! {lack}"
    if cut.as_it_begins:
        yield f"    {cut.as_it_begins}"


def ledger_json(line: LedgerLine) -> dict[str, Any]:
    """Return one claim of the ledger as plain data."""
    return {
        "story": line.story,
        **line.claim.model_dump(),
        "decided": line.decided,
        "sentence": line.sentence,
        "unsafe": line.unsafe,
        "said": [{"kind": place.kind, "id": place.id, "where": place.where} for place in line.said],
    }


def probe_json(probe: AskedProbe) -> dict[str, Any]:
    """Return a follow-up as plain data."""
    answer = None if probe.answer is None else {"kind": probe.answer.kind, "text": probe.answer.text}
    return {
        "key": probe.key,
        "title": probe.title,
        "text": probe.text,
        "why": probe.why,
        "quote": probe.quote or None,
        "answer": answer,
    }


def titles_of(ws: Workspace) -> dict[str, str]:
    """Return story id -> title, from the raw rows."""
    return {str(row["id"]): str(row.get("title") or row["id"]) for row in ws.stories.rows()}


def _dearer(cost: int) -> str:
    """What taking the runner-up would cost the whole plan."""
    if cost <= 0:
        return "it would do as well"
    return f"the plan would lose {cost} {'point' if cost == 1 else 'points'}"
