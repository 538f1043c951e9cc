"""The Portfolio: which AI products can I speak about from data to harm, and which artefact is still empty?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.tui.screens.form import Answers, Field, ask, required
from workbench.tui.screens.frame import Frame
from workbench.tui.screens.practising import change
from workbench.tui.styles import PRACTICE
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.row_list import Row, RowList
from workbench.tui.write_project import write_artefact, write_portfolio
from workbench.tui.writing import Writing

if TYPE_CHECKING:
    from workbench.model.project import ArtefactKind, Project, ProjectKind
    from workbench.model.story import Story
    from workbench.workspace.portfolio import FormKind

KINDS = (
    ("shipped", "shipped product"),
    ("side", "side project"),
    ("exercise", "exercise: never counts as experience"),
)
KIND_WORDS = {"shipped": "shipped", "side": "side project", "exercise": "exercise, no experience"}
EMPTY = (
    ("No project yet.\n\n", "bold $ink"),
    ("A project is one AI product that you can speak about from the data to the harm: shipped, a side project, or "
     "an exercise that never counts as experience.\n\n", "$ink"),
)  # fmt: skip


class PortfolioScreen(Frame):
    """Projects with their pages and artefacts on the left, what stands in one on the right."""

    SCOPE: ClassVar[str] = "portfolio"
    CSS_PATH = PRACTICE

    def __init__(self) -> None:
        super().__init__()
        self.projects: list[Project] = []
        self.stories: dict[str, list[Story]] = {}
        self.progress: dict[tuple[str, str], tuple[int, int]] = {}
        self.writing = Writing(self)
        self._seen = -1

    def body(self) -> Iterator[Widget]:
        """The list and the page."""
        with Horizontal(id="portfolio-body"):
            yield RowList(id="portfolio-rows", classes="pane")
            with VerticalScroll(id="portfolio-page", classes="pane", can_focus=False):
                yield Static(id="portfolio-text")

    @property
    def rows(self) -> RowList:
        """Projects, pages and artefacts."""
        return self.query_one(RowList)

    def opened(self) -> None:
        """Show the projects."""
        self.rows.focus()
        self.came_back()

    def came_back(self) -> None:
        """Show what stands now."""
        if self._seen == self.ws.bank.seq and self.desk.project_id is None:
            return
        portfolio = self.ws.portfolio
        try:
            self.projects = portfolio.all()
            self.stories = {project.id: [] for project in self.projects}
            for story in self.ws.stories.all():
                if story.project in self.stories:
                    self.stories[story.project].append(story)
            kinds: list[FormKind] = ["project", *(cast("FormKind", kind) for kind in portfolio.forms())]
            self.progress = {
                (project.id, kind): portfolio.progress(project, kind) for project in self.projects for kind in kinds
            }
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return
        self._seen = self.ws.bank.seq
        self._show()

    def bank_changed(self) -> None:
        """Show what stands now, when this mode is shown."""
        if self.is_current:
            self.came_back()

    def _show(self) -> None:
        rows: list[Row] = []
        forms = self.ws.portfolio.forms()
        for project in self.projects:
            told = len(self.stories[project.id])
            company = f" · {project.company}" if project.company else ""
            rows.append(
                Row(
                    f"{project.id}/", project.title or "(no title yet)", "◆" if project.kind == "shipped" else "◇",
                    "line--accent", f"{told} {'story' if told == 1 else 'stories'}", style="line--head",
                    note=f"{KIND_WORDS[project.kind]}{company}",
                )
            )  # fmt: skip
            rows.append(self._line(project.id, "project", self.ws.portfolio.form("project").title))
            rows += [self._line(project.id, kind, form.title) for kind, form in forms.items()]
        empty = sum(done == 0 for done, _ in self.progress.values())
        self.rows.border_title = Content("Projects")
        self.rows.border_subtitle = Content(f"{empty} still empty" if self.projects else "")
        key = self.desk.keymap.shown("portfolio.new")
        self.rows.show(rows or [Row("", f"{key} begins a project.")])
        if self.desk.project_id is not None:
            self.rows.put_cursor(f"{self.desk.project_id}/")
            self.desk.project_id = None
        self._page()

    def _line(self, project_id: str, kind: str, title: str) -> Row:
        done, asked = self.progress[project_id, kind]
        mark, style = ("●", "line--good") if done == asked else ("◐", "line--watch") if done else ("○", "line--gap")
        right = f"{done} of {asked}" if done else "empty"
        return Row(f"{project_id}/{kind}", f"  {title}", mark, style, right, "line--muted" if done else "line--gap")

    def here(self) -> tuple[Project | None, str]:
        """Return the project under the cursor, and which of its pages ("" for the project itself)."""
        project_id, _, kind = self.rows.here().partition("/")
        return next((each for each in self.projects if each.id == project_id), None), kind

    def _page(self) -> None:
        project, kind = self.here()
        pane, text = self.query_one("#portfolio-page"), self.query_one("#portfolio-text", Static)
        if project is None:
            pane.border_title = Content("")
            key = self.desk.keymap.shown("portfolio.new")
            text.update(Content.assemble(*EMPTY, (f"  {key}", "bold $mark"), ("   begin a project", "$ink")))
            self.show_keys()
            return
        pane.scroll_home(animate=False)
        if kind:
            pane.border_title = Content(self.ws.portfolio.form(cast("FormKind", kind)).title)
            text.update(Content.assemble(*self._form_pieces(project, cast("FormKind", kind))))
        else:
            pane.border_title = Content(project.title)
            text.update(Content.assemble(*self._project_pieces(project)))
        self.show_keys()

    def _project_pieces(self, project: Project) -> list[tuple[str, str]]:
        facts = " · ".join(each for each in (KIND_WORDS[project.kind], project.company, project.when) if each)
        parts = [(facts + "\n\n", "bold $ink")]
        parts.append(("Told in\n", "bold $name"))
        for story in self.stories[project.id]:
            parts.append((f"· {story.title}\n", "$ink"))
        if not self.stories[project.id]:
            key = self.desk.keymap.shown("portfolio.link")
            parts.append((f"No story yet: {key} links one, and its sentences can then fill the forms.\n", "$watch"))
        empty = self.ws.portfolio.empty(project)
        if empty:
            parts += [("\nStill empty\n", "bold $name"), (", ".join(empty) + ".\n", "$ink")]
        return parts

    def _form_pieces(self, project: Project, kind: FormKind) -> list[tuple[str, str]]:
        form, sheet = self.ws.portfolio.form(kind), self.ws.portfolio.sheet(project, kind)
        titles = {story.id: story.title for story in self.stories[project.id]}
        parts: list[tuple[str, str]] = [(form.summary + "\n\n", "$quiet")]
        for field in form.fields:
            answer = sheet.fields.get(field.id, "").strip()
            parts.append((field.title + "\n", "bold $name" if answer else "bold $gap"))
            if answer and field.id in sheet.origin:
                story = titles.get(sheet.origin[field.id], sheet.origin[field.id])
                parts += [(f"“{answer}”\n", "italic $ink"), (f"quoted from {story}\n", "$quiet")]
            else:
                parts.append((f"{answer or field.ask}\n", "$ink" if answer else "italic $quiet"))
        if form.columns:
            parts.append(("\n" + " · ".join(column.title for column in form.columns) + "\n", "bold $name"))
            for row in sheet.rows:
                cells = [row.get(column.id, "").strip() for column in form.columns]
                parts.append((" · ".join(cell or "–" for cell in cells) + "\n", "$ink" if any(cells[1:]) else "$quiet"))
            if not sheet.rows:
                parts.append(("no rows yet\n", "$quiet"))
        return parts

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another line."""
        self._page()

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter opens it."""
        self.action_act("portfolio.open")

    # Keys

    def why_not(self, action_id: str) -> str:
        """All but one key need a project."""
        if action_id.startswith("portfolio.") and action_id != "portfolio.new" and self.here()[0] is None:
            return f"There is no project yet; {self.desk.keymap.shown('portfolio.new')} begins one."
        if action_id == "portfolio.next" and all(done for done, _ in self.progress.values()):
            return "Nothing is empty."
        return ""

    def do_portfolio_open(self) -> None:
        """Open the page or the artefact as a form that asks; on a project, its own page."""
        from workbench.tui.screens.artefact import ArtefactScreen

        project, kind = self.here()
        if project is not None:
            self.desk.push_screen(ArtefactScreen(project.id, cast("FormKind", kind or "project")))

    def do_portfolio_next(self) -> None:
        """To the next empty page or artefact."""
        names = [row.id for row in self.rows.rows]
        at = self.rows.cursor
        for row_id in names[at + 1 :] + names[: at + 1]:
            project_id, _, kind = row_id.partition("/")
            if kind and self.progress.get((project_id, kind), (1, 1))[0] == 0:
                self.rows.put_cursor(row_id)
                return

    def _ask_facts(self, title: str, project: Project | None, then: Callable[[Answers], None]) -> None:
        place = f"projects/{project.id}" if project else ""
        ask(
            self.desk,
            title,
            [
                Field(
                    "title",
                    "What is the product, in a few words?",
                    project.title if project else "",
                    draft=place and f"{place}/title",
                ),
                Field("kind", "It is", project.kind if project else "shipped", "choice", KINDS),
                Field(
                    "company",
                    "Company, if there is one",
                    project.company if project else "",
                    draft=place and f"{place}/company",
                ),
                Field(
                    "when",
                    "When",
                    project.when if project else "",
                    note="2023–2025, autumn 2026 …",
                    draft=place and f"{place}/when",
                ),
            ],
            then,
            check=required("title", "A title is needed; it can be changed later."),
            key=f"project {project.id if project else ''}",
        )

    def do_portfolio_new(self) -> None:
        """Begin a project."""

        def answered(answers: Answers) -> None:
            kind = cast("ProjectKind", answers["kind"])
            change(
                self.desk,
                lambda: self.ws.portfolio.new(answers["title"], kind, answers["company"], answers["when"]),
                "Begun. Link the stories that tell of it: their sentences can fill its forms.",
            )

        self._ask_facts("New project", None, answered)

    def do_portfolio_facts(self) -> None:
        """Change title, kind, company and time."""
        project, _ = self.here()
        if project is None:
            return

        def answered(answers: Answers) -> None:
            update = {**answers, "kind": cast("ProjectKind", answers["kind"])}
            change(self.desk, lambda: self.ws.portfolio.save(project.model_copy(update=update), project.rev))

        self._ask_facts("Title and facts", project, answered)

    def do_portfolio_link(self) -> None:
        """Choose a story that belongs to this project; a linked one is let go."""
        from workbench.tui.screens.finder import Finder
        from workbench.tui.widgets.finder_list import Entry

        project, _ = self.here()
        if project is None:
            return

        def linker(story: Story) -> Callable[[], None]:
            on = story.project != project.id
            return lambda: change(self.desk, lambda: self.ws.portfolio.link(project.id, story.id, on))

        titles = {each.id: each.title for each in self.projects}
        stories = sorted(self.ws.stories.all(), key=lambda story: story.project != project.id)
        entries = [
            Entry(
                story.title or "(no title yet)",
                "linked: Enter lets it go" if story.project == project.id
                else f"belongs to {titles[story.project]}" if story.project in titles else story.headline,
                run=linker(story),
            )
            for story in stories
        ]  # fmt: skip
        title = f"Stories of {project.title}"
        self.desk.push_screen(Finder(title, "type to narrow", entries or [Entry("There is no story yet.")]))

    def do_portfolio_delete(self) -> None:
        """Move the project to the trash."""
        project, _ = self.here()
        if project is not None:
            key = self.desk.keymap.shown("app.undo")
            said = f"“{project.title}” is in the trash; its stories stay. {key} brings it back."
            change(self.desk, lambda: self.ws.portfolio.delete(project.id), said)

    # Writing

    def do_portfolio_export(self) -> None:
        """Write the artefact under the cursor; on a project or its own page the portfolio, of it or of all."""
        project, kind = self.here()
        if project is None:
            return
        if kind in ("", "project"):
            write_portfolio(self.writing, self.ws, project)
        else:
            write_artefact(self.writing, self.ws, project, cast("ArtefactKind", kind))

    def do_app_back(self) -> None:
        """Cancel what is being written, else back to the Bank."""
        if not self.writing.cancel():
            self.desk.go_to_mode("bank")
