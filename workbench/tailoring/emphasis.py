"""What each sentence of a story is worth in a telling: deeds, results, proofs, and what this target cares about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from themes.schema import Catalogue, Pack
from workbench.depth.sentences import Sentence, split
from workbench.model.report import DepthReport, Evidence
from workbench.model.story import PARTS, Story
from workbench.tailoring.dangling import leans
from workbench.tailoring.evidence import settled

_I = re.compile(r"\b(?:I|I['’](?:d|ve|m|ll)|my|mine|myself)\b")
_OWN = re.compile(
    r"\bI(?:['’](?:d|ve))?\s+(?!was\b|am\b|had been\b|felt\b|think\b|thought\b|believe\b|know\b|knew\b|hope\b|wish\b|"
    r"should\b|would\b|could\b)\w+"
)
# A bullet or CV line without a subject is the writer's own deed ("Cut the scope to two flows.").
_BARE_DEED = re.compile(
    r"^(?:[A-Z]\w+ed|Led|Built|Wrote|Ran|Cut|Set|Made|Chose|Took|Drove|Put|Held|Kept|Told|Taught|Sold|Shut|Won|Drew|"
    r"Found|Got|Brought|Began|Stood)\b"
)
_DECIDED = re.compile(
    r"\b(?:I|we)\b(?:(?!\b(?:that|which|it|they|he|she|who)\b)[^.;]){0,40}?\b"
    r"(?:decided|chose|refused|ruled out|rejected|turned down|said no|insisted|stopped(?! talking| to )|"
    r"paused|killed|cut|dropped|delayed|postponed|pulled|held back|set the|drew the line|"
    r"picked|agreed to|would not(?! like| dare)|wouldn['’]t(?! like| dare)|proposed|switched|replaced|"
    r"asked (?:(?:the|our|my|his|her|him|them)(?: \w+){0,2} )?for|"
    r"rolled back|withdrew|shut|took (?:it|that|them|the \w+) (?:down|out|off)|limited|capped|gave up|reversed|blocked|"
    r"preferred|pinned|fixed the|settled (?:on|for)|left out|left \w+ ideas|deleted|moved)\b"
    # Without a subject: "Attachments went off the same day."
    r"|^(?:So |Then )?[A-Z]?[\w ]{2,30}\bwent off\b",
    re.IGNORECASE,
)
# Decides less clearly: what somebody wrote, told or argued prepares a decision more often than it is one.
_PREPARED = re.compile(r"\b(?:I|we)\b[^.;]{0,40}?\b(?:argued|changed|told|made|wrote|signed)\b")
_FIGURE = re.compile(
    r"\d|\b(?:half|third|quarter|twice|doubled?|halved|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|"
    r"thousand|million|per cent)\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:fell|rose|dropped|grew|went (?:up|down)|from\b.{1,30}\bto\b|saved|cut|reduced|increased|improved|launched|"
    r"shipped|still|now|adopted|renewed|signed|ended|closed|stayed|reached)\b",
    re.IGNORECASE,
)
_DECIDING = ("task", "action")
_BASE = {"situation": 2, "task": 3, "action": 4, "result": 5, "learning": 3}


@dataclass(frozen=True, slots=True)
class Weighed:
    """One sentence with what it does in a telling, and its points for this target."""

    sentence: Sentence
    deed: bool
    """The teller's own action."""
    decision: bool
    result: bool
    outcome: bool
    """A result that says what changed, with a figure: what could open a telling."""
    proof: bool
    criteria: tuple[str, ...]
    """Criteria whose specific evidence stands in it."""
    points: int


def value_weights(packs: Sequence[Pack], catalogue: Catalogue) -> dict[str, float]:
    """How much a target's packs care for each value: their share of it, and as much again for what is above the usual.

    Nearly every list has privacy and safety in it: what sets two companies apart is what makes two tellings differ.
    About 1 for a value that a company names as often as all do; innovation is 2.4 for Google, inclusion 2.2 for
    Microsoft.
    """
    everyone = [pack for pack in catalogue.packs.values() if pack.kind == "company"] or list(packs)
    usual = _shares(everyone)
    return {
        value: round(max(0.1, 10 * (2 * share - usual.get(value, 0.0))), 4) for value, share in _shares(packs).items()
    }


