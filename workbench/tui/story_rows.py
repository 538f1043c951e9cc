"""The lines of the Bank: raw rows made ready to be sorted, filtered and drawn, without the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

PARTS: Final = ("situation", "task", "action", "result", "learning")

# Depth -> its sign, its word, and its place when sorted, deepest first. The words are those of the model.
DEPTHS: Final[Mapping[str, tuple[str, str, int]]] = {
    "deep": ("●", "deep", 0),
    "partial": ("◐", "partly told", 1),
    "surface": ("○", "mentioned only", 2),
    "silent": ("·", "not covered", 3),
    "not-ai": ("–", "not an AI story", 4),
    "not-read": ("?", "not read", 5),
    "": (" ", "reading …", 6),
}
# Themes whose id is not what they are called; the first frame is painted before the catalogue is read.
THEME_WORDS: Final[Mapping[str, str]] = {
    "cross_functional": "cross-functional work",
    "prioritization": "prioritisation",
    "influence": "influence without authority",
    "data_decision": "decision from data",
}
STATES: Final = ("active", "bench", "retired")
ROLES: Final[Mapping[str, str]] = {"native": "AI-native", "enabled": "AI-enabled", "none": "no AI"}


@dataclass(slots=True)
class StoryRow:
    """One story as the Bank shows it."""

    raw: Mapping[str, Any]
    depth: str = ""
    role: str = ""
    profile: str = ""
    sample: bool = False
    """A sample, where others here are the user's own."""
    """The specific criteria of the three dimensions: "D2 E3 R0"."""
    _words: int = field(default=-1, repr=False)
    _folded: str = field(default="", repr=False)

    @property
    def id(self) -> str:
        """The story's id."""
        return str(self.raw.get("id", ""))

    @property
    def title(self) -> str:
        """The title, or words that say that there is none."""
        return str(self.raw.get("title") or "") or "(no title yet)"

    @property
    def themes(self) -> list[str]:
        """The ids of the themes that the user gave it."""
        return [str(theme) for theme in self.raw.get("themes") or ()]

    @property
    def theme_words(self) -> str:
        """The themes as they are called, in one line."""
        return ", ".join(THEME_WORDS.get(theme, theme.replace("_", " ")) for theme in self.themes)

    @property
    def state(self) -> str:
        """Active, bench or retired."""
        return str(self.raw.get("state") or "active")

    @property
    def company(self) -> str:
        """The company it happened in."""
        return str(self.raw.get("company") or "")

    @property
    def touched(self) -> str:
        """When it was last saved, in ISO form; sorts as text."""
        return str(self.raw.get("updated_at") or self.raw.get("created_at") or "")

    @property
    def words(self) -> int:
        """The number of words in the five parts."""
        if self._words < 0:
            self._words = sum(len(str(self.raw.get(part) or "").split()) for part in PARTS)
        return self._words

    @property
    def folded(self) -> str:
        """Everything that the filter looks through, in one case-folded text."""
        if not self._folded:
            facts = (DEPTHS[self.depth][1], ROLES.get(self.role, ""), "sample" if self.sample else "")
            marks = [*self.themes, *facts, self.state, self.company]
            texts = [str(self.raw.get(name) or "") for name in ("title", "headline", "when", *PARTS)]
            self._folded = "\n".join([*marks, self.theme_words, *texts]).replace("_", " ").casefold()
        return self._folded

    def prepare(self) -> None:
        """Fold the text and count its words now, so that the first key of a filter does not wait."""
        _ = self.folded, self.words

    def read(self, depth: str, role: str, profile: str) -> bool:
        """Take over what a reading said; True if it is news."""
        if (depth, role, profile) == (self.depth, self.role, self.profile):
            return False
        self.depth, self.role, self.profile, self._folded = depth, role, profile, ""
        return True


# Sort orders: name -> (what the Bank calls it, key). Each is stable over the one before.
ORDERS: Final[Mapping[str, tuple[str, Callable[[StoryRow], Any]]]] = {
    "touched": ("last touched", lambda row: _backwards(row.touched)),
    "depth": ("depth", lambda row: DEPTHS[row.depth][2]),
    "title": ("title", lambda row: row.title.casefold()),
    "length": ("length", lambda row: -row.words),
    "company": ("company", lambda row: (not row.company, row.company.casefold())),
    "state": ("state", lambda row: STATES.index(row.state) if row.state in STATES else len(STATES)),
}


def _backwards(moment: str) -> float:
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError:
        return 0.0
    return -(parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()


def ago(moment: str, now: datetime) -> str:
    """Return how long ago, in at most six characters: "now", "5 min", "3 h", "2 d", "4 wk", "7 mo", "2 y"."""
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    seconds = max(0.0, (now - then).total_seconds())
    for size, unit in ((31_557_600, "y"), (2_629_800, "mo"), (604_800, "wk"), (86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size * (2 if unit == "wk" else 1):
            return f"{int(seconds // size)} {unit}"
    return "now"
