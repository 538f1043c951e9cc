"""The generated pages are what the code says now."""

from __future__ import annotations

from pathlib import Path

from tools.commands_page import PAGE, page
from workbench.cli.main import commands

ROOT = Path(__file__).parents[2]


def test_the_page_of_commands_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_command_has_a_sentence_and_stands_in_the_readme_or_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name, parser in commands().all.items():
        assert parser.description, name
        assert f"## {name}\n" in text
