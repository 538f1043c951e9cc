"""Transcripts of talks as Zoom, Teams and Otter write them: who spoke, and what; the times are dropped."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from workbench.intake.blocks import Block
from workbench.intake.labels import label_of
from workbench.intake.proposal import LeftOut

_TIME: Final = r"\d{1,2}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?(?:[ \t]?[AaPp][Mm])?"
_CUE: Final = re.compile(rf"[ \t]*{_TIME}[ \t]*-+>[ \t]*{_TIME}.*\Z")
_ONLY_TIME: Final = re.compile(rf"[ \t]*[\[(]?{_TIME}[\])]?[ \t]*\Z")
_NAME_TIME: Final = re.compile(
    rf"[ \t]*\[?(?P<name>[^\d\[\]:\n][^\[\]:\n]{{0,59}}?)\]?[ \t]+[\[(]?{_TIME}[\])]?[ \t]*:?[ \t]*\Z"
)
_TIME_NAME: Final = re.compile(
    rf"[ \t]*[\[(]?{_TIME}[\])]?[ \t]*[-–—]?[ \t]*(?P<name>[^\d:\n][^:\n]{{0,59}}?):[ \t]*(?P<text>.*)\Z"
)
_VOICE: Final = re.compile(r"<v(?:\.[^ >]*)?[ \t]+(?P<name>[^>]{1,60})>(?P<text>.*)")
_TAG: Final = re.compile(r"</?[a-z][^>]{0,60}>")
_NAMED: Final = re.compile(r"[ \t]*(?P<name>[A-Z][^:\n]{0,40}?):[ \t]+(?P<text>\S.*)\Z")
_ASKS: Final = re.compile(
    r"\b(?:tell me|tell us|talk me|walk me|walk us|describe|give me|give us|an example|another|have you ever|share|"
    r"what(?:'s| is| was| are) (?:a|your|the)|next question|moving on|how do you|how did you handle|a time)\b",
    re.IGNORECASE,
)
ENOUGH: Final = 40
"""Words of an answer before a further question can begin another story."""


@dataclass
class Turn:
    """What one speaker said without being interrupted; a name of None is a note of the recorder's."""

    name: str | None
    text: str


def turns_in(text: str, *, subtitles: bool = False) -> list[Turn] | None:
    """Return the turns of a transcript, or None where the text is none. `subtitles`: the file's name says so."""
    lines = text.split("\n")
    cues = sum(bool(_CUE.match(line)) for line in lines)
    heads = sum(bool(_NAME_TIME.match(line) or _TIME_NAME.match(line)) for line in lines)
    named = Counter(match["name"] for line in lines if (match := _NAMED.match(line)) and label_of(line) is None)
    filled = sum(bool(line.strip()) for line in lines)
    speakers = [name for name, count in named.items() if count >= 2]
    if not (
        (subtitles and cues)
        or cues >= 2
        or (heads >= 3 and heads * 6 >= filled)
        or (len(speakers) >= 2 and sum(named[name] for name in speakers) >= 0.6 * filled)
    ):
        return None
    names = set(speakers) if not heads else set()
    return _joined([turn for turn in _turns(lines, cues > 0, names) if turn.text])


def asks(text: str) -> bool:
    """Whether a sentence reads like an interviewer's question for a story."""
    return _ASKS.search(text) is not None


def _turns(lines: list[str], cued: bool, names: set[str]) -> list[Turn]:
    found: list[Turn] = []
    name = ""
    notes = False
    for at, line in enumerate(lines):
        if at == 0 and line.lstrip("\ufeff").startswith("WEBVTT"):
            notes = True
            continue
        if not line.strip():
            notes = False
            continue
        if notes or (cued and line.startswith(("NOTE", "STYLE", "REGION"))):
            notes = True
            found.append(Turn(None, line.strip()))
            continue
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if _CUE.match(line) or _ONLY_TIME.match(line):
            continue
        if cued and _CUE.match(following) and (at < 1 or not lines[at - 1].strip()):
            if not line.strip().isdigit():
                found.append(Turn(None, line.strip()))
            continue
        if voice := _VOICE.search(line):
            name, said = voice["name"].strip(), voice["text"]
        elif headed := _NAME_TIME.match(line):
            name, said = headed["name"].strip(), ""
        elif timed := _TIME_NAME.match(line):
            name, said = timed["name"].strip(), timed["text"]
        elif (spoken := _NAMED.match(line)) and (cued or spoken["name"] in names):
            name, said = spoken["name"].strip(), spoken["text"]
        else:
            said = line
        found.append(Turn(name, _TAG.sub("", said).strip()))
    return found


def _joined(turns: list[Turn]) -> list[Turn]:
    return [
        Turn(name, " ".join(turn.text for turn in said)) for name, said in groupby(turns, key=lambda turn: turn.name)
    ]


def answers(turns: list[Turn]) -> tuple[list[tuple[str, list[Block]]], list[LeftOut], str]:
    """Return the answers of whoever spoke most, each with the question it followed; the others' words are left out.

    The third is that speaker's name.
    """
    spoken: Counter[str] = Counter()
    for turn in turns:
        if turn.name is not None:
            spoken[turn.name] += len(turn.text.split())
    teller = max(spoken, key=lambda name: (spoken[name], name)) if spoken else ""
    found: list[tuple[str, list[Block]]] = []
    left: list[LeftOut] = []
    asked, words = "", 0
    for turn in turns:
        if turn.name is None:
            left.append(LeftOut(turn.text, "a note of the recorder's"))
            continue
        if turn.name != teller:
            left.append(LeftOut(f"{turn.name}: {turn.text}", "said by somebody else"))
            if asks(turn.text):
                asked = turn.text
            continue
        if not found or (asked and words >= ENOUGH):
            found.append((asked, []))
            words = 0
        found[-1][1].append(Block(turn.text))
        words += len(turn.text.split())
        asked = ""
    return found, left, teller
