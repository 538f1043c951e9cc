"""Question → story: measure the background of words and deeds, and how well questions find their stories.

    python -m training.ask --fit    writes workbench/tailoring/weights/deeds.json from the labelled stories
    python -m training.ask          right stories among the first three and first, beside plain text matching

The labelled judgements are tests/gold/questions.jsonl (3 the story to tell, 2 works well, 1 only with bending), over
the samples and a pool of labelled stories. Nothing in the ranking is fitted to single questions: its few weights are
checked by leaving each pool out (`--leave-out`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import themes
from workbench import depth, samples
from workbench.model.report import DepthReport
from workbench.model.story import PARTS, Story
from workbench.tailoring.ask import score
from workbench.tailoring.emphasis import sentences_of
from workbench.tailoring.lexicon import Lexicon
from workbench.tailoring.phrases import tokens
from workbench.tailoring.questions import EMPTY, Asks
from workbench.tailoring.told import PART_WEIGHTS, Told, share, tell

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
WEIGHTS = ROOT / "workbench" / "tailoring" / "weights" / "deeds.json"


def labelled() -> list[Story]:
    with gzip.open(GOLD / "stories.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return [Story(id=row["id"], rev=1, title=row["title"], **{part: row[part] for part in PARTS}) for row in rows]


def fit(stories: list[Story]) -> dict[str, Any]:
    """Count words and phrases over stories, and each deed's usual share by length."""
    import numpy as np

    lexicon = Lexicon.of(themes.catalogue())
    words: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    told: list[list[tuple[str, dict[str, tuple[str, ...]]]]] = []
    lengths: list[int] = []
    for story in stories:
        stems: list[tuple[str, list[str]]] = [(each.part, tokens(each.text)) for each in sentences_of(story)]
        words.update({word for _, sentence in stems for word in sentence})
        hits = [(part, lexicon.told(sentence)) for part, sentence in stems]
        hits.append(("title", lexicon.told(tokens(f"{story.title}. {story.headline}"))))
        phrases.update({f"{deed}\t{phrase}" for _, found in hits for deed, known in found.items() for phrase in known})
        told.append(hits)
        lengths.append(sum(len(sentence) for _, sentence in stems))
    count = len(stories)
    shares = np.zeros((count, len(lexicon.deeds)))
    for row, hits in enumerate(told):
        best: dict[str, dict[str, float]] = {}
        for part, found in hits:
            for deed, known in found.items():
                for phrase in known:
                    rarity = math.log((count + 1) / (phrases[f"{deed}\t{phrase}"] + 1.0))
                    weight = rarity * PART_WEIGHTS.get(part, 1.0)
                    here = best.setdefault(deed, {})
                    here[phrase] = max(here.get(phrase, 0.0), weight)
        for column, deed in enumerate(lexicon.deeds):
            shares[row, column] = share(sum(best.get(deed, {}).values()))
    log = np.log(np.array(lengths) + 20.0)
    design = np.vstack([np.ones(count), log]).T
    lines = np.linalg.lstsq(design, shares, rcond=None)[0]
    spread = (shares - design @ lines).std(axis=0) + 0.03
    usual = {
        deed: [round(float(lines[0, at]), 4), round(float(lines[1, at]), 4), round(float(spread[at]), 4)]
        for at, deed in enumerate(lexicon.deeds)
    }
    common = {word: number for word, number in sorted(words.items()) if number >= 3}
    return {"stories": count, "words": common, "phrases": dict(sorted(phrases.items())), "usual": usual}


def pools(with_themes: bool) -> dict[str, list[Told]]:
    catalogue = themes.catalogue()
    chosen = set(json.loads((GOLD / "question_pool.json").read_text(encoding="utf-8")))
    shelves: dict[str, list[Story]] = {
        "labelled": [story for story in labelled() if story.id in chosen],
        "samples": samples.stories(),
    }
    found = {}
    for name, stories in shelves.items():
        kept = stories if with_themes else [story.model_copy(update={"themes": []}) for story in stories]
        found[name] = [tell(story, read(story), catalogue) for story in kept]
    return found


def read(story: Story) -> DepthReport:
    return depth.read(story, themes.catalogue())


def plain(question: str, shelf: list[Told]) -> list[str]:
    """Plain text matching: cosine of TF-IDF over stems, idf within the shelf."""
    spread = Counter(word for told in shelf for word in told.counts)

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
        have = vector(Counter(told.counts))
        scored.append((-sum(weight * have.get(word, 0.0) for word, weight in asked.items()), told.story.id))
    return [name for _, name in sorted(scored)]


def ours(question: str, shelf: list[Told]) -> list[str]:
    probing = Asks.of(themes.catalogue()).read(question)
    return [name for _, name in sorted((-score(probing, told), told.story.id) for told in shelf)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="measure the background and write the weights")
    parser.add_argument("--themes", action="store_true", help="let the samples keep the themes that they declare")
    parser.add_argument("--show", action="store_true", help="show the questions that miss")
    args = parser.parse_args()
    if args.fit:
        data = fit(labelled())
        WEIGHTS.parent.mkdir(exist_ok=True)
        WEIGHTS.write_text(
            json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8"
        )
        print(f"{WEIGHTS.relative_to(ROOT)}: {len(data['words'])} words, {len(data['phrases'])} phrases")
        return
    judged = [json.loads(line) for line in (GOLD / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    shelves = pools(args.themes)
    for name, shelf in shelves.items():
        rows = [row for row in judged if row["pool"] == name]
        if not rows:
            continue
        for title, rank in (("plain TF-IDF", plain), ("ours", ours)):
            first = three = 0
            for row in rows:
                order = rank(row["question"], shelf)
                grades: dict[str, int] = row["grades"]
                hit = any(grades.get(story) == 3 for story in order[:3])
                three += hit
                first += grades.get(order[0], 0) >= 2
                if args.show and title == "ours" and not hit:
                    print(f"  {row['id']} {row['question']}\n      {order[:3]}")
            print(
                f"{name}: {title}: a 3 among the first three {three / len(rows):.2f}, "
                f"first graded 2 or 3 {first / len(rows):.2f} ({len(rows)} questions, {len(shelf)} stories)"
            )


if __name__ == "__main__":
    main()
