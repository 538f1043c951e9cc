"""Question → story: how well questions find their stories, beside plain text matching on the same set.

    python -m training.ask          a 3 among the first three, and the first graded 2 or 3, for each pool
    python -m training.ask --show   with the questions that miss
    python -m training.ask --fit    counts the background and fits the weights (workbench/tailoring/weights)

The judgements are tests/gold/questions.jsonl: 3 the story to tell, 2 works well, 1 only with bending. Seven pools:
`labelled` (48 labelled stories, read while the phrases were written), `samples` (the 24 samples), `later` (32 labelled
stories; its questions were written before the stories were read; at first sight 0.60 and 0.69), `fourth` (42 other
labelled stories, 135 questions, two thirds of which share at most one rarer word with their story), `fifth` (36 of
our own stories by twelve voices), `sixth` and `seventh` (40 labelled stories each, drawn by lot, 103 and 63 questions,
all 40 graded for each by two readers who saw no ranking). No story of a pool is among those of `training.pairs`, from
which the search learns; other stories by the fifth's voices are. The weights
of the ranking were fitted by likelihood over the first three and over questions with one topic ("a recall") written
for the purpose, each pool left out in turn.

The fourth was held out until it was first measured: 0.63 and 0.53, plain text matching 0.59 and 0.46. Its misses were
then read one by one and their kinds mended (a question for a topic heard as one for a deed, words near in meaning that
share no letter, long stories that hold a little of every question, other turns of phrase), so it is a pool to work with
now: 0.70 and 0.56.

The fifth was written after that, and before it was measured: 31 questions before its stories were read, 45 with them
read. It was looked at once, with everything settled: 0.55 and 0.34, plain text matching 0.45 and 0.30. Its stories are
rough notes, posts, interviews and minutes, unlike the STAR stories that all else was made on. Since then its grading
was completed (until then a first story that nobody had graded counted as wrong), and the search learnt more: 0.58 and
0.47, plain text matching 0.46 and 0.32.

The sixth was looked at once, after all else: 0.41 and 0.32, plain text matching 0.17 and 0.20; a 2 or 3 among the first
three for 0.66. 48 questions were written before the stories were read (0.42 and 0.29; plain 0.23 and 0.29), 55 with few
words of their story (0.40 and 0.35; plain 0.13 and 0.13). The two readers agree within one grade in all pairs but one;
each 3 of the first is at least a 2 of the second. So the 0.70 that is asked for is not reached on unseen questions.

The search then learnt from 6,156 questions of 1,539 other stories and the sentences that answer them (a projection of
the encoder's vectors, `training.fit_meeting`, with the encoder itself taught by a part of them), and from the deeds of
1,706 stories instead of 678. What the meeting is worth was chosen on all pools but the seventh, the sixth now with
them: 0.46 and 0.36 without the meeting, 0.50 and 0.44 with it.

The seventh was written before that and looked at once, after all else: 0.48 and 0.27, plain text matching 0.11 and
0.11. 23 of its questions were written without the stories in view, 40 in words that their story does not use. The
second reader gives 76 of the first's 93 threes a 3 too, 16 a 2 and one a 1. So 0.70 is not reached on unseen
questions.

Measured with each pool left out in turn, and left alone: what the weights of the meetings are, how deeds are scaled and
how far being sure counts makes no difference that stands out from chance; the encoder's mean over a story, and word
vectors fitted to sentences, add nothing. 645 questions more to learn from hear a right deed first for 0.57 instead of
0.53 of the questions left out, and yet put a 3 among three more rarely (mean over the pools 0.75 instead of 0.77).
Stories whose deeds are known by label instead of read: 0.95 and 0.91 for `labelled` and `later`, whose questions
phrases know; but of the sixth's questions only 0.49 instead of 0.41, so that most is lost in what its questions ask
for, which no list of deeds holds.
The learnt weights are fitted anew without a pool's own stories before it is measured; what questions ask for is
learnt from `themes/deeds` and `tests/gold/asked.jsonl`, never from the pools.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable
from typing import Any

import themes
from training.fit_ask import GOLD, deed_labels, labelled, learn, own, write
from training.readings import keep, read
from workbench import samples
from workbench.model.story import Story
from workbench.tailoring.ask import score
from workbench.tailoring.phrases import tokens
from workbench.tailoring.questions import EMPTY, Asks
from workbench.tailoring.told import Told, tell

Rank = Callable[[str, list[Told]], list[str]]


def judged() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / "questions.jsonl").read_text(encoding="utf-8").splitlines()]


def pools() -> dict[str, list[Story]]:
    """The stories of each pool, without declared themes: what an imported bank looks like."""
    chosen: dict[str, list[str]] = json.loads((GOLD / "question_pool.json").read_text(encoding="utf-8"))
    known = {story.id: story for story in [*labelled(), *own()]}
    found = {name: [known[each] for each in names] for name, names in chosen.items()}
    found["samples"] = [story.model_copy(update={"themes": []}) for story in samples.stories()]
    return found


def shelf_of(stories: list[Story], everyone: list[Story]) -> list[Told]:
    """The stories made ready, by weights that have not seen their labels."""
    labels = deed_labels()
    here = {story.id for story in stories}
    fitted = None
    if here & labels.keys():
        fitted = learn([story for story in everyone if story.id in labels and story.id not in here], labels)
    return [tell(story, read(story), themes.catalogue(), fitted) for story in stories]


def plain(question: str, shelf: list[Told]) -> list[str]:
    """Plain text matching: cosine of TF-IDF over stems, idf within the shelf."""
    spread = Counter(word for told in shelf for word in told.held.counts)

    def vector(counts: Counter[str]) -> dict[str, float]:
        raw = {
            word: (1 + math.log(n)) * math.log(1 + len(shelf) / spread[word])
            for word, n in counts.items()
            if spread[word]
        }
        length = math.sqrt(sum(each * each for each in raw.values())) or 1.0
        return {word: each / length for word, each in raw.items()}

    asked = vector(Counter(word for word in tokens(question) if word not in EMPTY))
    scored = []
    for told in shelf:
        have = vector(Counter(told.held.counts))
        scored.append((-sum(weight * have.get(word, 0.0) for word, weight in asked.items()), told.story.id))
    return [name for _, name in sorted(scored)]


def ours(question: str, shelf: list[Told]) -> list[str]:
    probing = Asks.of(themes.catalogue()).read(question)
    return [name for _, name in sorted((-score(probing, told), told.story.id) for told in shelf)]


def measure(rows: list[dict[str, Any]], shelf: list[Told], rank: Rank) -> tuple[float, float, list[str]]:
    """Share of questions with a 3 among the first three, share whose first is graded 2 or 3, and those that miss."""
    first = three = 0
    missed = []
    for row in rows:
        order = rank(row["question"], shelf)
        grades: dict[str, int] = row["grades"]
        hit = any(grades.get(story) == 3 for story in order[:3])
        three += hit
        first += grades.get(order[0], 0) >= 2
        if not hit:
            missed.append(f"{row['id']} {row['question']} → {', '.join(order[:3])}")
    return three / len(rows), first / len(rows), missed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="count the background and fit the weights")
    parser.add_argument("--show", action="store_true", help="show the questions that miss")
    args = parser.parse_args()
    everyone = [*labelled(), *own()]
    if args.fit:
        print(write(everyone))
        keep()
        return
    for name, stories in pools().items():
        rows = [row for row in judged() if row["pool"] == name]
        if not rows:
            continue
        shelf = shelf_of(stories, everyone)
        for title, rank in (("plain TF-IDF", plain), ("ours", ours)):
            three, first, missed = measure(rows, shelf, rank)
            print(
                f"{name:9} {title:13} a 3 among the first three {three:.2f}, first graded 2 or 3 {first:.2f} "
                f"({len(rows)} questions, {sum(len(row['grades']) for row in rows)} judgements, {len(shelf)} stories)"
            )
            if args.show and title == "ours":
                print("\n".join(f"    {each}" for each in missed))
    keep()


if __name__ == "__main__":
    main()
