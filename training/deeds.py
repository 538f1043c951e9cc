"""How often the advice is right about whose deed a quote tells, open gaps and claims: `python -m training.deeds`.

The labels were made by reading each sentence twice (`tests/gold/ownership.jsonl`, `tests/gold/gaps.jsonl`). The rules
were written with the first half of each in view; the second half was first seen by finished rules, which were then
mended once more, so its figures here are a little better than they were on first sight (see docs/COACH.md).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from themes.loader import load
from training.corpus import GOLD, items, stories
from workbench.depth.claims import claims_in
from workbench.depth.coach import mistakes
from workbench.depth.gaps import gaps_in
from workbench.depth.labels import CRITERIA
from workbench.depth.ownership import whose
from workbench.depth.sentences import Sentence, split

_NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|half|third|quarter)\b")


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def ownership() -> dict[str, Counter[tuple[str, str]]]:
    """For each half the counts of (label, answer)."""
    found: dict[str, Counter[tuple[str, str]]] = {}
    for row in rows(GOLD / "ownership.jsonl"):
        answer = whose(str(row["sentence"]), int(str(row["start"])), int(str(row["end"])))
        found.setdefault(str(row["half"]), Counter())[str(row["whose"]), answer] += 1
    return found


def gaps() -> dict[str, Counter[tuple[bool, bool]]]:
    """For each half the counts of (label, answer)."""
    texts = {story.id: story.sentences for story in stories()}
    found: dict[str, Counter[tuple[bool, bool]]] = {}
    for row in rows(GOLD / "gaps.jsonl"):
        sentence = str(row["sentence"])
        around = texts.get(str(row["of"])) or split("action", sentence)
        said = gaps_in(around).get(str(row["criterion"]), [])
        answer = any(_same(place, sentence) for place in said)
        found.setdefault(str(row["half"]), Counter())[bool(row["gap"]), answer] += 1
    return found


def false_gaps() -> tuple[int, int]:
    """Among labelled sentences that do tell of a practice: how many are called a gap of it, and how many there are."""
    wrong = seen = 0
    for item in items():
        said = gaps_in(split("action", item.text))
        for criterion, level in zip(CRITERIA, item.levels, strict=True):
            if level > 0:
                seen += 1
                wrong += criterion in said
    return wrong, seen


def claims() -> tuple[int, int, int]:
    """Numbers told in the labelled sentences, how many of them are found, and how many finds are no claims."""
    told = found = wrong = 0
    for row in rows(GOLD / "claims.jsonl"):
        numbers = row["numbers"]
        wanted = [str(number).lower() for number in numbers] if isinstance(numbers, list) else []
        spans = [claim.quote.lower() for claim in claims_in(split("action", str(row["sentence"])))]
        told += len(wanted)
        found += sum(any(number in span for span in spans) for number in wanted)
        wrong += sum(
            not any(number in span for number in wanted) and _NUMBER.search(span) is not None for span in spans
        )
    return told, found, wrong


def fresh() -> dict[tuple[str, int], tuple[int, int, int, int]]:
    """Sentences written to try the rules: (kind, round) -> heard, of how many; wrongly heard, of how many.

    The rules were widened after each round, so a round's figure today is better than it was on first sight.
    """
    coached = load("coach")
    found: dict[tuple[str, int], tuple[int, int, int, int]] = {}
    for row in rows(GOLD / "fresh.jsonl"):
        kind, about, text = str(row["kind"]), str(row["about"]), str(row["text"])
        if kind == "gap":
            said = set(gaps_in(split("action", text)))
        else:
            result = about in ("no-baseline", "no-result", "usage-only")
            lead = [] if not result else split("action", "I asked for it.")
            told = [*lead, *split("result" if result else "action", text)]
            tail = [] if about else split("result", "Calls fell from 9 to 4.")
            said = {each.id for each in mistakes([*told, *tail], coached, set(), True)}
        heard, wanted, wrong, others = found.get((kind, int(str(row["round"]))), (0, 0, 0, 0))
        if about:
            heard, wanted = heard + (about in said), wanted + 1
        else:
            wrong, others = wrong + bool(said), others + 1
        found[kind, int(str(row["round"]))] = (heard, wanted, wrong, others)
    return found


def _same(place: Sentence, sentence: str) -> bool:
    return place.text == sentence or sentence in place.text or place.text in sentence


def main() -> None:
    for half, counts in ownership().items():
        total = sum(counts.values())
        right = sum(n for (label, answer), n in counts.items() if label == answer)
        print(f"whose deed, {half} half: {right}/{total} = {right / total:.3f}")
        for label in ("mine", "team", "unclear"):
            said = sum(n for (_, answer), n in counts.items() if answer == label)
            have = sum(n for (truth, _), n in counts.items() if truth == label)
            both = counts[label, label]
            print(f"  {label:8s} precision {both / max(said, 1):.2f}  recall {both / max(have, 1):.2f}  ({have})")
    for source, seen in gaps().items():
        hits, wrong, missed = seen[True, True], seen[False, True], seen[True, False]
        print(
            f"open gaps, {source}: precision {hits / max(hits + wrong, 1):.3f}  "
            f"recall {hits / max(hits + missed, 1):.3f}  ({hits + missed} gaps, {sum(seen.values())} labels)"
        )
    called, told = false_gaps()
    print(f"sentences that tell of a practice, called a gap of it: {called}/{told} = {called / told:.4f}")
    told, found, wrong = claims()
    print(f"claims with a number: {found}/{told} found, {wrong} finds that are none")
    for (kind, round_), (heard, wanted, wrong, others) in fresh().items():
        print(f"fresh sentences, {kind}, round {round_}: {heard}/{wanted} heard, {wrong}/{others} wrongly")
    with_ai = [story for story in stories() if story.role != "none"]
    print(f"AI stories with any open gap: {sum(bool(gaps_in(story.sentences)) for story in with_ai)}/{len(with_ai)}")


if __name__ == "__main__":
    main()
