"""Tailoring: the principle map, coverage, questions, plans, tellings, claims and probes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from workbench.errors import NotFound, Refused
from workbench.model.story import Story
from workbench.model.target import Target
from workbench.model.version import Opening, ToldFor, Version
from workbench.text import clean
from workbench.workspace.targets import Targets

if TYPE_CHECKING:
    from themes.schema import Pack
    from workbench.model.narrative import Cut, Narrative
    from workbench.model.report import DepthReport
    from workbench.model.tailored import (
        Answers,
        AskedInLoop,
        Coverage,
        Duplicate,
        Fit,
        Hygiene,
        LensAdvice,
        Plan,
        PrincipleMap,
        WhatIf,
    )
    from workbench.tailoring.emphasis import Weighed
    from workbench.tailoring.job import Stress
    from workbench.tailoring.plan import Inputs
    from workbench.tailoring.told import Told
    from workbench.tailoring.versions import Change
    from workbench.workspace.workspace import Workspace


class Tailoring(Targets):
    """Bringing stories and targets together. Safe to call from worker threads."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._told: dict[str, tuple[int, str, Told]] = {}

    # Maps

    def map(self, target_id: str | None = None, *, packs: Sequence[str] | None = None) -> PrincipleMap:
        """Return the principle map of a target, of some packs, or of every pack that a target takes.

        Without targets and packs, the two that the samples use are mapped, so that a new bank sees something.
        """
        from workbench.tailoring.map import principle_map

        stress = None
        if target_id is not None and packs is None:
            target = self.target(target_id)
            packs, stress = target.packs, self.stress(target)
        if packs is None:
            packs = list(dict.fromkeys(pack for target in self.targets() for pack in target.packs))
            packs = packs or ["google-ai-principles-2025", "microsoft-responsible-ai-principles"]
        # Looked up first: an unknown name is said at once, not after every story was read.
        wanted = self._packs(packs)
        stories, readings = self._read()
        return principle_map(stories, readings, wanted, self._ws.catalogue, stress, self._shelf())

    def coverage(self) -> Coverage:
        """Return themes, criteria and values against the stories, gaps first."""
        from workbench.tailoring.coverage import coverage

        stories, readings = self._read()
        return coverage(stories, readings, self._ws.catalogue)

    def in_loops(self) -> dict[str, tuple[AskedInLoop, ...]]:
        """Return theme -> the questions of the open loops that ask for it, with the story planned for each."""
        from workbench.tailoring.theme_loops import in_loops

        targets = [target for target in self.targets() if target.state == "open" and target.rounds]
        return in_loops([(target, self._ws.planned.plan(target.id)) for target in targets], self._ws.catalogue)

    def stress(self, target: Target) -> Stress:
        """Return what a target's job description stresses, with the words it used."""
        from workbench.tailoring.job import stress

        return stress(target.job_description, self._ws.catalogue)

    # Questions

    def answers(self, question: str, limit: int = 3) -> Answers:
        """Return the stories that answer a question, best first, and what none of them answers well."""
        from workbench.tailoring.ask import answer
        from workbench.tailoring.questions import Asks

        question = clean(question).strip()
        if not question:
            raise Refused("Ask a question first.")
        return answer(Asks.of(self._ws.catalogue).read(question), self._shelf(), self._ws.catalogue, limit=limit)

    def ask(self, question: str) -> list[tuple[str, Fit]]:
        """Return every story with how well it answers, best first: what a list to choose from needs."""
        from workbench.model.tailored import Fit

        found = self.answers(question, limit=10_000)
        return [(each.story, Fit(each.points, each.quote, each.why)) for each in found.answers]

    # Plans

    def plan(self, target_id: str) -> Plan:
        """Return the plan of a target's loop: which story answers which question, and why."""
        from workbench.tailoring.plan import plan

        return plan(self._inputs(self.target(target_id)))

    def what_if(
        self,
        target_id: str,
        *,
        without: Sequence[str] = (),
        locks: Mapping[str, str] | None = None,
        first_round: str | None = None,
    ) -> WhatIf:
        """Return the plan as it would be without some stories, with other locks, or with another round first."""
        from workbench.tailoring.plan import Wishes, what_if

        target = self.target(target_id)
        for story in (*without, *(locks or {}).values()):
            self._ws.stories.get(story)
        if first_round is not None and first_round not in {round_.id for round_ in target.rounds}:
            raise NotFound(f'{target.company} has no round "{first_round}".')
        inputs = self._inputs(target, (locks or {}).values())
        words = [f"without {', '.join(without)}"] if without else []
        words += [f"{story} for {slot}" for slot, story in (locks or {}).items()]
        words += [f"{first_round} first"] if first_round else []
        wishes = Wishes(dict(locks or {}), frozenset(without), first_round)
        return what_if(inputs, self._ws.planned.plan(target_id), wishes, ", ".join(words))

    def hygiene(self, target_id: str | None = None) -> Hygiene:
        """Return what to tidy in the bank: duplicates, stale and over-used stories, and whom a loop needs."""
        from workbench.tailoring.hygiene import hygiene

        targets = [self.target(target_id)] if target_id else []
        targets += [target for target in self.targets() if target.state == "open" and target.id != target_id]
        stories, readings = self._read()
        plans = [self._ws.planned.plan(target.id) for target in targets if target.rounds]
        return hygiene(stories, readings, plans, self._ws.catalogue, self._ws.today())

    def duplicates(self) -> list[Duplicate]:
        """Return the stories that tell much the same."""
        from workbench.tailoring.hygiene import duplicates

        return duplicates([story for story in self._ws.stories.all() if story.state != "retired"])

    # Tellings

    def version(self, story_id: str, target_id: str) -> Version | None:
        """Return a target's version of a story, if one was written."""
        found = [each for each in self._ws.bank.all(Version) if (each.story, each.target) == (story_id, target_id)]
        return found[-1] if found else None

    def save_version(self, version: Version, base_rev: int | None = None) -> Version:
        """Save a version. A new one is based on the story as it now stands."""
        story = self._ws.stories.get(version.story)
        self.target(version.target)
        if not version.id and version.story_rev == 0:
            version = version.model_copy(update={"story_rev": story.rev})
        with self._ws.bank.transaction(f"version of {story.title}") as tx:
            return tx.put(version, base_rev=base_rev)

    def narrative(self, story_id: str, target_id: str, *, opening: Opening | None = None) -> Narrative:
        """Return a story as told for a target, in the user's own sentences and marked frames."""
        from dataclasses import replace

        from workbench.tailoring.alike import alike

        told = self._narrated(story_id, target_id, opening)[0]
        for other in self.targets():
            if other.state == "open" and other.id != told.target:
                said = alike(told, self._narrated(story_id, other.id, opening)[0], other.company or other.id)
                if said:
                    return replace(told, alike=said)
        return told

    def cuts(
        self, story_id: str, target_id: str | None = None, limits: Sequence[int] = (), opening: Opening | None = None
    ) -> list[Cut]:
        """Return the cuts of a telling, shortest first; without a target, of the story itself."""
        from workbench.tailoring.cuts import cut

        narrative, weighed, reading = self._narrated(story_id, target_id, opening)
        catalogue, rate = self._ws.catalogue, self._ws.settings.words_per_minute
        return [cut(narrative, weighed, reading, limit, rate, catalogue) for limit in limits or catalogue.craft.cuts]

    def cut_of(self, story: Story, limit: int) -> Cut:
        """Return the cut of a story as it is in hand, saved or not, told for no target."""
        from workbench.tailoring.cuts import cut
        from workbench.tailoring.narrative import narrate

        reading, rate, catalogue = self._ws.reading.read(story), self._ws.settings.words_per_minute, self._ws.catalogue
        told = narrate(story, Target(), reading, catalogue, words_per_minute=rate)
        return cut(told.narrative, told.weighed, reading, limit, rate, catalogue)

    def version_text(self, story_id: str, target_id: str) -> str:
        """Return a target's version of a story as its user edits it, each sentence behind its number."""
        from workbench.tailoring.version_text import to_text

        version, story = self._own_version(story_id, target_id)
        return to_text(version, story)

    def edit_version(self, story_id: str, target_id: str, text: str, base_rev: int | None = None) -> Version:
        """Save the version that an edited text says. Raises `BadInput`, naming the line; nothing is changed then."""
        from workbench.tailoring.version_text import from_text

        version, story = self._own_version(story_id, target_id)
        return self.save_version(from_text(text, version, story), base_rev if version.id else None)

    def change_version(
        self,
        story_id: str,
        target_id: str,
        *,
        fields: dict[str, str] | None = None,
        order: Sequence[int] = (),
        drop: Sequence[int] = (),
        keep: Sequence[int] = (),
        rewrite: dict[int, str] | None = None,
    ) -> Version:
        """Change single things of a version; sentences are named by their number, from 1."""
        from workbench.tailoring.version_text import changed

        version, story = self._own_version(story_id, target_id)
        made = changed(version, story, fields=fields, order=order, drop=drop, keep=keep, rewrite=rewrite)
        return self.save_version(made, base_rev=version.rev if version.id else None)

    def _own_version(self, story_id: str, target_id: str) -> tuple[Version, Story]:
        """A target's version of a story, or the empty one that it begins from."""
        story, target = self._ws.stories.get(story_id), self.target(target_id)
        return self.version(story.id, target.id) or Version(story=story.id, target=target.id), story

    def version_changes(self, story_id: str, target_id: str) -> tuple[Change, ...]:
        """Return what has changed in the story since its version for a target was written."""
        from workbench.tailoring.versions import changes

        version = self._version(story_id, target_id)
        before = self._at(story_id, version.story_rev)
        return changes(before, self._ws.stories.get(story_id), version) if before is not None else ()

    def check_version(self, story_id: str, target_id: str, text: str) -> None:
        """Raise `BadInput`, naming the line, for what an edited text cannot say."""
        from workbench.tailoring.version_text import from_text

        from_text(text, *self._own_version(story_id, target_id))

    def versions(self, story_id: str) -> list[ToldFor]:
        """Return for every target, oldest first, whether the story has a version there and what changed since."""
        from workbench.tailoring.versions import said

        story, found = self._ws.stories.get(story_id), []
        for target in self.targets():
            version = self.version(story.id, target.id)
            stale = version is not None and version.story_rev != story.rev
            before = self._at(story_id, version.story_rev) if version is not None and stale else None
            words = said(version, story, before)
            found.append(ToldFor(target.id, target.company, target.role, version is not None, stale, words))
        return found

    def settle_version(
        self, story_id: str, target_id: str, how: Literal["accept", "keep"], text: str | None = None
    ) -> Version:
        """Bring a stale version onto the story as it stands: `accept` the change, or `keep` the wording as it was.

        With `text`, as the user rewrote it; all in one step of undo.
        """
        from workbench.tailoring.version_text import from_text
        from workbench.tailoring.versions import accept, keep

        version, story = self._version(story_id, target_id), self._ws.stories.get(story_id)
        before = self._at(story_id, version.story_rev)
        settled = keep(version, story, before) if how == "keep" and before is not None else accept(version, story)
        if text is not None:
            settled = from_text(text, settled, story)
        return self.save_version(settled, base_rev=version.rev)

    def lens(self, story_id: str, lens_id: str) -> LensAdvice:
        """Return a story as one audience hears it. Raises `NotFound` for an unknown lens."""
        from workbench.tailoring.lens import advice

        lens = self._ws.catalogue.lenses.get(lens_id)
        if lens is None:
            raise NotFound(f'There is no lens "{lens_id}".', do=f"Lenses: {', '.join(self._ws.catalogue.lenses)}.")
        story = self._ws.stories.get(story_id)
        return advice(story, self._ws.reading.read(story), lens, self._ws.catalogue)

    # Shared

    def _packs(self, names: Sequence[str]) -> list[Pack]:
        packs = self._ws.catalogue.packs
        missing = [name for name in names if name not in packs]
        if missing:
            raise NotFound(f'There is no pack "{missing[0]}".', do="`workbench packs list` shows all.")
        return [packs[name] for name in names]

    def _shelf(self) -> list[Told]:
        """The stories made ready for questions; each is made ready once for a text and a reader."""
        from workbench.tailoring.told import tell

        stories, readings = self._read()
        shelf = []
        for story in stories:
            if story.state == "retired":
                continue
            reading = readings[story.id]
            known = self._told.get(story.id)
            if known is None or known[:2] != (story.rev, reading.reader) or known[2].story != story:
                known = self._told[story.id] = (story.rev, reading.reader, tell(story, reading, self._ws.catalogue))
            shelf.append(known[2])
        return shelf

    def _inputs(self, target: Target, wished: Iterable[str] = ()) -> Inputs:
        """What a plan is made from; `wished` are stories that may be told whatever they are."""
        from workbench.model.project import Project
        from workbench.tailoring.fitting import artefacts_for, fits_for
        from workbench.tailoring.map import principle_map
        from workbench.tailoring.plan import Inputs

        catalogue = self._ws.catalogue
        chosen = {slot.locked for round_ in target.rounds for slot in round_.slots if slot.locked}
        left = self._ws.samples.left_out_of(target.id) - chosen.union(wished)
        shelf = [told for told in self._shelf() if told.story.id not in left]
        stories = [story for story in self._ws.stories.all() if story.id not in left]
        readings = {told.story.id: told.reading for told in shelf if told.reading is not None}
        known = [pack for pack in target.packs if pack in catalogue.packs]
        fits, explain = fits_for(target, shelf, catalogue)
        return Inputs(
            target=target,
            stories=stories,
            readings=readings,
            fits=fits,
            explain=explain,
            principles=principle_map(stories, readings, self._packs(known), catalogue, self.stress(target)),
            today=self._ws.today(),
            artefacts=artefacts_for(target, self._ws.bank.all(Project)),
        )

    def _narrated(
        self, story_id: str, target_id: str | None, opening: Opening | None
    ) -> tuple[Narrative, Sequence[Weighed], DepthReport]:
        from workbench.tailoring.narrative import narrate

        story = self._ws.stories.get(story_id)
        target = self.target(target_id) if target_id else Target()
        reading = self._ws.reading.read(story)
        # What an older target hears stays as it is; a newer one hears something else where the story has it.
        others: list[Narrative] = []
        for each in [*self._before(target), target] if target_id else [target]:
            told = narrate(
                story,
                each,
                reading,
                self._ws.catalogue,
                version=self.version(story.id, each.id) if each.id else None,
                opening=opening if each is target else None,
                words_per_minute=self._ws.settings.words_per_minute,
                others=others,
            )
            others.append(told.narrative)
        return told.narrative, told.weighed, reading

    def _before(self, target: Target) -> list[Target]:
        """The open targets that are older than this one, oldest first."""
        every = self.targets()
        ids = [each.id for each in every]
        at = ids.index(target.id) if target.id in ids else len(ids)
        return [each for each in every[:at] if each.state == "open"]

    def _version(self, story_id: str, target_id: str) -> Version:
        version = self.version(story_id, self.target(target_id).id)
        if version is None:
            raise NotFound(f'There is no version of "{story_id}" for "{target_id}" yet.')
        return version
