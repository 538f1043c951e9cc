"""The one loader of the catalogue: TOML in, checked models out, and a broken file named with its line.

Every kind of entry is a family with its own files, loaded on its own (`load("criteria")`) or with the rest
(`catalogue()`). What came from a person (their own packs) is read through the same checks, behind limits: a file
that cannot be read is told in `Catalogue.troubles` and never keeps the workbench from opening.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from themes import schema
from themes.lines import line_of
from themes.references import broken, mentions, mentions_of_pack
from workbench.errors import BadInput, NotFound
from workbench.text import clean

MAX_BYTES = 256 * 1024
"""Largest file of a person's own that is read. Our longest pack has under 30 KB."""
MAX_DOTS = 50
"""A dotted key of tens of thousands of parts costs the parser quadratic time; no honest line has so many dots."""

FAMILIES: dict[str, tuple[type[schema.Item], str]] = {
    "themes": (schema.StoryTheme, "story_themes.toml"),
    "values": (schema.Value, "values.toml"),
    "dimensions": (schema.Dimension, "dimensions.toml"),
    "criteria": (schema.Criterion, "criteria"),
    "questions": (schema.InterviewQuestion, "questions"),
    "deeds": (schema.Deed, "deeds"),
    "rounds": (schema.RoundKind, "rounds.toml"),
    "loops": (schema.LoopTemplate, "loops.toml"),
    "checklists": (schema.Checklist, "checklists.toml"),
    "glossary": (schema.GlossaryEntry, "glossary"),
    "coach": (schema.Coached, "coach"),
    "artefacts": (schema.ArtefactForm, "artefacts"),
    "projects": (schema.ArtefactForm, "project_form.toml"),
    "pitch": (schema.PitchPart, "pitch.toml"),
    "probes": (schema.Probe, "probes.toml"),
    "lenses": (schema.Lens, "lenses.toml"),
    "frames": (schema.Frame, "frames.toml"),
    "cards": (schema.Card, "cards"),
}
"""Catalogue field -> its model and the file or folder that holds it."""

_ItemT = TypeVar("_ItemT", bound=schema.Item)
_ROOT = files("themes")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def catalogue(extra: Path | None = None) -> schema.Catalogue:
    """Return everything in `themes/`, with the packs of the folder `extra` in front of ours.

    Raises `BadInput` if one of our own files is broken. A broken file of `extra` is left out and told in
    `Catalogue.troubles`. Cached until a file of `extra` changes.
    """
    own = tuple(own_packs(extra)) if extra is not None else ()
    return _catalogue(tuple((path, _stamp(path)) for path in own))


@cache
def load(family: str) -> dict[str, Any]:
    """Return one family of the catalogue by id, such as `load("criteria")`; nothing else is read."""
    if family == "packs":
        return {pack_id: load_our_pack(pack_id) for pack_id in pack_files()}
    model, place = FAMILIES[family]
    found: dict[str, Any] = {}
    for source in _sources(place):
        text = source.read_text(encoding="utf-8")
        for index, item in enumerate(_items(_parse(text, source.name), text, source.name, family, model)):
            key: str = item.id  # type: ignore[attr-defined]
            if key in found:
                raise _at(source.name, text, (family, index, "id"), f"the id “{key}” stands twice")
            found[key] = item
    return found


def load_bands() -> tuple[schema.DepthThresholds, schema.CraftBands]:
    """Return the thresholds of the depth's names and the bands of the telling."""
    name = "bands.toml"
    text = (_ROOT / name).read_text(encoding="utf-8")
    data = _parse(text, name)
    return (
        _validated(schema.DepthThresholds, data.get("depth", {}), text, name, ("depth",)),
        _validated(schema.CraftBands, data.get("craft", {}), text, name, ("craft",)),
    )


def pack_files() -> dict[str, Traversable]:
    """Return our packs' files by the pack's id, unread: a file is named after its pack."""
    return {source.name.removesuffix(".toml"): source for source in _sources("packs")}


@cache
def load_our_pack(pack_id: str) -> schema.Pack:
    """Return one of our packs, reading only its file. Raises `NotFound`."""
    try:
        return _our_pack(pack_files()[pack_id])
    except KeyError:
        raise NotFound(f"There is no principle pack called “{pack_id}”.") from None


def own_packs(extra: Path) -> list[Path]:
    """Return the pack files of a person's own folder, by name; none if there is no such folder."""
    return sorted(extra.glob("*.toml")) if extra.is_dir() else []


def load_pack(path: Path) -> schema.Pack:
    """Read one pack of a person's own. Raises `BadInput` with line and reason."""
    pack, text = _read_own(path)
    for mention in mentions_of_pack(pack):
        if reason := broken(mention, {"values": load("values")}):
            raise _at(path.name, text, mention.where, reason)
    return pack


def check_pack(path: Path) -> list[str]:
    """Return what is wrong with a pack file, one plain sentence each with its line; empty if it can be used."""
    try:
        pack, text = _read_own(path)
    except BadInput as error:
        return [error.happened]
    known = {"values": load("values")}
    faults = [
        _at(path.name, text, mention.where, reason).happened
        for mention in mentions_of_pack(pack)
        if (reason := broken(mention, known))
    ]
    seen: set[str] = set()
    for row, principle in enumerate(pack.principles):
        for column, clause in enumerate(principle.clauses):
            if clause.id in seen:
                where = ("principles", row, "clauses", column, "id")
                faults.append(_at(path.name, text, where, f"the id “{clause.id}” stands twice").happened)
            seen.add(clause.id)
    return faults


