"""The user's own editor: a private temporary file, opened, waited for, read back."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from workbench.errors import BadInput, Refused
from workbench.text import clean, slug

# Editors that return at once unless told to wait, and how they are told.
_WAIT = {"code": "--wait", "codium": "--wait", "subl": "--wait", "atom": "--wait", "gedit": "--wait", "zed": "--wait"}
MOST_BYTES = 5_000_000


def command() -> list[str]:
    """Return the user's editor as a command: $VISUAL, then $EDITOR, then vi (notepad on Windows)."""
    fallback = "notepad" if os.name == "nt" else "vi"
    words = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or fallback)
    wait = _WAIT.get(Path(words[0]).stem) if words else None
    return [*words, wait] if wait and wait not in words else words


def edit_text(text: str, folder: Path, name: str) -> str | None:
    """Open `text` in the user's editor and return what was saved, cleaned; None if nothing changed.

    The file lies in a folder that only the user may read, and is removed afterwards. Raises `Refused` if the editor
    cannot be started or fails: what it wrote is then kept, and the error says where.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    path = folder / f"{slug(name)}.md"
    if path.exists():
        # Left by an editor that failed: keep the old text beside the new file, never over it.
        path.replace(path.with_suffix(f".{path.stat().st_mtime_ns}.kept.md"))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    words = command()
    try:
        code = subprocess.call([*words, str(path)])
    except OSError as error:
        path.unlink()
        raise Refused(
            f'The editor "{words[0] if words else ""}" could not be started ({error.strerror}).',
            kept="Nothing was changed.",
            do="Name your editor in VISUAL or EDITOR.",
        ) from error
    if code:
        raise Refused(f"The editor ended with code {code}.", kept=f"What it wrote is kept in {path}.")
    if path.stat().st_size > MOST_BYTES:
        raise BadInput("The text is larger than 5 MB.", kept=f"It is kept in {path}; the bank is unchanged.")
    written = clean(path.read_bytes().decode("utf-8", "replace"))
    path.unlink()
    return None if written == text or not written.strip() else written
