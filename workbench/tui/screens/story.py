"""The Story mode: what one does to a story beside writing it. Answer, overrule, settle whose deed, change its facts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, cast

from workbench.errors import WorkbenchError
from workbench.tui.findings import LEVEL_WORDS, Finding, plain_question
from workbench.tui.screens.form import Answers, Field, Problem, ask
from workbench.tui.screens.story_facts import StoryFacts
from workbench.tui.widgets.footer import Footer

if TYPE_CHECKING:
    from workbench.model.story import Whose
    from workbench.tui.actions import Action

KINDS = (
    ("answered", "Answered"),
    ("did_not", "We did not"),
    ("somebody_else", "Somebody else did"),
    ("cannot_recall", "I can't recall"),
)
INTO = (("", "No"), ("situation", "Situation"), ("action", "Action"), ("result", "Result"), ("learning", "Learning"))


class StoryScreen(StoryFacts):
    """One story, and everything that one can do to it."""

    SCOPE: ClassVar[str] = "story"

    def why_not(self, action_id: str) -> str:
        """Most keys need a story; some a finding of a certain kind."""
        if not action_id.startswith("story."):
            return ""
        if self.story is None:
            return "No story is open."
        finding = self.criterion()
        if action_id in {"story.answer", "story.overrule", "story.behind", "story.whose"} and finding is None:
            if not any(each.kind == "criterion" for each in self.lines.findings):
                return "No criteria are read in this story, so there is none to settle."
            return "Put the cursor on one of the criteria first."
        if action_id == "story.whose" and (finding is None or not finding.places):
            return "This finding rests on no words, so there is no deed to settle."
        if action_id == "story.claim" and not any(each.kind == "claim" for each in self.lines.findings):
            return "No number and no “I led” stands in this story, so there is no claim to settle."
        if action_id in {"story.next", "story.previous"} and not any(each.to_mend for each in self.lines.findings):
            return "Nothing is left to mend."
        return ""

    def show_keys(self) -> None:
        """Show the keys that work now; those for quotes and claims only on one, so that the others have room."""
        if self.is_mounted:
            live = [action for action in self.live_actions() if action.short]
            hidden = {each for each in ("story.answer", "story.whose") if self.why_not(each)}
            hidden |= set() if _is(self.lines.current(), "claim") else {"story.claim"}
            self.query_one(Footer).show([self._hint(action) for action in live if action.id not in hidden])

    def word_for(self, action: Action) -> str:
        """The key that swaps text and reading says to which of them it leads."""
        if action.id == "story.swap" and not self.leads_to_reading():
            return "text"
        return super().word_for(action)

    def do_story_next(self) -> None:
        """To the next finding to mend."""
        self.focus_reading()
        self.lines.to_next(1)

    def do_story_previous(self) -> None:
        """To the finding to mend before."""
        self.focus_reading()
        self.lines.to_next(-1)

    # Answers

    def do_story_answer(self) -> None:
        """Ask the finding's question; every kind of answer counts."""
        finding, story = self.criterion(), self.story
        if finding is None or story is None or self.report is None:
            return
        criterion = self.ws.catalogue.criteria[finding.id]
        question = next((each for each in self.report.questions if each.criterion == finding.id), None)
        text = question.question if question else plain_question(criterion)
        before = next((each for each in story.answers if each.key == finding.id), None)
        example = (question.example if question else "") or criterion.example

        def answered(answers: Answers) -> None:
            self._keep_answer(finding.id, text, answers)

        ask(
            self.desk,
            criterion.title,
            [
                Field(
                    "text", "Your answer, as you would say it", before.text if before else "", "text",
                    draft=f"stories/{story.id}/answers/{finding.id}",
                ),
                Field("kind", "Each of these counts", before.kind if before else "answered", "choice", KINDS),
                Field(
                    "into", "Put it into the story as well?", "", "choice",
                    INTO,
                ),
            ],
            answered,
            lead=text,
            example=example,
            confirm="Keep",
            check=_answer_problem,
            key=f"answer {story.id} {finding.id}",
        )  # fmt: skip

    def _keep_answer(self, key: str, question: str, answers: Answers) -> None:
        from workbench.model.story import Answer, AnswerKind

        story = self.as_typed()
        if story is None:
            return
        kept = [each for each in story.answers if each.key != key]
        earlier = next((each.text for each in story.answers if each.key == key), "")
        answer = Answer(
            key=key, question=question, kind=cast("AnswerKind", answers["kind"]), text=answers["text"], at=self.ws.now()
        )
        fields: dict[str, object] = {"answers": [*kept, answer]}
        if answers["into"] and answers["text"]:
            fields[answers["into"]] = _put_in(getattr(story, answers["into"]), answers["text"], earlier)
        self._change_and_show(fields, f"stories/{story.id}/answers/{key}")

    def _change_and_show(self, fields: dict[str, object], draft: str) -> None:
        async def run() -> None:
            if await self.put_fields(fields) is not None:
                self.ws.drafts.settle(draft)
                self.desk.bank_changed()
                self.read_now()

        self.desk.run_worker(run(), group="change", exit_on_error=False)

    # Behind a level, overruling, whose deed

    def do_story_behind(self) -> None:
        """Show what stands behind the level of this criterion."""
        finding, story, report = self.criterion(), self.as_typed(), self.report
        if finding is None or story is None or report is None or finding.id not in report.criteria:
            return
        title, reading = self.ws.catalogue.criteria[finding.id].title, report.criteria[finding.id]

        async def run() -> None:
            from workbench.tui.screens.message import MessageScreen

            behind = await asyncio.to_thread(self.ws.reading.behind, story, finding.id)
            if not self.is_current:
                # Over another mode it would be a window that nobody asked for there.
                return
            said = [f"{title}: {LEVEL_WORDS[reading.level]}.", reading.why, "", *(behind or ("Nothing was read.",))]
            await self.app.push_screen(MessageScreen(f"Behind this level: {title}", "\n".join(said)))

        self.desk.run_worker(run(), group="behind", exclusive=True, exit_on_error=False)

    def do_story_overrule(self) -> None:
        """Set the level oneself, with a reason."""
        finding, story, report = self.criterion(), self.story, self.report
        if finding is None or story is None or report is None:
            return
        read = report.criteria[finding.id]
        before = next((each for each in story.overrules if each.criterion == finding.id), None)
        place = f"stories/{story.id}/overrules/{finding.id}" if before else ""
        levels = [*((str(level), word) for level, word in enumerate(LEVEL_WORDS)), ("reader", "as the reader sees it")]

        def answered(answers: Answers) -> None:
            self._keep_overrule(finding.id, answers, read.evidence[0].quote if read.evidence else "")

        ask(
            self.desk,
            f"Overrule: {finding.name}",
            [
                Field("level", "Your level", str(before.level if before else read.level), "choice", levels),
                Field(
                    "reason",
                    "Your reason",
                    before.reason if before else "",
                    "text",
                    draft=place and f"{place}/reason",
                ),
            ],
            answered,
            lead="Your own level is shown as yours, and stands until the quoted words change.",
            check=lambda answers: (
                None if answers["reason"] or answers["level"] == "reader" else Problem("reason", "A reason is needed.")
            ),
            key=f"overrule {story.id} {finding.id}",
        )

    def _keep_overrule(self, key: str, answers: Answers, quote: str) -> None:
        from workbench.model.story import Overrule

        story = self.as_typed()
        if story is None:
            return
        kept = [each for each in story.overrules if each.criterion != key]
        if answers["level"] != "reader":
            own = Overrule.model_validate(
                {"criterion": key, "level": int(answers["level"]), "reason": answers["reason"], "quote": quote}
            )
            kept.append(own)
        self.change(overrules=kept)

    def do_story_whose(self) -> None:
        """The quoted words were mine, the team's, or it is unclear: each press the next."""
        finding, story, report = self.criterion(), self.story, self.report
        if finding is None or story is None or report is None:
            return
        read = report.criteria[finding.id]
        evidence = read.evidence[0] if read.evidence else read.gap
        if evidence is None:
            return
        order: tuple[Whose, ...] = ("mine", "team", "unclear")
        now = story.whose.get(evidence.quote, evidence.whose)
        self.change(whose={**story.whose, evidence.quote: order[(order.index(now) + 1) % 3]})

    def do_story_claim(self) -> None:
        """Settle what a number or an ownership statement is, its source and its safe wording.

        Away from the claims it is the first that is not settled, else the first of all.
        """
        if not _is(self.lines.current(), "claim"):
            claims = [at for at, each in enumerate(self.lines.findings) if each.kind == "claim"]
            self.focus_reading()
            self.lines.go_to(next((at for at in claims if not self.lines.findings[at].settled), claims[0]))
        finding, story, report = self.lines.current(), self.story, self.report
        if finding is None or story is None or report is None:
            return
        found = next((each for each in report.claims if f"{each.part}:{each.quote}" == finding.id), None)
        if found is None:
            return
        before = next((each for each in story.claims if (each.part, each.quote) == (found.part, found.quote)), None)
        tags = (
            ("", "Open"),
            ("measured", "Measured"),
            ("estimated", "Estimated"),
            ("goal", "A goal"),
            ("unbacked", "Can't back up yet"),
        )

        def answered(answers: Answers) -> None:
            now = self.as_typed()
            if now is None:
                return
            settled = own.model_dump()
            number = 1 + max((int(each.id[1:]) for each in now.claims if each.id[1:].isdigit()), default=0)
            settled.update(answers, id=own.id or f"c{number}", retracted=answers["retracted"] == "yes")
            kept = [each for each in now.claims if (each.part, each.quote) != (found.part, found.quote)]
            self.change(claims=[*kept, Claim.model_validate(settled)])

        from workbench.model.story import Claim

        own = before or Claim(id="", part=found.part, quote=found.quote, kind=found.kind)
        place = f"stories/{story.id}/claims/{own.id}" if before else ""
        ask(
            self.desk,
            "Claim",
            [
                Field("tag", "What is it?", before.tag if before else "", "choice", tags),
                Field("source", "Where could one look it up?", own.source, draft=place and f"{place}/source"),
                Field("say", "Safe to say", own.say, draft=place and f"{place}/say"),
                Field("dont_say", "Not to say", own.dont_say, draft=place and f"{place}/dont_say"),
                Field(
                    "retracted", "Still standing?", "yes" if before and before.retracted else "no", "choice",
                    (("no", "It stands"), ("yes", "Retracted")),
                ),
            ],
            answered,
            lead=f"“{found.quote}”",
            key=f"claim {story.id} {finding.id}",
        )  # fmt: skip

    # The rest

    def do_story_later(self) -> None:
        """To the next story."""
        self._walk(1)

    def do_story_earlier(self) -> None:
        """To the story before."""
        self._walk(-1)

    def _walk(self, step: int) -> None:
        ids = self.desk.story_order()
        if self.story is None or not ids:
            return
        at = ids.index(self.story.id) if self.story.id in ids else 0
        self.desk.open_story(ids[(at + step) % len(ids)])

    def do_story_revisions(self) -> None:
        """Show what the story said before."""
        self.desk.run_worker(self._revisions(), group="revisions", exclusive=True, exit_on_error=False)

    async def _revisions(self) -> None:
        from workbench.tui.screens.revisions import RevisionsScreen

        # What was typed is the newest revision.
        await self.settle()
        if self.story is not None:
            await self.app.push_screen(RevisionsScreen(self.story.id, self.story.title or self.story.id))

    def do_story_version(self) -> None:
        """List the targets, and change how this story is told for one of them."""
        self.desk.run_worker(self._version(), group="version", exclusive=True, exit_on_error=False)

    async def _version(self) -> None:
        from workbench.tui.screens.version_form import choose_version

        # A version is written on the story as it is saved.
        await self.settle()
        if self.story is not None:
            choose_version(self.desk, self.story.id, self.story.title or self.story.id)

    def do_story_write(self) -> None:
        """Write the story as a page to be sent."""
        if self.story is not None:
            from workbench.tui.write_story import write_story
            from workbench.tui.writing import Writing

            self.save_now()
            write_story(Writing(self), self.ws, self.story)

    def do_story_copy(self) -> None:
        """Copy the story as Markdown."""
        if self.story is not None:
            from workbench.tui.clipboard import copy_story

            copy_story(self.desk, self.story.id)

    def do_story_delete(self) -> None:
        """Move the story to the trash and go back to the Bank."""
        story = self.story
        if story is None:
            return

        async def run() -> None:
            try:
                await self.desk.saving.write(lambda: self.ws.stories.delete(story.id))
            except WorkbenchError as error:
                self.desk.tell_error(error)
                return
            self.story = None
            self.desk.story_id = None
            self.desk.go_to_mode("bank")
            self.desk.bank_changed()
            self.desk.tell(f"“{story.title}” moved to the trash. {self.desk.keymap.shown('app.undo')} brings it back.")

        self.desk.run_worker(run(), group="change", exit_on_error=False)

    def do_story_external(self) -> None:
        """Edit the whole story in the user's own editor."""
        if self.story is not None:
            from workbench.tui.editor import edit_story

            edit_story(self.desk, self.story.id)


def _is(finding: Finding | None, kind: str) -> bool:
    return finding is not None and finding.kind == kind


def _put_in(text: str, answer: str, earlier: str) -> str:
    """The part with the answer in it: in place of what was put in before, else at its end as sentences of its own."""
    if answer in text:
        return text
    if earlier and earlier in text:
        return text.replace(earlier, answer, 1)
    text = text.rstrip()
    ended = not text or text[-1] in '.!?…:;"”’)'
    return f"{text}{' ' if ended else chr(10)}{answer}".strip()


def _answer_problem(answers: Answers) -> Problem | None:
    if answers["text"] or answers["kind"] != "answered":
        return None
    return Problem("text", "Write an answer, or choose another kind.")
