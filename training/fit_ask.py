"""What `ask` is measured against and learns from: the background of words and deeds, and the learnt weights.

Everything is computed from the labelled stories and `tests/gold/deeds.jsonl` (1,706 stories, each with the kinds of
questions that a careful reader would tell it for, the likeliest first). Written by `python -m training.ask --fit`.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import themes
from training.readings import read
from workbench import depth
from workbench.model.story import PARTS, Story
from workbench.tailoring.emphasis import sentences_of
from workbench.tailoring.hearing import Hearing, bag, shipped_encoder
from workbench.tailoring.learnt import Learnt, bag_of, features_of
from workbench.tailoring.lexicon import Lexicon
from workbench.tailoring.phrases import tokens
from workbench.tailoring.told import PART_WEIGHTS, share

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
FOLDER = ROOT / "workbench" / "tailoring" / "weights"

RIDGE = 0.5
READING_SHARE = 0.3
FEWEST = 3
"""Terms of fewer labelled stories are left out."""
RANKS = (1.0, 1.0, 0.75, 0.75)
"""What a label counts by its place; later ones count `LATER`."""
LATER = 0.55
FOLDS = 6
LEAST_WEIGHT = 4
"""Of 127: what a word weighs for a deed below this is left out (a third of all weights, a tenth of the file)."""


def labelled() -> list[Story]:
    with gzip.open(GOLD / "stories.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return [Story(id=row["id"], rev=1, title=row["title"], **{part: row[part] for part in PARTS}) for row in rows]


def own() -> list[Story]:
    """Our own stories."""
    with gzip.open(GOLD / "own_stories.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return [Story(id=row["id"], rev=1, title=row["title"], **{part: row[part] for part in PARTS}) for row in rows]


def deed_labels() -> dict[str, list[str]]:
    rows = [json.loads(line) for line in (GOLD / "deeds.jsonl").read_text(encoding="utf-8").splitlines()]
    return {row["id"]: row["deeds"] for row in rows}


def background(stories: Sequence[Story]) -> dict[str, Any]:
    """Count words and phrases over stories, and each deed's usual share by length."""
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
                    here = best.setdefault(deed, {})
                    here[phrase] = max(here.get(phrase, 0.0), rarity * PART_WEIGHTS.get(part, 1.0))
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


def features() -> tuple[str, ...]:
    catalogue = themes.catalogue()
    names = [f"criterion:{name}" for name in catalogue.criteria]
    names += [f"value:{name}" for name in ("fairness", "inclusion", "safety", "privacy", "security", "transparency")]
    names += [f"value:{name}" for name in ("accountability", "human_agency", "social_benefit", "rigor", "openness")]
    names += ["value:sustainability"]
    names += [f"theme:{name}" for name in catalogue.themes]
    return (*names, "craft:craft.ownership", "craft:craft.result", "craft:craft.learning", "no_ai:", "length:")


def learn(stories: Sequence[Story], labels: dict[str, list[str]]) -> Learnt:
    """Fit the weights: ridge regression of graded labels on terms and reading, scores set against folds left out."""
    deeds = tuple(themes.catalogue().deeds)
    names = features()
    bags, values = [], []
    for story in stories:
        stems = [tokens(each.text) for each in sentences_of(story)]
        bags.append(bag_of(stems))
        values.append(features_of(read(story), sum(map(len, stems)), names))
    spread_of = Counter(term for bag in bags for term in bag)
    terms = {term: at for at, term in enumerate(sorted(term for term, number in spread_of.items() if number >= FEWEST))}
    rarity = np.array([math.log(len(stories) / spread_of[term]) for term in terms])
    texts = np.zeros((len(stories), len(terms)))
    for row, held in enumerate(bags):
        for term, number in held.items():
            if term in terms:
                texts[row, terms[term]] = (1 + math.log(number)) * rarity[terms[term]]
    texts /= np.linalg.norm(texts, axis=1, keepdims=True) + 1e-9
    raw = np.array(values)
    middle, spread = raw.mean(axis=0), raw.std(axis=0) + 0.2
    readings = (raw - middle) / spread
    wanted = np.zeros((len(stories), len(deeds)))
    for row, story in enumerate(stories):
        for place, deed in enumerate(labels[story.id]):
            wanted[row, deeds.index(deed)] = RANKS[place] if place < len(RANKS) else LATER

    share_of = READING_SHARE / readings.shape[1]
    kernel = texts @ texts.T + share_of * readings @ readings.T
    fold = np.random.RandomState(0).permutation(len(stories)) % FOLDS
    left_out = np.zeros_like(wanted)
    for number in range(FOLDS):
        kept, tried = fold != number, fold == number
        mean = wanted[kept].mean(axis=0)
        solved = np.linalg.solve(kernel[np.ix_(kept, kept)] + RIDGE * np.eye(kept.sum()), wanted[kept] - mean)
        left_out[tried] = kernel[np.ix_(tried, kept)] @ solved + mean
    base = wanted.mean(axis=0)
    solved = np.linalg.solve(kernel + RIDGE * np.eye(len(stories)), wanted - base)
    weights = texts.T @ solved
    return Learnt(
        deeds=deeds,
        terms=terms,
        rarity=rarity.astype(np.float32).astype(np.float64),
        words=_eighths(weights, LEAST_WEIGHT),
        features=names,
        reading=share_of * readings.T @ solved,
        middle=middle,
        spread=spread,
        base=base,
        centre=left_out.mean(axis=0),
        width=left_out.std(axis=0),
    )


