"""Rehearsal, drill, mock interview and debrief on a plain terminal: one question at a time.

Everything is kept step by step, so leaving in the middle (ctrl+c, a closed window) loses at most one answer.
The clock is the context's, so that tests need not wait.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from workbench.cli.command import DONE, Context

if TYPE_CHECKING:
    from workbench.model.practice import Mock
    from workbench.model.story import Story
    from workbench.workspace import Workspace
    from workbench.workspace.practice import State


def _now(context: Context) -> datetime:
    return context.now() if context.now else datetime.now().astimezone()


def _timed(context: Context, prompt: str) -> int:
    """Ask for Enter and return the whole seconds until it came."""
    began = _now(context)
    context.ask(prompt)
    return round((_now(context) - began).total_seconds())


def play_rehearsal(context: Context, ws: Workspace, story: Story) -> int:
    """Tell one story part by part, then tick the proofs that were said."""
    told = ws.practice.begin_rehearsal(story, context.args.cut, context.args.target)
    context.say(ws.practice.as_told(story, context.args.cut, context.args.target)[0])
    if told.seconds:
        context.tell("Taken up where it stopped.")
    for each in ws.practice.rehearsal_plan(story, context.args.cut, context.args.target):
        if each.part not in told.seconds:
            took = _timed(context, f"{each.title} ({each.seconds} s). Speak, then press Enter:")
            told = ws.practice.keep_step(told.model_copy(update={"seconds": {**told.seconds, each.part: took}}))
    told = told.model_copy(update={"said": [], "missed": []})
    for proof in ws.practice.proofs(story, context.args.cut, context.args.target):
        said = context.choose(f"Did you say “{proof}”? (y/n)") == "y"
        (told.said if said else told.missed).append(proof)
    told, judged = ws.practice.keep_rehearsal(told.model_copy(update={"finished": True}))
    context.say(judged.sentence)
    return DONE


def play_drill(context: Context, ws: Workspace) -> int:
    """Ask the cards that are due."""
    right = 0
    cards = ws.practice.drill(context.args.target, context.args.minutes)
    for each in cards:
        context.say(each.card.front)
        seconds = _timed(context, "Answer aloud, then press Enter:")
        context.say(f"  {each.card.back}" + (f"  ({each.card.source})" if each.card.source else ""))
        knew = context.choose("Did you have it? (y/n)") == "y"
        ws.practice.answered(each.card, knew, seconds)
        right += knew
    context.say(f"{right} of {len(cards)}. {ws.practice.run().capitalize()}.")
    return DONE


def play_mock(context: Context, ws: Workspace, target: str, round_id: str) -> int:
    """Play a round question by question; one that was left is taken up where it stopped."""
    from workbench.model.practice import RATING_ANCHORS

    wanted = ws.tailoring.target(target)
    left = [
        mock
        for mock in ws.practice.mocks(wanted.id)
        if not mock.finished and round_id in {mock.round, *(r.kind for r in wanted.rounds if r.id == mock.round)}
    ]
    played = left[0] if left else ws.practice.begin_mock(target, round_id)
    for rating, anchor in RATING_ANCHORS.items():
        context.tell(f"  {rating}  {anchor}")
    played = _ask_on(context, ws, played)
    for position in range(played.position, len(played.questions)):
        context.say(f"{position + 1}. {played.questions[position].question}")
        seconds = _timed(context, "Answer aloud, then press Enter:")
        answer = ""
        while answer not in ("1", "2", "3", "4"):
            answer = context.choose("How was it? (1 to 4)")
        note = context.ask("A note, or Enter:")
        played = ws.practice.rate_mock(played, position, int(answer), seconds, note)
        played = _ask_on(context, ws, played)
    context.say("Kept.")
    return DONE


def _ask_on(context: Context, ws: Workspace, played: Mock) -> Mock:
    """Ask on after the answer rated last, where its story leaves something open."""
    at = played.asking_on
    if at is None:
        return played
    context.say(f"   They ask on: {played.questions[at].probe}")
    seconds = _timed(context, "Answer aloud, then press Enter:")
    held = context.choose("Did you have an answer? (y/n)") == "y"
    if not held:
        context.tell("It stands among the open follow-ups: Tonight asks it again.")
    return ws.practice.follow_up(played, at, held, seconds)


def play_debrief(context: Context, ws: Workspace, target: str, round_id: str) -> int:
    """Write down a real round: what came of the expected questions, what else came, how it felt.

    Every answer is kept at once; a debrief that was left goes on with the first question that is not settled.
    """
    written = ws.practice.open_debrief(target, round_id)
    lines = ws.practice.debrief_lines(written)
    if any(line.state for line in lines):
        context.tell("Taken up where it stopped.")
    states: dict[str, State] = {"y": "came", "s": "stumbled", "n": "not_asked"}
    for line in lines:
        if not line.state:
            answer = ""
            while answer not in states:
                answer = context.choose(f"“{line.question}” Did it come? (y)es, (s)tumbled, (n)o:")
            written = ws.practice.settle_line(written, line, states[answer])
    while question := context.ask("Another question that came, or Enter:"):
        written = ws.practice.add_asked(written, question, context.choose("Did it stumble? (y/n)") == "y")
    felt = context.choose("How did it feel, 1 to 5, or Enter:")
    if felt in ("1", "2", "3", "4", "5"):
        written = ws.practice.keep_debrief(written.model_copy(update={"felt": int(felt)}))
    context.say("Kept.")
    return DONE
