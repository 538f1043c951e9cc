from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from textual.widgets import Static

from workbench.tui.screens.bank import BankScreen
from workbench.tui.screens.coverage import CoverageScreen
from workbench.tui.screens.story import StoryScreen
from workbench.tui.screens.target import TargetScreen
from workbench.tui.screens.target_told import countdown, is_weak
from workbench.tui.widgets.finder_list import FinderList
from workbench.tui.widgets.part_editor import PartEditor

pytestmark = pytest.mark.long


async def test_coverage_shows_gaps_first_and_walks_to_them(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("4")
        screen = desk.app.screen
        assert isinstance(screen, CoverageScreen)
        assert "Themes · 1 of" in desk.text()
        rows = screen.sheets[0].rows
        gaps = [row.gap for row in rows]
        assert gaps == sorted(gaps, reverse=True)
        await desk.press("G", "n")
        assert screen.map.current() == rows[0]
        assert "Gap:" in desk.text()


async def test_what_is_not_read_yet_is_not_known_and_no_gap(open_app: Any) -> None:
    from workbench.model.story import Story

    async with open_app() as desk:
        await desk.press("4")
        screen = desk.app.screen
        gap = screen.sheets[0].rows[0]
        desk.ws.stories.save(Story(title="Not read yet", situation="A queue.", action="I cut it.", result="Shorter."))
        screen.came_back()
        assert str(screen.query_one("#coverage-body").border_title) == "Reading 1 story …"
        sign, name, told, *_ = [text.strip() for text, _ in screen.map.line(0, 100)]
        assert (sign, name, told[-1]) == ("?", gap.title, "?")
        assert screen.why_not("coverage.gap") == "The stories are still being read."
        await desk.settle()
        assert not any("?" in text for text, _ in screen.map.line(0, 100))
        assert "not-read-yet" in screen.sheets[0].stories


async def test_every_map_can_be_seen_at_both_sizes(open_app: Any) -> None:
    for size in ((120, 40), (80, 24)):
        async with open_app(size=size, samples=size == (120, 40)) as desk:
            await desk.press("4")
            titles = []
            for _ in desk.app.screen.sheets:
                titles.append(desk.app.screen.sheets[desk.app.screen.at].title)
                assert titles[-1] in desk.text()
                await desk.press("m")
            assert any("Google" in title for title in titles)
            assert len(set(titles)) == len(titles)


async def test_a_cell_opens_its_story_at_its_words(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("4")
        await desk.press("m", "G")
        screen = desk.app.screen
        row = screen.map.current()
        story = next(story for story in screen.sheets[1].stories if story in row.words)
        while screen.map.story() != story:
            await desk.press("l")
        quote = row.words[story][0]
        assert quote[:30] in desk.text()
        await desk.press("enter")
        assert isinstance(desk.app.screen, StoryScreen)
        assert desk.app.story_id == story


async def test_a_theme_that_the_plan_tells_with_another_story_says_so(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("4")
        screen = desk.app.screen
        levels = {row.id: row.digits for row in screen.sheets[0].rows}
        plans = {target.company: desk.ws.tailoring.plan(target.id) for target in desk.ws.tailoring.targets()}
        told = {(name, slot.question): slot.story for name, plan in plans.items() for slot in plan.slots}
        theme, asked = next(
            (theme, each)
            for theme, found in screen.loops.items()
            for each in found
            if each.story is not None and not levels[theme].get(each.story)
        )
        assert told[asked.company, asked.question] == asked.story, "what Coverage says of the plan is the plan's"
        row = next(row for row in screen.sheets[0].rows if row.id == theme)
        planned = {each.story for each in screen.loops[theme] if each.story and not row.digits.get(each.story)}
        line = next(line for line in desk.lines() if f" {row.title} " in line)
        strong = sum(level >= 2 for level in row.digits.values())
        assert f" {strong}+{len(planned)} " in line, "what the plan tells by its words is counted beside the told"
        assert line.split(f"{strong}+{len(planned)}")[1].count(" +") == len(planned)
        assert "+ planned by its words" in desk.text()
        screen.map.go_to(screen.map._lines.index(row))
        screen.map.sideways(screen.sheets[0].stories.index(asked.story) - screen.map.column)
        await desk.settle()
        said = " ".join(str(screen.query_one("#map-cell-text", Static).render()).split())
        assert "not one of its themes" in said
        assert f"{asked.company}: “{asked.question}” →" in said
        assert "by its words; not one of its themes" in said
        assert "no words for it" not in said, "a theme is given, not found in words"


async def test_a_theme_is_given_and_taken_away_in_its_cell(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("4")
        screen = desk.app.screen
        theme, story = screen.map.current().id, screen.map.story()
        before = desk.ws.stories.get(story).themes
        assert theme not in before
        await desk.press("c")
        assert desk.ws.stories.get(story).themes == [*before, theme]
        assert "has the theme" in desk.toasts()[-1]
        row = next(row for row in screen.sheets[0].rows if row.id == theme)
        assert row.digits[story] == 2
        screen.map.go_to(screen.map._lines.index(row))
        await desk.settle()
        await desk.press("c")
        assert desk.ws.stories.get(story).themes == before
        await desk.press("u")
        assert theme in desk.ws.stories.get(story).themes
        await desk.press("m", "c")
        assert desk.toasts()[-1] == "Themes are given on the map of themes, to the story of a column."


@pytest.mark.parametrize(("size", "third"), [((160, 45), True), ((120, 40), False)])
async def test_a_wide_window_shows_the_story_of_the_column(open_app: Any, size: tuple[int, int], third: bool) -> None:
    async with open_app(size=size) as desk:
        await desk.press("4", "l", "l")
        screen = desk.app.screen
        title = desk.ws.samples.titles()[screen.map.story()]
        story = screen.query_one("#map-story")
        assert bool(story.display and story.region.area) is third
        assert (title in str(screen.query_one("#map-story-text", Static).render())) is third
        await desk.press("5")
        principles = desk.app.screen.query_one("#target-principles")
        assert bool(principles.display and principles.region.area) is third
        if third:
            plan = desk.app.screen.plan
            said = str(desk.app.screen.query_one("#target-principles-text", Static).render())
            clauses = {row.clause: row.title for row in desk.ws.tailoring.map(plan.target).rows()}
            assert all(clauses[clause] in said for clause in plan.uncovered)
            assert f"{len(plan.covered)} of {len(clauses)} spoken to" in said


async def test_write_this_one_begins_a_story_of_that_theme(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("4")
        theme = desk.app.screen.map.current().id
        await desk.press("a")
        await desk.type("A new one")
        await desk.press("enter")
        assert isinstance(desk.app.screen, StoryScreen)
        assert isinstance(desk.app.focused, PartEditor)
        assert desk.ws.stories.get("a-new-one").themes == [theme]


async def test_write_this_one_for_a_criterion_begins_with_the_words_that_answer_it(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        await desk.press("4", "m", "n")
        row = desk.app.screen.map.current()
        asked = desk.ws.catalogue.criteria[row.id].questions[0]
        await desk.press("a")
        assert asked.split("{")[0][:20] in desk.text()
        await desk.type("A new one")
        await desk.press("tab")
        await desk.type("I drew 200 calls by lot and two of us judged each.")
        await desk.press("ctrl+s")
        assert isinstance(desk.app.screen, StoryScreen)
        story = desk.ws.stories.get("a-new-one")
        assert (story.action, story.themes) == ("I drew 200 calls by lot and two of us judged each.", [])


async def test_the_target_shows_rounds_questions_stories_and_why(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5")
        screen = desk.app.screen
        assert isinstance(screen, TargetScreen)
        text = desk.text()
        assert "Google" in desk.lines()[1]
        assert "Recruiter screen" in text
        assert "Why this one" in text
        slot = screen.slot()
        assert slot is not None
        assert slot.story is not None
        assert slot.why[:30] in text
        assert screen.titles[slot.story][:20] in text


async def test_a_story_is_fixed_freed_and_left_out_with_undo(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5")
        await desk.press("f")
        first = desk.app.screen.slot()
        assert first.locked
        assert "kept here by you" in desk.text()
        await desk.press("f")
        assert not desk.app.screen.slot().locked
        await desk.press("d")
        assert first.story in desk.app.screen.target.excluded
        assert all(slot.story != first.story for slot in desk.app.screen.plan.slots)
        await desk.press("u")
        assert desk.app.screen.target.excluded == []


async def test_another_story_is_chosen_for_a_question(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5")
        await desk.press("c")
        assert desk.app.screen.query(FinderList)
        await desk.press("down", "enter")
        slot = desk.app.screen.slot()
        assert slot.locked


async def test_the_dossier_is_written_by_keys_alone(open_app: Any, tmp_path: Path) -> None:
    async with open_app() as desk:
        path = tmp_path / "dossier.docx"
        await desk.press("5")
        await desk.press("x")
        desk.app.screen.query_one("#field-path").value = str(path)
        await desk.press("enter")
        assert str(path) in "".join(line.strip(" │") for line in desk.lines())
        assert ZipFile(path).testzip() is None
        await desk.press("escape")
        assert isinstance(desk.app.screen, TargetScreen)


async def test_a_place_that_cannot_be_written_is_a_sentence(open_app: Any, tmp_path: Path) -> None:
    async with open_app() as desk:
        await desk.press("5")
        await desk.press("x")
        desk.app.screen.query_one("#field-path").value = str(tmp_path / "missing" / "folder" / "x.docx")
        await desk.press("enter")
        assert desk.toasts() or (tmp_path / "missing" / "folder" / "x.docx").exists()
        assert "Traceback" not in desk.text()


async def test_the_story_as_told_marks_what_is_not_the_users(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5")
        await desk.press("v")
        assert "As told for Google" in desk.text()
        await desk.press("escape")
        assert isinstance(desk.app.screen, TargetScreen)


async def test_what_is_left_out_says_why(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5")
        await desk.press("w")
        entries = desk.app.screen._entries
        assert entries
        assert all(entry.detail for entry in entries)


async def test_a_story_that_was_left_out_is_let_in_again(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5")
        screen = desk.app.screen
        story = screen.slot().story
        await desk.press("f", "d")
        assert screen.target.excluded == [story]
        assert all(slot.locked != story for each in screen.target.rounds for slot in each.slots)
        assert story not in {slot.story for slot in screen.plan.slots}
        await desk.press("w")
        assert "You left it out; Enter lets it in again." in desk.text()
        await desk.press("enter")
        assert screen.target.excluded == []
        assert story in {slot.story for slot in screen.plan.slots}


async def test_n_walks_over_the_questions_that_are_still_to_be_mended(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5")
        screen = desk.app.screen
        weak = [slot.slot for slot in screen.plan.slots if is_weak(slot)]
        assert 0 < len(weak) < len(screen.plan.slots)
        seen = []
        for _ in weak:
            await desk.press("n")
            seen.append(screen.slot().slot)
        assert sorted(seen) == sorted(weak)
        await desk.press("n")
        assert screen.slot().slot == seen[0]
        await desk.press("N")
        assert screen.slot().slot == seen[-1]


async def test_a_bank_without_a_target_says_how_to_begin_one(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape", "5")
        assert "No target yet." in desk.text()
        await desk.press("x")
        assert desk.toasts()[-1] == "There is no target yet; a begins one."
        await desk.press("a", "ctrl+s")
        assert "A company is needed." in desk.text()
        await desk.type("Initech")
        assert "None of Initech is known here; p on the target takes a pasted list." in desk.text()
        await desk.press("ctrl+s")
        assert desk.ws.tailoring.targets()[0].company == "Initech"
        assert "Initech" in desk.lines()[1]
        # The principles are the company's own, by its name, and can be changed.
        await desk.press("F")
        packs = desk.app.screen.query_one("#field-packs")
        packs.focus()
        await desk.settle()
        await desk.type("nist profile")
        await desk.press("enter", "ctrl+s")
        assert desk.ws.tailoring.targets()[0].packs == ["nist-ai-600-1-genai-profile"]
        await desk.press("a")
        await desk.type("Microsoft Corp.")
        packs = desk.app.screen.query_one("#field-packs")
        assert packs.value == "microsoft-responsible-ai-principles"
        assert "● Microsoft responsible AI principles, 2018" in desk.text()
        packs.focus()
        await desk.settle()
        await desk.press("n", "i", "s", "t", "down", "enter", "e", "u", "escape", "backspace", "down", "space", "enter")
        assert packs.value == "microsoft-responsible-ai-principles,adobe-ai-ethics"
        await desk.press("backspace", "backspace", "p", "r", "i", "v", "q", "enter", "enter")
        assert packs.value == ""
        assert desk.app.focused.id == "field-loop"
        desk.app.screen.query_one("#field-company").value = "Google"
        await desk.settle()
        assert packs.value == "", "what the user has chosen is not proposed over"
        await desk.press("ctrl+s", "Z")
        assert [each.company for each in desk.ws.tailoring.targets()] == ["Initech"]
        await desk.press("u")
        assert [each.company for each in desk.ws.tailoring.targets()] == ["Google", "Initech"]
        assert desk.app.screen.target.company == "Google", "what was brought back is shown"


async def test_a_round_gets_its_interviewer_and_a_wrong_date_is_named(open_app: Any) -> None:
    async with open_app() as desk:
        await desk.press("5")
        await desk.press("e")
        form, before = desk.app.screen, desk.app.screen_stack[-2].target.rounds[0]
        assert form.query_one("#field-starts").value == "2 Feb 2027, 16:30"
        assert "● Impact" in desk.text()
        form.query_one("#field-interviewer").value = "Ada Byron"
        form.query_one("#field-starts").value = "next week"
        await desk.press("ctrl+s")
        assert "Write the date as" in desk.text()
        form.query_one("#field-starts").value = "2 Feb 2027, 16:30"
        form.query_one("#field-probes").focus()
        await desk.settle()
        await desk.type("ship bar")
        await desk.press("enter")
        await desk.press("ctrl+s")
        now = desk.app.screen.target.rounds[0]
        assert (now.starts, now.probes) == (before.starts, [*before.probes, "eval.target"])
        assert "Communication, Ship bar" in " ".join(
            str(desk.app.screen.query_one("#target-why-text", Static).render()).split()
        )
        assert "Ada Byron" in desk.text()
        await desk.press("m")
        desk.app.screen.query_one("#field-starts").value = "4 Feb 2027, 10:00 +01:00"
        await desk.press("ctrl+s")
        assert "3 days to" in desk.lines()[1]


async def test_a_round_is_removed_added_and_moved_by_keys_that_help_finds(open_app: Any) -> None:
    async with open_app(size=(80, 24)) as desk:
        await desk.press("5")
        screen = desk.app.screen
        rounds = [each.id for each in screen.target.rounds]
        title, slots = screen.target.rounds[0].title, [each.id for each in screen.target.rounds[0].slots]
        await desk.press("question_mark")
        await desk.type("remove round")
        assert "Remove the round" in desk.text()
        await desk.press("escape", "k")
        assert screen.on_round()
        assert "remove round" in desk.lines()[-1]
        await desk.press("d")
        assert [each.id for each in screen.target.rounds] == rounds[1:]
        assert f"Removed: {title} with its {len(slots)} questions." in desk.toasts()[-1]
        lines = desk.lines()
        assert [at for at, line in enumerate(lines) if "Removed:" in line] == [1], "told below the first line"
        assert all("▌" not in line for line in lines[3:]), "in two lines at the most"
        assert "Hiring manager" in desk.text(), "the cursor and the window stay where they were"
        await desk.press("u", "Q")
        assert screen.board.current().round == rounds[0], "undo brings the cursor back as well"
        assert [slot.id for slot in screen.target.rounds[0].slots] == slots, "no question is under the cursor"
        await desk.press("g", "j", "Q")
        assert [slot.id for slot in screen.target.rounds[0].slots] == slots[1:]
        await desk.press("u", "r")
        assert [each.id for each in screen.target.rounds] == rounds[1:]
        await desk.press("u", "A", "tab")
        await desk.type("Bar raiser")
        await desk.press("ctrl+s")
        added = screen.target.rounds[-1]
        assert (added.title, added.starts) == ("Bar raiser", None)
        assert added.slots
        asked = [slot.question_id for each in screen.target.rounds for slot in each.slots if slot.question_id]
        assert len(asked) == len(set(asked)), "no question stands in two rounds"
        screen.board.to_slot({added.slots[0].id}, 1)
        await desk.settle()
        await desk.press("minus")
        assert screen.target.rounds[-2].id == added.id
        await desk.press("plus", "plus")
        assert desk.toasts()[-1] == "It is the last round."
        await desk.press("g", "plus")
        assert desk.toasts()[-1] == "This date is set; m changes it."


async def test_esc_leads_back_to_the_bank(open_app: Any) -> None:
    async with open_app() as desk:
        for mode in ("4", "5"):
            await desk.press(mode, "escape")
            assert isinstance(desk.app.screen, BankScreen)


def test_the_countdown_names_the_next_round(ws: Any) -> None:
    from datetime import UTC, datetime, timedelta

    from workbench.model.target import Round, Target

    now = datetime(2027, 2, 1, 12, tzinfo=UTC)
    rounds = [Round(id=str(days), kind="recruiter", starts=now + timedelta(days=days)) for days in (-3, 1, 9)]
    assert countdown(Target(rounds=rounds), now.date()) == "the next round is tomorrow"
    assert countdown(Target(rounds=rounds[2:]), now.date()) == "9 days to the first round"
    assert countdown(Target(rounds=rounds[:1]), now.date()) == "every round is over"
    assert countdown(Target(), now.date()) == "no dates yet"


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_what_to_tidy_is_one_key_from_the_maps(open_app: Any, size: tuple[int, int]) -> None:
    async with open_app(size=size) as desk:
        await desk.press("4", "t")
        found = desk.ws.tailoring.hygiene()
        kept = [each for each in found.active if each.advice == "keep"]
        assert 8 <= len(kept) <= 12
        await desk.type("keep")
        title = desk.ws.stories.get(kept[0].story).title
        assert title[:12] in desk.text()
        await desk.press("enter")
        assert desk.app.current_mode == "story"


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_companys_own_principles_are_pasted_named_and_taken(open_app: Any, size: tuple[int, int]) -> None:
    async with open_app(size=size) as desk:
        await desk.press("5")
        target = desk.app.screen.target
        await desk.press("p")
        await desk.press("tab", "tab")
        await desk.type("1. Fairness: nobody is worse off\n2. Blue sky: we try what is new")
        await desk.press("ctrl+s")
        assert "What is each about?" in desk.text()
        assert "Fairness" in desk.text()
        await desk.press("tab")
        await desk.type(", Nonsense")
        await desk.press("ctrl+s")
        assert "no value" in desk.text()
        await desk.press(*["backspace"] * len("Nonsense"))
        await desk.type("privacy")
        await desk.press("ctrl+s")
        now = desk.ws.tailoring.target(target.id)
        pack = desk.ws.packs.get(now.packs[-1])
        assert [each.name for each in pack.principles] == ["Fairness", "Blue sky"]
        assert pack.principles[1].clauses[0].values["privacy"] == 2
        assert any(each.pack == pack.id for each in desk.ws.tailoring.map(target.id).packs)
        await desk.press("u")
        assert desk.ws.tailoring.target(target.id).packs == target.packs
