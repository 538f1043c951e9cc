"""Keys as people write them, and the keys in use: the table's own with the user's over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.tui.actions import ACTIONS, BY_ID, FREED, SCOPES, TOGETHER

_NAMES: Mapping[str, str] = {
    "question_mark": "?",
    "slash": "/",
    "asterisk": "*",
    "comma": ",",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "plus": "+",
    "minus": "-",
    "underscore": "_",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "shift+down": "⇧↓",
    "shift+up": "⇧↑",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}


_PRINTING = {key for key, name in _NAMES.items() if len(name) == 1 and name not in "↑↓←→"} | {"space"}


def prints(key: str) -> bool:
    """Tell whether a key types a character where text is edited, so that it is no command there."""
    return len(key) == 1 or key in _PRINTING


def key_name(key: str) -> str:
    """Return a key as people write it: "question_mark" is "?", "ctrl+s" is "^s", "f4" is "F4"."""
    if key in _NAMES:
        return _NAMES[key]
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return key


KEPT: Mapping[str, str] = {
    "ctrl+j": "many terminals send Enter for it",
    "ctrl+m": "terminals send Enter for it",
    "ctrl+i": "terminals send Tab for it",
    "ctrl+h": "many terminals send Backspace for it",
    "ctrl+left_square_bracket": "terminals send Esc for it",
    "ctrl+enter": "most terminals send a plain Enter",
    "shift+enter": "most terminals send a plain Enter",
    "ctrl+z": "it puts programs to sleep in many shells",
    "ctrl+backslash": "it ends programs in many terminals",
    "ctrl+tab": "terminals change their own tabs with it",
    "f11": "many terminals go full screen with it",
}
"""Keys that terminals keep for themselves or cannot tell from others; no action of ours relies on one."""


def kept_by_terminals(key: str) -> str:
    """Return a warning about a key that may never arrive elsewhere, "" for a good one."""
    if key.startswith("alt+"):
        return "In some terminals Alt with a letter types the letter instead."
    return f"Elsewhere it may not work: {KEPT[key]}." if key in KEPT else ""


def refusal(remaps: Mapping[str, str], action_id: str, key: str) -> str:
    """Return why an action cannot have a key beside the other remaps, naming what has it; "" if it can."""
    keymap = Keymap({name: keys for name, keys in remaps.items() if name != action_id})
    keymap._keys[action_id] = (key,)
    for taken, one, other in keymap.clashes():
        if taken == key and action_id in (one, other):
            winner = BY_ID[other if one == action_id else one]
            return f"{key_name(key)} is “{winner.title}” already ({SCOPES[winner.scope]})."
    return ""


FORM_DONE = "form.done"
"""Id of the binding of a window's fields that follows the key of "Save now"."""


class Keymap:
    """The keys in use: the table's own, with the user's over them.

    A remap that names no action, no key, or a key that is already taken in the same place is not applied; the
    reason stands in `problems`. (Textual would silently drop one of two clashing bindings.)
    """

    def __init__(self, remaps: Mapping[str, str] | None = None) -> None:
        self._keys: dict[str, tuple[str, ...]] = {action.id: action.keys for action in ACTIONS}
        self.problems: list[str] = []
        wanted: dict[str, tuple[str, ...]] = {}
        for action_id, text in (remaps or {}).items():
            keys = tuple(key.strip() for key in text.split(",") if key.strip())
            if action_id not in BY_ID:
                self.problems.append(f'Keys: there is no action "{action_id}".')
            elif not keys:
                self.problems.append(f'Keys: no key is named for "{action_id}".')
            else:
                wanted[action_id] = keys
        self._keys.update(wanted)
        while wanted and (clash := next(self.clashes(), None)) is not None:
            key, one, other = clash
            loser, winner = (one, other) if one in wanted else (other, one)
            self.problems.append(
                f'Keys: "{key_name(key)}" for "{loser}" is already "{winner}"; "{loser}" keeps its own keys.'
            )
            wanted.pop(loser, None)
            self._keys[loser] = BY_ID[loser].keys

    def keys(self, action_id: str) -> tuple[str, ...]:
        """Return the keys of an action; the first is the one that the screens show."""
        return self._keys[action_id]

    def shown(self, action_id: str, *, in_text: bool = False) -> str:
        """Return the first key of an action as people write it; in text, the first that types nothing, or ""."""
        keys = [key for key in self._keys[action_id] if not (in_text and prints(key))]
        return key_name(keys[0]) if keys else ""

    def changed(self) -> dict[str, str]:
        """Return action id -> keys, for Textual, of those actions that do not have their own keys."""
        changed = {
            action.id: ",".join(self._keys[action.id]) for action in ACTIONS if self._keys[action.id] != action.keys
        }
        if "app.save" in changed:
            changed[FORM_DONE] = ",".join(self._done())
        return changed

    def done(self) -> str:
        """Return the key that hands a window's answers over, as people write it: the one that saves everywhere."""
        return key_name(self._done()[0])

    def _done(self) -> tuple[str, ...]:
        # A key that types a character would type it into the window's fields; one that does not is always there.
        return tuple(key for key in self._keys["app.save"] if not prints(key)) or BY_ID["app.save"].keys

    def clashes(self) -> Iterator[tuple[str, str, str]]:
        """Yield (key, action, action) for each key that two actions of one place share."""
        for scopes in TOGETHER:
            taken: dict[str, str] = {}
            freed = {each for scope in scopes for each in FREED.get(scope, ())}
            for action in ACTIONS:
                if action.scope not in scopes or action.id in freed:
                    continue
                for key in self._keys[action.id]:
                    if (other := taken.setdefault(key, action.id)) != action.id and not _inner(other, action.id):
                        yield key, other, action.id


def _inner(one: str, other: str) -> bool:
    """Tell whether two actions share a key on purpose: an inner place answers before an outer one."""
    scopes = {BY_ID[one].scope, BY_ID[other].scope}
    # Esc leaves the text first; printable keys never reach the screen while text is edited.
    return "text" in scopes and scopes != {"text"}
