"""Sample stories, projects and targets, as files that a user may copy.

They tell the working life of one invented person. Ids and times are fixed, so that whatever is made of them is the
same on every machine. Stories are Markdown in the interchange form; the rest is TOML.
"""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final, TypeVar

from workbench.model.entity import Entity
from workbench.model.markdown import from_markdown
from workbench.model.moment import Moment
from workbench.model.project import Project
from workbench.model.story import Story
from workbench.model.target import Target
from workbench.model.term import Term

_E = TypeVar("_E", bound=Entity)
_WHEN: Final = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
"""Time of rows whose file gives none."""


def stories() -> list[Story]:
    """Return the 24 sample stories, oldest first."""
    folder = files(__package__) / "stories"
    found = [
        from_markdown(file.read_text(encoding="utf-8"), file.name)
        for file in folder.iterdir()
        if file.name.endswith(".md")
    ]
    return _in_order(found)


def projects() -> list[Project]:
    """Return the two sample projects: one shipped, one exercise."""
    return _rows("projects", Project)


def targets() -> list[Target]:
    """Return the two sample targets with their loops: Google and Microsoft."""
    return _rows("targets", Target)


def terms() -> list[Term]:
    """Return the sample confidential terms with their stand-ins."""
    return _rows("terms", Term)


def moments() -> list[Moment]:
    """Return the sample inbox."""
    return _rows("moments", Moment)


def _rows(table: str, kind: type[_E]) -> list[_E]:
    import tomllib

    text = (files(__package__) / f"{table}.toml").read_text(encoding="utf-8")
    common: dict[str, Any] = {"rev": 1, "created_at": _WHEN, "updated_at": _WHEN}
    return _in_order([kind.model_validate({**common, **row}) for row in tomllib.loads(text)[table]])


def _in_order(rows: list[_E]) -> list[_E]:
    return sorted(rows, key=lambda row: (row.created_at or _WHEN, row.id))
