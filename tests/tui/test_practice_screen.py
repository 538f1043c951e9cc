from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.tui.sizes import BOTH
from workbench.model.practice import RATING_ANCHORS, Drill, Mock, Rehearsal
from workbench.model.story import Story
from workbench.model.version import Version
from workbench.tui.screens import practising
from workbench.tui.screens.drill import DrillScreen
from workbench.tui.screens.mock import MockScreen
from workbench.tui.screens.practice import PracticeScreen
from workbench.tui.screens.rehearse import RehearseScreen
from workbench.tui.widgets.finder_list import FinderList


@pytest.mark.parametrize("size", BOTH)
async def test_every_way_of_practising_shows_how_it_stands(timed_app: Any, size: tuple[int, int]) -> None:
    async with timed_app(size=size) as desk:
        await desk.press("7")
        assert desk.shown() is PracticeScreen
        text = desk.text()
        for way in ("Rehearse a story", "Three minutes of cards", "Mock interview", "My pitch", "Debrief", "Calendar"):
            assert way in text
        assert "4 due" in text
        assert "9 cards" in text
        assert len(desk.lines()) == size[1]
        # Which story? Due first, then by when it was told: each group and each line says so.
        told = desk.ws.stories.rows()[-1]["id"]
        start = desk.ws.now() - timedelta(days=9)
        desk.ws.practice.keep_rehearsal(Rehearsal(story=told, spoken=102, started=start, finished=True))
        desk.ws.stories.save(Story(title="My own"))
        desk.app.bank_changed()
        await desk.press("r")
        finder = desk.app.screen.query_one(FinderList)
        lines = [(each.name, each.kind) for each in finder.entries]
        due = [line.title for line in desk.ws.evening.remembered().lines if line.kind == "rehearse"]
        assert lines[0] == ("Due for Google, Recruiter screen: not told within a week", "")
        assert lines[1 : 1 + len(due)] == [(title, "due · not told yet") for title in due]
        assert lines[1 + len(due) :][:3] == [("Not told yet", ""), ("My own", "not told yet"), ("Samples", "")]
        assert [kind for _, kind in lines].count("told in 1:42 on 23 Jan") == 1
        assert "Due for Google, Recruiter screen" in desk.text()
        assert "due · not told yet" in desk.text()
        assert finder.current().name == due[0]


@pytest.mark.parametrize("size", BOTH)
async def test_a_telling_hides_the_text_times_each_part_and_asks_which_proofs_were_said(
    timed_app: Any, clock: Any, size: tuple[int, int]
) -> None:
    async with timed_app(size=size) as desk:
        await desk.press("r")
        screen = desk.app.screen
        assert desk.shown() is RehearseScreen
        story = desk.ws.stories.get(screen.story_id)
        assert (story.headline or story.title).split()[0] in desk.text()
        assert story.action.split(". ")[0][:50] not in desk.text()
        plan = {each.part: each.seconds for each in screen.plan}
        assert sum(plan.values()) == 90
        await desk.press("space")
        for part, seconds in plan.items():
            clock.on(seconds=seconds + 10)
            screen.tick()
            assert "10 s over" in desk.text()
            await desk.press("space")
            assert desk.ws.bank.all(Rehearsal)[0].seconds[part] == seconds + 10
        assert "Which of these did you say?" in desk.text()
        await desk.press("space", "f")
        (told,) = desk.ws.bank.all(Rehearsal)
        assert told.finished
        assert told.said == screen.proofs[:1]
        assert told.missed == screen.proofs[1:]
        assert "against 1:30" in desk.text()


async def test_a_pause_stops_the_clock_and_a_telling_left_in_the_middle_is_taken_up(timed_app: Any, clock: Any) -> None:
    async with timed_app() as desk:
        await desk.press("r", "space")
        clock.on(seconds=12)
        assert "Space told" in desk.text()
        await desk.press("p")
        assert "Space go on" in desk.text()
        clock.on(minutes=30)
        await desk.press("p")
        clock.on(seconds=3)
        await desk.press("space")
        (told,) = desk.ws.bank.all(Rehearsal)
        assert list(told.seconds.values()) == [15]
        clock.on(seconds=5)
        await desk.press("escape", "r")
        assert "Taken up where it stopped." in desk.text()
        await desk.press("space")
        clock.on(seconds=8)
        await desk.press("space")
        assert len(desk.ws.bank.all(Rehearsal)) == 1
        assert list(desk.ws.bank.all(Rehearsal)[0].seconds.values()) == [15, 8]


