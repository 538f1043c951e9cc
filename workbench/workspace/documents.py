"""Documents: everything that is written to a file for people to read.

One way for all: gather contents, then `_written` replaces what must not leave, writes, checks the finished bytes and
puts them in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, Unpack

from workbench.errors import NotFound, Refused
from workbench.workspace.data_exports import DataExports
from workbench.workspace.exported import Exported
from workbench.workspace.placing import Options, Step, silent

if TYPE_CHECKING:
    from exports.contents import Disclosure, Paper, Setting, Withheld
    from exports.contents import Narrative as Telling
    from exports.word.package import Made
    from exports.word.shell import Shell
    from exports.word.template import Checked
    from workbench.model.project import Project
    from workbench.tailoring.dossier import Material


class HasSetting(Protocol):
    """Contents of a document, of whatever kind."""

    @property
    def setting(self) -> Setting:
        """Paper, disclosure and day."""


Contents = TypeVar("Contents", bound=HasSetting)


class Documents(DataExports):
    """The documents of the open bank."""

    # Private

    def material(self, target_id: str, step: Step | None = None) -> Material:
        """Gather what a dossier is made of: plan, map, tellings and readings of one target."""
        from workbench.model.project import Project
        from workbench.tailoring.dossier import Material, told_in

        tell = step or silent
        target = self._ws.tailoring.target(target_id)
        tell("Reading the stories")
        stories = {story.id: story for story in self._ws.stories.all()}
        readings = {story.id: report for story, report in self._ws.reading.read_all(stories.values())}
        stories = self._ws.samples.titled(stories.values())
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
            held=self._ws.samples.stories_for(target.id),
        )

    def dossier(self, target_id: str, path: Path, **options: Unpack[Options]) -> Exported:
        """Write the private dossier of one target: Word, or Markdown if `path` ends in .md.

        Raises `NotFound` for an unknown target, `Refused` for a bad place or a document that fails its check.
        """
        from workbench.tailoring.dossier import dossier

        setting, shell = self.begin(path, options)
        found = dossier(self.material(target_id, options.get("step")), setting)
        from exports.plain import dossier_markdown
        from exports.word.dossier import write_dossier

        return self._written(found, path, write_dossier, {".md": dossier_markdown}, shell, options, private=True)

    def sheet(self, target_id: str, round_id: str, path: Path, **options: Unpack[Options]) -> Exported:
        """Write one round by itself, private: Word, or Markdown if `path` ends in .md. Raises `NotFound`."""
        from workbench.tailoring.dossier import sheet

        setting, shell = self.begin(path, options)
        found = sheet(self.material(target_id, options.get("step")), round_id, setting)
        if found is None:
            rounds = ", ".join(round_.id for round_ in self._ws.tailoring.target(target_id).rounds) or "none yet"
            raise NotFound(f"There is no round “{round_id}” in this loop.", do=f"Its rounds: {rounds}.")
        from exports.plain import sheet_markdown
        from exports.word.letter import write_sheet

        return self._written(found, path, write_sheet, {".md": sheet_markdown}, shell, options, private=True)

    def friend_sheet(self, target_id: str, round_id: str, path: Path, **options: Unpack[Options]) -> Exported:
        """Write a round for a friend who plays the interviewer: Word, or Markdown if `path` ends in .md.

        The questions are those of the mock interview of that round played last, else the expected ones. No story,
        verdict or note of the user's is in it. Raises `NotFound`.
        """
        from exports.contents import FriendQuestion, FriendSheet
        from exports.plain import friend_markdown
        from exports.word.friend import write_friend
        from workbench.model.practice import RATING_ANCHORS

        setting, shell = self.begin(path, options)
        questions = self._ws.practice.friend_questions(target_id, round_id)
        target, chosen = self._ws.practice.round_of(target_id, round_id)
        kind = self._ws.catalogue.rounds.get(chosen.kind)
        found = FriendSheet(
            setting=setting,
            company=target.company,
            role=target.role,
            title=chosen.title or (kind.title if kind is not None else chosen.kind),
            minutes=chosen.minutes,
            questions=tuple(FriendQuestion(question=text, pushes=pushes) for text, pushes in questions),
            anchors=tuple(RATING_ANCHORS.values()),
        )
        # Their follow-ups are the one thing from the private side that a friend is meant to read.
        meant = {push for each in found.questions for push in each.pushes}
        screen = self.screen(setting.disclosure).watching(found)
        contents = screen.contents(found)
        withheld = [each for each in self.withheld() if each.words not in meant]
        step, overwrite = options.get("step"), options.get("overwrite", False)
        if path.suffix.lower() == ".md":
            data = friend_markdown(contents).encode()
            return self._text(data, path, screen, withheld=withheld, step=step, overwrite=overwrite)
        return self._word(
            write_friend(contents, shell), path, screen, private=False, withheld=withheld,
            template=options.get("template") is not None, step=step, overwrite=overwrite,
        )  # fmt: skip

    # To be sent

    def withheld(self) -> tuple[Withheld, ...]:
        """Return the words of the bank that must not be in anything to be sent."""
        from workbench.tailoring.portfolio_pages import withheld

        stories = self._ws.stories.all()
        readings = {story.id: report for story, report in self._ws.reading.read_all(stories)}
        return withheld(stories, readings, self._ws.catalogue)

    def narrative_text(self, story_id: str, target_id: str, *, disclosure: Disclosure | None = None) -> str:
        """Return a telling as plain text, for a clipboard. Raises `Refused` if it may not leave."""
        from exports.disclosure import first_leak
        from exports.lint import text_faults
        from exports.plain import narrative_text

        found = self._told(story_id, target_id, {"disclosure": disclosure})
        screen = self.screen(found.setting.disclosure).watching(found)
        text = narrative_text(screen.contents(found))
        leak = first_leak(screen, [("the text", text)])
        if leak is not None:
            raise Refused(f"A confidential term (“{leak[1].words}”) stands in the text.", "Nothing was copied.")
        faults = text_faults(text.encode(), "", self.withheld())
        if faults:
            raise Refused(faults[0].text, "Nothing was copied.", faults[0].do)
        return text

    def narrative(self, story_id: str, target_id: str, path: Path, **options: Unpack[Options]) -> Exported:
        """Write one telling, to be sent: Word, .md or .txt by the ending of `path`. Raises `NotFound`, `Refused`.

        With an empty `target_id` it is told for nobody in particular, in its own order.
        """
        _, shell = self.begin(path, options)
        found = self._told(story_id, target_id, options)
        from exports.plain import narrative_markdown, narrative_text
        from exports.word.letter import write_narrative

        texts = {".md": narrative_markdown, ".txt": narrative_text}
        done = self._written(found, path, write_narrative, texts, shell, options, private=False)
        return Exported(done.path, (*done.notes, *self._ws.samples.said_of("stories", [story_id])), done.pages)

    def portfolio(
        self,
        path: Path,
        *,
        projects: Sequence[str] = (),
        title: str = "AI product portfolio",
        summary: str = "",
        plain: bool = False,
        **options: Unpack[Options],
    ) -> Exported:
        """Write projects with their artefacts, to be sent: Word, or Markdown if `path` ends in .md.

        `projects` (default: all) are ids in the order wanted. `plain` is the variant that applicant tracking
        systems read: one column, no tables. Raises `NotFound`, and `Refused` if anything private stands in it.
        """
        from functools import partial

        from exports.contents import Portfolio
        from workbench.tailoring.portfolio_pages import asked_for, project_page

        setting, shell = self.begin(path, options)
        chosen = [self._ws.portfolio.get(name) for name in projects] or self._ws.portfolio.all()
        if not chosen:
            raise NotFound("The portfolio is empty.", do="Add a project first.")
        found = Portfolio(
            setting=setting,
            title=title,
            summary=summary,
            projects=tuple(project_page(project, self._ws.catalogue) for project in chosen),
        )
        from exports.plain import portfolio_markdown
        from exports.word.portfolio import write_portfolio

        write = partial(write_portfolio, plain=plain)
        done = self._written(found, path, write, {".md": portfolio_markdown}, shell, options, private=False)
        asked = (
            f"{project.title}: {ask}" for project in chosen for each in project.artefacts for ask in asked_for(each)
        )
        samples = self._ws.samples.said_of("projects", [project.id for project in chosen])
        return Exported(done.path, (*done.notes, *samples, *asked), done.pages)

    def artefact(
        self, project_id: str, kind: str, path: Path, *, plain: bool = False, **options: Unpack[Options]
    ) -> Exported:
        """Write one artefact as a document of its own (`kind` "brief": the page for executives).

        What its figures still lack is in the notes, one question each. Raises `NotFound` for an unknown project or
        kind, `Refused` for an artefact without a word in it.
        """
        from functools import partial

        from exports.contents import ArtefactDocument
        from workbench.tailoring.portfolio_pages import KINDS, artefact_page, asked_for, filled

        setting, shell = self.begin(path, options)
        project = self._ws.portfolio.get(project_id)
        form = self._ws.catalogue.artefacts.get(kind)
        if form is None:
            kinds = ", ".join(self._ws.catalogue.artefacts)
            raise NotFound(f"There is no artefact “{kind}”.", do=f"Kinds: {kinds}.")
        artefact = next((each for each in project.artefacts if each.kind == kind), None)
        if artefact is None or not filled(artefact):
            raise Refused(
                f"{form.title} of {project.title} is still empty.",
                "Nothing was written.",
                f"Fill it in the Portfolio, or with: workbench artefact {project.id} {kind} --prefill",
            )
        found = ArtefactDocument(
            setting=setting,
            project=project.title,
            kind=KINDS[project.kind] if project.kind != "shipped" else project.company,
            page=artefact_page(artefact, form),
        )
        from exports.plain import artefact_markdown
        from exports.word.artefact import write_artefact

        write = partial(write_artefact, plain=plain)
        done = self._written(found, path, write, {".md": artefact_markdown}, shell, options, private=False)
        samples = self._ws.samples.said_of("projects", [project.id])
        return Exported(done.path, (*done.notes, *samples, *asked_for(artefact)), done.pages)

    def projects(self) -> list[Project]:
        """Return the projects that a portfolio may hold."""
        return self._ws.portfolio.all()

    # Templates

    def new_template(self, path: Path, *, paper: Paper | None = None, overwrite: bool = False) -> Exported:
        """Write a Word template with every style that the documents use, to be changed in Word."""
        from exports.word.template import new_template

        return self._placed(new_template(self.setting(paper=paper)), path, overwrite=overwrite)

    def check_template(self, path: Path) -> Checked:
        """Return which styles a template has, which of ours would be copied in, and whether pages can be counted."""
        from exports.word.template import check_template

        return check_template(path)

    def _written(
        self,
        found: Contents,
        path: Path,
        word: Callable[[Contents, Shell | None], Made],
        texts: Mapping[str, Callable[[Contents], str]],
        shell: Shell | None,
        options: Options,
        *,
        private: bool,
    ) -> Exported:
        """Bring gathered contents to a file: screened, written, checked, put in place.

        `word` makes a Word file, `texts` the endings that stand for something else (".md").
        """
        step, overwrite = options.get("step"), options.get("overwrite", False)
        screen = self.screen(found.setting.disclosure).watching(found)
        contents = screen.contents(found)
        (step or silent)("Writing the document")
        withheld = () if private else self.withheld()
        text = texts.get(path.suffix.lower())
        if text is not None:
            data = text(contents).encode()
            return self._text(data, path, screen, withheld=withheld, step=step, overwrite=overwrite)
        return self._word(
            word(contents, shell),
            path,
            screen,
            private=private,
            withheld=withheld,
            template=options.get("template") is not None,
            step=step,
            overwrite=overwrite,
        )

    def _told(self, story_id: str, target_id: str, options: Options) -> Telling:
        from workbench.model.target import Target
        from workbench.tailoring.dossier import narrative

        setting = self.setting(
            paper=options.get("paper"), disclosure=options.get("disclosure"), author=options.get("author", "")
        )
        story = self._ws.stories.get(story_id)
        target = self._ws.tailoring.target(target_id) if target_id else Target()
        return narrative(self._ws.tailoring.narrative(story.id, target.id), story, target, setting)