def _shares(packs: Sequence[Pack]) -> dict[str, float]:
    total: dict[str, float] = {}
    for pack in packs:
        own: dict[str, int] = {}
        for clause in pack.clauses():
            for value, weight in clause.values.items():
                own[value] = own.get(value, 0) + int(weight)
        whole = sum(own.values()) or 1
        for value, count in own.items():
            total[value] = total.get(value, 0.0) + count / whole / len(packs)
    return total


def sentences_of(story: Story) -> list[Sentence]:
    """Return the sentences of a story's five parts, in the order of STAR-L."""
    return [sentence for part in PARTS for sentence in split(part, getattr(story, part))]


def holds(sentence: Sentence, evidence: Evidence) -> bool:
    """Say whether the greater part of a quote lies in a sentence."""
    if sentence.part != evidence.part:
        return False
    shared = min(sentence.end, evidence.end) - max(sentence.start, evidence.start)
    return shared > 0 and 2 * shared >= min(evidence.end - evidence.start, sentence.end - sentence.start)


def weigh(
    story: Story, reading: DepthReport | None, values: Mapping[str, float], catalogue: Catalogue
) -> list[Weighed]:
    """Weigh every sentence of a story for a target whose packs care for `values`."""
    sentences = sentences_of(story)
    evidence = _evidence(story, reading)
    by_criterion = {
        criterion: max(
            (values.get(value.id, 0.0) for value in catalogue.values.values() if criterion in value.criteria),
            default=0.0,
        )
        for criterion in (reading.criteria if reading is not None else ())
    }
    without_ai = reading is None or reading.ai_role == "none"
    has_result = bool(story.result.strip())
    own_values = [
        (name, quote)
        for name, quote in (reading.value_evidence.items() if reading is not None else ())
        if reading is not None and reading.values.get(name) == 2
    ]
    clear = any(_DECIDED.search(each.text) for each in sentences if each.part in _DECIDING)
    weighed = []
    for index, sentence in enumerate(sentences):
        text = sentence.text
        criteria = tuple(name for name, quotes in evidence.items() if any(holds(sentence, quote) for quote in quotes))
        proving = [name for name in criteria if not _supports(name, catalogue)]
        figure = bool(_FIGURE.search(text))
        deed = sentence.part in ("task", "action", "result") and bool(_OWN.search(text) or _BARE_DEED.match(text))
        result = sentence.part == "result" or (
            not has_result
            and sentence.part == "action"
            and index >= len(sentences) // 2
            and bool(figure and _OUTCOME.search(text))
        )
        proof = bool(proving) or (without_ai and figure and sentence.part in ("action", "result"))
        decided = bool((_DECIDED if clear else _PREPARED).search(text))
        decision = decided and sentence.part in _DECIDING
        outcome = result and figure and bool(_OUTCOME.search(text)) and not leans(text)
        points = _BASE[sentence.part]
        points += 4 * deed + 5 * decision + 3 * (result and figure) + 2 * figure
        points += round(sum(4 + 3 * min(by_criterion.get(name, 0.0), 4.0) for name in criteria[:3]))
        points += round(
            sum(3 * min(values.get(name, 0.0), 4.0) for name, quote in own_values if holds(sentence, quote))
        )
        points += 3 * (index == 0)
        weighed.append(Weighed(sentence, deed, decision, result, outcome, proof, criteria, points))
    return weighed


def _evidence(story: Story, reading: DepthReport | None) -> dict[str, list[Evidence]]:
    if reading is None:
        return {}
    return {
        name: [settled(story, each) for each in found.evidence]
        for name, found in reading.criteria.items()
        if found.level == 2
    }


def _supports(criterion: str, catalogue: Catalogue) -> bool:
    found = catalogue.criteria.get(criterion)
    dimension = catalogue.dimensions.get(found.dimension) if found is not None else None
    return dimension is not None and dimension.supports


def speaks_of_self(text: str) -> bool:
    """Say whether a sentence speaks in the first person singular."""
    return bool(_I.search(text))
