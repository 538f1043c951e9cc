"""A bank that can't be opened: what can be put in its place, chosen by keyboard. Nothing is touched before Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from workbench.tui.colours import OFFERED, OWN, shades
from workbench.tui.outliving import outliving
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from textual.driver import Driver

    from workbench.errors import Damaged
    from workbench.workspace.safety import Candidate

LISTED = 40
"""Backups that are listed; `workbench backup list` shows all."""


class Rescue(App[str], inherit_bindings=False):
    """The states that can be restored, newest first. It ends with the name of the one chosen, "" for none."""

    TITLE = "Workbench"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ctrl+q,ctrl+c", "leave", "Leave", show=False, priority=True),
    ]
    CSS = """
    Screen { background: $ground; align: center middle; }
    .window { background: $pane; border: round $rule-here; border-title-color: $name; border-title-style: bold;
        border-subtitle-color: $quiet; padding: 0 1; height: auto; width: 76; max-width: 96%; max-height: 92%; }
    .said { color: $ink; height: auto; padding: 0 0 1 0; }
    RowList { background: $pane; height: auto; max-height: 12; }
    RowList > .line--cursor { background: $cursor; color: $ink; text-style: bold; }
    RowList > .line--strong { color: $ink; }
    RowList > .line--muted { color: $quiet; }
    RowList > .line--good { color: $good; }
    RowList > .line--gap { color: $gap; }
    #rescue-kept { color: $quiet; height: auto; padding: 1 0 0 0; }
    """

    def __init__(
        self,
        damaged: Damaged,
        candidates: Sequence[Candidate],
        count: Callable[[Candidate], int | None],
        theme: str = "",
    ) -> None:
        """`count` reads a candidate and says how many stories it holds; None for one that can't be read."""
        super().__init__()
        self._damaged = damaged
        self._candidates = list(candidates)[:LISTED]
        self._count = count
        self._stories: dict[str, int | None] = {}
        for each in OWN:
            self.register_theme(each)
        self.theme = theme if theme in OFFERED else OFFERED[0]

    def get_driver_class(self) -> type[Driver]:
        """Return Textual's way to this terminal, one that outlives it."""
        return outliving(super().get_driver_class())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own names for colours, made from the theme's."""
        return shades(self.current_theme.to_color_system().generate())

    def compose(self) -> ComposeResult:
        """What happened, the states, and what becomes of the file."""
        with Vertical(classes="window") as window:
            window.border_title = Content("The bank can't be opened")
            window.border_subtitle = Content("↑↓ choose · Enter restores · Esc leaves all as it is")
            yield Static(Content(f"{self._damaged.happened} {self._damaged.kept}".strip()), classes="said")
            yield RowList(id="rescue-rows")
            kept = "Nothing is overwritten: the file that stands there now is kept, byte for byte, among the backups."
            yield Static(Content(kept), id="rescue-kept")

    def on_mount(self) -> None:
        """Show the states; how many stories each holds is read meanwhile."""
        self.query_one(RowList).focus()
        self._show()
        self.run_worker(self._read, thread=True, exit_on_error=False)

    def _read(self) -> None:
        for each in self._candidates:
            self._stories[each.name] = self._count(each)
            self.call_from_thread(self._show)

    def _show(self) -> None:
        rows = []
        for each in self._candidates:
            known = each.name in self._stories
            stories = self._stories.get(each.name)
            held = "reading …" if not known else "can't be read" if stories is None else _stories(stories)
            broken = known and stories is None
            at = f"{each.at.astimezone():%d %b %Y %H:%M}" if each.at else ""
            rows.append(
                Row(
                    each.name, f"{at}  {each.what}", "!" if broken else "•", "line--gap" if broken else "line--good",
                    held, style="line--muted" if broken else "line--strong",
                )
            )  # fmt: skip
        self.query_one(RowList).show(rows)

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter restores the state under the cursor, if it can be read."""
        name = self.query_one(RowList).here()
        if name and self._stories.get(name, 0) is not None:
            self.exit(name)

    def action_leave(self) -> None:
        """Leave; nothing was changed."""
        self.exit("")


def _stories(count: int) -> str:
    return "1 story" if count == 1 else f"{count} stories"
