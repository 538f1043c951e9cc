"""Documents: everything that is written to a file for people to read.

One way for all: gather contents, replace what must not leave, write, check the finished bytes, put them in place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.workspace.exported import Exported, ExportRecords

if TYPE_CHECKING:
    from exports.contents import Disclosure, Paper, Setting
    from exports.disclosure import Screen
    from exports.word.package import Made
    from workbench.tailoring.dossier import Material
    from workbench.workspace.workspace import Workspace

Step = Callable[[str], None]
"""Told what is being done; raises to cancel, and then nothing is written."""


class Documents:
    """The documents of the open bank."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace
        self.records = ExportRecords(workspace.places.state / "exports.json")

    def setting(self, *, paper: Paper | None = None, disclosure: Disclosure | None = None, author: str = "") -> Setting:
        """Return paper, disclosure and day of a document: as asked for, else as the settings say."""
        from exports.contents import Setting

        papers: dict[str, Paper] = {"a4": "a4", "letter": "letter"}
        levels: dict[str, Disclosure] = {"full": "full", "anonymised": "anonymised", "percentages": "percentages"}
        return Setting(
            prepared=self._ws.today(),
            paper=paper or papers.get(self._ws.settings.paper.lower(), "a4"),
            disclosure=disclosure or levels.get(self._ws.settings.disclosure, "full"),
            author=author,
        )

    def screen(self, disclosure: Disclosure) -> Screen:
        """Return what stands between the bank and a page at this level, made of the bank's confidential terms."""
        from exports.disclosure import Screen, Secret
        from workbench.model.term import Term

        secrets = [Secret(term=term.term, stand_in=term.stand_in, kind=term.kind) for term in self._ws.bank.all(Term)]
        return Screen.of(disclosure, secrets)

    # Dossier

    def material(self, target_id: str, step: Step | None = None) -> Material:
        """Gather what a dossier is made of: plan, map, tellings and readings of one target."""
        from workbench.model.project import Project
        from workbench.tailoring.dossier import Material, told_in

        tell = step or _silent
        target = self._ws.tailoring.target(target_id)
        tell("Reading the stories")
        stories = {story.id: story for story in self._ws.stories.all()}
        readings = {story.id: report for story, report in self._ws.reading.read_all(stories.values())}
        tell("Planning the loop")
        plan = self._ws.tailoring.plan(target.id)
        tell("Telling the stories")
        return Material(
            target=self._ws.pitch.as_told(target),
            stories=stories,
            readings=readings,
            plan=plan,
            principles=self._ws.tailoring.map(target.id),
            narratives={
                name: self._ws.tailoring.narrative(name, target.id) for name in told_in(plan) if name in stories
            },
            catalogue=self._ws.catalogue,
            today=self._ws.today(),
            projects={project.id: project for project in self._ws.bank.all(Project)},
            words_per_minute=self._ws.settings.words_per_minute,
        )

    def dossier(
        self,
        target_id: str,
        path: Path,
        *,
        paper: Paper | None = None,
        disclosure: Disclosure | None = None,
        template: Path | None = None,
        step: Step | None = None,
        overwrite: bool = False,
    ) -> Exported:
        """Write the private dossier of one target: Word, or Markdown if `path` ends in .md.

        Raises `NotFound` for an unknown target, `Refused` for a bad place or a document that fails its check.
        """
        from workbench.tailoring.dossier import dossier

        setting = self.setting(paper=paper, disclosure=disclosure)
        screen = self.screen(setting.disclosure)
        contents = screen.contents(dossier(self.material(target_id, step), setting))
        (step or _silent)("Writing the document")
        from exports.word.dossier import write_dossier

        made = write_dossier(contents)
        return self._word(made, path, screen, private=True, step=step, overwrite=overwrite)

    # Putting in place

    def _word(
        self,
        made: Made,
        path: Path,
        screen: Screen,
        *,
        private: bool,
        withheld: Sequence[object] = (),
        step: Step | None = None,
        overwrite: bool = False,
    ) -> Exported:
        from exports.lint import pass_or_refuse

        tell = step or _silent
        tell("Checking the document")
        pass_or_refuse(made.data, private=private, screen=screen, name=path.name)
        return self._placed(made.data, path, notes=made.notes, pages=made.pages, step=step, overwrite=overwrite)

    def _placed(
        self,
        data: bytes,
        path: Path,
        *,
        notes: Sequence[str] = (),
        pages: int = 0,
        step: Step | None = None,
        overwrite: bool = False,
    ) -> Exported:
        from exports.place import place

        tell = step or _silent
        put = place(path, data, self.records, progress=lambda: tell("Putting it in place"), overwrite=overwrite)
        return Exported(put.path, tuple(filter(None, (put.notice, *notes))), pages)


def _silent(what: str) -> None:
    """Tell nobody."""
