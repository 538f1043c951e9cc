"""The portfolio: projects and their artefacts, prefilled from the linked stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import NotFound
from workbench.model.project import Artefact, ArtefactKind, Project
from workbench.model.story import Story
from workbench.text import clean

if TYPE_CHECKING:
    from themes.schema import ArtefactForm
    from workbench.workspace.workspace import Workspace


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

        A field takes the first quote at level 2 of a criterion that its form names. Nothing that the user wrote is
        touched, and nothing is stored.
        """
        form = self.forms()[kind]
        artefact = self.artefact(project, kind)
        fields, origin = dict(artefact.fields), dict(artefact.origin)
        read = [(story, self._ws.reading.read(story)) for story in self.stories(project.id)]
        for each in form.fields:
            if fields.get(each.id, "").strip():
                continue
            for story, report in read:
                quotes = [
                    evidence.quote
                    for criterion in each.criteria
                    if (reading := report.criteria.get(criterion)) is not None and reading.level == 2
                    for evidence in reading.evidence[:1]
                ]
                if quotes:
                    fields[each.id], origin[each.id] = quotes[0], story.id
                    break
        return artefact.model_copy(update={"fields": fields, "origin": origin})

    def fill(self, project_id: str, kind: ArtefactKind, field_id: str, text: str) -> Project:
        """Write one field of an artefact; it is then the user's own and no quotation. Raises `NotFound`."""
        known = {field.id for field in self.forms()[kind].fields}
        if field_id not in known:
            raise NotFound(f'{self.forms()[kind].title} has no field "{field_id}".', do=f"Fields: {', '.join(known)}.")
        artefact = self.artefact(self.get(project_id), kind)
        origin = {name: story for name, story in artefact.origin.items() if name != field_id}
        fields = {**artefact.fields, field_id: clean(text)}
        return self.keep_artefact(project_id, artefact.model_copy(update={"fields": fields, "origin": origin}))

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
            if not any(each.kind == kind and (any(each.fields.values()) or each.rows) for each in project.artefacts)
        ]
