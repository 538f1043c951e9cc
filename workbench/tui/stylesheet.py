"""Textual's stylesheet with a memory: a source is parsed once a colour theme.

Textual parses everything anew at each of three moments of a start, and, because its own memory holds 64 sources and
a few modes bring more, at the first sight of each further kind of widget: 15 to 40 ms each time.
`tests/tui/test_stylesheet.py` compares the rules with those that Textual makes.
"""

from __future__ import annotations

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation


class Memory(Stylesheet):
    """A stylesheet that forgets what it parsed only when the variables are other ones."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._kept: dict[tuple[str, CSSLocation, bool, int, str], list[RuleSet]] = {}

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other variables; the same ones change nothing."""
        if variables != self._variables:
            self._kept.clear()
            super().set_variables(variables)

    def reparse(self) -> None:
        """Bring the rules up to date with sources and variables."""
        self.parse()

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        key = (css, read_from, is_default_rules, tie_breaker, scope)
        rules = self._kept.get(key)
        if rules is None:
            rules = self._kept[key] = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
        return rules
