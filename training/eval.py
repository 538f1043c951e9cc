"""Print how well the reader agrees with the labels, authors left out: `python -m training.eval`.

The readings were made fold by fold (`make train`); cuts are set on the other four folds, never on the one judged.
"""

# ruff: noqa: E501
from __future__ import annotations

import argparse
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from training import predictions
from training.corpus import TAUGHT, Gold, folds, stories
from training.cuts import GATE_CUT, answers_of, crossed_cuts, set_cuts
from training.figures import evidenced_f1, f1, false_evidenced, interval, kappa, present_f1
from workbench.depth.gate import doubt
from workbench.depth.labels import CRITERIA, THEMES
from workbench.depth.storywide import Whole, say
from workbench.depth.verdict import conflict
from workbench.model.story import AiRole, Part

Ints = NDArray[np.int64]
T = TypeVar("T")


def crossed_whole(chances: NDArray[np.float64], stories_: list[Gold]) -> list[Whole]:
    """Role, values, themes and craft, each fold's cuts set on the other folds."""
    answers, fold = answers_of(stories_), folds()
    made: list[Whole] = []
    cuts = {f: set_cuts(chances[fold != f], answers[fold != f]) for f in set(fold.tolist())}
    for i, row in enumerate(chances):
        made.append(say(row, cuts[int(fold[i])]))
    return made


def levels(
    expected: NDArray[np.float64], gold: Ints, ai_chance: NDArray[np.float64], ai: NDArray[np.bool_], fold: Ints
) -> Ints:
    """The levels said, cuts crossed; where AI is doubtful, 2 takes more, and a story read as without AI is silent."""
    pairs = crossed_cuts(expected, gold, ai, fold)
    more = np.array([doubt(float(chance)) for chance in ai_chance])
    specific = expected >= (pairs[:, 1] + more)[:, None]
    said = (expected >= pairs[:, :1]).astype(np.int64) + specific
    said[ai_chance < GATE_CUT] = 0
    return said


def name_droppers(gold: list[Gold]) -> NDArray[np.bool_]:
    """Stories with AI of d4 and e6 that show at most one deed: names, skipped practices, slogans."""
    return np.array([s.author in ("d4", "e6") and s.role != "none" and (s.levels == 2).sum() <= 1 for s in gold])


def quote_hits(gold: list[Gold], quotes: Ints, said: Ints) -> float:
    """Share of criteria found (said and labelled ≥ 1, with labelled quotes) of which one quote of two overlaps a labelled one."""
    hits, total = 0, 0
    for i, story in enumerate(gold):
        for k, name in enumerate(CRITERIA):
            if said[i, k] == 0 or story.levels[k] == 0 or not story.quotes[name]:
                continue
            total += 1
            spans = [story.sentences[j] for j in quotes[i, k] if j >= 0]
            hits += any(_overlaps(story, q, s.part, s.start, s.end) for q in story.quotes[name] for s in spans)
    return hits / max(total, 1)


def _overlaps(story: Gold, quote: str, part: Part, start: int, end: int) -> bool:
    at = story.parts[part].find(quote)
    return at >= 0 and at < end and at + len(quote) > start


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="the pooled figures of the given stories only")
    short = parser.parse_args().short
    gold, fold, p = stories(), folds(), predictions.load()
    truth = np.stack([s.levels for s in gold])
    wholes = crossed_whole(p.whole, gold)
    ai = np.array([s.role != "none" for s in gold])
    learn = ai & np.array([s.author not in TAUGHT for s in gold])
    said = {name: levels(chances.sum(2), truth, p.whole[:, 0], learn, fold) for name, chances in p.chances.items()}
    told = levels(p.chances["both"].sum(2), truth, ai.astype(np.float64), learn, fold)
    given = np.array([s.given for s in gold])
    print("Five folds of whole authors left out; 95% intervals by story. Goals are set for the given stories.")
    for name, at in (
        ("given", given),
        ("our own (of some of them the encoder saw labelled sentences)", ~given),
    ):
        print(f"\n{at.sum()} stories, {name}")
        _pooled(_of(gold, at), truth[at], {n: x[at] for n, x in said.items()})
        print(
            "quotes: one of two overlaps a labelled quote in "
            f"{quote_hits(_of(gold, at), p.quotes[at], said['both'][at]):.3f} of the criteria found"
        )
        strict = np.array([s.role == "none" and s.author in ("f1", "e6") for s in gold]) & at
        if strict.any():
            print(
                f"of f1 and e6 without AI: false evidenced {false_evidenced(truth[strict], said['both'][strict]):.4f}"
            )
        _whole_figures(_of(gold, at), _of(wholes, at))
        _declared_figures(_of(gold, at), _of(wholes, at))
        print(
            f"with the AI role declared by the teller: kappa {kappa(truth[at], told[at]):.3f}, "
            f"evidenced F1 {evidenced_f1(truth[at], told[at]):.3f}, false {false_evidenced(truth[at], told[at]):.4f}"
        )
        if short:
            return
    best, author = said["both"], np.array([s.author for s in gold])
    print("\nauthor  stories  kappa   evidenced F1  false evidenced   (both readers)")
    for a in sorted(set(author.tolist()), key=lambda a: (~given[author == a][0], a)):
        at = author == a
        print(
            f"{a:7} {at.sum():7} {kappa(truth[at], best[at]):7.3f} {evidenced_f1(truth[at], best[at]):13.3f} {false_evidenced(truth[at], best[at]):12.4f}"
        )
    print("\ncriterion            kappa   evidenced F1  precision  recall   (given stories)")
    for c, criterion in enumerate(CRITERIA):
        two, mine = truth[given, c] == 2, best[given, c] == 2
        print(
            f"{criterion:20} {kappa(truth[given][:, [c]], best[given][:, [c]]):.3f} {f1(two, mine):12.3f} "
            f"{(two & mine).sum() / max(mine.sum(), 1):12.3f} {(two & mine).sum() / max(two.sum(), 1):8.3f}"
        )  # fmt: skip


