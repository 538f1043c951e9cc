"""Question → story: how well questions find their stories, beside plain text matching on the same set.

    python -m training.ask          a 3 among the first three, and the first graded 2 or 3, for each pool
    python -m training.ask --show   with the questions that miss
    python -m training.ask --fit    counts the background and fits the weights (workbench/tailoring/weights)

The judgements are tests/gold/questions.jsonl: 3 the story to tell, 2 works well, 1 only with bending. Four pools:
`labelled` (48 labelled stories, read while the phrases were written), `samples` (the 24 samples), `later` (32 labelled
stories; its questions were written before the stories were read; at first sight 0.60 and 0.69), and `fourth` (42 other
labelled stories, 135 questions, two thirds of which share at most one rarer word with their story). The weights of the
ranking were chosen over the first three and over questions with one topic ("a recall") written for the purpose.

The fourth was held out until it was first measured: 0.63 and 0.53, plain text matching 0.59 and 0.44. It is not unseen
any more: its judgements were read a second time, for the stories that either ranking put first (0.64 and 0.59, plain
0.59 and 0.46), and later changes (what a story is about, questions that say AI) were kept with its figure in view,
though chosen on the samples; they cost it one question of 135. With the encoder trained after that it stands at 0.64
and 0.52, so that on the first story ours is 0.06 above plain matching there, and the 0.70 that is asked for is not
reached. What to expect of unseen questions is nearer to this pool than to the others: its questions ask for single
topics.
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
from training.fit_ask import GOLD, deed_labels, labelled, learn, write
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
    known = {story.id: story for story in labelled()}
    found = {name: [known[each] for each in names] for name, names in chosen.items()}
    found["samples"] = [story.model_copy(update={"themes": []}) for story in samples.stories()]
    return found


def shelf_of(stories: list[Story], everyone: list[Story]) -> list[Told]:
    """The stories made ready, by weights that have not seen their labels."""
    labels = deed_labels()
    own = {story.id for story in stories}
    fitted = None
    if own & labels.keys():
        fitted = learn([story for story in everyone if story.id in labels and story.id not in own], labels)
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
    everyone = labelled()
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
