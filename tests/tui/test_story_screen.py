from __future__ import annotations

from typing import Any, cast

import pytest
from textual import events
from textual.widgets import Static

from workbench.model.story import Overrule, Story
from workbench.tui.screens.bank import BankScreen
from workbench.tui.screens.story import StoryScreen
from workbench.tui.widgets.finding_list import FindingList
from workbench.tui.widgets.part_editor import PartEditor

TEXT = {
    "situation": "Our support team answered 4,000 letters a week by hand.",
    "task": "I had to decide whether a model could draft the answers.",
    "action": (
        "I had two nurses grade 200 drafts each week against a rubric. Release was blocked below 95% agreement. "
        "We did not look at accents. I chose the smaller model because it cost a third."
    ),
    "result": "Drafts were accepted unchanged in 71% of cases, up from 52%.",
    "learning": "I would test with rare languages sooner.",
}
PLAIN = {
    "situation": "One parcel in nine missed its promised day, and the shops had begun to tell each other about it.",
    "task": "I had to get late parcels under five per cent before Christmas.",
    "action": "I spent four nights on the sorting floor and moved the last collection to a quarter past eight.",
    "result": "Late parcels fell from 11% to 4% in ten weeks.",
}


async def opened(desk: Any, **texts: str) -> StoryScreen:
    story = desk.ws.stories.save(Story(**{"title": "Draft letters", **TEXT, **texts}))
    desk.app.open_story(story.id)
    await desk.settle()
    screen = desk.app.screen
    assert isinstance(screen, StoryScreen)
    return screen


def part(screen: StoryScreen, name: str) -> PartEditor:
    return screen.query_one(f"#part-{name}", PartEditor)


def findings(screen: StoryScreen) -> FindingList:
    return screen.query_one(FindingList)


def to(screen: StoryScreen, criterion: str) -> None:
    lines = findings(screen)
    lines.go_to(next(at for at, each in enumerate(lines.findings) if each.id == criterion))


