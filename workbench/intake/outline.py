"""From blocks to the stories in them: headings, labels, rules and turns of phrase say where one ends.

Whoever wrote headings or labels is taken at their word. Only a text without any is cut by what its words say
(`workbench.intake.restarts`), and only its sentences get a guessed part (`workbench.intake.parts`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from workbench.intake.blocks import WEAK, Block
from workbench.intake.labels import label_of, named_part
from workbench.intake.proposal import LeftOut, ProposedSentence, ProposedStory, title_of
from workbench.intake.restarts import cut_stories
from workbench.intake.sentences import split
from workbench.intake.tags import holds_tags, themes_in
from workbench.model.story import Part

TITLE_WORDS: Final = 12
"""A line of more words is no heading."""
STORY_WORDS: Final = 12
"""Fewer words without a label are a remark and no story."""
PREFACE_WORDS: Final = 25
"""Fewer words without a heading, above stories that have one, introduce them."""
LOOSE_WORDS: Final = 40
"""So many words before a first label are told, and not only a heading's second line."""

_NUMBERED: Final = re.compile(
    r"[ \t]*(?:(?:story|example|answer|case|nr|no)\.?[ \t]*#?\d{1,3}|#\d{1,3}|\d{1,2}[.)])[ \t]*"
    r"[:.)–—-]*[ \t]*(?P<title>.*)\Z",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(
    r"(?:q(?:uestion)?[ \t]*\d*[:.)][ \t]*)?(?:tell me about|describe |give (?:me |us )?an example"
    r"|walk (?:me|us) through|have you ever|share (?:a|an) |when (?:have|did) you|talk about a time|an example of )",
    re.IGNORECASE,
)
_ANOTHER: Final = re.compile(
    r"(?:ok(?:ay)?|right|so|and|now|then|next|also|well|oh)?[,.]?[ \t]*(?:"
    r"(?:here(?:'s| is) |there(?:'s| is| was) )?"
    r"(?:another|the next|one more|a second|a third|the other|yet another)[ \t](?:one|story|example|time|thing|case)\b"
    r"|(?:the )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|last|final)[ \t]"
    r"(?:one|story|example|time|case)\b"
    r"|(?:then )?there was (?:the|this|that) (?:time|one)\b|another time\b|one time\b|next (?:one|story|up)\b"
    r"|(?:story|example)[ \t](?:\d+|two|three|four|five|six)\b)",
    re.IGNORECASE,
)
_INLINE: Final = re.compile(
    r"(?<=[.!?;|”\"])[ \t]+(?=(?:\*\*)?"
    r"(?:(?:Situation|Task|Action|Result|Learning|Reflection|Outcome|Lesson)s?|Learned|Learnt)(?:\*\*)?:)"
)
"""White space before a label in the middle of a line, as in "Situation: … Task: …" told in one go."""
_OF_THE_NOTES: Final = re.compile(
    r"\b(?:tidy|in no (?:particular )?order|brain[ -]?dump|cut (?:these|them|this) down|rough notes|unsorted"
    r"|work in progress|(?:interview|star) (?:prep|preparation|notes|stories|answers|bank))\b",
    re.IGNORECASE,
)
"""Words about the notes themselves; nobody tells them in an interview."""
_TO_ONESELF: Final = re.compile(r"[ \t]*(?:[-*•][ \t]+)?(?:(?:TODO|TO DO|FIXME|TBD)\b|(?i:note to (?:my)?self\b))")
_OWN: Final = re.compile(r"\b(?:I|my|me|we|our)\b")
_TAG: Final = re.compile(r"(\[[^\[\]\n]{1,60}\])[ \t]*")


@dataclass
class _Draft:
    """One story while it is being gathered: runs of text, each with the part that the source gave it, if any."""

    title: str = ""
    runs: list[tuple[Part | None, str]] = field(default_factory=list)
    opened: list[bool] = field(default_factory=list)
    """For each run, whether a label stands right before it; otherwise it goes on below one."""
    fields: dict[str, str] = field(default_factory=dict)
    themes: list[str] = field(default_factory=list)
    parts: set[Part] = field(default_factory=set)
    words: int = 0

    def add(self, part: Part | None, text: str, *, opened: bool = False) -> None:
        self.runs.append((part, text))
        self.opened.append(opened)
        self.words += len(text.split())
        if part is not None:
            self.parts.add(part)


def stories_in(found: Sequence[Block]) -> tuple[list[ProposedStory], list[LeftOut]]:
    """Return the stories told in `found`, in order, and what belongs to none of them."""
    left: list[LeftOut] = []
    drafts = [draft for section in _sections(_with_headings(found)) for draft in _drafts(section, left)]
    labelled = any(len(draft.parts) >= 2 for draft in drafts)
    stories: list[ProposedStory] = []
    titled = sum(bool(draft.title) for draft in drafts)
    for at, draft in enumerate(drafts):
        text = "\n\n".join(words for _, words in draft.runs if words.strip())
        why = _no_story(draft, text, labelled=labelled)
        if not why and not at and titled >= 2 and not (draft.title or draft.parts) and draft.words < PREFACE_WORDS:
            why = "stands before the first story"
        elif not why and not at and titled >= 3 and not draft.parts and draft.words < LOOSE_WORDS:
            why = "stands before the first story" if _OF_THE_NOTES.search(f"{draft.title}\n{text}") else ""
        if why:
            left.extend(LeftOut(words, why) for words in (draft.title, *draft.fields.values(), text) if words.strip())
            continue
        stories.extend(_told(draft, left))
    return stories, left


def _no_story(draft: _Draft, text: str, *, labelled: bool) -> str:
    if not text:
        return "a heading with nothing below it"
    if draft.parts:
        return ""
    if draft.words < STORY_WORDS:
        return "too short to be a story"
    if labelled and not _OWN.search(text):
        return "no part of a story is named in it, and nobody acts in it"
    return ""


def _with_headings(found: Sequence[Block]) -> list[Block]:
    """Lines that stand alone and read like titles become headings, where the source has no real ones."""
    real = any(block.level and block.level != WEAK and named_part(block.text) is None for block in found)
    marked: list[Block] = []
    for at, block in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if block.level or block.separates:
            only_bold = block.level == WEAK and real and named_part(block.text) is None
            number = _titled(block.text) if block.level == WEAK and not real else None
            title = number[0] if number and number[0] else block.text
            marked.append(replace(block, level=0) if only_bold else replace(block, text=title))
            continue
        head, _, rest = block.text.partition("\n")
        alone = not rest and following is not None and not following.level and not following.separates
        if _ASKED.match(head) and len(head.split()) <= 3 * TITLE_WORDS and (rest or alone):
            marked.append(replace(block, text=head, level=WEAK))
            if rest:
                marked.append(Block(rest, 0, 0))
        elif (numbered := _titled(head)) and (rest or alone) and not (real and not numbered[1]):
            marked.append(replace(block, text=numbered[0] or head, level=WEAK))
            if rest:
                marked.append(Block(rest, 0, 0))
        elif alone and not real and following is not None and _like_title(head, following.text):
            marked.append(replace(block, level=WEAK))
        else:
            marked.append(block)
    return marked


def _titled(line: str) -> tuple[str, bool] | None:
    """The title behind "Story 3 –" or "2)", and whether the word story stood before it."""
    match = _NUMBERED.match(line)
    if match is None or len(line.split()) > TITLE_WORDS + 3 or line.rstrip().endswith((".", ",", ";")):
        return None
    worded = line.lstrip()[:1].isalpha() or line.lstrip()[:1] == "#"
    return (match["title"].strip(), True) if worded else (match["title"].strip(), False)


def _like_title(line: str, following: str) -> bool:
    words = line.split()
    return (
        0 < len(words) <= TITLE_WORDS
        and not line.rstrip().endswith((".", "!", ",", ";", ":", "…"))
        and not line.lstrip().startswith(("-", "*", "•", "–"))
        and label_of(line) is None
        and len(following.split()) > 1.5 * len(words)
        and (len(following.split()) >= STORY_WORDS or label_of(following.split("\n")[0]) is not None)
    )


def _sections(found: Sequence[Block]) -> list[list[Block]]:
    """Cut at headings that name no part. A heading of a deeper level below bare text stays inside its story."""
    levels = [block.level for block in found if block.level and named_part(block.text) is None]
    deepest = _story_level(found, levels)
    sections: list[list[Block]] = [[]]
    for block in found:
        if block.level and block.level <= deepest and named_part(block.text) is None and sections[-1]:
            sections.append([])
        sections[-1].append(block)
    return [section for section in sections if section]


def _story_level(found: Sequence[Block], levels: list[int]) -> int:
    """The level at which stories stand: that of the headings above labels; else the highest with text of its own.

    So a document's title, or an employer above several stories, is no story, and a heading inside one cuts nothing.
    """
    current = 0
    above: Counter[int] = Counter()
    own: Counter[int] = Counter()
    for at, block in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if block.level and named_part(block.text) is None:
            current = block.level
            own[current] += following is not None and not following.level and not following.separates
        elif current and (named_part(block.text) if block.level else label_of(block.text.split("\n")[0])):
            above[current] += 1
    if above:
        return max(above, key=lambda level: (above[level], level))
    counts = Counter(levels)
    return min(
        (level for level in counts if counts[level] > 1 and own[level] * 2 >= counts[level]),
        default=max(levels, default=0),
    )


def _drafts(section: Sequence[Block], left: list[LeftOut]) -> list[_Draft]:
    """The stories of one section: a second situation, a rule, or a turn of phrase begins another."""
    drafts = [_Draft()]
    part: Part | None = None
    for at, block in enumerate(section):
        draft = drafts[-1]
        if block.separates:
            if draft.runs:
                drafts.append(_Draft())
                part = None
            continue
        if block.level:
            named = named_part(block.text)
            if named is not None:
                if _begins_again(draft, named):
                    drafts.append(draft := _Draft(title=_title_before(draft)))
                part = named
                draft.add(part, "", opened=True)
            elif at == 0:
                title = _TAG.sub(lambda tag: left.append(LeftOut(tag[1], "a tag")) or "", block.text).strip()  # type: ignore[func-returns-value]
                draft.title = title or block.text
            else:
                draft.add(part, block.text)
            continue
        if not draft.parts and draft.words >= STORY_WORDS and (block.gap >= 3 or _ANOTHER.match(block.text)):
            drafts.append(_Draft())
            part = None
        part = _lines(block, drafts, part, left)
    return drafts


def _lines(block: Block, drafts: list[_Draft], part: Part | None, left: list[LeftOut]) -> Part | None:
    """Add a paragraph, line by line, to the last draft; return the part that is open after it."""
    plain: list[str] = []

    def close() -> None:
        if plain:
            drafts[-1].add(part, "\n".join(plain))
            plain.clear()

    for line in _INLINE.sub("\n", block.text).split("\n"):
        if _TO_ONESELF.match(line):
            left.append(LeftOut(line.strip(), "a note to yourself"))
            continue
        label = label_of(line)
        if label is None:
            plain.append(line)
            continue
        close()
        rest = line[label.end :].strip()
        if label.part is not None:
            named = label.part
            if named == "result" and label.name.strip("() ").lower() == "r" and "result" in drafts[-1].parts:
                named = "learning"
            if _begins_again(drafts[-1], named):
                drafts.append(_Draft(title=_title_before(drafts[-1])))
            part = named
            drafts[-1].add(part, rest, opened=True)
        elif label.field == "title" and not rest:
            plain.append(line)
        elif label.field == "title" and (drafts[-1].title or drafts[-1].runs):
            drafts.append(_Draft(title=rest))
            part = None
        elif label.field is not None and label.field not in drafts[-1].fields:
            drafts[-1].fields[label.field] = rest
        elif holds_tags(label.name):
            themes, others = themes_in(rest)
            drafts[-1].themes += themes
            left.extend(LeftOut(f"{label.name}: {word}", "a tag that is no theme here") for word in others)
        else:
            left.append(LeftOut(line.strip(), "a note about the story, not a part of it"))
    close()
    return part


def _begins_again(draft: _Draft, part: Part) -> bool:
    return part == "situation" and bool(draft.parts & {"action", "result", "learning"})


def _title_before(draft: _Draft) -> str:
    """A short last line before a new "Situation:" was the next story's title; take it from the story before."""
    if len(draft.runs) < 2:
        return ""
    part, text = draft.runs[-1]
    head, _, last = text.rpartition("\n")
    if text and _like_title(last, "x " * STORY_WORDS) and len(last.split()) <= 8:
        if head.strip():
            draft.runs[-1] = (part, head)
        else:
            del draft.runs[-1], draft.opened[-1]
        return last.strip()
    return ""


def _told(draft: _Draft, left: list[LeftOut]) -> list[ProposedStory]:
    title = draft.fields.pop("title", "") or draft.title
    if draft.parts:
        part, first = draft.runs[0]
        if not title and part is None and len(draft.runs) > 1 and _like_title(first, "x " * 3 * TITLE_WORDS):
            title = first
            del draft.runs[0], draft.opened[0]
        told = _partly_labelled(draft)
    else:
        told = cut_stories("\n\n".join(words for _, words in draft.runs if words.strip()))
    if title and not draft.parts and len(told) > 1 and len(title.split()) <= 3 and not _OWN.search(title):
        left.append(LeftOut(title, "a heading above several stories"))
        title = ""
    if not told:
        left.extend(LeftOut(words, "its parts are empty") for words in (title, *draft.fields.values()) if words.strip())
    return [_story(title if number == 0 else "", sentences, draft) for number, sentences in enumerate(told)]


def _partly_labelled(draft: _Draft) -> list[list[ProposedSentence]]:
    """The sentences of a draft with labels. Long runs without one are cut and guessed like any other text."""
    # A single label in running notes ("Learning: …") speaks for its own paragraph only.
    lone = len(draft.parts) == 1 and not any(text == "" for _, text in draft.runs)
    runs: list[tuple[Part | None, str]] = []
    for (part, text), opened in zip(draft.runs, draft.opened, strict=True):
        part_here = part if opened or not lone else None
        if runs and runs[-1][0] == part_here:
            runs[-1] = (part_here, f"{runs[-1][1]}\n\n{text}")
        else:
            runs.append((part_here, text))
    told: list[list[ProposedSentence]] = []
    for part, text in runs:
        if part is None and (lone or len(text.split()) >= LOOSE_WORDS):
            further = cut_stories(text)
            if told and further and not _closed(told[-1]):
                told[-1].extend(replace(one, before=one.before or "\n\n") for one in further.pop(0))
            told.extend(further)
            continue
        if not told:
            told.append([])
        for number, piece in enumerate(split(text)):
            before = piece.before if number else "\n\n" if told[-1] else ""
            # Few words before the first label set the scene more often than not; they are marked as a guess.
            told[-1].append(ProposedSentence(piece.text, part or "situation", before, part is not None))
    return [sentences for sentences in told if sentences]


def _closed(sentences: Sequence[ProposedSentence]) -> bool:
    return bool(sentences) and sentences[-1].given and sentences[-1].part in ("result", "learning")


def _story(title: str, sentences: Sequence[ProposedSentence], draft: _Draft) -> ProposedStory:
    return ProposedStory(
        title or title_of(sentences[0].text if sentences else ""),
        tuple(sentences),
        headline=draft.fields.get("headline", ""),
        company=draft.fields.get("company", ""),
        when=draft.fields.get("when", ""),
        themes=tuple(dict.fromkeys(draft.themes)),
    )
