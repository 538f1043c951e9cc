"""What was found in files or a paste, and what the user has decided of it so far. Nothing of it is stored yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
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
    aside: tuple[tuple[str, str], ...] = ()
    """What has no place in the story since another was joined to it, and why."""

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

    def left(self) -> list[tuple[str, str]]:
        """Return what would not enter the bank, with why."""
        sentences = [(self.proposed.sentences[number].text, "left out by you") for number in sorted(self.out)]
        return [*sentences, *self.aside]


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
        self._before: list[tuple[int, int, list[Found], int]] = []
        """For each step: where one was, and the stories from a place on that stood where now a number of others do."""
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
        """Return what was decided, as JSON can hold it; of an unchanged story no more than its place and decision."""
        places = {id(each.proposed): number for number, each in enumerate(self._as_found)}
        rows: list[dict[str, Any]] = []
        for each in self.found:
            row: dict[str, Any] = {"decision": each.decision}
            if not each.out and not each.aside and id(each.proposed) in places:
                row["as"] = places[id(each.proposed)]
            else:
                told = each.proposed
                row |= {
                    "source": each.source, "form": each.form, "title": told.title, "headline": told.headline,
                    "company": told.company, "when": told.when, "themes": told.themes,
                    "out": sorted(each.out), "aside": each.aside,
                    "sentences": [[one.text, one.part, one.before, one.given, one.certainty] for one in told.sentences],
                    "known": next((at for at, old in enumerate(self._as_found) if old.proposed.known is told.known), 0)
                    if told.known is not None else None,
                }  # fmt: skip
            rows.append(row)
        return {"at": self.at, "of": self._mark(), "stories": rows}

    def _mark(self) -> str:
        """Return a mark of all words that were found: what was decided is of these and of no others."""
        told = blake2b(digest_size=12)
        for each in self._as_found:
            for text in (each.source, each.proposed.title, *(one.text for one in each.proposed.sentences)):
                told.update(text.encode("utf-8", "surrogatepass") + b"\0")
        return told.hexdigest()

    def resume(self, state: Mapping[str, Any]) -> bool:
        """Decide all as it was decided before; nothing is changed, and False returned, if it was of another source."""
        try:
            if state["of"] != self._mark():
                return False
            found = [self._resumed(row) for row in state["stories"]]
            at = int(state["at"])
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            return False
        self.found, self.at = found, max(0, min(at, len(found)))
        return True

    def _resumed(self, row: Mapping[str, Any]) -> Found:
        if "as" in row:
            unchanged: Found = replace(self._as_found[row["as"]], decision=row["decision"])
            return unchanged
        like = self._as_found[row["known"] or 0]
        # The class of a sentence is known below the workspace only; every sentence that was found is of it.
        any_sentence = next(one for each in self._as_found for one in each.proposed.sentences)
        sentences = tuple(
            replace(any_sentence, text=text, part=part, before=before, given=given, certainty=certainty)
            for text, part, before, given, certainty in row["sentences"]
        )
        proposed = replace(
            like.proposed,
            title=row["title"],
            sentences=sentences,
            headline=row["headline"],
            company=row["company"],
            when=row["when"],
            themes=tuple(str(each) for each in row.get("themes", like.proposed.themes)),
            known=None if row["known"] is None else like.proposed.known,
        )
        aside = tuple((str(text), str(why)) for text, why in row["aside"])
        return Found(proposed, row["source"], row["form"], frozenset(row["out"]), row["decision"], aside)

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

    def _change(self, at: int, *found: Found, instead_of: int = 1) -> None:
        self._before.append((self.at, at, self.found[at : at + instead_of], len(found)))
        self.found[at : at + instead_of] = found

    def begin_here(self, number: int) -> None:
        """Let sentence `number` begin a story of its own, which is looked at next."""
        here = self.found[self.at]
        first, second = here.proposed.parted(number)
        self._change(
            self.at,
            replace(here, proposed=first, out=frozenset(each for each in here.out if each < number), decision=""),
            Found(second, here.source, here.form, frozenset(each - number for each in here.out if each >= number)),
        )
        self.at += 1

    def join(self) -> int:
        """Join the story to the one before it; return the number of its first sentence there."""
        before, here = self.found[self.at - 1], self.found[self.at]
        number = len(before.proposed.sentences)
        proposed, aside = before.proposed.followed_by(here.proposed)
        out = before.out | {each + number for each in here.out}
        joined = replace(before, proposed=proposed, out=out, decision="", aside=(*before.aside, *here.aside, *aside))
        self._change(self.at - 1, joined, instead_of=2)
        self.at -= 1
        return number

    def unsure(self, seen: Collection[int]) -> int | None:
        """Return the least certain guess of the story that is not among `seen`, None if there is none."""
        here = self.found[self.at]
        guesses = [
            (one.certainty, number)
            for number, one in enumerate(here.proposed.sentences)
            if not one.given and number not in here.out and number not in seen
        ]
        return min(guesses)[1] if guesses else None

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
        self.at, at, found, count = self._before.pop()
        self.found[at : at + count] = found
        return True
