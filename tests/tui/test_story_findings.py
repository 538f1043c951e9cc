"""The Story mode's findings: answered, overruled, settled, and what of them is told in ninety seconds."""

from __future__ import annotations

from typing import Any, cast

from textual.widgets import Static

from tests.tui.one_story import PLAIN, TEXT, findings, opened, to
from workbench.model.story import Overrule, Story
from workbench.tui.screens.story import StoryScreen


async def test_a_question_is_answered_in_place(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        to(screen, "rai.fairness")
        shown = findings(screen).current()
        assert shown is not None
        assert [label for label, _ in shown.detail[:2]] == ["", "Asked"], "before the quotes, in sight on a low screen"
        await desk.press("a")
        assert "We did not" in desk.text()
        await desk.type("We had no names of groups.")
        await desk.press("tab", "right", "ctrl+s")
        assert screen.story is not None
        answer = desk.ws.stories.get(screen.story.id).answers[0]
        assert (answer.key, answer.kind, answer.text) == ("rai.fairness", "did_not", "We had no names of groups.")
        to(screen, "rai.fairness")
        await desk.settle()
        finding = findings(screen).current()
        assert finding is not None
        assert finding.text == "you say: we did not. We had no names of groups."
        assert [label for label, _ in finding.detail[:3]] == ["", "Asked", "Your answer"]
        # A good answer is never "not there", kept beside the story or put into it; it lowers no other row.
        assert screen.report is not None
        before = {key: read.level for key, read in screen.report.criteria.items()}
        to(screen, "rai.harm")
        await desk.press("a")
        await desk.type("A wrong letter could have sent somebody home with a stroke")
        await desk.press("ctrl+s")
        assert "answered, not yet in the story's words" in desk.text()
        await desk.press("a", "tab", "tab", "left", "ctrl+s")
        story = desk.ws.stories.get(screen.story.id)
        assert story.learning.endswith("sooner. A wrong letter could have sent somebody home with a stroke")
        now = {key: read.level for key, read in screen.report.criteria.items()}
        assert now["rai.harm"] > 0
        assert all(now[key] >= level for key, level in before.items())
        # Answered anew, it stands in place of what was put in before.
        await desk.press("a")
        await desk.type("! ")
        await desk.press("tab", "tab", "left", "ctrl+s")
        again = desk.ws.stories.get(screen.story.id).learning
        assert again.count("A wrong letter") == 1
        assert "! " in again


async def test_an_answer_half_typed_stands_there_again(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        to(screen, "rai.fairness")
        await desk.press("a")
        await desk.type("Half an ans")
        await desk.press("escape")
        await desk.press("a")
        assert "Half an ans" in desk.text()
        await desk.press("escape")
        assert desk.ws.drafts.pending()[0].text == "Half an ans"


async def test_a_level_is_overruled_with_a_reason_only(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        to(screen, "data.source")
        await desk.press("o", "ctrl+s")
        assert "A reason is needed." in desk.text()
        await desk.press("shift+tab", "right", "right", "tab")
        await desk.type("It is in the annex")
        await desk.press("ctrl+s")
        assert screen.story is not None
        own = desk.ws.stories.get(screen.story.id).overrules[0]
        assert (own.criterion, own.reason) == ("data.source", "It is in the annex")
        to(screen, "data.source")
        await desk.settle()
        finding = findings(screen).current()
        assert finding is not None
        assert finding.tag == "yours"
        # The reader's own sentence does not stand beside a level that is the user's.
        assert finding.detail[0] == ("", f"{screen.ws.catalogue.criteria['data.source'].title}: specific.")
        assert ("Your own level", "It is in the annex") in finding.detail
        assert any(label == "Read as not there" and words for label, words in finding.detail)


async def test_an_overruled_level_lapses_openly_when_its_words_change(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        own = Overrule(criterion="rai.harm", level=2, reason="See the minutes.", quote="words that stand no longer")
        story = desk.ws.stories.save(Story(title="Draft letters", overrules=[own], **TEXT))
        desk.app.open_story(story.id)
        await desk.settle()
        screen = cast(StoryScreen, desk.app.screen)
        lapsed = next(each for each in findings(screen).findings if each.id == "lapsed:rai.harm")
        assert "no longer stands" in lapsed.text


async def test_one_key_shows_what_stands_behind_a_level(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        to(screen, "eval.method")
        await desk.press("b")
        await desk.settle()
        text = desk.text()
        assert "Behind this level: Method" in text
        assert "Expected level" in text
        assert "Signals: " in text
        await desk.press("escape")
        assert desk.app.screen is screen
        # What comes late does not open over another mode.
        screen.do_story_behind()
        desk.app.go_to_mode("bank")
        await desk.settle()
        assert type(desk.app.screen).__name__ == "BankScreen"


async def test_what_would_lift_it_stands_beside_the_criteria(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        assert screen.report is not None
        lifts = [each for each in findings(screen).findings if each.kind == "lift"]
        assert [each.text for each in lifts] == [each.text for each in screen.report.lift]
        assert any(each.id == "lift" and each.kind == "head" for each in findings(screen).findings)


async def test_ninety_seconds_and_what_is_in_reserve_stand_apart(open_app: Any) -> None:
    async with open_app() as desk:
        desk.app.open_story("fraud-score-two-postcodes")
        await desk.settle()
        screen = desk.app.screen
        assert isinstance(screen, StoryScreen)
        assert screen.story is not None
        lines = [line for line in screen.lines.findings if line.kind == "short"]
        told = [line.id.removeprefix("short:") for line in lines if line.text.startswith("told")]
        kept = [line.id.removeprefix("short:") for line in lines if line.text.startswith("in reserve")]
        assert told == desk.ws.practice.proofs(screen.story, 90), "a rehearsal of it asks for the same"
        assert sorted(told + kept) == sorted(desk.ws.practice.proofs(screen.story))
        assert kept
        assert all(line.name and line.places for line in lines)
        screen.lines.go_to(next(at for at, line in enumerate(screen.lines.findings) if line.id == f"short:{kept[0]}"))
        await desk.settle()
        assert "in reserve" in desk.text()
        assert f"{len(told)} of {len(told) + len(kept)} proofs" in desk.text()
        assert "No room in 90 seconds" in desk.text()
        # Themes that the line has no room for are not cut off as if there were no more.
        assert desk.lines()[1].rstrip().endswith("…")


async def test_whose_deed_turns_by_one_key(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        to(screen, "eval.method")
        assert screen.report is not None
        quote = screen.report.criteria["eval.method"].evidence[0].quote
        await desk.press("w")
        assert screen.story is not None
        first = desk.ws.stories.get(screen.story.id).whose[quote]
        await desk.press("w")
        assert desk.ws.stories.get(screen.story.id).whose[quote] != first


async def test_keys_that_cannot_be_used_say_why(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        lines = findings(screen)
        lines.go_to(next(at for at, each in enumerate(lines.findings) if each.kind == "telling"))
        await desk.press("a")
        assert desk.toasts()[-1] == "Put the cursor on one of the criteria first."
        assert "a answer" not in desk.lines()[-1]
        # What would lift it asks a criterion's question, and is answered where it stands.
        lift = next(
            at for at, each in enumerate(lines.findings) if each.kind == "lift" and each.about.startswith("rai.")
        )
        lines.go_to(lift)
        await desk.press("a")
        asked = screen.ws.catalogue.criteria[lines.findings[lift].about].title
        assert cast(Any, desk.app.screen)._title == asked
        await desk.press("escape")
        # The key for a claim finds the first that is not settled, which is nothing until its user says what it is.
        claims = [each for each in lines.findings if each.kind == "claim"]
        head = next(each for each in lines.findings if each.id == "claims")
        assert head.text == f"{len(claims)} to stand behind, {len(claims)} not settled"
        for claim, turned in ((claims[0], []), (claims[0], ["right"]), (claims[1], ["right"])):
            lines.go_to(1)
            await desk.press("c")
            assert lines.findings[lines.cursor].id == claim.id
            await desk.press(*turned, "ctrl+s")
        assert screen.story is not None
        saved = desk.ws.stories.get(screen.story.id).claims
        assert [claim.tag for claim in saved] == ["measured", "measured"]


async def test_a_story_without_ai_is_not_called_so_twice(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        story = desk.ws.stories.save(Story(title="The van", **PLAIN))
        desk.app.open_story(story.id)
        await desk.settle()
        line = str(cast(StoryScreen, desk.app.screen).query_one("#story-line", Static).render())
        assert "not an AI story" in line
        assert "without AI" not in line
        await desk.press("w")
        assert desk.toasts()[-1] == "No criteria are read in this story, so there is none to settle."
