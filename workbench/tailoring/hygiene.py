"""Keeping the bank small enough to tell from: duplicates, staleness, over-use, and the 8 to 12 to keep active."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from themes.schema import Catalogue
from workbench.model.report import DepthReport
from workbench.model.story import Story
from workbench.model.tailored import Duplicate, Hygiene, Kept, Plan
from workbench.tailoring.background import background
from workbench.tailoring.coverage import themes_of
from workbench.tailoring.phrases import tokens
from workbench.tailoring.questions import EMPTY

ALIKE = 0.5
"""Cosine of rarer words from which two stories are shown as near-duplicates: retellings score 0.6 and more, two
different stories of one product 0.2 to 0.4."""
OLD_YEARS = 5
RESTING_DAYS = 365
"""Days after which a story that nobody has changed is to be read once before it is told."""
FEW, MANY = 8, 12
"""Stories to keep active for one loop: with more, people fumble for the right one; with fewer, they repeat."""
_DEAREST = 1_000
OFTEN = 3
"""Loops after which a story has been told often (Interview Coach flags use at 3 and 5)."""


def hygiene(
    stories: Sequence[Story],
    readings: Mapping[str, DepthReport],
    plans: Sequence[Plan],
    catalogue: Catalogue,
    today: date,
) -> Hygiene:
    """Look at the whole bank. `plans` are those of the open targets; stories are kept active for the first of them."""
    kept = [story for story in stories if story.state != "retired"]
    return Hygiene(
        duplicates=tuple(duplicates(kept)),
        stale=tuple(stale(kept, today)),
        overused=tuple(overused(kept, plans)),
        active=tuple(active(kept, readings, plans[0], catalogue)) if plans else (),
    )


def duplicates(stories: Sequence[Story]) -> list[Duplicate]:
    """Pairs of stories that tell much the same, likest first."""
    vectors = {story.id: _vector(story) for story in stories}
    # Only stories that share a rare word are compared: a bank of thousands stays quick.
    by_word: dict[str, list[str]] = {}
    for name, vector in vectors.items():
        for word in sorted(vector, key=lambda each: -vector[each])[:25]:
            by_word.setdefault(word, []).append(name)
    pairs = {
        tuple(sorted((one, two)))
        for names in by_word.values()
        if len(names) <= 40
        for at, one in enumerate(names)
        for two in names[at + 1 :]
    }
    found = []
    for left, right in sorted(pairs):
        likeness = sum(weight * vectors[right].get(word, 0.0) for word, weight in vectors[left].items())
        if likeness >= ALIKE:
            shared = sorted(
                vectors[left].keys() & vectors[right].keys(),
                key=lambda word: -vectors[left][word] * vectors[right][word],
            )
            found.append(
                Duplicate(
                    left,
                    right,
                    round(likeness, 2),
                    f"Both speak of {', '.join(shared[:4])}: keep the deeper one, or tell two sides.",
                )
            )
    return sorted(found, key=lambda pair: (-pair.likeness, pair.left, pair.right))


def _vector(story: Story) -> dict[str, float]:
    measured = background()
    counts = Counter(
        word
        for text in (story.title, *story.parts().values())
        for word in tokens(text)
        if word not in EMPTY and word[0] != "#"
    )
    raw = {word: (1 + math.log(count)) * measured.rarity(word) for word, count in counts.items()}
    length = math.sqrt(sum(each * each for each in raw.values())) or 1.0
    return {word: each / length for word, each in raw.items()}


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def stale(stories: Sequence[Story], today: date) -> list[Kept]:
    """Stories that happened long ago, oldest first; then those without a year, and those long untouched."""
    found: list[tuple[int, int, Kept]] = []
    for story in stories:
        years = [int(year) for year in _YEAR.findall(story.when)]
        touched = story.updated_at.date() if story.updated_at is not None else today
        resting = (today - touched).days
        if years and today.year - max(years) > OLD_YEARS:
            why = f"It happened in {max(years)}. Is there a newer one that shows the same?"
            found.append((0, max(years), Kept(story.id, "look", why)))
        elif not years:
            why = "It has no year: an interviewer asks when it was, and what you would do today."
            found.append((1, 0, Kept(story.id, "look", why)))
        elif resting > RESTING_DAYS:
            why = f"You last changed it on {touched:%d %b %Y}. Read it once: do the numbers still hold?"
            found.append((2, -resting, Kept(story.id, "look", why)))
    return [kept for *_, kept in sorted(found, key=lambda each: (each[0], each[1], each[2].story))]


def overused(stories: Sequence[Story], plans: Sequence[Plan]) -> list[Kept]:
    """Stories that many loops lean on, or that one loop tells to several interviewers."""
    loops: Counter[str] = Counter()
    twice: dict[str, int] = {}
    for plan in plans:
        told = Counter(slot.story for slot in plan.slots if slot.story is not None)
        loops.update(told.keys())
        for name, times in told.items():
            twice[name] = max(twice.get(name, 0), times)
    found = []
    for story in stories:
        if loops[story.id] >= OFTEN:
            found.append(
                Kept(story.id, "look", f"{loops[story.id]} loops lean on it: prepare a second one for its questions.")
            )
        elif twice.get(story.id, 0) > 1:
            found.append(
                Kept(story.id, "look", f"One loop tells it {twice[story.id]} times: interviewers compare notes.")
            )
    return found


def active(
    stories: Sequence[Story], readings: Mapping[str, DepthReport], plan: Plan, catalogue: Catalogue
) -> list[Kept]:
    """The 8 to 12 stories to keep active for a loop, each with its reason; the others may rest."""
    told = Counter(slot.story for slot in plan.slots if slot.story is not None)
    known = {story.id: story for story in stories}
    chosen: dict[str, str] = {}
    dear = _dear(plan)
    beyond: dict[str, str] = {}
    for name, times in sorted(told.items(), key=lambda each: (-each[1], -dear.get(each[0], 0), each[0])):
        if name not in known:
            continue
        often = f"The plan tells it {'once' if times == 1 else f'{times} times'}"
        if len(chosen) < MANY:
            chosen[name] = f"{often}."
        else:
            cost = dear.get(name, 0)
            loses = f"loses {cost} {'point' if cost == 1 else 'points'}" if cost > 0 else "loses nothing"
            loses = "has no other story" if cost >= _DEAREST else loses
            beyond[name] = f"{often}, but {MANY} are as many as one tells from: without it the plan {loses} there."
    for spare in plan.spares:
        if len(chosen) < MANY and spare.story in known:
            chosen.setdefault(spare.story, "A spare: nobody in this loop will have heard it.")
    covered = {
        theme for name in chosen for theme, level in themes_of(known[name], readings.get(name)).items() if level == 2
    }
    for theme in catalogue.themes.values():
        if theme.id in covered or len(chosen) >= MANY:
            continue
        having = [
            story
            for story in stories
            if story.id not in chosen and themes_of(story, readings.get(story.id)).get(theme.id) == 2
        ]
        if having:
            best = min(having, key=lambda story: (story.state != "active", -_depth(readings.get(story.id)), story.id))
            chosen[best.id] = f"The only theme of its kind among those kept: {theme.title.lower()}."
            covered |= themes_of(best, readings.get(best.id)).keys()
    rest = sorted(
        (story for story in stories if story.id not in chosen),
        key=lambda story: (-_depth(readings.get(story.id)), story.id),
    )
    while len(chosen) < FEW and rest:
        best = rest.pop(0)
        chosen[best.id] = f"The deepest of those left; {FEW} to {MANY} make a loop safe."
    found = [Kept(name, "keep", why) for name, why in chosen.items()]
    found += [
        Kept(story.id, "look", beyond[story.id])
        if story.id in beyond
        else Kept(story.id, "rest", "The loop does without it.")
        for story in stories
        if story.id not in chosen
    ]
    return found


def _dear(plan: Plan) -> dict[str, int]:
    """Story -> what the next best costs where the plan tells it; a lock, or a lack of a next best, is dearest."""
    found: dict[str, int] = {}
    for slot in plan.slots:
        if slot.story is not None:
            cost = _DEAREST if slot.locked or slot.runner_up is None else slot.runner_up.cost
            found[slot.story] = max(found.get(slot.story, 0), cost)
    return found


def _depth(reading: DepthReport | None) -> int:
    if reading is None:
        return 0
    return sum(count.evidenced for count in reading.dimensions.values())
