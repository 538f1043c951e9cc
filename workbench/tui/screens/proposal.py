"""What was found in a file or a paste: each sentence with its proposed part, to be corrected by one key and taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.model.story import PART_TITLES, PARTS, Story
from workbench.tui.widgets.line_list import LineList, Piece, fit

if TYPE_CHECKING:
    from workbench.workspace.stories import Proposal


class SentenceList(LineList):
    """Stories as headings, their sentences below, each with the letter of its part; a guess is marked."""

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        super().__init__(id="sentences")
        self.stories = [story for proposal in proposals for story in proposal.stories]
        self._lines: list[tuple[int, int]] = []
        for at, story in enumerate(self.stories):
            self._lines.append((at, -1))
            self._lines += [(at, number) for number in range(len(story.sentences))]

    def assign(self, part: int) -> None:
        """Give the sentence under the cursor another part, and go on to the next."""
        at, number = self._lines[self.cursor]
        if number >= 0:
            self.stories[at] = self.stories[at].with_part(number, PARTS[part])
            self.action_act("list.down")
            self.refresh()

    def count(self) -> int:
        """Return the number of lines."""
        return len(self._lines)

    def can_stand(self, index: int) -> bool:
        """Headings are passed over."""
        return 0 <= index < len(self._lines) and self._lines[index][1] >= 0

    def line(self, index: int, width: int) -> Sequence[Piece]:
        """Draw a story's title, or a sentence with its part."""
        at, number = self._lines[index]
        story = self.stories[at]
        if number < 0:
            return [(fit(story.title or "(no title yet)", width), "line--head")]
        sentence = story.sentences[number]
        sure = "" if sentence.given else "?"
        return [
            (f" {fit(PART_TITLES[sentence.part] + sure, 11)}", "line--good" if sentence.given else "line--watch"),
            (fit(sentence.text, width - 13), "line--strong"),
        ]


class ProposalScreen(ModalScreen[list[Story] | None]):
    """A look before anything is stored; nothing enters the bank by itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(at + 1), f"assign({at})", PART_TITLES[part], show=False) for at, part in enumerate(PARTS)),
        Binding("ctrl+s,enter", "take", "Take", show=False, priority=True),
        Binding("escape", "leave", "Back", show=False),
    ]

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        super().__init__()
        self._proposals = proposals

    def compose(self) -> ComposeResult:
        """What was found, what was left out, and the keys."""
        with Vertical(classes="window finder proposal") as window:
            lines = SentenceList(self._proposals)
            count = len(lines.stories)
            window.border_title = Content(f"Found: {count} {'story' if count == 1 else 'stories'}")
            window.border_subtitle = Content("1–5 Situation … Learning · Enter takes all · Esc back")
            yield lines
            yield Static(Content.assemble(*self._notes()), classes="note")

    def _notes(self) -> list[tuple[str, str]]:
        pieces = [(f"{proposal.source}: {proposal.form}. ", "$quiet") for proposal in self._proposals[:3]]
        pieces += [(f"{note} ", "$watch") for proposal in self._proposals for note in proposal.notes[:2]]
        left = [each for proposal in self._proposals for each in proposal.left_out]
        if left:
            pieces.append((f"Left out: {len(left)} ({left[0].why.rstrip('.')}). ", "$watch"))
        pieces.append(("A part with ? is a guess. Your words are taken as they stand.", "$quiet"))
        return pieces

    def on_mount(self) -> None:
        """Start on the first sentence."""
        lines = self.query_one(SentenceList)
        lines.lines_changed()
        lines.focus()

    def action_assign(self, part: int) -> None:
        """Give the sentence another part."""
        self.query_one(SentenceList).assign(part)

    def action_take(self) -> None:
        """Take the stories as they now stand."""
        self.dismiss([story.story() for story in self.query_one(SentenceList).stories])

    def action_leave(self) -> None:
        """Take nothing."""
        self.dismiss(None)
