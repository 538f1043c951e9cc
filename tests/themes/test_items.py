"""One test over every item of the catalogue: ids, references, slots, and each family's own promises."""

from __future__ import annotations

import re
import string
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import themes
from themes import catalogue
from themes.loader import FAMILIES, faults, load, load_our_pack, pack_files
from themes.schema import Criterion, InterviewQuestion, Pack
from workbench.model.project import ArtefactKind
from workbench.model.story import PARTS

FOLDER = Path(themes.__file__).parent
VALUES = {
    "fairness", "inclusion", "safety", "privacy", "security", "transparency", "accountability", "human_agency",
    "social_benefit", "rigor", "openness", "sustainability", "innovation", "customer_focus",
}  # fmt: skip
CRITERIA = {
    "data.source", "data.quality", "data.feedback", "data.freshness", "data.governance",
    "eval.target", "eval.method", "eval.quality", "eval.guardrail", "eval.monitoring",
    "rai.harm", "rai.fairness", "rai.transparency", "rai.oversight", "rai.accountability",
    "system.choice", "system.tradeoff", "system.failure",
}  # fmt: skip
THEMES = {
    "impact", "failure", "cross_functional", "ambiguity", "prioritization", "influence", "conflict", "user_insight",
    "ethics", "technical_depth", "data_decision", "execution", "leadership", "communication", "adaptability",
    "economics",
}  # fmt: skip


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_id_that_is_named_anywhere_exists() -> None:
    assert faults() == []


