"""Write docs/COMMANDS.md from the registry of commands: `python tools/commands_page.py`. A test compares."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.main import commands

PAGE = Path(__file__).parents[1] / "docs" / "COMMANDS.md"


def page() -> str:
    """Return the page: each command with its sentence and its arguments."""
    lines = [
        "# Commands",
        "",
        "Made by `python tools/commands_page.py`. Data goes to standard output, messages to standard error.",
        "Exit codes: 0 done, 1 not found or refused, 2 wrong use. `--bank FILE` and `--demo` stand before the command.",
        "",
    ]
    for name, parser in commands().all.items():
        lines += _command(name, parser)
    return "\n".join(lines) + "\n"


def _command(name: str, parser: argparse.ArgumentParser) -> list[str]:
    lines = [f"## {name}", "", parser.description or "", ""]
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        if isinstance(action, argparse._SubParsersAction):
            for inner, sub in action.choices.items():
                lines += _sub(f"{name} {inner}", sub)
            continue
        lines.append(f"- `{_form(action)}`" + (f" {action.help}" if action.help else ""))
    return [*lines, ""] if lines[-1] else lines


def _sub(name: str, parser: argparse.ArgumentParser) -> list[str]:
    usage = " ".join(_form(action) for action in parser._actions if not isinstance(action, argparse._HelpAction))
    return [f"- `{name} {usage}`".rstrip("` ") + "` " + (parser.description or "")]


def _form(action: argparse.Action) -> str:
    value = action.metavar or (action.dest.upper() if action.nargs != 0 else "")
    shown = " ".join(value) if isinstance(value, tuple) else str(value)
    if action.choices is not None and not action.metavar:
        shown = "|".join(str(choice) for choice in action.choices)
    if action.option_strings:
        return f"{action.option_strings[-1]} {shown}".strip()
    return shown + ("…" if action.nargs in ("+", "*") else "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
