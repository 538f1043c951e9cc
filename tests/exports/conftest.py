"""Contents like those of a real bank, written for these tests: one loop of six rounds, as many stories as asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import cycle, islice

import pytest

from exports import contents as c

PREPARED = date(2026, 11, 25)

_TITLES = (
    "Call notes in three seconds",
    "Stopping the résumé ranker",
    "A refund assistant that asks first",
    "Two vendors, one fallback",
    "The parcel forecast nobody trusted",
    "Consent for the meeting recorder",
    "Pricing by finished task",
    "Triage for the claims desk",
    "The dashboard we took away",
    "Teaching support to read evaluations",
    "Accents in the voice menu",
    "Rolling back on a Friday",
)
_SITUATION = (
    "The agent desktop of a mobile operator asked people to type a note after each call, and the note "
    "took four minutes.",
    "Queue times stood at eleven minutes in the evening, and the operations lead wanted the typing gone "
    "before the holidays.",
    "Legal had agreed to two years of calls, with consent, on the condition that nothing left our own servers.",
)
_TASK = (
    "I owned the product, and had to choose a model, keep the queue short and say what a good note was "
    "before anybody built one.",
)
_ACTION = (
    "I sat with six agents for two days and wrote down what they looked up later: reason, promise, next step.",
    "From that I wrote a one-page definition of a correct note, and three agents graded 400 notes against "
    "it; they agreed on 87% of them.",
    "We ran two options side by side for a week: the larger model wrote fuller notes but took nine "
    "seconds and cost four times as much.",
    "I chose the smaller one with a retry, because a late note is never read, and I wrote down what would "
    "make me change my mind.",
    "I set the bar before the pilot: fewer than 5 wrong promises in 100 notes, or we would not ship.",
    "The first pilot missed it with 9 in 100, so I held the launch for three weeks and told the director why.",
    "Agents could correct a note with one key, and every correction went into the next test set.",
)
_RESULT = (
    "Typing fell from four minutes to 35 seconds over 1.2 million calls in the first quarter, measured "
    "against a control floor.",
    "Wrong promises settled at 3 in 100, and the complaint rate did not move, which was our counter-metric.",
)
_LEARNING = ("I would look at accents from the first day: we never did, and a colleague found the gap months later.",)
_CLAUSES = (
    ("Bold innovation", "Benefit outweighs risk"),
    ("Bold innovation", "Solves a real need"),
    ("Responsible development", "Human oversight"),
    ("Responsible development", "Due diligence and feedback"),
    ("Responsible development", "Avoids unfair bias"),
    ("Responsible development", "Privacy and security"),
    ("Responsible development", "Intellectual property"),
    ("Responsible development", "Tested before release"),
    ("Responsible development", "Monitored after release"),
    ("Collaborative progress", "Enables others"),
    ("Collaborative progress", "Shares what was learnt"),
    ("Collaborative progress", "Beneficial uses of AI"),
)
_KINDS = (
    "Recruiter screen",
    "Hiring manager",
    "Product sense",
    "Evaluation and quality",
    "Responsible AI",
    "Leadership",
)


def _sentences(part: str, texts: tuple[str, ...]) -> tuple[c.Sentence, ...]:
    return tuple(c.Sentence(text=text, part=part) for text in texts)


def _ref(number: int) -> c.StoryRef:
    title = _TITLES[number % len(_TITLES)]
    return c.StoryRef(
        key=f"story-{number}", title=title if number < len(_TITLES) else f"{title}, part {number // len(_TITLES) + 1}"
    )


def _story(number: int) -> c.StoryPage:
    ref = _ref(number)
    telling = (
        c.Sentence(
            text="What I want you to take from it: a bar set before the build is what let me stop it.", kind="frame"
        ),
        *_sentences("Situation", _SITUATION),
        *_sentences("Task", _TASK),
        *_sentences("Action", _ACTION),
        *_sentences("Result", _RESULT),
        *_sentences("Learning", _LEARNING),
    )
    words = sum(len(sentence.text.split()) for sentence in telling)
    return c.StoryPage(
        key=ref.key,
        title=ref.title,
        headline="I held a launch for three weeks because the notes promised what nobody had promised.",
        context="telecoms · 2024 · economics, execution",
        telling=telling,
        words=words,
        seconds=words * 60 // 140,
        depth="partly told",
        profile="Data 2 · Evaluation 4 · Responsible AI 1",
        findings=(
            c.Finding(
                title="Source and rights",
                dimension="Data",
                level=2,
                quotes=(c.Quote(words="two years of calls, with consent", part="Situation", whose="team"),),
            ),
            c.Finding(
                title="Ship bar",
                dimension="Evaluation",
                level=2,
                quotes=(
                    c.Quote(
                        words="fewer than 5 wrong promises in 100 notes, or we would not ship",
                        part="Action",
                        whose="mine",
                    ),
                ),
            ),
            c.Finding(
                title="Counter-metric",
                dimension="Evaluation",
                level=2,
                quotes=(c.Quote(words="the complaint rate did not move", part="Result", whose="unclear"),),
            ),
            c.Finding(
                title="Human override",
                dimension="Responsible AI",
                level=1,
                quotes=(c.Quote(words="correct a note with one key", part="Action", whose="team"),),
            ),
            c.Finding(
                title="Fairness",
                dimension="Responsible AI",
                gap=True,
                quotes=(
                    c.Quote(
                        words="we never did, and a colleague found the gap months later", part="Learning", whose="team"
                    ),
                ),
            ),
        ),
        claims=(
            c.ClaimLine(
                words="from four minutes to 35 seconds",
                tag="measured",
                source="desktop log, Q1",
                say="from four minutes to about half a minute",
            ),
            c.ClaimLine(
                words="1.2 million calls",
                tag="estimated",
                source="monthly report",
                say="more than a million calls",
                dont_say="all calls",
            ),
            c.ClaimLine(words="cost four times as much", tag="can't back up yet"),
        ),
        probes=(
            c.ProbeLine(
                question="Who graded the graders?", answer="Three agents and I, on the same 60 notes, until we agreed."
            ),
            c.ProbeLine(
                question="What about accents?",
                kind="We did not",
                answer="We found out late; now it is the first slice I ask for.",
            ),
            c.ProbeLine(question="What would a tenfold price have done?"),
        ),
        rounds=(f"round-{number % 6}",),
    )


def _round(number: int, stories: int) -> c.RoundPage:
    questions = []
    for slot in range(3):
        story = number + 6 * slot
        has = story < stories
        questions.append(
            c.RoundQuestion(
                question=(
                    "Tell me about a time you stopped a launch.",
                    "How did you know that the model was good enough?",
                    "What did it cost to be wrong?",
                )[slot],
                story=_ref(story) if has else None,
                opening="I held a launch for three weeks because the notes promised what nobody had promised."
                if has
                else "",
                proof="fewer than 5 wrong promises in 100 notes, or we would not ship" if has else "",
                probe="Who decided that five was the right number?" if has else "",
                answer="I did, with the complaints lead: six in 100 was what people already forgave."
                if has and slot < 2
                else "",
                spare=_ref((story + 1) % stories) if has and stories > 1 else None,
                artefact="Evaluation plan, Call notes" if slot == 1 else "",
                why="" if has else "Write one about a cost that you took on purpose.",
            )
        )
    return c.RoundPage(
        key=f"round-{number}",
        number=number + 1,
        title=_KINDS[number],
        kind="Video call",
        interviewer=(
            "Ana Petrova, recruiter",
            "Jonas Weber, group product manager",
            "",
            "Mei Tanaka, research lead",
            "R. Okafor, policy",
            "Dana Silva, director",
        )[number],
        when=f"Tue {number + 1} December 2026, 10:00 CET (Berlin)" if number < 4 else "",
        minutes=45,
        probes=("Judgement under uncertainty", "Evaluation", "Candour"),
        questions=tuple(questions),
        notes="She asked for two examples with numbers." if number == 1 else "",
    )


def make_dossier(stories: int = 12, paper: c.Paper = "a4", rounds: int = 6) -> c.Dossier:
    pages = tuple(_story(number) for number in range(stories))
    digits = cycle((0, 2, 0, 3, 1, 0, 0, 2, 0, 1, 0))
    rows = []
    for page in pages:
        cells = list(islice(digits, len(_CLAUSES)))
        cells[6] = 0
        rows.append(c.MatrixRow(story=c.StoryRef(key=page.key, title=page.title), cells=tuple(cells)))
    return c.Dossier(
        setting=c.Setting(prepared=PREPARED, paper=paper, author="Robin Example"),
        company="Google",
        role="Senior Product Manager, Assistant Quality",
        dates="Tue 1 December 2026, 10:00 CET, Recruiter screen",
        positioning="I make AI products that people can check, and I have stopped one that they could not.",
        pitch=c.Pitch(
            parts=(
                c.PitchPart(
                    title="Walk me through it",
                    text="Twelve years of support products, four with language models.\nI began on the phones.",
                    seconds=64,
                ),
                c.PitchPart(
                    title="Why AI",
                    text="Because the same product can be wrong in a thousand ways; somebody has to say which matter.",
                    seconds=28,
                ),
                c.PitchPart(
                    title="Questions for them", text="Who may stop a launch?\nWhat did you last take back?", seconds=12
                ),
            )
        ),
        rounds=tuple(_round(number, stories) for number in range(rounds)),
        cheat=c.CheatSheet(
            positioning="I make AI products that people can check.",
            lines=tuple(
                c.CheatLine(
                    story=_ref(number),
                    cue="Stopped a launch",
                    opening="I held a launch for three weeks.",
                    proof="3 wrong promises in 100, bar was 5",
                )
                for number in range(min(stories, 8))
            ),
            dont_say=(
                c.ClaimLine(
                    words="1.2 million calls",
                    tag="estimated",
                    source="monthly report",
                    say="more than a million calls",
                    dont_say="all calls",
                ),
            )
            if stories
            else (),
            candour=(
                c.ProbeLine(
                    question="Accents",
                    kind="We did not",
                    answer="We found out late; now it is the first slice I ask for.",
                ),
            )
            if stories
            else (),
            ask=("Who may stop a launch?", "What did you last take back?"),
        ),
        matrices=(
            c.Matrix(
                title="Google AI Principles, 2025",
                columns=tuple(
                    c.MatrixColumn(
                        title=title,
                        group=group,
                        gap="Write about a licence or a copyright that you respected at a cost."
                        if "Intel" in title
                        else "",
                    )
                    for group, title in _CLAUSES
                ),
                rows=tuple(rows),
                note="Published February 2025; collected 20 November 2026.",
            ),
        ),
        stories=pages,
        index=tuple(
            c.IndexEntry(
                question=f"Tell me about {what}.",
                stories=tuple(_ref(n % stories) for n in range(at, at + 2)) if stories else (),
            )
            for at, what in enumerate(
                (
                    "a failure",
                    "a conflict with a scientist",
                    "a product that you stopped",
                    "a trade-off between cost and quality",
                )
            )
        ),
        glossary=(
            c.GlossaryLine(
                term="Counter-metric", plain="A number that must not get worse while the main one gets better."
            ),
            c.GlossaryLine(term="Ship bar", plain="How good it must be before it goes out, said beforehand."),
        ),
        checklists=(
            c.Checklist(
                title="Before the first round",
                lines=(
                    c.ChecklistLine(
                        title="Say each story aloud in ninety seconds",
                        detail="With a clock, standing.",
                        due="by Fri 27 November",
                        key="aloud",
                        day=date(2026, 11, 27),
                    ),
                    c.ChecklistLine(
                        title="Read the principles at their source", due="by Sat 28 November", done=True, key="source"
                    ),
                    c.ChecklistLine(
                        title="Print this dossier", due="by Mon 30 November", key="print", day=date(2026, 11, 30)
                    ),
                ),
            ),
        ),
    )


@pytest.fixture
def dossier() -> Callable[..., c.Dossier]:
    """Make a dossier of `stories` stories, for `paper`."""
    return make_dossier


@pytest.fixture
def wordy() -> Callable[[c.StoryPage, int], c.StoryPage]:
    """Make a story page longer by `words` words."""

    def longer(page: c.StoryPage, words: int) -> c.StoryPage:
        extra = c.Sentence(
            text=" ".join(islice(cycle(["we", "asked", "again", "and", "wrote", "it", "down"]), words)) + ".",
            part="Learning",
        )
        return replace(page, telling=(*page.telling, extra), words=page.words + words)

    return longer
