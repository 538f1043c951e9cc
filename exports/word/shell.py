"""The package that a body goes into: our base document, or a user's own with its styles, headers and page.

A shell is all that `package` needs to know of either: the parts beside the document, the page settings, which id a
style name has, how tall and wide its text is, and what its font measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exports.contents import Setting
from exports.word.base import base_parts, section, text_size
from exports.word.styles import Metrics
from exports.word.widths import Font, font


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """A package without its body. `ids` None means our own styles; `own_furniture` that headers are the user's."""

    parts: Mapping[str, bytes]
    section: str
    width: float
    height: float
    font: Font | None
    ids: Mapping[str, str] | None = None
    measures: Mapping[str, Metrics] | None = None
    own_furniture: bool = False
    notes: tuple[str, ...] = ()


def base_shell(setting: Setting) -> Shell:
    """Return our own base document as a shell."""
    wide, tall = text_size(setting.paper)
    return Shell(
        parts=base_parts(setting.paper, setting.language),
        section=section(setting.paper),
        width=wide,
        height=tall,
        font=font("Calibri"),
    )
