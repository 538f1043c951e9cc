"""Change many stories at once: themes, state, company, project. One save, which one undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.tui.screens.form import Answers, Field, Problem, ask
from workbench.tui.story_rows import StoryRow
from workbench.tui.theme_words import named, unknown

if TYPE_CHECKING:
    from themes.schema import StoryTheme
    from workbench.tui.app import WorkbenchApp

STAY = ""
NONE = "none"
STATES = ((STAY, "As it is"), ("active", "Active"), ("bench", "Bench"), ("retired", "Retired"))


def change_rows(
    desk: WorkbenchApp, rows: Sequence[StoryRow], then: Callable[[Callable[[], int], Callable[[int], str]], None]
) -> None:
    """Ask what is to change; `then` gets the change, which counts the changed stories, and what to say of it."""
    themes = desk.ws.catalogue.themes
    what = f"“{rows[0].title}”" if len(rows) == 1 else f"{len(rows)} stories"
    ids = [row.id for row in rows]
    had = {each: themes[each] for row in rows for each in row.themes if each in themes}
    projects = [(each.id, each.title or each.id) for each in desk.ws.portfolio.all()]
    companies = list(dict.fromkeys(row.company for row in rows if row.company))

    def answered(answers: Answers) -> None:
        fields: dict[str, object] = {}
        if answers["state"]:
            fields["state"] = answers["state"]
        if answers["company"]:
            fields["company"] = "" if answers["company"] == "-" else answers["company"]
        if answers["project"]:
            fields["project"] = None if answers["project"] == NONE else answers["project"]
        add, away = named(themes, answers["add"]), named(had, answers["away"])
        then(lambda: desk.ws.stories.change_many(ids, fields, add_themes=add, remove_themes=away), said)

    def said(count: int) -> str:
        many = what if len(rows) == 1 else "1 story" if count == 1 else f"{count} stories"
        key = desk.keymap.shown("app.undo")
        return f"{many} changed. {key} takes it back." if count else "They are as you want them already."

    def problem(answers: Answers) -> Problem | None:
        if not any(answers.values()):
            return Problem("", "Nothing is to change yet.")
        for name, said in (("add", unknown(themes, answers["add"])), ("away", _not_here(had, answers["away"]))):
            if said:
                return Problem(name, said)
        return None

    ask(
        desk,
        f"Change {what}",
        [
            Field("add", "Themes to add", note=", ".join(theme.title for theme in themes.values()), kept=False),
            Field(
                "away",
                "Themes to take away",
                note=", ".join(each.title for each in had.values()) or "they have none",
                kept=False,
            ),
            Field("state", "State", STAY, "choice", STATES, kept=False),
            Field("project", "Project", STAY, "choice", ((STAY, "As it is"), (NONE, "None"), *projects), kept=False),
            Field("company", "Company", note=_companies(companies), kept=False),
        ],
        answered,
        lead="What is left empty stays. A theme's first letters are enough.",
        confirm="Change",
        check=problem,
        key=f"change {' '.join(ids)}",
    )


def _companies(companies: list[str]) -> str:
    now = ", ".join(companies[:3]) + (" …" if len(companies) > 3 else "") if companies else "none"
    return f"now: {now} · a single - takes it away"


def _not_here(had: Mapping[str, StoryTheme], text: str) -> str:
    wrong = [each for each in named(had, text) if each not in had]
    return f"None of them has the theme “{wrong[0].replace('_', ' ')}”." if wrong else ""
