"""The ways into practice: from Tonight, from Practice, from a story. Each opens its screen over the mode one is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from workbench.errors import WorkbenchError
from workbench.tui.screens.form import Answers, Field, Problem, ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.story import AnswerKind
    from workbench.tui.app import WorkbenchApp

KINDS = (
    ("answered", "my answer"),
    ("did_not", "we did not"),
    ("somebody_else", "somebody else did"),
    ("cannot_recall", "I can't recall"),
)
TAGS = (
    ("measured", "measured"),
    ("estimated", "estimated"),
    ("goal", "a goal"),
    ("unbacked", "can't back it up yet"),
)


def change(desk: WorkbenchApp, work: Callable[[], object], said: str = "") -> None:
    """Save a change off the screen's thread, then show it everywhere."""

    async def run() -> None:
        try:
            await desk.saving.write(work)
        except WorkbenchError as error:
            desk.tell_error(error)
            return
        desk.bank_changed()
        if said:
            desk.tell(said)

    desk.run_worker(run(), group="change", exit_on_error=False)


def rehearse(desk: WorkbenchApp, story_id: str, target_id: str = "") -> None:
    """Rehearse one story."""
    from workbench.tui.screens.rehearse import RehearseScreen

    desk.push_screen(RehearseScreen(story_id, target_id))


def drill(desk: WorkbenchApp) -> None:
    """Three minutes of cards."""
    from workbench.tui.screens.drill import DrillScreen

    desk.push_screen(DrillScreen())


def mock(desk: WorkbenchApp, target_id: str, round_id: str) -> None:
    """Play one round."""
    from workbench.tui.screens.mock import MockScreen

    desk.push_screen(MockScreen(target_id, round_id))


def debrief(desk: WorkbenchApp, target_id: str, round_id: str) -> None:
    """Write one round down."""
    from workbench.tui.screens.debrief import DebriefScreen

    desk.push_screen(DebriefScreen(target_id, round_id))


def calendar(desk: WorkbenchApp) -> None:
    """Show the calendar."""
    from workbench.tui.screens.calendar import CalendarScreen

    desk.push_screen(CalendarScreen())


def pitch(desk: WorkbenchApp, target_id: str = "") -> None:
    """Write and rehearse the pitch."""
    from workbench.tui.screens.pitch import PitchScreen

    desk.push_screen(PitchScreen(target_id))


def moments(desk: WorkbenchApp) -> None:
    """Show the inbox."""
    from workbench.tui.screens.moments import MomentsScreen

    desk.push_screen(MomentsScreen())


def tick(desk: WorkbenchApp, item_id: str) -> None:
    """Tick a task for every open target that asks for it."""
    key = desk.keymap.shown("app.undo")
    change(desk, lambda: desk.ws.practice.tick_everywhere(item_id), f"Done. {key} takes the tick back.")


def settle_number(desk: WorkbenchApp, story_id: str, part: str, words: str) -> None:
    """Ask where a number comes from, and keep it with its story."""
    claim = desk.ws.tailoring.number(story_id, part, words)
    row = desk.ws.stories.row(story_id)
    if claim is None or row is None:
        desk.bank_changed()
        return

    def answered(answers: Answers) -> None:
        settled = claim.model_copy(update=answers)
        change(desk, lambda: desk.ws.tailoring.decide(story_id, settled), "Kept with its story.")

    text = str(row.get(part) or "")
    at = max(0, text.find(words))
    before, after = text[max(0, at - 120) : at].split(), text[at + len(words) : at + len(words) + 120].split()
    # Half a word at either end says nothing.
    around = " ".join([*(before[1:] if at > 120 else before), words, *after[:-1]])
    ask(
        desk,
        f"“{words}”",
        [
            Field("source", "Where could one look it up?", claim.source),
            Field("tag", "It is", claim.tag or "measured", "choice", TAGS),
            Field("say", "Safe to say, if you would say it otherwise", claim.say),
        ],
        answered,
        lead=f"{row.get('title') or story_id}: … {around} …",
        check=lambda answers: (
            Problem("source", "A measured number needs its source; or say that it is something else.")
            if answers["tag"] == "measured" and not answers["source"]
            else None
        ),
        key=f"number {story_id} {part} {words}",
    )


def answer_probe(desk: WorkbenchApp, story_id: str, text: str) -> None:
    """Ask one follow-up of a story and keep the answer; "we did not" is an answer too."""
    probe = next((each for each in desk.ws.tailoring.open_probes(story_id) if each.text == text), None)
    row = desk.ws.stories.row(story_id)
    if probe is None or row is None:
        desk.bank_changed()
        return
    draft = f"stories/{story_id}/answers/{probe.key}"

    def answered(answers: Answers) -> None:
        kind = cast("AnswerKind", answers["kind"])

        def work() -> None:
            desk.ws.tailoring.answer_probe(story_id, probe.key, answers["text"], kind)
            desk.ws.drafts.settle(draft)

        change(desk, work, "Kept: it is a card of your drill now.")

    lead = f"{row.get('title') or story_id}. {probe.why}" + (f" “{probe.quote}”" if probe.quote else "")
    ask(
        desk,
        probe.text,
        [
            Field("text", "What you would say", "", "text", draft=draft),
            Field("kind", "It is", "answered", "choice", KINDS),
        ],
        answered,
        lead=lead,
        confirm="Keep",
        check=lambda answers: (
            None
            if answers["text"] or answers["kind"] != "answered"
            else Problem("text", "A line of text, or another kind of answer.")
        ),
        key=f"probe {story_id} {probe.key}",
    )
