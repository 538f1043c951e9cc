"""Write docs/KEYS.md from the table of actions: `python tools/keys_page.py`. A test compares the two."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from workbench.tui.actions import SCOPES, of_scope  # noqa: E402
from workbench.tui.keys import key_name  # noqa: E402


def page() -> str:
    """Return the page: a table a place."""
    lines = [
        "# Keys",
        "",
        "Made from `workbench/tui/actions.py` by `python tools/keys_page.py`. `^s` is Ctrl and S together.",
        "",
        "Every key can be changed: `settings.toml` (`workbench where` says where it is) takes a table `[keys]`, for",
        'example `"bank.delete" = "D"`; several are separated by commas, and named as in Textual (`question_mark`,',
        "`ctrl+s`, `f4`). A key that is already taken in the same place is refused, and the workbench says so.",
    ]
    for scope, title in SCOPES.items():
        lines += ["", f"## {title}", "", "| Key | What it does | In a line | Name |", "| --- | --- | --- | --- |"]
        for action in of_scope(scope):
            keys = " ".join(f"`{key_name(key)}`" for key in action.keys)
            effect = action.effect.replace("|", "\\|")
            lines.append(f"| {keys} | {action.title} | {effect} | `{action.id}` |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page."""
    (ROOT / "docs" / "KEYS.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
