"""The pitch: each target's own words over a common base, with their spoken time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from themes.schema import PitchPart
from workbench.model.practice import Rehearsal
from workbench.model.target import CommonPitch, Target

COMMON = "common"
"""The id of the one row that holds the common pitch."""
MARKS = (30, 60, 90, 120, 180)


@dataclass(frozen=True)
class Piece:
    """One piece of a pitch as it stands: `inherited` if the target says it in the common words."""

    id: str
    title: str
    ask: str
    aim: int
    """Seconds that it should take."""
    text: str
    inherited: bool
    seconds: int
    """Seconds that it takes at the user's own rate."""
    told: tuple[int, ...]
    """Seconds of the rehearsals so far, latest first."""

    @property
    def over(self) -> int:
        """Return how many seconds it is longer than it should be; 0 if it fits."""
        return max(0, self.seconds - self.aim)


def pieces(
    target: Target | None,
    common: CommonPitch,
    forms: Mapping[str, PitchPart],
    rate: int,
    rehearsals: Sequence[Rehearsal] = (),
) -> list[Piece]:
    """Return the pieces of a target's pitch, or of the common one, in the order in which they are asked."""
    found = []
    for form in forms.values():
        own = str(getattr(target.pitch, form.id, "")) if target is not None else ""
        base = str(getattr(common, form.id, ""))
        text = own if own.strip() else base
        of_target = target.id if target is not None else ""
        told = sorted(
            (each for each in rehearsals if each.pitch == form.id and each.finished and each.target == of_target),
            key=lambda each: str(each.started),
            reverse=True,
        )
        title = form.title
        if form.id == "why_company" and target is not None and target.company:
            title = f"Why {target.company}"
        found.append(
            Piece(
                form.id, title, form.ask, form.seconds, text,
                target is not None and not own.strip() and bool(base.strip()),
                spoken(text, rate), tuple(each.total() for each in told),
            )
        )  # fmt: skip
    return found


def spoken(text: str, rate: int) -> int:
    """Return the seconds that a text takes to say at `rate` words a minute."""
    return round(len(text.split()) * 60 / rate)


def marks(text: str, rate: int) -> list[tuple[int, int]]:
    """Return (seconds, offset): how far into the text one comes in 30, 60, 90 … seconds, as far as the text goes."""
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    found = []
    for seconds in MARKS:
        word = seconds * rate // 60
        if word < len(ends):
            found.append((seconds, ends[word - 1]))
    return found


def as_told(target: Target, common: CommonPitch) -> Target:
    """Return the target with what its pitch leaves empty filled from the common one, for documents."""
    update = {
        name: getattr(common, name)
        for name in type(target.pitch).model_fields
        if not getattr(target.pitch, name).strip() and getattr(common, name, "").strip()
    }
    return target.model_copy(update={"pitch": target.pitch.model_copy(update=update)}) if update else target
