"""The Bank's preview: what a story is, how deep it goes, and the question it would be asked next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.content import Content

from workbench.tui.story_rows import DEPTHS, PARTS, ROLES, StoryRow
from workbench.tui.widgets.side_pane import SidePane

DIMENSIONS = (
    ("data", "Data strategy"),
    ("eval", "Evaluation"),
    ("rai", "Responsible AI"),
    ("system", "Technical judgement"),
)
SIGNS = ("○", "◐", "●")
_STYLES = ("$quiet", "$watch", "$good")
Part = tuple[str, str]


def profile(report: Mapping[str, Any]) -> list[Part]:
    """Return the four dimensions, a line each, a sign a criterion, and how many are specific."""
    parts: list[Part] = []
    for prefix, title in DIMENSIONS:
        levels = [
            int(found["level"]) for key, found in report.get("criteria", {}).items() if key.startswith(prefix + ".")
        ]
        parts.append((f"{title:<20}", "$ink"))
        for level in levels:
            parts.append((f"{SIGNS[level]} ", _STYLES[level]))
        parts.append((" " * (2 * (5 - len(levels))) + f"  {levels.count(2)} of {len(levels)}\n", "$quiet"))
    return parts


class Preview(SidePane):
    """A story beside the list. Shows what it is given."""

    def show_story(self, row: StoryRow, report: Mapping[str, Any] | None) -> None:
        """Show one story, with its last reading where there is one."""
        parts: list[Part | str] = [(row.title + "\n", "bold $ink")]
        if headline := str(row.raw.get("headline") or ""):
            parts.append((headline + "\n", "italic $ink"))
        facts = [row.company, str(row.raw.get("when") or ""), ROLES.get(row.role, ""), row.state]
        if row.sample:
            facts.append("a sample, not your own")
        parts.append((" · ".join(fact for fact in facts if fact) + "\n", "$quiet"))
        if row.themes:
            parts.append((row.theme_words + "\n", "$mark"))
        parts.append("\n")
        if report and row.depth not in {"", "not-ai", "not-read"}:
            parts.append((f"{DEPTHS[row.depth][0]} {DEPTHS[row.depth][1]}\n", "bold $ink"))
            parts.extend(profile(report))
            if questions := report.get("questions"):
                parts.append(("Next: ", "bold $watch"))
                parts.append((str(questions[0]["question"]) + "\n", "$ink"))
            parts.append("\n")
        elif row.depth == "not-ai":
            parts.append(("Not an AI story: nothing is missing from it.\n\n", "$quiet"))
        elif row.depth == "not-read":
            parts.append(
                (
                    f"Not read: {(report or {}).get('not_read') or 'too short to judge'}.\n\n".replace("..", "."),
                    "$quiet",
                )
            )
        for part in PARTS:
            text = str(row.raw.get(part) or "")
            words = len(text.split())
            parts.append((part.capitalize(), "bold $name"))
            parts.append((f"  {words} words\n" if words else "  still empty\n", "$quiet"))
            if text:
                parts.append((text.strip() + "\n", "$ink"))
        self.show(Content.assemble(*parts))