async def test_a_telling_survives_a_program_that_ends_without_a_word(timed_app: Any, clock: Any, tmp_path: Any) -> None:
    async with timed_app() as desk:
        await desk.press("r", "space")
        clock.on(seconds=20)
        await desk.press("space")
        on_disk = desk.ws.bank.path.read_text(encoding="utf-8")
        assert '"rehearsals"' in on_disk
    async with timed_app() as desk:
        await desk.press("r")
        assert "Taken up where it stopped." in desk.text()


async def test_the_text_may_be_looked_at_and_the_length_chosen(timed_app: Any) -> None:
    async with timed_app() as desk:
        await desk.press("r", "c")
        assert sum(each.seconds for each in desk.app.screen.plan) == 30
        await desk.press("c", "c")
        assert "the whole story" in desk.text()
        story = desk.ws.stories.get(desk.app.screen.story_id)
        await desk.press("t")
        assert story.situation.split()[0] in desk.text()
        assert "t hides it" in desk.text()


async def test_a_drill_asks_reveals_and_keeps_every_verdict(timed_app: Any, clock: Any) -> None:
    async with timed_app() as desk:
        await desk.press("d")
        screen = desk.app.screen
        assert desk.shown() is DrillScreen
        first = screen.card().card
        assert first.kind == "question", "the loop's own questions come first"
        assert first.front[:30] in desk.text()
        assert first.back[:20] not in desk.text()
        await desk.press("y")
        assert desk.toasts()[-1] == "Reveal the answer first."
        clock.on(seconds=11)
        screen.tick()
        await desk.settle()
        assert "time is up" in desk.text()
        await desk.press("space")
        assert first.back[:20] in desk.text()
        await desk.press("n")
        (kept,) = desk.ws.bank.all(Drill)
        assert (kept.id, kept.attempts[0].right, kept.attempts[0].seconds) == (first.id, False, 11)
        for _ in range(8):
            await desk.press("enter", "y")
        assert "1 comes again tomorrow." in desk.text()
        assert "the first day of a run" in desk.text()


async def play_on(desk: Any, *rating: str) -> None:
    """Play the mock interview that is shown to its end: each answer is rated, each follow-up had an answer."""
    screen = desk.app.screen
    assert isinstance(screen, MockScreen)
    while screen.stage != "done":
        await desk.press("space", "space")
        await desk.press(*(rating if screen.stage == "rating" else "y"))


@pytest.mark.parametrize("size", BOTH)
async def test_a_mock_interview_is_rated_on_anchors_and_left_and_taken_up(
    timed_app: Any, clock: Any, size: tuple[int, int]
) -> None:
    async with timed_app(size=size) as desk:
        await desk.press("m")
        screen = desk.app.screen
        assert desk.shown() is MockScreen
        question = screen.played.questions[0].question
        assert question[:30] not in desk.text(), "hidden until it is asked"
        await desk.press("space")
        assert question[:30] in desk.text()
        clock.on(seconds=95)
        screen.tick()
        assert desk.digits("#mock-clock") == "1:35"
        await desk.press("space")
        assert "the listener could not say what I did" in desk.text()
        await desk.press("e")
        await desk.type("Too long.")
        await desk.press("ctrl+s")
        await desk.press("3")
        assert desk.app.current_mode == "tonight", "here the digits rate"
        (kept,) = desk.ws.bank.all(Mock)
        assert (kept.questions[0].rating, kept.questions[0].seconds, kept.questions[0].note) == (3, 95, "Too long.")
        await desk.press("3")
        assert desk.toasts()[-1] == "It is rated already.", "a key that is struck twice leads nowhere"
        clock.on(seconds=2)
        # With nothing to rate the digits are the modes again, those above 4 and those below alike.
        for digit, mode in (("2", "bank"), ("4", "coverage"), ("1", "tonight")):
            await desk.press(digit)
            assert desk.app.current_mode == mode
            await desk.press("1", "m")
        assert "Taken up where it stopped." in desk.text()
        await play_on(desk, "down", "enter")
        (kept,) = desk.ws.bank.all(Mock)
        assert kept.finished
        assert [each.rating for each in kept.questions[1:]] == [2] * (len(kept.questions) - 1)
        await desk.press("f", "right", "ctrl+s")
        assert desk.ws.bank.all(Mock)[0].questions[0].friend_rating == 1
        # Beside one's own, on the same line: the 3 that was given oneself, and the friend's 1.
        (line,) = [line for line in desk.text().splitlines() if "friend 1" in line]
        assert re.search(r"\b3\b.*friend 1", line), line


