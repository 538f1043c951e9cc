"""What is to be drawn is drawn, although its turn came while nothing may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from textual.screen import Screen


class Drawn:
    """Mixed into every screen: a picture that was due in the middle of a batch is made after it.

    Textual's timer for it pauses itself, shows nothing in a batch, and is woken only by the next message: a window
    that opens in that moment stays as it was until a key is pressed.
    """

    def _on_timer_update(self) -> None:
        screen = cast("Screen[object]", self)
        held_up = bool(screen.app._batch_count)
        super()._on_timer_update()  # type: ignore[misc]
        if held_up and screen.is_current:
            screen._update_timer.resume()
