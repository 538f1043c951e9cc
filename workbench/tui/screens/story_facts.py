"""The Story mode: title and facts of a story."""

from __future__ import annotations

from workbench.tui.screens.form import Answers, Field, Problem, ask
from workbench.tui.screens.story_page import StoryPage
from workbench.tui.theme_words import named, unknown

WHOSE = (("yes", "A sample, not mine"), ("no", "Mine: I rewrote it"))


class StoryFacts(StoryPage):
    """A story's page, with a window for what is no part of its text."""

    def change(self, **fields: object) -> None:
        """Save other fields of the story, and read it anew."""

        async def run() -> None:
            if await self.put_fields(fields) is not None:
                self.read_now()

        self.desk.run_worker(run(), group="change", exit_on_error=False)

    def do_story_fields(self) -> None:
        """Title, headline, company, when, themes, AI role and state."""
        story = self.story
        if story is None:
            return
        roles = (("", "As read"), ("native", "AI-native"), ("enabled", "AI-enabled"), ("none", "No AI"))
        states = (("active", "Active"), ("bench", "Bench"), ("retired", "Retired"))
        titles = {key: theme.title for key, theme in self.ws.catalogue.themes.items()}
        place = f"stories/{story.id}"
        ask(
            self.desk,
            "Title and facts",
            [
                Field("title", "Title", story.title, draft=f"{place}/title"),
                Field(
                    "headline",
                    "Headline: the story in one sentence",
                    story.headline,
                    draft=f"{place}/headline",
                ),
                Field("company", "Company", story.company, draft=f"{place}/company"),
                Field("when", "When", story.when, draft=f"{place}/when"),
                Field(
                    "themes",
                    "Themes",
                    ", ".join(titles.get(each, each) for each in story.themes),
                    note=", ".join(titles.values()),
                ),
                Field("ai_role", "The product told about", story.ai_role or "", "choice", roles),
                Field("state", "State", story.state, "choice", states),
                # Whoever rewrites a sample until it tells their own deed says so here.
                *([Field("sample", "Whose story?", "yes", "choice", WHOSE)] if story.sample else []),
            ],
            self._keep_facts,
            check=self._facts_problem,
            key=f"facts {story.id}",
        )

    def _facts_problem(self, answers: Answers) -> Problem | None:
        said = unknown(self.ws.catalogue.themes, answers["themes"])
        return Problem("themes", said) if said else None

    def _keep_facts(self, answers: Answers) -> None:
        fields: dict[str, object] = {
            **answers,
            "sample": answers.get("sample") == "yes",
            "themes": named(self.ws.catalogue.themes, answers["themes"]),
            "ai_role": answers["ai_role"] or None,
        }
        self.change(**fields)