async def test_the_next_clock_of_a_mock_interview_waits_for_its_key_and_for_a_note(timed_app: Any, clock: Any) -> None:
    async with timed_app(size=(80, 24)) as desk:
        await desk.press("m")
        screen = desk.app.screen
        assert " e note" not in desk.lines()[-1]
        await desk.press("space")
        assert " e note" not in desk.lines()[-1]
        clock.on(seconds=50)
        await desk.press("space")
        assert " e note" in desk.lines()[-1]
        await desk.press("3")
        assert "Rated 3." in desk.text()
        assert screen.played.questions[1].question[:30] not in desk.text(), "not asked before one is ready"
        assert "Space ask" in desk.lines()[-1]
        assert " e note" in desk.lines()[-1]
        clock.on(minutes=5)
        await desk.press("e")
        await desk.type("Name the figure first.")
        await desk.press("ctrl+s")
        (kept,) = desk.ws.bank.all(Mock)
        assert [each.note for each in kept.questions[:2]] == ["Name the figure first.", ""]
        await desk.press("space")
        clock.on(seconds=12)
        await desk.press("space", "y", "space")
        clock.on(seconds=40)
        await desk.press("space", "2")
        (kept,) = desk.ws.bank.all(Mock)
        assert [each.seconds for each in kept.questions[:2]] == [50, 40], "the time of the note is nobody's answer"
        assert kept.questions[0].note == "Name the figure first."
        assert (kept.questions[0].probe_held, kept.questions[0].probe_seconds) == (True, 12)


async def test_a_refused_key_in_a_mock_interview_says_so_once_and_letters_after_it_undo_nothing(timed_app: Any) -> None:
    async with timed_app() as desk:
        await desk.press("m", "space", "space", "3", "space")
        (before,) = desk.ws.bank.all(Mock)
        await desk.press("e", "e", "e")
        assert desk.toasts() == ["Answer the question first."]
        await desk.press("u", "ctrl+r")
        assert desk.ws.bank.all(Mock) == [before]
        assert desk.toasts() == ["Not during a mock interview: leave it first, with Esc."]
        await desk.press("escape")
        assert desk.toasts() == []


async def test_what_each_rating_means_is_read_whole_in_a_small_window(timed_app: Any) -> None:
    async with timed_app(size=(80, 24)) as desk:
        await desk.press("m", "space", "space")
        words = " ".join(line.strip("│┃ ▏▕") for line in desk.lines()).split()
        for text in RATING_ANCHORS.values():
            assert text in " ".join(words)
        await desk.press("down", "down", "down", "enter")
        (kept,) = desk.ws.bank.all(Mock)
        assert kept.questions[0].rating == 4


async def test_a_mode_key_leaves_what_is_under_way_and_the_same_one_goes_back_to_its_ground(timed_app: Any) -> None:
    async with timed_app() as desk:
        await desk.press("7", "d", "7")
        assert desk.shown() is PracticeScreen


async def test_an_empty_bank_says_what_is_missing(timed_app: Any) -> None:
    async with timed_app(samples=False) as desk:
        await desk.press("escape", "7", "r")
        assert desk.toasts()[-1] == "There is no story yet."
        await desk.press("m")
        assert desk.toasts()[-1] == "There is no target with a round yet."
        await desk.press("c")
        assert "Nothing yet: no open target has a round with a date." in desk.text()
        await desk.press("escape", "d")
        assert desk.shown() is DrillScreen
        assert desk.app.screen.cards, "terms and technical questions need no bank"


async def test_the_version_of_a_target_is_rehearsed_from_the_screen(timed_app: Any, clock: Any) -> None:
    async with timed_app(size=(80, 24)) as desk:
        practising.rehearse(desk.app, "tuesday-the-model-changed")
        await desk.settle()
        screen = desk.app.screen
        own = screen.headline
        version = Version(
            story=screen.story_id, target="google-group-pm", headline="Told for them alone", closing="That is why here."
        )
        desk.ws.tailoring.save_version(version)
        await desk.press("v")
        assert "as told for Google" in desk.text()
        assert "Told for them alone" in desk.text()
        whole = desk.ws.practice.as_told(screen.story, 0, "google-group-pm")[1]
        assert whole["learning"].endswith("That is why here.")
        await desk.press("space")
        assert "can be changed before it is told" in screen.why_not("rehearse.version")
        for _ in screen.plan:
            clock.on(seconds=20)
            await desk.press("space")
        await desk.press("f")
        assert [each.target for each in desk.ws.practice.told()] == ["google-group-pm"]
        assert "for Google" in desk.text()
        await desk.press("v", "v")
        assert screen.target_id == ""
        assert screen.headline == own