def test_the_vocabulary_is_the_rubrics() -> None:
    found = catalogue()
    assert set(found.values) == VALUES
    assert set(found.criteria) == CRITERIA
    assert set(found.themes) == THEMES
    assert [name for name, each in found.dimensions.items() if not each.supports] == ["data", "eval", "rai"]
    assert found.criteria["eval.guardrail"].title == "Counter-metric"
    assert found.criteria["eval.target"].title == "Ship bar"
    assert found.troubles == ()


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: path.stem)
def test_a_file_is_short_and_its_text_clean(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < 450 or path.parent.name in {"packs", "words", "deeds"}
    assert "\t" not in text
    assert not re.search(r"\b(?:TODO|FIXME|XXX|lorem)\b", text)
    for american in ("behavior", "color ", "favor ", "organization"):
        # Published names keep their spelling.
        assert american not in text.lower() or path.parent.name in {"packs", "coach", "words", "deeds"}


def test_every_family_has_entries_and_is_in_the_catalogue() -> None:
    found = catalogue()
    for family in FAMILIES:
        if (FOLDER / FAMILIES[family][1]).exists() and any((FOLDER / FAMILIES[family][1]).rglob("*.toml")):
            assert load(family), family
        assert getattr(found, family) == load(family)


@pytest.mark.parametrize("criterion", load("criteria").values(), ids=lambda each: each.id)
def test_a_criterion_asks_in_many_wordings_and_fills_its_slots(criterion: Criterion) -> None:
    assert criterion.id.split(".")[0] == criterion.dimension
    general = criterion.questions
    assert len(general) >= 5
    for role in ("native", "enabled"):
        assert len((*general, *criterion.by_role[role])) >= 8
    everything = [*general, *criterion.by_role["native"], *criterion.by_role["enabled"], *criterion.mentioned]
    assert len(set(everything)) == len(everything)
    for question in (*general, *criterion.by_role["native"], *criterion.by_role["enabled"]):
        assert slots(question) <= {"noun", "title"}
        assert question.count("{noun}") <= 1
        assert "the {noun}" in question or "{" not in question
        assert question.endswith(("?", "."))
    # Nearly every question carries the story's own noun, or it would fit every story alike.
    assert sum("{noun}" in question for question in everything) >= len(everything) - len(criterion.mentioned) - 2
    assert len(criterion.mentioned) >= 3
    assert all(slots(question) == {"quote"} and "“{quote}”" in question for question in criterion.mentioned)
    assert len(criterion.examples) >= 2
    assert len(criterion.fires) >= 3
    assert len(criterion.silent) >= 3
    assert criterion.why
    assert not criterion.why.endswith(".")
    for example in (criterion.example, *criterion.examples):
        assert 8 <= len(example.split()) <= 45


def test_no_question_of_two_criteria_is_the_same() -> None:
    counts = Counter(question for each in load("criteria").values() for question in each.questions)
    assert max(counts.values()) == 1


def test_themes_help_to_remember() -> None:
    for theme in load("themes").values():
        assert len(theme.prompts) >= 4, theme.id
        assert all(not prompt.endswith(".") for prompt in theme.prompts)


@pytest.mark.parametrize("name", pack_files())
def test_a_pack_says_where_it_comes_from_and_what_is_in_doubt(name: str) -> None:
    pack: Pack = load_our_pack(name)
    assert pack.id == name
    assert pack.url.startswith("https://")
    assert re.fullmatch(r"official, seen|official, address from memory|secondary copy, seen", pack.url_status)
    assert re.fullmatch(r"|\d{4}(-\d\d(-\d\d)?)?", pack.published)
    assert pack.checked in {"verified", "general knowledge"}
    assert 6 < len(pack.title) <= 60
    assert pack.principles
    ids = [clause.id for clause in pack.clauses()]
    assert len(set(ids)) == len(ids)
    for principle in pack.principles:
        assert principle.id.startswith(name + ".")
        assert len(principle.clauses) >= 1
        for clause in principle.clauses:
            assert clause.id.startswith(principle.id)
            assert clause.summary
            assert clause.values or not clause.about_ai
            # A clause is about one or two values; more would fill a row of the matrix with anything.
            assert sum(weight == 2 for weight in clause.values.values()) <= 2


def test_the_frameworks_are_all_there_and_their_doubts_are_kept() -> None:
    packs: dict[str, Pack] = load("packs")
    principles = [principle for pack in packs.values() for principle in pack.principles]
    assert len(packs) == 47
    assert len(principles) == 300
    status = Counter(principle.name_status for principle in principles)
    assert status == {"published": 259, "our label": 22, "recalled": 14, "translated": 5}
    assert sum(pack.url_status == "official, address from memory" for pack in packs.values()) == 15
    assert {name for name, pack in packs.items() if pack.kind == "employer"} == {
        "amazon-leadership-principles",
        "anthropic-company-values",
    }
    assert not any(clause.about_ai for clause in packs["amazon-leadership-principles"].clauses())
    assert packs["google-ai-principles-2018"].superseded_by == "google-ai-principles-2025"
    assert len(packs["google-ai-principles-2025"].principles) == 3
    assert 8 <= len(packs["google-ai-principles-2025"].clauses()) <= 12
    used = {value for pack in packs.values() for clause in pack.clauses() for value in clause.values}
    assert used == VALUES


def test_a_pack_says_how_old_it_is_and_what_was_not_seen() -> None:
    packs: dict[str, Pack] = load("packs")
    today = date(2026, 11, 25)
    assert packs["google-ai-principles-2018"].standing(today) == (
        "Published 8 years ago, in 2018; collected on 20 November 2026. "
        "Replaced by another pack: google-ai-principles-2025."
    )
    assert packs["openai-principles-2026"].standing(today).startswith("Published this year, in 2026;")
    assert packs["autodesk-trusted-ai"].standing(today) == "Bears no date; collected on 20 November 2026."
    assert packs["apple-responsible-ai-principles-2024"].source().endswith("(address from memory, not tried)")
    assert packs["singapore-agentic-2026"].source().endswith("(a copy, not the publisher's own page)")
    assert packs["google-ai-principles-2025"].source() == "https://ai.google/principles/"
    names = [principle.shown for principle in packs["bosch-ai-code-of-ethics"].principles]
    assert all(name.endswith("(our label)") for name in names)
    assert packs["meta-responsible-ai-pillars"].principles[0].shown == "Privacy & Security (recalled)"
    assert packs["oecd-ai-principles-2024"].principles[4].shown == "Accountability"


QUESTIONS: list[InterviewQuestion] = list(load("questions").values())


def test_the_question_bank_is_broad() -> None:
    assert len(QUESTIONS) >= 150
    assert len({question.text.lower() for question in QUESTIONS}) == len(QUESTIONS)
    kinds = Counter(question.kind for question in QUESTIONS)
    assert kinds["behavioural"] >= 80
    assert kinds["case"] >= 25
    assert kinds["pressure"] >= 12
    assert kinds["pitch"] >= 8
    themes_met = Counter(theme for question in QUESTIONS for theme in question.themes)
    assert min(themes_met[theme] for theme in THEMES) >= 5
    criteria_met = Counter(criterion for question in QUESTIONS for criterion in question.criteria)
    assert min(criteria_met[criterion] for criterion in CRITERIA) >= 4
    rounds_met = Counter(kind for question in QUESTIONS for kind in question.rounds)
    for kind in load("rounds").values():
        assert rounds_met[kind.id] >= 2 * kind.slots, kind.id
    assert {question.polarity for question in QUESTIONS} == {"any", "failure", "success", "refusal"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.id)
def test_a_question_says_what_it_probes_and_where_it_is_asked(question: InterviewQuestion) -> None:
    assert question.rounds
    assert question.text.endswith(("?", "."))
    assert question.kind == "pitch" or question.themes
    if question.kind == "behavioural":
        assert question.probes
    if question.kind == "case":
        cases = {kind.id for kind in load("rounds").values() if kind.case}
        assert cases.intersection(question.rounds) or "execution" in question.rounds or "founder" in question.rounds


def test_loops_are_loops() -> None:
    for loop in load("loops").values():
        assert 5 <= len(loop.rounds) <= 7
        assert len(loop.weeks) == len(loop.rounds)
        assert loop.weeks[0] == 0
        assert list(loop.weeks) == sorted(loop.weeks)
        assert 6 <= loop.weeks[-1] <= 10
    for kind in load("rounds").values():
        assert kind.themes or kind.criteria
    assert 4 <= load("rounds")["leadership"].slots <= 6


def test_artefact_forms_are_those_of_the_model() -> None:
    forms = load("artefacts")
    assert set(forms) == set(ArtefactKind.__args__)  # type: ignore[attr-defined]
    for form in forms.values():
        for fields in (form.fields, form.columns):
            ids = [field.id for field in fields]
            assert len(set(ids)) == len(ids)
        assert form.fields
        assert form.columns
        assert form.rows
    for needed in ("quality", "consistency", "harm", "over-reliance", "hallucination", "latency", "cost", "privacy"):
        assert any(needed == row.lower() for row in forms["risks"].rows)
    # A figure becomes a plain sentence only from these three.
    for kind in ("brief", "metrics"):
        assert {"value", "sample", "volume", "period"} <= {column.id for column in forms[kind].columns}


def test_the_glossary_is_plain_and_sourced() -> None:
    entries = load("glossary").values()
    assert len(entries) >= 60
    names = [name.lower() for entry in entries for name in (entry.term, *entry.also)]
    assert len(set(names)) == len(names)
    for entry in entries:
        assert entry.source, entry.id
        # `plain` stands in the place of the term, so it is no sentence of its own.
        assert not entry.plain.endswith(".")
        assert len(entry.plain.split()) >= 3
        words = set(re.findall(r"[a-z-]+", entry.plain.lower()))
        assert entry.term.lower() not in words, entry.id


def test_cards_answer_and_say_where_to_check() -> None:
    cards = load("cards").values()
    assert len(cards) >= 40
    for card in cards:
        assert card.question.endswith(("?", "."))
        assert card.answer.endswith(".")
        assert len(card.answer.split()) <= 80
        assert card.source


def test_checklists_are_spread_over_the_weeks_before() -> None:
    lists = load("checklists")
    items = lists["preparation"].items
    days = [item.days_before for item in items]
    assert days == sorted(days, reverse=True)
    assert days[0] >= 40
    assert days[-1] <= 1
    assert {"fundamentals", "genai-concepts", "rai-view", "system-design", "portfolio", "questions", "talks"} <= {
        item.id for item in items
    }
    every = [item.id for each in lists.values() for item in each.items]
    assert len(set(every)) == len(every)


def test_probes_lenses_and_frames() -> None:
    probes = load("probes")
    assert {"why", "alternative", "metric", "harm", "cost", "failure", "own-part", "price-shock", "moat"} <= set(probes)
    covered = {criterion for probe in probes.values() for criterion in probe.criteria}
    assert covered == CRITERIA
    assert {"recruiter", "manager", "engineer", "researcher", "legal", "executive"} <= set(load("lenses"))
    for frame in load("frames").values():
        assert slots(frame.text) <= {"principle", "company"}
        assert frame.text.endswith((".", ":"))
        # A frame states nothing that happened: no figure, nothing done.
        assert not re.search(r"\d|\bI (?:led|built|made|did|decided)\b", frame.text)


def test_bands_are_in_order() -> None:
    found = catalogue()
    assert 0 < found.craft.action_watch < found.craft.action_good < 1
    assert 0 < found.craft.setup_good < found.craft.setup_watch < 1
    assert found.craft.cuts == (30, 90, 180)
    assert found.depth.deep_each == 2
    assert found.depth.partial_any == 1


def test_coached_parts_are_those_of_a_story() -> None:
    for mistake in load("coach").values():
        assert set(mistake.parts) <= set(PARTS)