ASKED_RANKS = (1.0, 0.8, 0.65, 0.5)
"""What a deed of `asked.jsonl` counts by its place: the first is what the question is about."""
ASKED_RIDGE = 0.5
WORDS_SHARE = 0.3
"""What likeness in words counts beside likeness by the encoder; both chosen on questions left out one by one."""
ASKED_FEWEST = 2
"""Words of fewer questions are left out."""


def asked() -> dict[str, dict[str, float]]:
    """Questions to learn from -> deed -> how much they ask for it: the examples of `themes/deeds`, and asked.jsonl."""
    found: dict[str, dict[str, float]] = {}
    for deed in themes.catalogue().deeds.values():
        for text in deed.asks_for:
            found.setdefault(text, {})[deed.id] = 1.0
    for line in (GOLD / "asked.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["question"], {}).update(zip(row["deeds"], ASKED_RANKS, strict=False))
    return found


def hear() -> Hearing:
    """Fit what questions ask for: ridge regression from the encoder's vectors and the words, each of unit length."""
    deeds = tuple(themes.catalogue().deeds)
    rows = asked()
    vectors = np.array([_direction(text) for text in rows])
    stems = [tokens(text) for text in rows]
    spread = Counter(word for words in stems for word in set(words))
    terms = {word: row for row, word in enumerate(sorted(w for w, number in spread.items() if number >= ASKED_FEWEST))}
    rarity = np.array([math.log(len(rows) / spread[term]) for term in terms]).astype(np.float32).astype(np.float64)
    bags = np.array([bag(words, terms, rarity) for words in stems])
    wanted = np.array([[weights.get(deed, 0.0) for deed in deeds] for weights in rows.values()])
    middle = wanted.mean(axis=0)
    kernel = vectors @ vectors.T + WORDS_SHARE * bags @ bags.T + ASKED_RIDGE * np.eye(len(vectors))
    solved = np.linalg.solve(kernel, wanted - middle)
    rounded, words = _eighths(vectors.T @ solved), _eighths(WORDS_SHARE * bags.T @ solved)
    bank = sorted({question.text for question in themes.catalogue().questions.values()})
    known = {}
    for text in bank:
        found = _direction(text) @ rounded + bag(tokens(text), terms, rarity) @ words + middle
        known[text] = np.round(found * 100) / 100
    bearings = {text: depth.reader().question(text) for text in bank}
    return Hearing(deeds, rounded, terms, rarity, words, middle, shipped_encoder(), known, bearings)


def _eighths(weights: NDArray[Any], least: int = 1) -> NDArray[Any]:
    """Weights as they come back from eight bits; those below `least` of 127 left out, which keeps the file small."""
    scale = np.abs(weights).max(axis=0) / 127
    whole = np.round(weights / scale)
    return np.asarray(np.where(np.abs(whole) >= least, whole, 0.0) * scale)


def _direction(text: str) -> NDArray[Any]:
    vector = depth.reader().vector(text)
    return np.asarray(vector / (np.linalg.norm(vector) + 1e-9))


def write_hearing() -> str:
    """Write the weights that questions are heard with, and say what is in them."""
    fitted = hear()
    scale, words_scale = (np.abs(each).max(axis=0) / 127 for each in (fitted.weights, fitted.words))
    np.savez_compressed(
        FOLDER / "asking.npz",
        deeds=np.array("\n".join(fitted.deeds)),
        weights=np.round(fitted.weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        terms=np.array("\n".join(fitted.terms)),
        rarity=fitted.rarity.astype(np.float32),
        words=np.round(fitted.words / words_scale).astype(np.int8),
        words_scale=words_scale.astype(np.float32),
        middle=fitted.middle.astype(np.float32),
        encoder=np.array(fitted.encoder),
        questions=np.array("\n".join(fitted.known)),
        known=np.array([np.round(row * 100) for row in fitted.known.values()]).astype(np.int8),
        bearings=np.array(list(fitted.bearings.values())),
    )
    return f"{len(asked())} questions, {len(fitted.known)} of the bank kept"


def write(stories: Sequence[Story]) -> str:
    """Write the files of weights and say what is in them; the background is counted on the given stories."""
    FOLDER.mkdir(exist_ok=True)
    counted = background(labelled())
    text = json.dumps(counted, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    np.savez_compressed(FOLDER / "background.npz", json=np.frombuffer(text.encode(), np.uint8))
    labels = deed_labels()
    fitted = learn([story for story in stories if story.id in labels], labels)
    scale = np.abs(fitted.words).max(axis=0) / 127
    np.savez_compressed(
        FOLDER / "deeds.npz",
        deeds=np.array("\n".join(fitted.deeds)),
        terms=np.array("\n".join(fitted.terms)),
        rarity=fitted.rarity.astype(np.float32),
        words=np.round(fitted.words / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        features=np.array("\n".join(fitted.features)),
        reading=fitted.reading.astype(np.float32),
        middle=fitted.middle.astype(np.float32),
        spread=fitted.spread.astype(np.float32),
        base=fitted.base.astype(np.float32),
        centre=fitted.centre.astype(np.float32),
        width=fitted.width.astype(np.float32),
    )
    return (
        f"{write_hearing()}; {len(counted['words'])} words, {len(counted['phrases'])} phrases; "
        f"{len(fitted.terms)} terms × {len(fitted.deeds)} deeds from {len(labels)} stories"
    )
