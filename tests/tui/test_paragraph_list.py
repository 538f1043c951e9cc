"""Paragraphs in a list are wrapped to the cells that there are."""

from __future__ import annotations

from workbench.tui.widgets.paragraph_list import wrapped


def test_a_paragraph_is_wrapped_to_its_cells() -> None:
    from rich.cells import cell_len

    for text in ("", "plain words that go on", "字" * 50, "x" * 300, "a " * 900, "👩‍⚕️ e\u0301\u0301 שלום"):
        for width in (2, 7, 40):
            lines = wrapped(text, width)
            assert 1 <= len(lines) <= 12
            assert all(cell_len(line) <= width for line in lines)
    assert wrapped("three short words", 11) == ["three short", "words"]