def _of(things: list[T], at: NDArray[np.bool_]) -> list[T]:
    return [thing for thing, yes in zip(things, at, strict=True) if yes]


def _pooled(gold: list[Gold], truth: Ints, said: dict[str, Ints]) -> None:
    none = np.array([s.role == "none" for s in gold])
    author, dropped = np.array([s.author for s in gold]), name_droppers(gold)
    print("reader      kappa              evidenced F1       present F1  false evidenced    no AI  d4     droppers")
    for name, told in said.items():
        k, e = interval(kappa, truth, told), interval(evidenced_f1, truth, told)
        f = interval(false_evidenced, truth, told)
        print(
            f"{name:11} {kappa(truth, told):.3f} ({k[0]:.3f}-{k[1]:.3f}) {evidenced_f1(truth, told):.3f} ({e[0]:.3f}-{e[1]:.3f}) "
            f"{present_f1(truth, told):.3f}       {false_evidenced(truth, told):.4f} ({f[0]:.3f}-{f[1]:.3f}) "
            f"{false_evidenced(truth[none], told[none]):.4f} {false_evidenced(truth[author == 'd4'], told[author == 'd4']):.4f} "
            f"{false_evidenced(truth[dropped], told[dropped]):.4f}"
        )  # fmt: skip


def contradicted(wholes: list[Whole], declared: list[AiRole]) -> float:
    """Share of these declared roles that the reader would contradict."""
    return float(np.mean([bool(conflict(role, whole)) for role, whole in zip(declared, wholes, strict=True)]))


def _declared_figures(gold: list[Gold], wholes: list[Whole]) -> None:
    roles: list[AiRole] = ["none", "enabled", "native"]
    true = [r for s in gold for r in roles if r == s.role]
    found = []
    for role in roles:
        wrong = [w for s, w in zip(gold, wholes, strict=True) if s.role != role]
        found.append(f"{role} {contradicted(wrong, [role] * len(wrong)):.2f}")
    print(f"a right declared role is contradicted in {contradicted(wholes, true):.3f}; a wrong one: {', '.join(found)}")


def _whole_figures(gold: list[Gold], wholes: list[Whole]) -> None:
    role, said = np.array([s.role for s in gold]), np.array([w.role for w in wholes])
    values, mine = np.stack([s.values for s in gold]), np.array([list(w.values.values()) for w in wholes])
    themes = np.array([[t in s.themes for t in THEMES] for s in gold])
    themes_said = np.array([[t in w.themes for t in THEMES] for w in wholes])
    craft, craft_said = np.stack([s.craft for s in gold]), np.array([list(w.craft.values()) for w in wholes])
    both = ((role == "none") & (said == "none")).sum()
    print(f"values F1 {f1(values >= 1, mine >= 1):.3f}   themes F1 {f1(themes, themes_said):.3f}", end="   ")
    print(
        f"role {(role == said).mean():.3f} (none: precision {both / max((said == 'none').sum(), 1):.3f}, recall {both / (role == 'none').sum():.3f})"
    )
    each = ", ".join(
        f"{n} {kappa(craft[:, j], craft_said[:, j]):.3f}" for j, n in enumerate(("ownership", "result", "learning"))
    )
    print(f"craft kappa {kappa(craft, craft_said):.3f} ({each})")


if __name__ == "__main__":
    main()
