"""The page of one story in a dossier: as told for this target, what a listener could check, numbers, probes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from exports import contents as c
from themes.schema import Catalogue
from workbench.model.report import DEPTH_WORDS, DepthReport, Evidence
from workbench.model.story import PART_TITLES, Story
from workbench.model.tailored import AskedProbe
from workbench.tailoring import evidence
from workbench.tailoring.claims import TAG_WORDS, proposed
from workbench.tailoring.probes import probes_for

if TYPE_CHECKING:
    from workbench.tailoring.dossier import Material

_KINDS: Final[dict[str, Literal["frame", "rewrite"]]] = {"frame": "frame", "rewrite": "rewrite", "safe": "rewrite"}
ANSWER_WORDS = {
    "answered": "",
    "did_not": "We did not",
    "somebody_else": "Somebody else did",
    "cannot_recall": "I can’t recall",
}
_QUOTE, _QUOTE_MOST = 64, 192
"""Letters of a quote on a story's page: one line, three where there is room; the telling above it has it whole."""
_SOURCE, _SOURCE_MOST = 44, 132
_ROWS = 31
_WORDS_A_ROW = 16
"""About how many rows of tables a page would hold without a telling, and how many words take the place of one.
What is left decides how many rows are shown; what is not shown is named."""
_CLAIMS, _PROBES, _UNSETTLED = 4, 4, 3
_ANSWER = 60
"""Letters of an answer on one line of its column."""


def ref(story: Story) -> c.StoryRef:
    """Return a reference to a story."""
    return c.StoryRef(key=story.id, title=story.title or "Untitled story")


def shortened(words: str, most: int) -> str:
    """Return the first `most` words, with an ellipsis if there are more."""
    split = words.split()
    return _going_on(words) if len(split) <= most else " ".join(split[:most]).rstrip(",;:") + " …"


def one_line(words: str, letters: int = _QUOTE) -> str:
    """Return as many whole words as fit into `letters`, with an ellipsis if there are more."""
    words = " ".join(words.split())
    whole = len(words) <= letters
    return _going_on(words) if whole else words[: letters - 1].rpartition(" ")[0].rstrip(",;:") + " …"


def _going_on(words: str) -> str:
    """Return words with an ellipsis if they are a piece of a sentence: the reader takes very long ones in pieces."""
    return words.rstrip(",;:") + " …" if words.endswith((",", ";", ":")) else words


def first_sentence(text: str) -> str:
    """Return a text up to its first stop."""
    head, stop, _ = text.partition(". ")
    return head + "." if stop else text


