"""Writing documents by key: the path is asked for, progress and cancel, the final path is shown and copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exports.reading import texts_of
from workbench.model.project import Artefact
from workbench.tui.screens.form import Form
from workbench.tui.screens.message import MessageScreen
from workbench.tui.widgets.text_box import LineBox
from workbench.tui.writing import Writing
from workbench.workspace.exported import Exported

PROJECT = "practice-inbox"


async def written(desk: Any) -> Path:
    await desk.settle()
    assert isinstance(desk.app.screen, MessageScreen), desk.text()
    path = Path(desk.app.screen._text)
    assert "y copies" in desk.text()
    await desk.press("escape")
    return path


async def fill(desk: Any, texts: dict[str, str]) -> None:
    form = desk.app.screen
    assert isinstance(form, Form), desk.text()
    for name, text in texts.items():
        form.query_one(f"#field-{name}", LineBox).value = text
    await desk.press("ctrl+s")


def words(path: Path) -> str:
    return "\n".join(text for _, text in texts_of(path.read_bytes(), path.name))


async def test_the_portfolio_and_an_artefact_are_written_by_key(timed_app: Any, tmp_path: Path) -> None:
    async with timed_app() as desk:
        await desk.press("6")
        await desk.press("x")
        await fill(desk, {"path": str(tmp_path / "all.docx")})
        path = await written(desk)
        assert path == tmp_path / "all.docx"
        assert "Draft replies in the practice inbox" in words(path)
        desk.app.screen.rows.put_cursor(f"{PROJECT}/metrics")
        await desk.press("x")
        assert "Over how many cases was it measured?" in desk.text()
        await fill(desk, {"path": str(tmp_path / "metrics.docx"), "lack-0": "1,900 drafts"})
        path = await written(desk)
        assert "Measured on 1,900" in words(path)
        rows = desk.ws.portfolio.artefact(desk.ws.portfolio.get(PROJECT), "metrics").rows
        assert "1,900 drafts" in [row.get("sample") for row in rows]


async def test_a_volume_given_on_the_screen_keeps_its_time(timed_app: Any, tmp_path: Path) -> None:
    async with timed_app() as desk:
        rows = [{"measure": "Precision of flags", "value": "0.92", "sample": "400 graded flags"}]
        desk.ws.portfolio.keep_artefact(PROJECT, Artefact(kind="brief", rows=rows))
        await desk.press("6")
        desk.app.screen.rows.put_cursor(f"{PROJECT}/brief")
        await desk.press("x")
        assert "How many flags are there, in which time?" in desk.text()
        await fill(desk, {"path": str(tmp_path / "brief.docx"), "lack-0": "2,000 flags a week"})
        said = words(await written(desk))
        assert "About 8 in 100 flags are wrong; at 2,000 flags a week, about 160." in said
        row = desk.ws.portfolio.artefact(desk.ws.portfolio.get(PROJECT), "brief").rows[0]
        assert (row["volume"], row["period"]) == ("2,000 flags", "week")


@pytest.mark.parametrize(("keys", "name"), [(("down", "s"), "sheet.docx"), (("down", "X"), "told.docx")])
async def test_what_a_target_has_is_written_by_key(
    timed_app: Any, tmp_path: Path, keys: tuple[str, ...], name: str
) -> None:
    async with timed_app() as desk:
        await desk.press("5")
        await desk.press(*keys)
        await fill(desk, {"path": str(tmp_path / name)})
        assert await written(desk) == tmp_path / name
        assert len(words(tmp_path / name)) > 300


async def test_a_brief_without_a_word_says_so_and_writes_nothing(timed_app: Any, tmp_path: Path) -> None:
    async with timed_app() as desk:
        await desk.press("5", "b", "enter")
        await fill(desk, {"path": str(tmp_path / "brief.docx")})
        assert "still empty" in " ".join(desk.toasts())
        assert list(tmp_path.glob("*.docx")) == []


async def test_a_document_that_is_cancelled_leaves_nothing(timed_app: Any, tmp_path: Path) -> None:
    async with timed_app() as desk:
        await desk.press("6")
        writing: Writing = desk.app.screen.writing
        place = tmp_path / "cancelled.docx"

        def work(path: Path, _: dict[str, str], step: Callable[[str], None]) -> Exported:
            desk.app.call_from_thread(desk.app.screen.do_app_back)
            return desk.ws.documents.portfolio(path, step=step)  # type: ignore[no-any-return]

        await writing._write(work, {"path": str(place)})
        await desk.settle()
        assert "as you wished" in " ".join(desk.toasts())
        assert list(tmp_path.glob("*cancelled*")) == []
        assert not writing.active
