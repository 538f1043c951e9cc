"""where: all folders and files in use."""

from __future__ import annotations

from workbench.cli.command import DONE, Commands, Context, table


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    commands.add("where", where, "print all folders and files in use", as_json=True)


def where(context: Context) -> int:
    """Print the folders and files in use."""
    from workbench.workspace.where import places_in_use

    used = places_in_use(context.args.bank)
    if context.args.json:
        context.json({name: str(path) for name, path in used.items()})
        return DONE
    for line in table(
        [(name, str(path) + ("" if path.exists() else "  (not there yet)")) for name, path in used.items()]
    ):
        context.say(line)
    return DONE
