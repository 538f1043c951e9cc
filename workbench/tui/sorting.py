"""What was found in files or a paste, and what the user has decided of it so far. Nothing of it is stored yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from workbench.model.story import Part, Story
    from workbench.workspace.stories import LeftOut, Proposal, ProposedStory

Decision = Literal["", "taken", "skipped"]


@dataclass(frozen=True)
class Found:
    """One proposed story as it stands now; `out` are the numbers of the sentences that the user leaves out."""

    proposed: ProposedStory
    source: str
    form: str
    out: frozenset[int] = frozenset()
    decision: Decision = ""

    @property
    def empty(self) -> bool:
        """Whether no sentence would enter the bank."""
        return bool(self.proposed.sentences) and len(self.out) == len(self.proposed.sentences)

    def story(self) -> Story:
        """Return the story as it would enter the bank."""
        if not self.out:
            return self.proposed.story()
        kept = tuple(one for number, one in enumerate(self.proposed.sentences) if number not in self.out)
        return replace(self.proposed, sentences=kept).story()

    def left(self) -> list[str]:
        """Return the sentences that the user leaves out."""
        return [self.proposed.sentences[number].text for number in sorted(self.out)]


class Sorting:
    """Stories one after the other, each taken or skipped; every step can be taken back until all are stored."""

    def __init__(self, proposals: Sequence[Proposal], refused: Sequence[str] = ()) -> None:
        """`refused` says, a sentence each, which files could not be read."""
        self.found = [Found(story, each.source, each.form) for each in proposals for story in each.stories]
        self.left_out: list[tuple[str, LeftOut]] = [(each.source, out) for each in proposals for out in each.left_out]
        self.notes = [note for each in proposals for note in each.notes]
        self.refused = list(refused)
        self.at = 0
        """The story that is looked at; one beyond the last is the preview of all."""
        self._before: list[tuple[int, int, Found]] = []
        if self.found and all(one.given for each in self.found for one in each.proposed.sentences):
            # The source says every part itself: nothing is proposed that would have to be looked at one by one.
            self.found = [replace(each, decision="taken") for each in self.found]
            self.at = len(self.found)
        self._as_found = list(self.found)

    # Kept over the end of the program

    @property
    def touched(self) -> bool:
        """Whether anything was decided that would have to be decided again."""
        return self.found != self._as_found

    def sentence(self) -> str:
        """Say how far the user is."""
        count = len(self.found)
        named = f"“{self.found[0].proposed.title}”" + (f" and {count - 1} more" if count > 1 else "")
        return f"{named}: {self.count('taken')} taken, {self.count('skipped')} skipped, {self.count('')} to settle"

    def state(self) -> dict[str, Any]:
        """Return what was decided, as JSON can hold it; of an unchanged story nothing but its decision."""
        changed = {}
        for number, (each, before) in enumerate(zip(self.found, self._as_found, strict=True)):
            if (each.proposed, each.out) != (before.proposed, before.out):
                sentences = [[one.text, one.part, one.given] for one in each.proposed.sentences]
                changed[str(number)] = {
                    "title": each.proposed.title, "sentences": sentences, "out": sorted(each.out)
                }  # fmt: skip
        return {"at": self.at, "decisions": [each.decision for each in self.found], "changed": changed}

    def resume(self, state: Mapping[str, Any]) -> bool:
        """Decide all as it was decided before; nothing is changed, and False returned, if it was of another source."""
        try:
            found = [
                self._resumed(each, decision, state["changed"].get(str(number)))
                for number, (each, decision) in enumerate(zip(self.found, state["decisions"], strict=True))
            ]
            at = int(state["at"])
        except (KeyError, TypeError, ValueError, AttributeError):
            return False
        self.found, self.at = found, max(0, min(at, len(found)))
        return True

    def _resumed(self, found: Found, decision: Decision, changed: Mapping[str, Any] | None) -> Found:
        if changed is None:
            return replace(found, decision=decision)
        left = list(found.proposed.sentences)
        sentences = []
        for text, part, given in changed["sentences"]:
            one = left[[each.text for each in left].index(text)]
            left.remove(one)
            sentences.append(replace(one, part=part, given=given))
        if left:
            raise ValueError("a sentence is not accounted for")
        proposed = replace(found.proposed, title=str(changed["title"]), sentences=tuple(sentences))
        return replace(found, proposed=proposed, out=frozenset(changed["out"]), decision=decision)

    @property
    def here(self) -> Found | None:
        """The story that is looked at; None in the preview."""
        return self.found[self.at] if self.at < len(self.found) else None

    def count(self, decision: Decision) -> int:
        """Return how many stories are taken, skipped, or neither."""
        return sum(each.decision == decision for each in self.found)

    def stories(self) -> list[Story]:
        """Return the stories that are taken, as they would enter the bank."""
        return [each.story() for each in self.found if each.decision == "taken"]

    def turn(self, number: int) -> int:
        """Return the next sentence, after `number`, whose part is another than the one before it has."""
        sentences = self.found[self.at].proposed.sentences
        turns = (at for at in range(number + 1, len(sentences)) if sentences[at].part != sentences[at - 1].part)
        return next(turns, len(sentences) - 1)

    # Steps

    def _change(self, at: int, found: Found) -> None:
        self._before.append((self.at, at, self.found[at]))
        self.found[at] = found

    def assign(self, number: int, part: Part) -> None:
        """Give a sentence another part; one that was left out is in again."""
        here = self.found[self.at]
        self._change(self.at, replace(here, proposed=here.proposed.with_part(number, part), out=here.out - {number}))

    def leave_out(self, number: int) -> None:
        """Leave a sentence out, or take it in again."""
        here = self.found[self.at]
        self._change(self.at, replace(here, out=here.out ^ {number}))

    def move(self, number: int, step: int) -> int:
        """Put a sentence before its neighbour (`step` -1) or after it (1) and return its new number."""
        here = self.found[self.at]
        other = number + step
        if not 0 <= other < len(here.proposed.sentences):
            return number
        swap = {number: other, other: number}
        sentences = list(here.proposed.sentences)
        sentences[number], sentences[other] = sentences[other], sentences[number]
        out = frozenset(swap.get(each, each) for each in here.out)
        self._change(self.at, replace(here, proposed=replace(here.proposed, sentences=tuple(sentences)), out=out))
        return other

    def name(self, title: str) -> None:
        """Give the story another title."""
        here = self.found[self.at]
        self._change(self.at, replace(here, proposed=replace(here.proposed, title=title)))

    def decide(self, decision: Decision) -> None:
        """Take the story or skip it, and go on to the next that is undecided, else to the preview."""
        self._change(self.at, replace(self.found[self.at], decision=decision))
        later = [at for at in range(self.at + 1, len(self.found)) if not self.found[at].decision]
        earlier = [at for at in range(self.at) if not self.found[at].decision]
        self.at = next(iter(later + earlier), len(self.found))

    def take_rest(self) -> None:
        """Take every undecided story as it is proposed, and go to the preview."""
        while self.here is not None and self.count(""):
            if self.here.decision:
                self.at += 1
            else:
                self.decide("skipped" if self.here.empty else "taken")
        self.at = len(self.found)

    def back(self, at: int | None = None) -> bool:
        """Go to the story before, or to story `at`; say whether there is one."""
        target = self.at - 1 if at is None else at
        if target < 0:
            return False
        self.at = target
        return True

    def undo(self) -> bool:
        """Take the last step back; say whether there was one."""
        if not self._before:
            return False
        self.at, at, found = self._before.pop()
        self.found[at] = found
        return True
