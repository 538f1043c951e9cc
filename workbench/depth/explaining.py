"""What stands behind one level: score, cuts, signals, and the words that weighed most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.depth.labels import CRITERIA
from workbench.depth.verdict import cuts_for
from workbench.depth.why import Explanation, Weighed

if TYPE_CHECKING:
    from workbench.depth.analysis import Analyser, Analysis
    from workbench.model.report import DepthReport
    from workbench.model.story import AiRole

_COUNT = len(CRITERIA)
SHOWN = 6
"""Words shown on each side."""


def explain(
    analyser: Analyser, analysis: Analysis, reading: DepthReport, criterion: str, declared: AiRole | None = None
) -> Explanation:
    """Explain the quoted sentence, or the one that came nearest where nothing is quoted."""
    k = CRITERIA.index(criterion)
    cuts = cuts_for(declared, analysis, analyser.cuts)
    said = reading.criteria[criterion]
    at = int(analysis.scores[:, _COUNT + k].argmax())
    if said.evidence:
        first = said.evidence[0]
        places = [(s.part, s.start) for s in analysis.sentences]
        at = places.index((first.part, first.start)) if (first.part, first.start) in places else at
    words = analyser.linear.weigh(analysis.glimpses[at].linear, _COUNT + k)
    return Explanation(
        criterion=criterion,
        level=said.level,
        named=float(analysis.chances[k, 0]),
        specific=float(analysis.chances[k, 1]),
        cut_named=float(cuts[k, 0]),
        cut_specific=float(cuts[k, 1]),
        quote=analysis.sentences[at].text,
        signals=analysis.glimpses[at].signals,
        towards=tuple(Weighed(word, weight) for word, weight in words if weight > 0)[:SHOWN],
        against=tuple(Weighed(word, weight) for word, weight in reversed(words) if weight < 0)[:SHOWN],
        readers=tuple((name, round(float(expected[k]), 3)) for name, expected in analysis.by_reader),
    )