@cache
def _catalogue(own: tuple[tuple[Path, tuple[int, int]], ...]) -> schema.Catalogue:
    depth, craft = load_bands()
    families: dict[str, Any] = {name: load(name) for name in FAMILIES}
    packs: dict[str, schema.Pack] = dict(load("packs"))
    troubles: list[str] = []
    for path, _ in own:
        try:
            pack = load_pack(path)
        except BadInput as error:
            troubles.append(error.happened)
        else:
            packs[pack.id] = pack
    return schema.Catalogue.model_construct(
        None, depth=depth, craft=craft, packs=packs, troubles=tuple(troubles), **families
    )


def _sources(place: str) -> list[Traversable]:
    root = _ROOT / place
    if root.is_file():
        return [root]
    if not root.is_dir():
        return []
    return sorted((item for item in root.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)


def _our_pack(source: Traversable) -> schema.Pack:
    text = source.read_text(encoding="utf-8")
    return _validated(schema.Pack, _parse(text, source.name), text, source.name, ())


def _read_own(path: Path) -> tuple[schema.Pack, str]:
    text = _guarded(path)
    return _validated(schema.Pack, _cleaned(_parse(text, path.name)), text, path.name, ()), text


def _guarded(path: Path) -> str:
    """Return the text of a person's file, unless it is one that no parser should be given."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror or error}.") from None
    if len(data) > MAX_BYTES:
        raise BadInput(f"{path.name} is larger than {MAX_BYTES // 1024} KB: too large for a pack of principles.")
    try:
        text = clean(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{path.name}, line {line}: not UTF-8 text.") from None
    for number, line_text in enumerate(text.split("\n"), 1):
        if line_text.count(".") > MAX_DOTS and _STRING.sub("", line_text).count(".") > MAX_DOTS:
            raise BadInput(f"{path.name}, line {number}: more than {MAX_DOTS} dots outside of quotation marks.")
    return text


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise BadInput(f"{name} is nested too deeply to be read.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(_syntax(name, text, str(error))) from None
    except ValueError as error:
        raise BadInput(f"{name} cannot be read: {error}.") from None


def _syntax(name: str, text: str, message: str) -> str:
    """Turn tomllib's "Invalid value (at line 3, column 7)" into a sentence that begins with file and line."""
    reason, _, place = message.rpartition(" (at ")
    named = place.removeprefix("line ").split(",")[0] if place.startswith("line ") else ""
    line = named or str(text.count("\n") + 1)
    return f"{name}, line {line}: {(reason or message)[:1].lower()}{(reason or message)[1:]}."


def _items(data: dict[str, Any], text: str, name: str, family: str, model: type[_ItemT]) -> Iterator[_ItemT]:
    rows = data.pop(family, [])
    for stray in data:
        raise _at(name, text, (stray,), f"“{stray}” does not belong in this file; expected [[{family}]]")
    if not isinstance(rows, list):
        raise _at(name, text, (family,), f"expected [[{family}]], a list of tables")
    for index, row in enumerate(rows):
        yield _validated(model, row, text, name, (family, index))


def _validated(model: type[_ItemT], row: object, text: str, name: str, where: tuple[str | int, ...]) -> _ItemT:
    try:
        return model.model_validate(row)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False)
        # A misspelt key is reported twice, as unknown and as missing: the unknown one names the line to mend.
        first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
        path = first["loc"]
        field = next((step for step in reversed(path) if isinstance(step, str)), "entry")
        said = "there is no such field" if first["type"] == "extra_forbidden" else first["msg"]
        reason = f"“{field}”: {said[:1].lower()}{said[1:]}"
        raise _at(name, text, (*where, *path), reason) from None


def _at(name: str, text: str, where: tuple[str | int, ...], reason: str) -> BadInput:
    return BadInput(f"{name}, line {line_of(text, where)}: {reason}.")


def _cleaned(value: Any) -> Any:
    """Clean every string: a TOML escape can spell the control characters that the text itself may not hold."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    return value


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return (0, 0)
    return (state.st_mtime_ns, state.st_size)


def faults() -> list[str]:
    """Return every id that our own files mention and that does not exist, with file and line; empty when whole.

    Run by the tests over the shipped files, not at start: what was tested once does not change on a disk.
    """
    known: dict[str, dict[str, Any]] = {name: load(name) for name in FAMILIES}
    known["packs"] = load("packs")
    found: list[str] = []
    for family, (_, place) in FAMILIES.items():
        for source in _sources(place):
            text = source.read_text(encoding="utf-8")
            rows = tomllib.loads(text).get(family, [])
            for index, row in enumerate(rows):
                for mention in mentions(family, known[family][row["id"]]):
                    if reason := broken(mention, known):
                        found.append(_at(source.name, text, (family, index, *mention.where), reason).happened)
    for pack_id, source in pack_files().items():
        text = source.read_text(encoding="utf-8")
        pack = known["packs"].get(pack_id)
        if pack is None:
            found.append(f"{source.name}, line 1: the file is not named after its pack's id.")
            continue
        for mention in mentions_of_pack(pack):
            if reason := broken(mention, known):
                found.append(_at(source.name, text, mention.where, reason).happened)
    return found
