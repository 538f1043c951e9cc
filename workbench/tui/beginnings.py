"""The ways to begin with an empty bank: the same keys and deeds in Welcome, in the Bank's pane and in its footer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from textual.content import Content

from workbench.tui.keys import Keymap


@dataclass(frozen=True, slots=True)
class Beginning:
    """One way, by its action: its word in the footer, its name and what it does."""

    action: str
    short: str
    name: str
    said: str


BEGINNINGS = (
    Beginning("bank.paste", "paste", "Paste a story of yours", "as it stands; its parts are proposed"),
    Beginning("bank.samples", "samples", "Look at the samples", "24 stories, two targets; {undo} takes them out"),
    Beginning("bank.new", "new", "Begin a story", "a title is enough"),
    Beginning("bank.bring_in", "bring in", "Bring in files", "Word, Markdown, CSV, JSON"),
)
_LEAD = (
    ("This bank is empty.\n", "bold $ink"),
    ("A story is one thing that happened: situation, task, what you did, the result, what you learnt.\n", "$ink"),
)


def ways(keymap: Keymap) -> Iterator[tuple[str, Beginning]]:
    """Yield each way with the key that it has now."""
    for each in BEGINNINGS:
        said = each.said.replace("{undo}", keymap.shown("app.undo"))
        yield keymap.shown(each.action), replace(each, said=said)


def empty_bank(keymap: Keymap) -> Content:
    """Return what an empty bank says in the place of a preview."""
    parts = list(_LEAD)
    for key, each in ways(keymap):
        parts += [(f"  {key:<3}", "bold $mark"), (f" {each.name}: {each.said}\n", "$ink")]
    return Content.assemble(*parts)
