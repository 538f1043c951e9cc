"""Our stylesheet makes the same rules as Textual's, and parses each source once."""

from __future__ import annotations

from typing import Any

import pytest
from textual.css.parse import parse
from textual.css.stylesheet import Stylesheet

from workbench.tui.stylesheet import Memory

VARIABLES = {"ink": "#ffffff", "ground": "#000000"}


def sources(sheet: Stylesheet) -> None:
    for number in range(80):
        sheet.add_source(
            f"Kind{number} {{ color: $ink; background: $ground; }} Kind{number}:focus {{ color: red; }}",
            read_from=("", f"Kind{number}"),
            is_default_css=True,
            tie_breaker=number,
            scope=f"Kind{number}",
        )


def text_of(sheet: Stylesheet) -> list[tuple[str, object]]:
    return [(rule.css, rule.is_default_rules) for rule in sheet.rules]


def test_the_rules_are_those_of_textual() -> None:
    ours, theirs = Memory(variables=VARIABLES), Stylesheet(variables=VARIABLES)
    for sheet in (ours, theirs):
        sources(sheet)
        assert sheet.rules
        sheet.add_source("Late { color: $ink; }", read_from=("", "Late"))
        sheet.reparse()
    assert text_of(ours) == text_of(theirs)
    assert list(ours.rules_map) == list(theirs.rules_map)


def test_other_colours_are_other_rules() -> None:
    sheet = Memory(variables=VARIABLES)
    sources(sheet)
    before = text_of(sheet)
    sheet.set_variables({"ink": "#112233", "ground": "#000000"})
    sheet.reparse()
    assert text_of(sheet) != before
    assert "#112233" in sheet.css


def test_a_source_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def counting(scope: str, css: str, *rest: Any, **more: Any) -> Any:
        parsed.append(css)
        return parse(scope, css, *rest, **more)

    monkeypatch.setattr("textual.css.stylesheet.parse", counting)
    sheet = Memory(variables=VARIABLES)
    sources(sheet)
    assert sheet.rules
    sheet.set_variables(dict(VARIABLES))
    sheet.add_source("Late { color: $ink; }", read_from=("", "Late"))
    sheet.reparse()
    assert sheet.rules
    assert len(parsed) == 81
