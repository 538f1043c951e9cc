"""Stories, readings and targets for the tests of tailoring: from the labelled stories, and built by hand."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import themes
from themes.schema import Catalogue
from workbench.model.report import CriterionReading, DepthReport, DimensionCount, Evidence
from workbench.model.story import PARTS, Story
from workbench.model.target import Round, Slot, Target

GOLD = Path(__file__).parents[1] / "gold"
Labelled = tuple[Story, DepthReport]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return themes.catalogue()


@cache
def _rows() -> dict[str, dict[str, Any]]:
    with gzip.open(GOLD / "stories.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def _span(row: dict[str, Any], quote: str) -> Evidence | None:
    for part in PARTS:
        start = row[part].find(quote)
        if start >= 0:
            return Evidence(part=part, start=start, end=start + len(quote), quote=quote)
    return None


@pytest.fixture(scope="session")
def labelled(catalogue: Catalogue) -> Callable[[str], Labelled]:
    """A labelled story by id, with the report that its labels amount to."""

    def make(name: str) -> Labelled:
        row = _rows()[name]
        story = Story(id=name, rev=1, title=row["title"], **{part: row[part] for part in PARTS})
        criteria = {}
        for criterion in catalogue.criteria:
            quotes = [span for quote in row["evidence"].get(criterion, []) if (span := _span(row, quote)) is not None]
            level = row["labels"].get(criterion, 0) if quotes else 0
            criteria[criterion] = CriterionReading(level=level, evidence=tuple(quotes))
        counts = {
            dimension: DimensionCount(
                evidenced=sum(
                    criteria[each].level == 2 for each in criteria if catalogue.criteria[each].dimension == dimension
                )
            )
            for dimension in catalogue.dimensions
        }
        told = sum(count.evidenced for name, count in counts.items() if not catalogue.dimensions[name].supports)
        report = DepthReport(
            story=name,
            parts=story.parts(),
            ai_role=row["ai_role"],
            depth="not-ai" if row["ai_role"] == "none" else "partial" if told else "silent",
            criteria=criteria,
            dimensions=counts,
            values=row["values"],
            themes=tuple(row["themes"]),
        )
        return story, report

    return make


@pytest.fixture(scope="session")
def loop() -> Callable[..., Target]:
    """A target with a round for each list of questions."""

    def make(*rounds: list[str], packs: tuple[str, ...] = ("google-ai-principles-2025",), **more: Any) -> Target:
        return Target(
            id="acme-pm",
            company="Acme",
            role="AI product manager",
            packs=list(packs),
            rounds=[
                Round(
                    id=f"r{at}",
                    kind="leadership",
                    title=f"Round {at}",
                    slots=[Slot(id=f"r{at}s{place}", question=question) for place, question in enumerate(questions)],
                )
                for at, questions in enumerate(rounds)
            ],
            **more,
        )

    return make
