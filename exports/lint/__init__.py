"""The lint that every exported Word file passes before it reaches the disk.

Word refuses or silently repairs what LibreOffice opens without a word, and an official validator misses cells
without a paragraph, unclosed fields or doubled bookmarks. So the rules that were seen to matter are checked here,
on the finished bytes: structure, accessibility, privacy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exports.contents import Withheld
from exports.disclosure import Screen
from exports.lint.access import accessibility
from exports.lint.fault import Fault, Opened
from exports.lint.privacy import privacy, withheld_faults
from exports.lint.structure import structure
from exports.reading import texts_of
from workbench.errors import Refused

__all__ = ["Fault", "lint", "pass_or_refuse", "text_faults"]


def lint(
    data: bytes,
    *,
    private: bool | None = None,
    withheld: Sequence[Withheld] = (),
    screen: Screen | None = None,
    name: str = "",
) -> list[Fault]:
    """Return what is wrong with the Word file `data`, nothing if it may go out.

    `private` True demands the stamp; False demands that nothing private is in it; None checks neither. `screen` is
    what should have been replaced; `name` the file's name, which is checked with it.
    """
    opened = Opened.of(data)
    faults = structure(opened)
    if not any(fault.grave for fault in faults):
        faults += accessibility(opened)
        faults += privacy(opened, data, private=private, withheld=withheld, screen=screen, name=name)
    return faults


def text_faults(data: bytes, name: str, withheld: Sequence[Withheld]) -> list[Fault]:
    """Return where something that must not leave stands in a text file."""
    return list(withheld_faults(list(texts_of(data, name)), withheld))


_OURS: Final = ("word/document.xml", "docProps/core.xml")
_NEVER: Final = ("leaks", "withheld", "private", "stamp")


def pass_or_refuse(
    data: bytes,
    *,
    private: bool | None,
    withheld: Sequence[Withheld] = (),
    screen: Screen | None = None,
    name: str = "",
    own_template: bool = False,
) -> tuple[str, ...]:
    """Raise `Refused` with the first fault and its place, if there is any.

    With the user's `own_template`, what is amiss in their styles, headers and footers is returned as notes and
    stops nothing; what is private or confidential stops it wherever it stands.
    """
    faults = lint(data, private=private, withheld=withheld, screen=screen, name=name)
    theirs = [fault for fault in faults if own_template and fault.part not in _OURS and fault.rule not in _NEVER]
    ours = [fault for fault in faults if fault not in theirs]
    if ours:
        more = f" ({len(ours) - 1} more.)" if len(ours) > 1 else ""
        raise Refused(f"The document was not written: {ours[0].text}{more}", "Nothing was changed.", ours[0].do)
    return tuple(dict.fromkeys(f"In your template: {fault.text}" for fault in theirs))
