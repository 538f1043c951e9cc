"""The portfolio: projects and their artefacts, prefilled from the linked stories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, cast

from workbench.errors import NotFound, Refused
from workbench.model.project import Artefact, ArtefactKind, Project, ProjectKind
from workbench.model.story import Story
from workbench.tailoring import artefacts
from workbench.tailoring import portfolio_pages as pages
from workbench.tailoring.artefacts import Filled as Filled
from workbench.tailoring.artefacts import Quote as Quote
from workbench.tailoring.figures import parted
from workbench.tailoring.portfolio_pages import Lack as Lack
from workbench.text import clean

if TYPE_CHECKING:
    from themes.schema import ArtefactForm
    from workbench.workspace.workspace import Workspace

FormKind = Literal[ArtefactKind, "project"]
"""What can be filled: an artefact, or the project's own page."""


class Portfolio:
    """The projects of the open bank."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def all(self) -> list[Project]:
        """Return every project that is not in the trash, oldest first."""
        return self._ws.bank.all(Project)

    def get(self, project_id: str) -> Project:
        """Return one project. Raises `NotFound`."""
        try:
            return self._ws.bank.get(Project, project_id)
        except NotFound:
            known = ", ".join(project.id for project in self.all()) or "none yet"
            raise NotFound(f'There is no project "{project_id}".', do=f"Projects: {known}.") from None

    def save(self, project: Project, base_rev: int | None = None) -> Project:
        """Save a project and return it as saved. With `base_rev`, raises `Conflict` if it has changed since."""
        with self._ws.bank.transaction(f"change {project.title or project.id}") as tx:
            return tx.put(project, base_rev=base_rev)

    def delete(self, project_id: str) -> None:
        """Move a project to the trash; its stories stay."""
        project = self.get(project_id)
        with self._ws.bank.transaction(f"delete {project.title}") as tx:
            tx.delete(Project, project.id)

    def stories(self, project_id: str) -> list[Story]:
        """Return the stories that belong to a project."""
        return [story for story in self._ws.stories.all() if story.project == project_id]

    def forms(self) -> dict[str, ArtefactForm]:
        """Return the form of each kind of artefact."""
        return self._ws.catalogue.artefacts

    def artefact(self, project: Project, kind: ArtefactKind) -> Artefact:
        """Return a project's artefact of one kind, empty if it has none yet."""
        return next((each for each in project.artefacts if each.kind == kind), Artefact(kind=kind))

    def prefilled(self, project: Project, kind: ArtefactKind) -> Artefact:
        """Return the artefact with its empty fields filled by quotes of the linked stories, marked by origin.

        A field takes a quote at level 2 of a criterion that its form names, and no quote stands in two fields. Nothing
        that the user wrote is touched, and nothing is stored.
        """
        form = self.forms()[kind]
        artefact = self.artefact(project, kind)
        fields, origin = dict(artefact.fields), dict(artefact.origin)
        read = [(story, self._ws.reading.read(story)) for story in self.stories(project.id)]
        for name, quote in artefacts.proposed(form, fields, read).items():
            fields[name], origin[name] = quote.text, quote.story
        return artefact.model_copy(update={"fields": fields, "origin": origin})

    def fill(self, project_id: str, kind: FormKind, field_id: str, text: str) -> Project:
        """Write one field; it is then the user's own and no quotation. Raises `NotFound`."""
        self._check_field(kind, field_id)
        project = self.get(project_id)
        if kind == "project":
            return self.save(project.model_copy(update={field_id: clean(text)}), base_rev=project.rev)
        artefact = self.artefact(project, kind)
        origin = {name: story for name, story in artefact.origin.items() if name != field_id}
        fields = {**artefact.fields, field_id: clean(text)}
        return self.keep_artefact(project_id, artefact.model_copy(update={"fields": fields, "origin": origin}))

    def _check_field(self, kind: FormKind, field_id: str) -> None:
        form = self.form(kind)
        if field_id not in {field.id for field in form.fields}:
            known = ", ".join(field.id for field in form.fields)
            raise NotFound(f'{form.title} has no field "{field_id}".', do=f"Fields: {known}.")

    # One form for a project's own page and for its artefacts

    def form(self, kind: FormKind) -> ArtefactForm:
        """Return the form of a kind of artefact, or of a project's own page."""
        return self._ws.catalogue.projects["project"] if kind == "project" else self.forms()[kind]

    def sheet(self, project: Project, kind: FormKind) -> Filled:
        """Return what is filled in: in an artefact, or in the project's own page."""
        if kind == "project":
            return artefacts.page_of(project, self.form(kind))
        return artefacts.filled(self.artefact(project, kind))

    def progress(self, project: Project, kind: FormKind) -> tuple[int, int]:
        """Return how many questions of a form are answered, and how many there are."""
        return artefacts.progress(self.form(kind), self.sheet(project, kind))

    def quotes(self, project: Project, kind: FormKind) -> dict[str, tuple[Quote, ...]]:
        """Return field id -> the sentences of the linked stories that could answer it."""
        read = [(story, self._ws.reading.read(story)) for story in self.stories(project.id)]
        form = self.form(kind)
        found = {each.id: artefacts.quotes(form, each.id, read) for each in form.fields}
        return {field: some for field, some in found.items() if some}

    def take_quotes(self, project_id: str, kind: FormKind, taken: Mapping[str, Quote]) -> Project:
        """Put quotes of stories into fields, marked by the story they come from, in one step."""
        project = self.get(project_id)
        for field_id in taken:
            self._check_field(kind, field_id)
        texts = {field: quote.text for field, quote in taken.items()}
        if kind == "project":
            return self.save(project.model_copy(update=texts), base_rev=project.rev)
        artefact = self.artefact(project, kind)
        origin = {**artefact.origin, **{field: quote.story for field, quote in taken.items()}}
        fields = {**artefact.fields, **texts}
        return self.keep_artefact(project_id, artefact.model_copy(update={"fields": fields, "origin": origin}))

    def needs_beginning(self, project: Project, kind: FormKind) -> bool:
        """Tell whether an artefact does not stand in its project yet."""
        return kind != "project" and not any(each.kind == kind for each in project.artefacts)

    def begin(self, project_id: str, kind: FormKind) -> Project:
        """Make sure that an artefact stands in its project, with the rows that its form proposes.

        What is typed into it can then be kept as a draft from the first key on.
        """
        project = self.get(project_id)
        if not self.needs_beginning(project, kind):
            return project
        return self.keep_artefact(project_id, Artefact(kind=kind, rows=artefacts.suggested(self.form(kind))))

    def fill_cell(self, project_id: str, kind: ArtefactKind, row: int, column_id: str, text: str) -> Project:
        """Write one cell of an artefact's table. Raises `NotFound`."""
        form, artefact = self.forms()[kind], self.artefact(self.get(project_id), kind)
        if not 0 <= row < len(artefact.rows) or column_id not in {column.id for column in form.columns}:
            raise NotFound(f"{form.title} has no such cell.")
        rows = list(artefact.rows)
        rows[row] = {**rows[row], column_id: clean(text)}
        return self.keep_artefact(project_id, artefact.model_copy(update={"rows": rows}))

    def lacks(self, project: Project, kind: FormKind) -> list[Lack]:
        """Return what the figures of an artefact lack for their plain sentences: samples and volumes to ask for."""
        if kind == "project":
            return []
        return pages.lacks(self.artefact(project, kind))

    def give(self, project_id: str, kind: ArtefactKind, given: Mapping[tuple[int, str], str]) -> Project:
        """Write what figures lacked, by row and column; a volume may name its time: "2,000 flags a week". One step."""
        artefact = self.artefact(self.get(project_id), kind)
        rows = [dict(row) for row in artefact.rows]
        for (number, column), text in given.items():
            if column == "volume":
                volume, period = parted(clean(text))
                rows[number] |= {"volume": volume} | ({"period": period} if period else {})
            else:
                rows[number][column] = clean(text).strip()
        return self.keep_artefact(project_id, artefact.model_copy(update={"rows": rows}))

    def row_of(self, project: Project, kind: ArtefactKind, figure: str) -> int:
        """Return the row of a figure by its name. Raises `NotFound`, naming those that there are."""
        artefact = self.artefact(project, kind)
        row = pages.row_named(artefact, figure)
        if row is None:
            names = [name for each in artefact.rows if (name := each.get("measure") or each.get("metric"))]
            known = "; ".join(names) or "none yet"
            raise NotFound(f"There is no one figure “{figure}” here.", do=f"Figures: {known}.")
        return row

    def add_row(self, project_id: str, kind: ArtefactKind, name: str = "") -> Project:
        """Add a row to an artefact's table."""
        form, artefact = self.forms()[kind], self.artefact(self.get(project_id), kind)
        if not form.columns:
            raise Refused(f"{form.title} has no table.")
        rows = [*artefact.rows, {form.columns[0].id: clean(name)}]
        return self.keep_artefact(project_id, artefact.model_copy(update={"rows": rows}))

    def delete_row(self, project_id: str, kind: ArtefactKind, row: int) -> Project:
        """Take a row out of an artefact's table; one undo brings it back."""
        artefact = self.artefact(self.get(project_id), kind)
        rows = [each for at, each in enumerate(artefact.rows) if at != row]
        return self.keep_artefact(project_id, artefact.model_copy(update={"rows": rows}))

    def draft_key(self, project_id: str, kind: FormKind, field_id: str, row: int | None = None) -> str:
        """Return the name under which what is typed into a field or a cell is kept until it is saved."""
        if kind == "project":
            return f"projects/{project_id}/{field_id}"
        place = f"fields/{field_id}" if row is None else f"rows/{row}/{field_id}"
        return f"projects/{project_id}/artefacts/{kind}/{place}"

    def new(self, title: str, kind: ProjectKind = "shipped", company: str = "", when: str = "") -> Project:
        """Begin a project. Raises `Refused` without a title."""
        if not clean(title).strip():
            raise Refused("A project needs a title.")
        return self.save(
            Project(title=clean(title).strip(), kind=kind, company=clean(company).strip(), when=clean(when).strip())
        )

    def link(self, project_id: str, story_id: str, on: bool = True) -> Story:
        """Say that a story belongs to a project, or that it does so no longer."""
        project, story = self.get(project_id), self._ws.stories.get(story_id)
        return self._ws.stories.save(story.model_copy(update={"project": project.id if on else None}), story.rev)

    def keep_artefact(self, project_id: str, artefact: Artefact) -> Project:
        """Save one artefact of a project in the place of the one of its kind."""
        project = self.get(project_id)
        others = [each for each in project.artefacts if each.kind != artefact.kind]
        return self.save(project.model_copy(update={"artefacts": [*others, artefact]}), base_rev=project.rev)

    def empty(self, project: Project) -> list[str]:
        """Return the titles of the artefacts that a project does not have yet, or that are still empty."""
        return [
            form.title
            for kind, form in self.forms().items()
            if not artefacts.progress(form, artefacts.filled(self.artefact(project, cast("ArtefactKind", kind))))[0]
        ]