def story_page(material: Material, name: str) -> c.StoryPage:
    """Return the page of the story with id `name`."""
    story, told = material.stories[name], material.narratives[name]
    reading = material.readings.get(name)
    telling = tuple(
        c.Sentence(
            text=line.text,
            part=_part(line.kind, line.part),
            kind=_KINDS.get(line.kind, "own"),
        )
        for line in told.lines
    )
    if told.angle:
        telling = (c.Sentence(text=told.angle + ".", kind="frame"), *telling)
    flags = [line.flag for line in told.lines if line.flag]
    room = max(6, _ROWS - told.words // _WORDS_A_ROW)
    claims = claim_lines(story)[: min(_CLAIMS, max(1, room // 4))]
    probes = probes_for(story, reading, material.catalogue, limit=min(_PROBES, max(1, room // 4)))
    probes = _fitting(probes, max(2, room // 3))
    left = room - 2 * len(claims) - sum(map(_rows, probes))
    findings, also, mentioned = _findings(story, reading, material.catalogue, left)
    spare = left - len(findings)
    if claims and spare >= 2 * len(claims):
        claims, spare = claim_lines(story, _SOURCE_MOST)[: len(claims)], spare - 2 * len(claims)
    findings = tuple(_fitted(finding, 1 + max(0, spare) // len(findings)) for finding in findings)
    unsettled = tuple(dict.fromkeys(claim.quote for claim in proposed(story, reading) if claim.kind == "number"))
    return c.StoryPage(
        key=story.id,
        title=story.title or "Untitled story",
        headline="" if story.title.startswith(told.headline) else told.headline,
        context=" · ".join(filter(None, (story.company, story.when, *_themes(story, material.catalogue)))),
        telling=telling,
        left_out=tuple(missing.text for missing in told.missing),
        words=told.words,
        seconds=told.seconds,
        depth=DEPTH_WORDS[reading.depth] if reading is not None else "not read",
        profile=profile(reading, material.catalogue),
        findings=findings,
        also=also,
        mentioned=mentioned,
        claims=claims,
        unsettled=unsettled[:_UNSETTLED],
        # What one has an answer to comes first: the page has no room for all.
        probes=tuple(probe_line(probe) for probe in sorted(probes, key=lambda each: each.answer is None)[:_PROBES]),
        rounds=tuple(dict.fromkeys(slot.round for slot in material.plan.slots if slot.story == name)),
        notice=" ".join(filter(None, (told.stale, *dict.fromkeys(flags)))),
    )


def _rows(probe: AskedProbe) -> int:
    """Return how many rows of the page a probe takes with its answer."""
    answer = probe.answer
    said = len(ANSWER_WORDS.get(answer.kind, "")) + len(answer.text) if answer is not None else 0
    return max(1, -(-said // _ANSWER))


def _fitting(probes: tuple[AskedProbe, ...], rows: int) -> tuple[AskedProbe, ...]:
    """Return the probes that take `rows` rows with their answers, those with one before those without; one at least."""
    kept: list[AskedProbe] = []
    for probe in sorted(probes, key=lambda each: each.answer is None):
        if not kept or sum(map(_rows, kept)) + _rows(probe) <= rows:
            kept.append(probe)
    return tuple(probe for probe in probes if probe in kept)


def _part(kind: str, part: str) -> str:
    if kind in ("bridge", "closing"):
        return kind.capitalize()
    return next((title for known, title in PART_TITLES.items() if known == part), "") if kind != "frame" else ""


def _themes(story: Story, catalogue: Catalogue) -> list[str]:
    return [catalogue.themes[name].title.lower() for name in story.themes if name in catalogue.themes]


def profile(reading: DepthReport | None, catalogue: Catalogue) -> str:
    """Return how many criteria of each dimension are specific: "Data 2 · Evaluation 3 · Responsible AI 0"."""
    if reading is None or reading.depth in ("not-ai", "not-read"):
        return ""
    return " · ".join(
        f"{dimension.title} {reading.dimensions[name].evidenced if name in reading.dimensions else 0}"
        for name, dimension in catalogue.dimensions.items()
        if not dimension.supports
    )


def _findings(
    story: Story, reading: DepthReport | None, catalogue: Catalogue, room: int
) -> tuple[tuple[c.Finding, ...], tuple[str, ...], tuple[str, ...]]:
    """Return rows with quotes, titles of specific criteria for which there was no row, and of mentioned ones.

    Criteria that rest on the same words share a row.
    """
    specific: dict[str, tuple[list[str], Evidence, str]] = {}
    gaps: list[c.Finding] = []
    own: list[c.Finding] = []
    mentioned: list[str] = []
    for name, criterion in catalogue.criteria.items():
        found = reading.criteria.get(name) if reading is not None else None
        if found is None:
            continue
        best = evidence.best(story, found.evidence) if found.level == 2 else None
        if found.gap is not None:
            gaps.append(_finding([criterion.title], story, found.gap, gap=True))
        elif best is not None:
            titles, _, reason = specific.setdefault(best.quote, ([], best, found.overruled))
            titles.append(criterion.title if not titles else criterion.title.lower())
            specific[best.quote] = (titles, best, reason or found.overruled)
        elif found.level == 2 and found.overruled:
            own.append(_own_word(criterion.title, name, story, found.overruled))
        elif found.level == 1:
            mentioned.append(criterion.title.lower())
    rows = [
        *own,
        *(
            _finding(titles, story, best, overruled=reason)
            for titles, best, reason in sorted(specific.values(), key=lambda each: -len(each[0]))
        ),
    ]
    kept = max(2, room - len(gaps))
    also = tuple(title for row in rows[kept:] for title in row.title.lower().split(", "))
    return (*rows[:kept], *gaps), also, tuple(mentioned)


def _own_word(title: str, name: str, story: Story, reason: str) -> c.Finding:
    """Return a level that rests on the user's word alone, with what they answered to its question."""
    answer = next((each for each in story.answers if each.key == name), None)
    said = ". ".join(filter(None, (ANSWER_WORDS.get(answer.kind, ""), one_line(answer.text)))) if answer else ""
    return c.Finding(title=title, level=2, overruled=reason, answer=said)


def _finding(titles: list[str], story: Story, quote: Evidence, *, gap: bool = False, overruled: str = "") -> c.Finding:
    shown = c.Quote(
        words=one_line(quote.quote, _QUOTE_MOST), part=PART_TITLES[quote.part], whose=evidence.whose(story, quote)
    )
    return c.Finding(title=", ".join(titles), level=0 if gap else 2, gap=gap, overruled=overruled, quotes=(shown,))


def _fitted(finding: c.Finding, lines: int) -> c.Finding:
    """Return a finding whose quotes take `lines` lines at the most: one at least, three where there is room."""
    letters = min(_QUOTE_MOST, _QUOTE * max(1, lines))
    quotes = tuple(replace(quote, words=one_line(quote.words, letters)) for quote in finding.quotes)
    return replace(finding, quotes=quotes)


def claim_lines(story: Story, letters: int = _SOURCE) -> tuple[c.ClaimLine, ...]:
    """Return the claims of a story as the user settled them, those that need care first."""
    lines = [
        c.ClaimLine(
            words=claim.quote,
            tag=TAG_WORDS.get(claim.tag, claim.tag),
            source=one_line(claim.source, letters),
            say=claim.say,
            dont_say=claim.dont_say,
            retracted=claim.retracted,
        )
        for claim in story.claims
    ]
    return tuple(sorted(lines, key=lambda line: not (line.retracted or line.dont_say or line.tag.startswith("can"))))


def probe_line(probe: AskedProbe) -> c.ProbeLine:
    """Return a probe with the user's answer, empty if there is none."""
    if probe.answer is None:
        return c.ProbeLine(question=probe.text)
    return c.ProbeLine(question=probe.text, answer=probe.answer.text, kind=ANSWER_WORDS.get(probe.answer.kind, ""))
