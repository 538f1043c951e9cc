"""A text in the user's own editor: a private file that lives until what came back in it is saved.

An editor may fail, be killed with the terminal, or give back what is no story any more; the disk may be full when it
has come back. In all of these the file stays, and the error names it.
"""

from __future__ import annotations

import contextlib
import os
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.bank import disk
from workbench.bank.places import private_folder
from workbench.errors import BadInput, Refused, WorkbenchError
from workbench.text import clean, slug

if TYPE_CHECKING:
    from workbench.bank.places import Places

# Editors with a window of their own return at once unless they are told to wait.
_WAIT = dict.fromkeys(("code", "codium", "subl", "atom", "mate", "gedit", "zed"), "--wait")
MOST_BYTES = 5_000_000


def command(fallback: str = "") -> list[str]:
    """Return the editor's command: $VISUAL, then $EDITOR, then `fallback`. Raises `Refused` if none is set."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or fallback
    try:
        words = shlex.split(named)
    except ValueError as error:
        raise Refused(f"The editor's name “{named}” can't be read ({str(error).lower()}).") from error
    if not words:
        raise Refused("No editor is named.", do="Set VISUAL or EDITOR, for example: export EDITOR=nano")
    wait = _WAIT.get(Path(words[0]).stem)
    return [*words, wait] if wait and wait not in words else words


class InEditor:
    """One text on its way through the editor."""

    def __init__(self, places: Places, name: str, text: str) -> None:
        """Write `text` to a new file called after `name`; an older one that stayed is left as it is.

        Raises `CannotWrite`.
        """
        self._given = text
        private_folder(places.edited)
        self.path = disk.free_name(places.edited / f"{slug(name)}.md")
        try:
            disk.write_whole(self.path, text.encode())
        except OSError as error:
            raise disk.cannot_write(self.path, error, "Nothing was changed.") from error

    def run(self, call: Callable[[list[str]], int], fallback: str = "") -> str | None:
        """Let `call` run the editor and return what it saved, cleaned; None if nothing changed.

        Raises `Refused` when the editor cannot be started or fails, `BadInput` for what is no text or larger than
        5 MB. Whatever was written stays in the file.
        """
        try:
            words = command(fallback)
            code = call([*words, str(self.path)])
        except OSError as error:
            self.done()
            why = (error.strerror or str(error)).lower()
            raise Refused(
                f"The editor “{words[0]}” could not be started ({why}).",
                "Nothing was changed.",
                "Name your editor in VISUAL or EDITOR.",
            ) from error
        except Refused:
            self.done()
            raise
        if code:
            raise self.kept(Refused(f"The editor ended with code {code}."))
        try:
            raw = self.path.read_bytes()
        except OSError as error:
            raise BadInput(
                f"What the editor left can't be read: {disk.reason(error)}.", "Nothing was changed."
            ) from None
        if len(raw) > MOST_BYTES:
            raise self.kept(BadInput("What came back from the editor is larger than 5 MB."))
        try:
            back = clean(raw.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise self.kept(BadInput("What came back from the editor is no text in UTF-8.")) from None
        if back == self._given or not back.strip():
            self.done()
            return None
        return back

    def kept(self, error: WorkbenchError) -> WorkbenchError:
        """Return the same error, saying where the text is; without a word of it where nothing was written."""
        with contextlib.suppress(OSError):
            if self.path.read_bytes() == self._given.encode():
                self.done()
                return type(error)(error.happened, "Nothing was changed.", error.do)
        return type(error)(error.happened, f"What you wrote is kept in {self.path}.", error.do)

    def done(self) -> None:
        """Remove the file: what it holds is saved, or nothing was written."""
        with contextlib.suppress(OSError):
            self.path.unlink()


@contextlib.contextmanager
def in_editor(
    places: Places, name: str, text: str, call: Callable[[list[str]], int], fallback: str = ""
) -> Iterator[str | None]:
    """Hand `text` to the editor and give what came back, None if nothing changed.

    When the block ends well the text is saved and the file goes. When it raises, the file stays: an error of ours
    says where.
    """
    one = InEditor(places, name, text)
    back = one.run(call, fallback)
    try:
        yield back
    except WorkbenchError as error:
        raise one.kept(error) from error
    one.done()
