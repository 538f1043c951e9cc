from __future__ import annotations

import pytest

from workbench.tui.actions import ACTIONS, BY_ID, SCOPES, TOGETHER
from workbench.tui.app import WorkbenchApp
from workbench.tui.keys import Keymap, key_name, prints
from workbench.tui.screens.artefact import ArtefactScreen
from workbench.tui.screens.bank import BankScreen
from workbench.tui.screens.calendar import CalendarScreen
from workbench.tui.screens.coverage import CoverageScreen
from workbench.tui.screens.debrief import DebriefScreen
from workbench.tui.screens.drill import DrillScreen
from workbench.tui.screens.frame import Frame
from workbench.tui.screens.mock import MockScreen
from workbench.tui.screens.moments import MomentsScreen
from workbench.tui.screens.pitch import PitchScreen
from workbench.tui.screens.portfolio import PortfolioScreen
from workbench.tui.screens.practice import PracticeScreen
from workbench.tui.screens.proposal import ProposalScreen
from workbench.tui.screens.rehearse import RehearseScreen
from workbench.tui.screens.revisions import RevisionsScreen
from workbench.tui.screens.story import StoryScreen
from workbench.tui.screens.target import TargetScreen
from workbench.tui.screens.tonight import TonightScreen

SCREENS: dict[str, type[Frame]] = {
    "bank": BankScreen,
    "story": StoryScreen,
    "revisions": RevisionsScreen,
    "text": StoryScreen,
    "coverage": CoverageScreen,
    "target": TargetScreen,
    "tonight": TonightScreen,
    "portfolio": PortfolioScreen,
    "artefact": ArtefactScreen,
    "practice": PracticeScreen,
    "rehearse": RehearseScreen,
    "drill": DrillScreen,
    "mock": MockScreen,
    "rate": MockScreen,
    "debrief": DebriefScreen,
    "calendar": CalendarScreen,
    "moments": MomentsScreen,
    "pitch": PitchScreen,
    "bring_in": ProposalScreen,
}


def test_our_own_keys_do_not_clash() -> None:
    assert list(Keymap().clashes()) == []


def test_x_writes_a_file_wherever_it_works() -> None:
    writing = [action.title for action in ACTIONS if {"x", "X"} & set(action.keys)]
    assert len(writing) >= 4
    assert not [title for title in writing if not title.startswith("Write")]


def test_a_window_is_done_by_the_key_that_saves_unless_that_types() -> None:
    assert Keymap().done() == "^s"
    moved = Keymap({"app.save": "ctrl+g"})
    assert (moved.done(), moved.changed()) == ("^g", {"app.save": "ctrl+g", "form.done": "ctrl+g"})
    assert Keymap({"app.save": "W"}).done() == "^s", "a letter belongs to the fields"


def test_every_scope_is_live_somewhere_and_named() -> None:
    live = {scope for scopes in TOGETHER for scope in scopes}
    assert {action.scope for action in ACTIONS} == live == set(SCOPES)


def test_ids_are_unique_and_every_action_says_what_it_does() -> None:
    assert len(BY_ID) == len(ACTIONS)
    for action in ACTIONS:
        assert action.keys, action.id
        assert action.title, action.id
        assert 5 < len(action.effect) <= 75, action.id


@pytest.mark.parametrize("action", [each for each in ACTIONS if each.scope != "list"], ids=lambda each: each.id)
def test_every_action_has_its_deed(action: object) -> None:
    identity = getattr(action, "id")  # noqa: B009
    scope = identity.partition(".")[0]
    owner = WorkbenchApp if scope == "app" else SCREENS[scope]
    assert callable(getattr(owner, "do_" + identity.replace(".", "_")))


def test_a_remap_is_taken() -> None:
    keymap = Keymap({"bank.delete": "D", "bank.new": "n, A"})
    assert keymap.problems == []
    assert keymap.keys("bank.delete") == ("D",)
    assert keymap.shown("bank.new") == "n"
    assert keymap.changed() == {"bank.delete": "D", "bank.new": "n,A"}


def test_two_keys_may_be_swapped() -> None:
    keymap = Keymap({"bank.delete": "a", "bank.new": "d"})
    assert keymap.problems == []
    assert (keymap.keys("bank.delete"), keymap.keys("bank.new")) == (("a",), ("d",))


def test_a_clash_is_named_and_not_applied() -> None:
    keymap = Keymap({"bank.delete": "a"})
    assert keymap.keys("bank.delete") == ("d",)
    assert keymap.problems == ['Keys: "a" for "bank.delete" is already "bank.new"; "bank.delete" keeps its own keys.']


def test_a_clash_with_a_key_that_works_everywhere_is_found() -> None:
    assert "app.help" in Keymap({"target.lock": "question_mark"}).problems[0]


def test_unknown_actions_and_empty_keys_are_named() -> None:
    problems = Keymap({"bank.dance": "x", "bank.new": " "}).problems
    assert problems == ['Keys: there is no action "bank.dance".', 'Keys: no key is named for "bank.new".']


@pytest.mark.parametrize(
    ("key", "name", "types"),
    [
        ("question_mark", "?", True),
        ("ctrl+s", "^s", False),
        ("f4", "F4", False),
        ("G", "G", True),
        ("space", "Space", True),
    ],
)
def test_keys_are_written_as_people_write_them(key: str, name: str, types: bool) -> None:
    assert key_name(key) == name
    assert prints(key) is types
