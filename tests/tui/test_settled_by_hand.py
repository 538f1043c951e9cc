"""Bringing stories in, settled by hand: a sentence gets its part by one key, a story is cut, joined and renamed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx

from tests.tui.brought_in import Keys, here, read, titles
from workbench import samples
from workbench.model.story import PARTS

LETTER = {"situation": "s", "task": "t", "action": "a", "result": "r", "learning": "l"}


async def test_keys_until_every_sentence_stands_where_its_author_put_it(
    open_app: Any, tmp_path: Path, capsys: Any
) -> None:
    chosen = samples.stories()[:8]
    made = docx.Document()
    for story in chosen:
        made.add_heading(story.title, 1)
        made.add_paragraph(" ".join(" ".join(str(getattr(story, part)).split()) for part in PARTS))
    made.save(str(tmp_path / "joined.docx"))
    async with open_app(samples=False) as desk:
        screen = await read(desk, files=str(tmp_path / "joined.docx"))
        keys, wrong, sentences = Keys(desk), 0, 0
        assert screen.sorting is not None
        assert len(screen.sorting.found) == len(chosen)
        for story in chosen:
            for number, one in enumerate(here(screen).proposed.sentences):
                gold = next(
                    (part for part in PARTS if one.text in " ".join(str(getattr(story, part)).split())), one.part
                )
                sentences += 1
                if gold != one.part:
                    wrong += 1
                    while (at := int(screen.rows.here())) < number:
                        await keys.press("tab" if at + 1 < screen.sorting.turn(at) <= number else "j")
                    await keys.press(LETTER[gold])
            await keys.press("enter")
        await keys.press("enter")
        for story in chosen:
            stored = next(row for row in desk.ws.stories.rows() if row["title"] == story.title)
            for part in PARTS:
                assert str(stored[part]).split() == str(getattr(story, part)).split()
        with capsys.disabled():
            print(
                f"\n{len(chosen)} sample stories told without their parts: {keys.count} keys, "
                f"{keys.count / len(chosen):.1f} a story; {wrong} of {sentences} sentences corrected"
            )


async def test_one_key_corrects_a_sentence_leaves_it_out_moves_it_and_u_takes_it_back(
    open_app: Any, word: Path
) -> None:
    async with open_app(samples=False) as desk:
        screen = await read(desk, files=str(word))
        sentences = here(screen).proposed.sentences
        await desk.press("l")
        assert here(screen).proposed.sentences[0].part == "learning"
        assert screen.rows.here() == "1", "the cursor goes on"
        await desk.press("d")
        assert here(screen).left() == [(sentences[1].text, "left out by you")]
        await desk.press("u")
        assert here(screen).left() == []
        await desk.press("g", "j", "d", "J")
        assert here(screen).proposed.sentences[3].text == sentences[2].text
        await desk.press("u", "enter", "n")
        assert "left out by you" in desk.text()
        assert sentences[1].text[:40] in desk.text()
        assert "Skipped: 1" in desk.text()
        await desk.press("enter")
        (row,) = desk.ws.stories.rows()
        assert row["learning"].startswith(sentences[0].text)
        assert sentences[1].text not in str(row)


async def test_every_part_letter_gives_its_part_wherever_the_sentence_stands(open_app: Any, word: Path) -> None:
    async with open_app(samples=False) as desk:
        screen = await read(desk, files=str(word))
        await desk.press("r", "a", "l", "t", "s", "d", "d")
        found = [one.part for one in here(screen).proposed.sentences]
        assert found[:5] == ["result", "action", "learning", "task", "situation"]


async def test_another_title_is_one_key_away_and_p_goes_back(open_app: Any, word: Path) -> None:
    async with open_app(samples=False) as desk:
        await read(desk, files=str(word))
        await desk.press("p")
        assert desk.toasts()[-1] == "This is the first story."
        await desk.press("e")
        await desk.type(" we had")
        await desk.press("enter", "enter", "enter", "p", "d", "enter", "enter")
        assert set(titles(desk)) == {"The refund bot we had", "A search nobody trusted"}
        row = next(row for row in desk.ws.stories.rows() if row["title"].startswith("The refund"))
        assert "eleven hundred" not in str(row), "left out after the preview had been seen"


async def test_by_hand_a_story_is_cut_and_joined_and_the_least_certain_guess_comes_first(
    open_app: Any, word: Path
) -> None:
    async with open_app(samples=False, size=(80, 24)) as desk:
        screen = await read(desk, files=str(word))
        sentences = here(screen).proposed.sentences
        assert "w least certain" in desk.text()
        await desk.press("w")
        guesses = sorted(range(len(sentences)), key=lambda at: sentences[at].certainty)
        assert screen.rows.here() == str(guesses[0])
        await desk.press("w")
        assert screen.rows.here() == str(guesses[1])
        assert "??" in desk.text()

        await desk.press("g", "b")
        assert desk.toasts()[-1] == "The story begins with this sentence already."
        await desk.press("j", "j", "j", "b")
        assert "Story 2 of 3" in desk.text()
        assert [one.text for one in here(screen).proposed.sentences] == [one.text for one in sentences[3:]]
        await desk.press("m")
        assert "Story 1 of 2" in desk.text()
        assert [one.text for one in here(screen).proposed.sentences] == [one.text for one in sentences]
        await desk.press("m")
        assert desk.toasts()[-1] == "There is no story before it to join."
        await desk.press("u", "u")
        assert here(screen).proposed.sentences == sentences

        # Killed here: what was cut is cut when the same file is looked at again.
        await desk.press("g", "j", "j", "j", "b", "r", "p", "enter")
        state = screen.sorting.state() if screen.sorting else {}
        desk.ws.drafts.flush()
        desk.app.sorting, desk.app.half_typed = None, {}
        desk.app.pop_screen()
        await desk.settle()
        again = await read(desk, files=str(word))
        assert again is not screen
        assert again.sorting is not None
        assert again.sorting.state() == state
        assert again.sorting.count("taken") == 1
