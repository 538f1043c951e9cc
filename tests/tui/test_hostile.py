"""Text that would be markup, control or a trap elsewhere, through every mode, window and list."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.model.story import Story
from workbench.model.target import Round, Slot, Target
from workbench.text import clean
from workbench.tui.widgets.line_list import fit

HOSTILE = [
    "x[/foo] [/] [b]bold[/b] [link=http://a]b[/link]",
    "[@click=app.quit]quit[/] $ink {title} %s \\ [[b]]",
    "\x1b[31mred\x1b]52;c;aGk=\x07\x9b2J\x00\x7f",
    "\u202eright to left\u202c \u2066isolate\u2069 \u200bzero",
    "客服团队 👩‍⚕️ e\u0301\u0301\u0301 שלום नमस्ते ﷽",
    "a\tb\nc\r\nd\u2028e\u0085f",
    "W" * 3000,
    "\ud800 lone \ufffe",
]


async def test_every_mode_and_window_shows_it(open_app: Any, ws: Any) -> None:
    for text in HOSTILE:
        ws.stories.save(Story(title=clean(text), company=clean(text), situation=clean(text), themes=["ethics"]))
    hostile = clean(" ".join(text[:60] for text in HOSTILE))
    story = ws.stories.save(
        Story(
            title=hostile, headline=hostile, company=hostile, when=hostile, situation=f"{hostile} We trained a model.",
            action=f"I measured {hostile} 40% of 200 drafts with two nurses.", result=hostile, themes=["failure"],
        )
    )  # fmt: skip
    rounds = [Round(id="r1", kind="recruiter", title=hostile, interviewer=hostile, notes=hostile)]
    rounds[0].slots.append(Slot(id="q1", question=f"Tell me about a failure {hostile}"))
    ws.tailoring.save_target(Target(company=hostile, role=hostile, rounds=rounds))
    async with open_app(samples=False) as desk:
        for keys in (
            ("slash",), ("a",), ("escape",), ("escape",), ("question_mark",), ("escape",), ("ctrl+p",), ("escape",),
            ("enter",), ("n",), ("a",), ("escape",), ("f",), ("escape",), ("f2",), ("escape",), ("4",), ("m",), ("n",),
            ("5",), ("c",), ("escape",), ("v",), ("escape",), ("e",), ("escape",), ("2",), ("d",), ("u",),
        ):  # fmt: skip
            await desk.press(*keys)
            drawn = desk.text()
            for forbidden in ("\x1b", "\x00", "\x9b", "\u202e", "\u2066"):
                assert forbidden not in drawn
        assert ws.stories.get(story.id).deleted_at is None


@pytest.mark.parametrize("text", [*HOSTILE, "", "plain"], ids=lambda text: repr(text[:12]))
@pytest.mark.parametrize("width", [1, 2, 7, 40])
def test_a_line_is_fitted_to_its_cells(text: str, width: int) -> None:
    from rich.cells import cell_len

    assert cell_len(fit(clean(text), width)) == width
    assert cell_len(fit(clean(text), width, right=True)) == width


def test_a_wide_character_is_never_halved() -> None:
    assert fit("字字字", 4) == "字… "
    assert fit("字字字", 6) == "字字字"


async def test_messages_show_markup_as_it_is(open_app: Any) -> None:
    async with open_app(samples=False) as desk:
        await desk.press("escape")
        desk.app.tell("[/] [b]x[/b] [@click=app.quit]")
        await desk.settle()
        assert "[/] [b]x[/b]" in desk.text()


@pytest.mark.parametrize("part", ["a part of a story", "a line of a window", "what one looks for"])
async def test_five_megabytes_stop_nothing_and_are_kept(open_app: Any, ws: Any, part: str) -> None:
    ws.stories.save(Story(id="letters", title="Letters", situation="It rained."))
    pasted = ("\x1b[31mWe asked two nurses. \u202e" * 8 + "\n") * 24_000
    assert len(pasted) > 5_000_000
    async with open_app(samples=False) as desk:
        if part == "what one looks for":
            await desk.press("ctrl+p")
        else:
            desk.app.open_story("letters")
            await desk.settle()
            if part.startswith("a part"):
                desk.app.screen.editor("task").focus()
                await desk.settle()
            else:
                desk.app.screen.focus_reading()
                await desk.press("f")
        await desk.type(pasted)
        (path,) = (ws.places.data / "pasted").iterdir()
        assert path.read_text("utf-8") == clean(pasted)
        assert path.stat().st_mode & 0o777 == 0o600
        assert "too many for one field" in desk.text()
        assert "\x1b" not in desk.text()
        assert ws.stories.get("letters").task == ""


async def test_a_long_text_is_pasted_kept_and_saved(open_app: Any, ws: Any) -> None:
    ws.stories.save(Story(id="letters", title="Letters", situation="It rained."))
    pasted = "We asked two nurses to read them. " * 3_000
    async with open_app(samples=False) as desk:
        desk.app.open_story("letters")
        await desk.settle()
        desk.app.screen.editor("task").focus()
        await desk.settle()
        await desk.type(pasted)
        await desk.app.screen.settle()
        assert ws.stories.get("letters").task == pasted