async def test_text_and_reading_stand_side_by_side(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        text = desk.text()
        assert "4,000 letters" in text
        assert "Data strategy" in text
        assert "What a listener could check" in text
        assert "reading ✓" in desk.lines()[-1]
        assert findings(screen).has_focus


async def test_evidence_is_marked_in_the_text(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        assert screen.report is not None
        read = screen.report.criteria["eval.method"]
        assert read.level == 2
        evidence = read.evidence[0]
        editor = part(screen, evidence.part)
        assert any((span.start, span.end) == (evidence.start, evidence.end) for span in editor.spans())
        line = editor.get_line(0)
        assert any("underline" in str(span.style) for span in line.spans)


async def test_a_finding_leads_to_its_words_and_back(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        to(screen, "eval.method")
        await desk.press("enter")
        assert screen.report is not None
        evidence = screen.report.criteria["eval.method"].evidence[0]
        editor = part(screen, evidence.part)
        assert editor.has_focus
        assert editor.offset_at(editor.cursor_location) == evidence.start
        await desk.press("f3")
        assert findings(screen).has_focus
        found = findings(screen).current()
        assert found is not None
        assert (evidence.part, evidence.start, evidence.end) in found.places


async def test_what_is_typed_is_read_and_saved_without_a_key(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        assert screen.story is not None
        before = screen.story.rev
        editor = part(screen, "learning")
        editor.focus()
        editor.move_cursor(editor.document.end)
        await desk.type(" Then I asked why.")
        assert screen.unsaved()
        assert desk.ws.drafts.pending()[0].text.endswith("Then I asked why.")
        assert "typing, draft kept" in desk.lines()[0]
        await desk.press("ctrl+s")
        assert not screen.unsaved()
        assert desk.ws.stories.get(screen.story.id).learning.endswith("Then I asked why.")
        assert screen.story.rev == before + 1
        assert desk.ws.drafts.pending() == []
        assert "saved 12:00:00" in desk.lines()[0]


async def test_leaving_for_another_mode_saves(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        part(screen, "result").focus()
        await desk.type("Yes. ")
        await desk.press("escape", "escape")
        assert isinstance(desk.app.screen, BankScreen)
        assert desk.ws.stories.rows()[0]["result"].startswith("Yes. ")


async def test_marks_move_with_the_text_and_go_with_their_words(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        editor = part(screen, "action")
        before = editor.spans()
        assert before
        editor.insert("Well: ", (0, 0))
        assert [(span.start - 6, span.end - 6) for span in editor.spans()] == [
            (span.start, span.end) for span in before
        ]
        first = editor.spans()[0]
        editor.insert("!", editor.location_at(first.start + 2))
        assert all(not (span.start <= first.start + 2 < span.end) for span in editor.spans())


async def test_undo_in_the_text_does_not_end_the_program(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        editor = part(screen, "task")
        editor.focus()
        editor.insert("\n".join(f"line {number}" for number in range(60)))
        await desk.press("ctrl+z")
        assert editor.text == TEXT["task"]
        await desk.press("ctrl+y")
        assert "line 59" in editor.text
        part(screen, "result").focus()
        await desk.press("ctrl+z")
        assert "Nothing was typed in Result that could be taken back." in desk.text()
        # A whole story that is pasted into one part is told where it is sorted; one label alone is no story.
        for pasted, said in (("Result: it fell.", False), ("Task: mine.\nResult: it fell.", True)):
            desk.app.post_message(events.Paste(pasted))
            await desk.settle()
            assert desk.toasts()[-1].startswith("This names its own parts.") is said
        await desk.press("ctrl+z")
        assert "Task: mine." not in part(screen, "result").text


async def test_a_pasted_escape_sequence_becomes_visible(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        part(screen, "task").focus()
        part(screen, "task").insert("\x1b]52;c;aGk=\x07 [/] [@click=app.quit]")
        await desk.press("escape")
        assert "␛]52" in desk.ws.stories.rows()[0]["task"]
        assert "\x1b]52" not in desk.text()


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


async def test_title_and_facts_are_changed_and_an_unknown_theme_is_named(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        await desk.press("f")
        form = cast(Any, desk.app.screen)
        form.query_one("#field-title").value = "Letters, drafted"
        form.query_one("#field-themes").value = "failure, dancing"
        await desk.press("ctrl+s")
        assert "There is no theme “dancing”." in desk.text()
        assert "Prioritisation" in desk.text()
        form.query_one("#field-themes").value = "failure, Decision from data, user insight"
        await desk.press("ctrl+s")
        assert screen.story is not None
        saved = desk.ws.stories.get(screen.story.id)
        assert (saved.title, saved.themes) == ("Letters, drafted", ["failure", "data_decision", "user_insight"])
        line = str(screen.query_one("#story-line", Static).render())
        assert "Failure, Decision from data, User insight" in line


async def test_undo_of_a_saved_change_brings_the_text_back(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        part(screen, "task").focus()
        await desk.type("Oops ")
        await desk.press("escape", "u")
        assert desk.toasts()[-1] == "Undone: change Task in Draft letters"
        assert part(screen, "task").text == TEXT["task"]
        assert desk.ws.stories.rows()[0]["task"] == TEXT["task"]


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


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_on_a_narrow_screen_one_key_swaps_text_and_reading(open_app: Any, size: tuple[int, int]) -> None:
    async with open_app(samples=False, size=size) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        await desk.press("f2")
        # Shown to be read; e is what goes into it.
        assert not isinstance(screen.focused, PartEditor)
        assert "F2 reading" in desk.text() or size[0] < 80
        assert "4,000 letters" in desk.text()
        assert "Data strategy" not in desk.text()
        await desk.press("f2")
        assert "Data strategy" in desk.text()
        assert "4,000 letters" not in desk.text()
        assert "F2 text" in desk.text() or size[0] < 80


async def test_on_a_narrow_screen_a_story_opens_with_its_reading_shown(open_app: Any) -> None:
    async with open_app(samples=False, size=(80, 24)) as desk:
        await desk.press("escape")
        await opened(desk)
        assert desk.app.focused is not None
        assert desk.app.focused.display
        assert desk.app.focused.region.height > 3


async def test_a_text_in_many_scripts_is_shown_and_edited(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk, situation="客服团队每周手工回复四千封信 👩‍⚕️ e\u0301a שלום", title="字 שלום e\u0301")
        editor = part(screen, "situation")
        editor.focus()
        editor.move_cursor((0, 4))
        await desk.type("x")
        await desk.press("escape")
        assert desk.ws.stories.rows()[0]["situation"].startswith("客服团队x")
        right_edges = {line.rindex("│") for line in desk.lines() if "每周" in line and "│" in line}
        assert right_edges


async def test_what_is_typed_right_after_tab_lands_in_the_next_part(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        screen = await opened(desk)
        part(screen, "task").focus()
        await desk.settle()
        # As a terminal sends it when one types faster than the screen draws: all keys at once.
        for key in ("x", "tab", "y", "tab", "z"):
            desk.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await desk.settle()
        assert part(screen, "task").text.startswith("x")
        assert part(screen, "action").text.startswith("y")
        assert part(screen, "result").text.startswith("z")


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
