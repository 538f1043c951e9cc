"""Some of many things, found by typing: what is chosen on top, what the typed words find below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click, Key, Paste
from textual.message import Message
from textual.widget import Widget

from workbench.text import clean
from workbench.tui.widgets.line_list import fit

SHOWN: Final = 5
"""Lines of what is found; the others are counted."""
SHOWN_LOW: Final = 3


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its value, how it is called, what it is, and further words by which it is found."""

    value: str
    label: str
    kind: str = ""
    words: str = ""

    @property
    def folded(self) -> str:
        """Everything that typed words are looked for in."""
        return f"{self.label} {self.kind} {self.words}".casefold()


class Several(Widget, can_focus=True):
    """Letters search, Enter or Space takes what the cursor is on, Backspace takes the last one out again."""

    class Changed(Message):
        """Something was taken or taken out."""

        def __init__(self, several: Several) -> None:
            self.several = several
            super().__init__()

        @property
        def control(self) -> Several:
            """The widget in which it was."""
            return self.several

    class Grown(Message):
        """It is higher or lower than before: the window keeps it in sight."""

    class GoOn(Message):
        """Enter where nothing is looked for: on to the next field."""

    def __init__(self, options: Sequence[Option], value: str, *, id: str | None = None) -> None:
        """`value` holds the values of what is chosen, parted by commas."""
        super().__init__(id=id)
        self._options = tuple(options)
        self._chosen = self._known(value)
        self._query = ""
        self._open = False
        self._at = 0
        self._ticked = False
        """Whether Space has ticked something in the open list: Enter is then done with it."""
        self._said = ""
        self.touched = False
        """Whether the user has chosen here: what was only proposed follows what it was proposed from."""

    def _known(self, value: str) -> list[str]:
        known = {option.value for option in self._options}
        return [each for each in value.split(",") if each in known]

    @property
    def value(self) -> str:
        """The values of what is chosen, parted by commas, in the order of choosing."""
        return ",".join(self._chosen)

    def propose(self, value: str, said: str) -> None:
        """Choose for the user, who has not chosen yet, and say why."""
        self._said = said
        if (chosen := self._known(value)) != self._chosen:
            self._chosen = chosen
            self.post_message(self.Changed(self))
        self.refresh(layout=True)

    def found(self) -> list[Option]:
        """Return what has all of the typed words, what begins with the first of them on top."""
        words = self._query.casefold().split()
        hits = [option for option in self._options if all(word in option.folded for word in words)]
        return sorted(hits, key=lambda option: bool(words) and not option.label.casefold().startswith(words[0]))

    # Keys

    def on_key(self, event: Key) -> None:
        """What this field needs of the keys; all others go on to the window."""
        taken = True
        if event.key == "enter":
            self._enter()
        elif event.key in {"down", "up"}:
            self._move(1 if event.key == "down" else -1)
        elif event.key == "backspace":
            self._backspace()
        elif event.key == "escape" and (self._open or self._query):
            self._close()
        elif event.is_printable and event.character and (event.character != " " or self._query):
            self._search(self._query + event.character)
        elif event.character == " " and self._open and self.found():
            self._turn()
            self._ticked = True
        else:
            taken = False
        if taken:
            event.stop()
            event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Pasted words search as typed ones do."""
        event.stop()
        self._search(self._query + " ".join(clean(event.text[:200]).split()))

    def _search(self, query: str) -> None:
        self._query, self._open, self._at, self._ticked = query, True, 0, False
        self.refresh(layout=True)

    def _enter(self) -> None:
        if self._open:
            if self.found() and not self._ticked:
                self._turn()
            self._close()
        else:
            self.post_message(self.GoOn())

    def _move(self, step: int) -> None:
        count = len(self.found())
        self._at = (self._at + step) % count if self._open and count else 0
        self._open = True
        self.refresh(layout=True)

    def _backspace(self) -> None:
        if self._query:
            self._search(self._query[:-1])
        elif self._chosen:
            self._put(self._chosen[:-1])

    def _close(self) -> None:
        self._query, self._open, self._at, self._ticked = "", False, 0, False
        self.refresh(layout=True)

    def _turn(self) -> None:
        """Take what the cursor is on, or take it out."""
        found = self.found()
        value = found[min(self._at, len(found) - 1)].value
        self._put([each for each in self._chosen if each != value] + [value] * (value not in self._chosen))

    def _put(self, chosen: list[str]) -> None:
        self._chosen, self._said, self.touched = chosen, "", True
        self.refresh(layout=True)
        self.post_message(self.Changed(self))

    def on_resize(self) -> None:
        """Tell the window of another height."""
        self.post_message(self.Grown())

    def on_blur(self) -> None:
        """What is looked for is over when one leaves."""
        self._close()

    def on_click(self, event: Click) -> None:
        """A click on something found takes it, or takes it out; elsewhere it opens the list."""
        offset = event.get_content_offset(self)
        line = offset.y - len(self._lines_chosen()) - 1 if offset is not None else -1
        if self._open and 0 <= line < min(self._room(), len(self.found())):
            self._at = self._first() + line
            self._turn()
        else:
            self._open = True
            self.refresh(layout=True)

    # Drawing

    def _room(self) -> int:
        return SHOWN_LOW if self.app.size.height < 30 else SHOWN

    def _first(self) -> int:
        return max(0, self._at - self._room() + 1)

    def _lines_chosen(self) -> list[Content]:
        labels = {option.value: option.label for option in self._options}
        width = max(10, self.size.width or 60)
        lines = [
            Content.assemble(("● ", "$mark"), (fit(labels[each], min(width - 2, cell_len(labels[each]))), "bold $ink"))
            for each in self._chosen
        ]
        lines = lines or [Content.assemble(("none", "$quiet"))]
        if self._said:
            lines.append(Content.assemble((self._said, "$quiet")))
        return lines

    def render(self) -> Content:
        """Draw what is chosen; with the focus, what is looked for and what is found."""
        lines = self._lines_chosen()
        if self.has_focus:
            found = self.found()
            lines.append(self._line_typed(len(found)))
            if self._open:
                first, width = self._first(), max(10, self.size.width or 60)
                for at, option in enumerate(found[first : first + self._room()], first):
                    lines.append(self._line_found(option, width, here=at == self._at))
        return Content("\n").join(lines)

    def _line_typed(self, count: int) -> Content:
        if not self._open:
            return Content.assemble(("/ ", "$mark"), (f"type to search {len(self._options)}, ↓ lists them", "$quiet"))
        said = "nothing has these words" if not count else f"{min(self._at + 1, count)} of {count} · Enter takes it"
        return Content.assemble(("/ ", "$mark"), (self._query, "bold $ink"), ("▏", "$mark"), (f"  {said}", "$quiet"))

    def _line_found(self, option: Option, width: int, *, here: bool) -> Content:
        sign = "●" if option.value in self._chosen else "○"
        kind = f"  {option.kind}" if option.kind else ""
        label = fit(option.label, min(cell_len(option.label), width - 4 - cell_len(kind)))
        return Content.assemble(
            ("› " if here else "  ", "$mark"), (f"{sign} ", "$mark" if sign == "●" else "$quiet"),
            (label, "bold $ink" if here else "$ink"), (kind, "$quiet"),
        )  # fmt: skip
