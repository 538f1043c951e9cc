"""Textual's stylesheet with a memory: a source is parsed once a colour theme, and what it means for a node in one place
and state is worked out once.

Textual parses everything anew at each of three moments of a start, and, because its own memory holds 64 sources and
a few modes bring more, at the first sight of each further kind of widget: 15 to 40 ms each time. And it matches all
rules anew against every node below one whose class changes, a text area's two dozen parts included: two thirds of a
mode's first sight. `tests/tui/test_stylesheet.py` compares rules and styles with those that Textual makes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakKeyDictionary

from textual.app import App
from textual.css.model import RuleSet, SelectorType
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.css.styles import RulesMap

_OF_ITS_ORDER: Final = Stylesheet._EXCLUDE_PSEUDO_CLASSES_FROM_CACHE
"""States that depend on more than a node and what it stands in; a node that a rule asks for them is always matched."""


class Asked(NamedTuple):
    """What the rules for a node ask of it and of what it stands in."""

    names: frozenset[str]
    """What rules can call the node by; only a rule for one of these says something about it."""
    classes: frozenset[str]
    ids: frozenset[str]
    states: frozenset[str]

    @property
    def memorable(self) -> bool:
        """Whether the answer is the same for every node in the same place and state."""
        return self.states.isdisjoint(_OF_ITS_ORDER)


class Matched(NamedTuple):
    """What all rules together say about a node in one place and state, and which of its states they ask for."""

    names: frozenset[str]
    rules: RulesMap | None
    hover: bool
    focus_within: bool
    order: bool
    odd_or_even: bool


class Memory(Stylesheet):
    """A stylesheet that forgets what it parsed only when the variables are other ones, and matches each case once."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._kept: dict[tuple[str, CSSLocation, bool, int, str], list[RuleSet]] = {}
        self._matched: dict[Hashable, Matched] = {}
        self._parts: WeakKeyDictionary[DOMNode, Hashable] = WeakKeyDictionary()
        self._asked: dict[Hashable, Asked] = {}
        self._asked_by: list[RuleSet] = []

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

    # What the rules mean for a node

    def apply(
        self, node: DOMNode, *, animate: bool = False, cache: dict[tuple[object, ...], RulesMap] | None = None
    ) -> None:
        """Style a node and its parts; matched once for each place and state."""
        asked = self._asked_of(node)
        if not asked.memorable:
            super().apply(node, animate=animate, cache=cache)
            return
        place = _place(node, asked)
        known = self._matched.get(place)
        if known is None:
            # Textual puts what it found into the cache that it is given; nothing, where no rule speaks of the node.
            found: dict[tuple[object, ...], RulesMap] = {}
            super().apply(node, animate=animate, cache=found)
            self._matched[place] = Matched(
                asked.names,
                next(iter(found.values()), None),
                node._has_hover_style,
                node._has_focus_within,
                node._has_order_style,
                node._has_odd_or_even,
            )
            return
        node._has_hover_style, node._has_focus_within = known.hover, known.focus_within
        node._has_order_style, node._has_odd_or_even = known.order, known.odd_or_even
        if known.rules is not None:
            self.replace_rules(node, known.rules, animate=animate)
        self._process_component_classes(node)

    def _process_component_classes(self, node: DOMNode) -> None:
        # A node's parts look as before where it stands as before, as far as the rules for its parts ask.
        names = node._get_component_classes()
        if not names:
            return
        asked = self._asked_of_parts(names)
        if not asked.memorable:
            super()._process_component_classes(node)
            return
        place = _place(node, asked)
        if self._parts.get(node) != place or node._component_styles.keys() != names:
            super()._process_component_classes(node)
            self._parts[node] = place

    def _asked_of(self, node: DOMNode) -> Asked:
        if self.rules is not self._asked_by:
            self._forget()
        kind = (type(node), node._id, frozenset(node._classes))
        asked = self._asked.get(kind)
        if asked is None:
            asked = self._asked[kind] = self._asked_for(frozenset(node._selector_names))
        return asked

    def _forget(self) -> None:
        # Each further kind of widget brings rules: what is known of nodes that these do not speak of stays known.
        before, self._asked_by = set(self._asked_by), self.rules
        changed = {name for rule in before.symmetric_difference(self.rules) for name in rule.selector_names}
        anything = "*" in changed
        self._asked = {
            kind: asked for kind, asked in self._asked.items() if not anything and changed.isdisjoint(asked.names)
        }
        self._matched = {
            place: known for place, known in self._matched.items() if not anything and changed.isdisjoint(known.names)
        }
        self._parts.clear()

    def _asked_of_parts(self, names: frozenset[str]) -> Asked:
        asked = self._asked.get(names)
        if asked is None:
            called = frozenset({*DOMNode()._selector_names, *("." + name for name in names)})
            asked = self._asked[names] = self._asked_for(called)
        return asked

    def _asked_for(self, names: frozenset[str]) -> Asked:
        rules = [rule for name in self.rules_map.keys() & names for rule in self.rules_map[name]]
        selectors = [selector for rule in rules for each in rule.selector_set for selector in each.selectors]
        classes = {selector.name for selector in selectors if selector.type is SelectorType.CLASS}
        # A rule for everything passes over what Textual keeps for itself.
        classes.add("-textual-system")
        ids = {selector.name for selector in selectors if selector.type is SelectorType.ID}
        states = {state for rule in rules for state in rule.pseudo_classes}
        return Asked(names, frozenset(classes), frozenset(ids), frozenset(states))


def _place(node: DOMNode, asked: Asked) -> Hashable:
    """Return all that these rules can ask of a node and of what it stands in, but for its order among siblings."""
    path: list[Hashable] = []
    hover, focus = "hover" in asked.states, "focus" in asked.states or "blur" in asked.states
    step: object = node
    while isinstance(step, DOMNode):
        state: Hashable = ()
        if isinstance(step, Widget):
            state = (hover and step.mouse_hover, focus and step.has_focus, step.disabled, step.can_focus)
        elif isinstance(step, App):
            dark = step.current_theme.dark
            state = (focus and step.app_focus, dark, step.native_ansi_color, step.no_color, step.is_inline)
        named = step._id if step._id in asked.ids else ""
        path.append((type(step), named, asked.classes & step._classes, state))
        step = step._parent
    return tuple(path)
