"""Our stylesheet makes the same rules as Textual's, and parses each source once."""

from __future__ import annotations

from typing import Any

import pytest
from textual.css.parse import parse
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

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


def styled(node: DOMNode) -> dict[str, dict[str, object]]:
    """Return the rules of a node and of each of its parts."""
    parts = {name: dict(styles.base._rules) for name, styles in node._component_styles.items()}
    return {"": dict(node.styles.base._rules), **parts}


def differences(app: Any) -> list[str]:
    """Compare the styles on the screen with those that Textual's own stylesheet works out for the same nodes."""
    theirs = Stylesheet(variables=app.get_css_variables())
    theirs.source = dict(app.stylesheet.source)
    theirs.parse()
    found = []
    for node in app.screen.walk_children(with_self=True):
        ours = styled(node)
        parts = dict(node._component_styles)
        theirs.apply(node)
        plain = styled(node)
        # Ours stand there again: what is stale must not be mended by the comparison.
        node._component_styles = parts
        node.styles.base._rules = ours[""]
        for name, rules in plain.items():
            found += [
                f"{node} {name} {key}: {ours.get(name, {}).get(key)!r} is {rules.get(key)!r}"
                for key in {*rules, *ours.get(name, {})}
                # As they are written: each parsing of a layout makes an object of its own.
                if repr(ours.get(name, {}).get(key)) != repr(rules.get(key))
            ]
    return found


async def test_every_mode_looks_as_textual_would_style_it_in_each_state(timed_app: Any) -> None:
    async with timed_app() as desk:
        for key in "1234567":
            await desk.press(key)
            assert differences(desk.app) == []
            await desk.press("tab")
            assert differences(desk.app) == []
        await desk.press("3", "e", "x")
        assert differences(desk.app) == []
        await desk.press("escape", "z")
        assert differences(desk.app) == []
        await desk.press("z", "2", "slash", *"fl")
        assert differences(desk.app) == []
        await desk.pilot.resize_terminal(80, 24)
        for key in ("escape", "3", "f2", "5", "comma", "end", "enter"):
            await desk.press(key)
            assert differences(desk.app) == []
        await desk.press("escape", "escape")
        desk.app.theme = "textual-light"
        await desk.settle()
        assert differences(desk.app) == []
        for key, where in (("5", "LoopBoard"), ("2", "Footer")):
            await desk.press(key)
            await desk.pilot.hover(where, offset=(3, 0))
            assert desk.app.screen.query_one(where).mouse_hover
            assert differences(desk.app) == []
