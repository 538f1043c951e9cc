"""The user's settings: one TOML file, every setting with a default and a sentence of its own.

A setting that cannot be used is warned of and defaulted; it never keeps the workbench from starting.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from workbench.errors import BadInput, CannotWrite


@dataclass(frozen=True)
class Setting:
    """What one setting means: a sentence for people, the values it may take, or the range of a number."""

    title: str
    help: str
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


# The field that it makes is the same for all instances, so one call at class creation is what is wanted.
def _setting(default: Any, title: str, help: str, **limits: Any) -> Any:
    meaning = {"setting": Setting(title, help, **limits)}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=meaning)
    return field(default=default, metadata=meaning)


@dataclass(frozen=True)
class Settings:
    """All settings. Unknown keys of the file are kept and warned of."""

    theme: str = _setting("workbench-dark", "Colours", "Name of the colour theme.")
    words_per_minute: int = _setting(
        140, "Speaking rate", "Your own rate in words a minute; it gives every spoken length.", least=60, most=260
    )
    paper: str = _setting("A4", "Paper", "Page size of Word documents.", choices=("A4", "Letter"))
    disclosure: str = _setting(
        "full", "Disclosure", "What an export shows unless told otherwise.",
        choices=("full", "anonymised", "percentages"),
    )  # fmt: skip
    backup_folder: str = _setting("", "Backup folder", "Where backups go; empty: the state folder.")
    animations: bool = _setting(False, "Animations", "Moving transitions on the screen.")
    mouse: bool = _setting(True, "Mouse", "Clicks and the wheel. Everything can be done by key.")
    keys: dict[str, str] = _setting({}, "Keys", "Action id = key, for actions that you want on another key.")
    warnings: tuple[str, ...] = field(default=(), compare=False)
    path: Path | None = field(default=None, compare=False)

    def __hash__(self) -> int:
        return hash((self.theme, self.words_per_minute, self.paper))

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read the settings at `path`. What cannot be used is defaulted, with a sentence in `warnings`."""
        try:
            if path.stat().st_size > 65_536:
                return cls(warnings=(f"{path.name} is larger than 64 KB; the defaults are used.",), path=path)
            text = path.read_text(encoding="utf-8")
            import tomllib

            table = tomllib.loads(text)
        except FileNotFoundError:
            return cls(path=path)
        except (OSError, ValueError, RecursionError) as error:
            return cls(warnings=(f"{path.name} could not be read ({error}); the defaults are used.",), path=path)
        usable: dict[str, Any] = {}
        warnings: list[str] = []
        for name, value in table.items():
            problem = check_setting(name, value)
            if problem:
                warnings.append(f"{path.name}: {problem} The default is used.")
            else:
                usable[name] = value
        return cls(**usable, warnings=tuple(warnings), path=path)

    def change(self, name: str, value: Any) -> Settings:
        """Return the settings with one changed, written to the file; comments in it are kept.

        Raises `BadInput` for an unknown name or a value out of range, `CannotWrite` if the disk refuses.
        """
        problem = check_setting(name, value)
        if problem:
            raise BadInput(problem, kept="Nothing was changed.")
        if self.path is not None:
            self._write(name, value, self.path)
        return replace(self, **{name: value})

    def change_key(self, action_id: str, keys: str) -> Settings:
        """Return the settings with an action on other keys, "" for its own, written to the file; comments are kept.

        Raises `CannotWrite` if the disk refuses. Whether the keys are free is for the screens to say.
        """
        rest = {name: each for name, each in self.keys.items() if name != action_id}
        return self.change("keys", {**rest, action_id: keys} if keys else rest)

    @staticmethod
    def _write(name: str, value: Any, path: Path) -> None:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        from workbench.bank.disk import write_whole
        from workbench.bank.places import private_folder

        try:
            document = tomlkit.parse(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            document = tomlkit.document()
            document.add(tomlkit.comment("Settings of the STAR story workbench."))
        except (OSError, UnicodeDecodeError, TOMLKitError) as error:
            raise CannotWrite(
                f"{path} could not be read, so it was not changed ({error}).", do="Mend or remove it, then try again."
            ) from error
        if name not in document and name in SETTINGS:
            document.add(tomlkit.comment(SETTINGS[name].help))
        if isinstance(value, dict) and isinstance(table := document.get(name), dict):
            # One line at a time, so that what stands beside the others stays.
            for gone in [key for key in table if key not in value]:
                del table[gone]
            table.update({key: each for key, each in value.items() if table.get(key) != each})
        else:
            document[name] = value
        try:
            private_folder(path.parent)
            write_whole(path.resolve(), tomlkit.dumps(document).encode())
        except OSError as error:
            raise CannotWrite(f"The settings could not be written to {path} ({error.strerror}).") from error


SETTINGS: Final[dict[str, Setting]] = {
    each.name: each.metadata["setting"] for each in fields(Settings) if "setting" in each.metadata
}
_TYPES: Final[dict[str, type]] = {
    each.name: type(each.default) if each.name != "keys" else dict for each in fields(Settings) if each.name in SETTINGS
}


def check_setting(name: str, value: object) -> str:
    """Return what is wrong with a setting in one sentence, or "" if it can be used."""
    setting = SETTINGS.get(name)
    if setting is None:
        return f'there is no setting "{name}".'
    kind = _TYPES[name]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        words = {str: "text", int: "a whole number", bool: "true or false", dict: "a table"}
        return f"{name} must be {words[kind]}."
    if setting.choices and value not in setting.choices:
        return f"{name} must be one of {', '.join(setting.choices)}."
    least, most = setting.least, setting.most
    if isinstance(value, int) and least is not None and most is not None and not least <= value <= most:
        return f"{name} must be between {least} and {most}."
    if isinstance(value, dict) and not all(isinstance(item, str) for pair in value.items() for item in pair):
        return f"{name} must map action ids to keys."
    return ""
