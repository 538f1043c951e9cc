"""Textual's bindings, made from the table of actions."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from workbench.tui.actions import of_scope
from workbench.tui.keys import key_name


def bindings(scope: str) -> list[BindingType]:
    """Return the bindings of one scope; each carries its action's id, so that it can be remapped."""
    return [
        Binding(
            ",".join(action.keys),
            f"act('{action.id}')" if scope == "list" else f"{'app' if scope == 'app' else 'screen'}.act('{action.id}')",
            action.title,
            show=False,
            key_display=key_name(action.keys[0]),
            id=action.id,
            priority=action.id == "app.quit",
        )
        for action in of_scope(scope)
    ]
