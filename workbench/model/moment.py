"""A moment: one line in the inbox."""

from __future__ import annotations

from typing import ClassVar

from workbench.model.entity import Entity


class Moment(Entity):
    """Something that happened and may become a story. `story` is the story that it became."""

    table: ClassVar[str] = "moments"

    text: str = ""
    theme: str = ""
    story: str | None = None
