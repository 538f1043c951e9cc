"""The ledger of what a user can stand behind: claims, figures that differ, claims that grew, follow-ups and answers.

`Tailoring` offers all of it; it stands apart because it needs stories and their history alone, no loop.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from workbench.errors import NotFound, Refused
from workbench.model.story import Answer, AnswerKind, Claim, Story
from workbench.model.target import Target
from workbench.model.version import Version
from workbench.text import clean

if TYPE_CHECKING:
    from workbench.model.report import DepthReport
    from workbench.model.tailored import AskedProbe, Conflict, Escalation, LedgerLine
    from workbench.workspace.workspace import Workspace


class Ledger:
    """Claims and probes of the open bank."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace
        self._gathered: tuple[tuple[int, str, int], list[Story], dict[str, DepthReport]] | None = None

    # Claims

    def claims(self, story_id: str | None = None) -> list[LedgerLine]:
        """Return the ledger: every claim, decided or proposed, and where unsafe ones are still said."""
        from workbench.tailoring.claims import ledger

        stories, readings = self._read()
        lines = ledger(stories, readings, self._ws.bank.all(Version), self._ws.bank.all(Target))
        if story_id is not None:
            self._ws.stories.get(story_id)
            lines = [line for line in lines if line.story == story_id]
        return lines

    def decide(self, story_id: str, claim: Claim) -> Story:
        """Keep what the user says of a claim."""
        from workbench.tailoring.claims import decided

        cleaned = claim.model_copy(
            update={name: clean(getattr(claim, name)).strip() for name in ("source", "say", "dont_say")}
        )
        story = decided(self._ws.stories.get(story_id), cleaned)
        with self._ws.bank.transaction(f"claim “{claim.quote[:40]}”") as tx:
            return tx.put(story, base_rev=story.rev)

    def claim(self, story_id: str, claim_id: str) -> Claim:
        """Return one claim of a story, decided or proposed. Raises `NotFound`."""
        for line in self.claims(story_id):
            if line.claim.id == claim_id:
                return line.claim
        raise NotFound(f'There is no claim "{claim_id}" in {story_id}.', do=f"`workbench claims {story_id}` shows all.")

    def number(self, story_id: str, part: str, quote: str) -> Claim | None:
        """Return the claim on these words of a story, decided or proposed; None where they stand there no more."""
        found = (line.claim for line in self.claims(story_id) if line.sentence)
        return next((claim for claim in found if (claim.part, claim.quote) == (part, quote)), None)

    def conflicts(self) -> list[Conflict]:
        """Return sentences that are told with different figures."""
        from workbench.tailoring.claims import conflicts

        return conflicts(self._ws.stories.all(), self._ws.bank.all(Version))

    def escalations(self, story_id: str | None = None) -> list[Escalation]:
        """Return sentences that claim more than they did in an earlier revision, or than the story does."""
        from workbench.tailoring.claims import escalations

        stories = [self._ws.stories.get(story_id)] if story_id else self._ws.stories.all()
        versions = self._ws.bank.all(Version)
        found: list[Escalation] = []
        for story in stories:
            earlier = self._revisions(story.id)
            states = [*earlier, story]
            for before, after in pairwise(states):
                found += [each for each in escalations(before, after) if each not in found]
            found += escalations(story, story, [each for each in versions if each.story == story.id])
        return found

    # Probes

    def probes(self, story_id: str) -> tuple[AskedProbe, ...]:
        """Return the follow-ups of a story, the likeliest first, with the answers given so far."""
        from workbench.tailoring.probes import probes_for

        story = self._ws.stories.get(story_id)
        return probes_for(story, self._ws.reading.read(story), self._ws.catalogue)

    def open_probes(self, story_id: str) -> list[AskedProbe]:
        """Return the follow-ups that have no answer yet."""
        return [probe for probe in self.probes(story_id) if probe.answer is None]

    def answer_probe(
        self, story_id: str, key: str, text: str = "", kind: AnswerKind = "answered"
    ) -> tuple[Story, tuple[str, ...]]:
        """Keep an answer; return the story, and the criteria that would be specific if the answer stood in it.

        "We did not", "somebody else did" and "I can't recall" are answers too, and need no text.
        """
        from workbench.tailoring.probes import adds

        story = self._ws.stories.get(story_id)
        asked = next((probe for probe in self.probes(story_id) if probe.key == key), None)
        question = asked.text if asked is not None else self._probe_text(key)
        text = clean(text).strip()
        if kind == "answered" and not text:
            raise Refused("An answer needs a line of text.", do="Or say that you did not, or can't recall.")
        answer = Answer(key=key, question=question, kind=kind, text=text, at=self._ws.now())
        answers = [each for each in story.answers if each.key != key] + [answer]
        with self._ws.bank.transaction(f"answer {key}") as tx:
            saved = tx.put(story.model_copy(update={"answers": answers}), base_rev=story.rev)
        return saved, adds(story, text, self._ws.reading.read, self._ws.catalogue) if kind == "answered" else ()

    def _probe_text(self, key: str) -> str:
        probe = self._ws.catalogue.probes.get(key.removeprefix("probe."))
        if probe is None:
            known = ", ".join(f"probe.{name}" for name in self._ws.catalogue.probes)
            raise NotFound(f'There is no probe "{key}".', do=f"Probes: {known}.")
        return probe.text

    # Shared

    def _read(self) -> tuple[list[Story], dict[str, DepthReport]]:
        """The stories with their readings; gathered anew only when the bank, the reader or the rate has changed."""
        from workbench.workspace.reading import reader_mark

        key = (self._ws.bank.seq, reader_mark(), self._ws.settings.words_per_minute)
        if self._gathered is None or self._gathered[0] != key:
            stories = self._ws.stories.all()
            read = {story.id: report for story, report in self._ws.reading.read_all(stories)}
            self._gathered = (key, stories, read)
        return list(self._gathered[1]), dict(self._gathered[2])

    def _revisions(self, story_id: str) -> list[Story]:
        """The story's earlier states that were saved, oldest first."""
        rows = [each.row for each in self._ws.bank.history.revisions("stories", story_id) if each.saved]
        return [Story.model_validate(row) for row in rows[:-1]]

    def _at(self, story_id: str, rev: int) -> Story | None:
        """The story at one revision, if the history still holds it."""
        for each in reversed(self._ws.bank.history.revisions("stories", story_id)):
            if each.rev == rev:
                return Story.model_validate(each.row)
        return None
