"""A version as a text that its user edits: every sentence of the story behind its number.

    headline: Late parcels fell from 11% to 4%
    opening: result
    closing:
    bridge:

    [2] I moved one cut-off.
    [1] Parcels were late, one in nine.

    --- left out ---
    [3] Everyone had a favourite culprit.

Moving a line changes the order, moving it below the mark leaves it out, changing its words makes it the user's own
wording of that sentence. A line without a number is refused: a version words a story differently, it adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, get_args

from workbench.errors import BadInput
from workbench.model.story import Story
from workbench.model.version import Opening, Version
from workbench.tailoring.emphasis import sentences_of
from workbench.text import clean

LEFT_OUT: Final = "--- left out ---"
FIELDS: Final = ("headline", "opening", "closing", "bridge")
_FIELD = re.compile(rf"({'|'.join(FIELDS)})\s*:[ \t]*(.*)", re.IGNORECASE)
_SENTENCE = re.compile(r"\[(\d{1,4})\][ \t]*(.*)")
_OPENINGS: Final = get_args(Opening)


def numbered(story: Story) -> list[str]:
    """Return the story's sentences; the first is number 1."""
    return [sentence.text for sentence in sentences_of(story)]


def to_text(version: Version, story: Story) -> str:
    """Return a version as its user edits it."""
    sentences = numbered(story)
    kept = [place for place in _told_order(version, sentences) if sentences[place] not in version.cut]
    out = [place for place, text in enumerate(sentences) if text in version.cut]
    lines = [f"{name}: {' '.join(str(getattr(version, name) or '').split())}".rstrip() for name in FIELDS]
    lines += ["", *(_line(place, sentences[place], version) for place in kept)]
    lines += ["", LEFT_OUT, *(_line(place, sentences[place], version) for place in out)]
    return "\n".join(lines) + "\n"


def from_text(text: str, version: Version, story: Story) -> Version:
    """Return the version that an edited text says. Raises `BadInput`, naming the line, for what it cannot say."""
    sentences = numbered(story)
    fields: dict[str, str] = {}
    worded: dict[int, list[str]] = {}
    out: set[int] = set()
    below, current = False, None
    for number, raw in enumerate(clean(text).split("\n"), start=1):
        line = raw.strip()
        if not line:
            current = None
        elif line == LEFT_OUT:
            below, current = True, None
        elif (found := _SENTENCE.fullmatch(line)) is not None:
            current = _place(int(found[1]), sentences, f"Line {number}")
            if current in worded:
                raise BadInput(f"Line {number}: sentence {found[1]} stands there twice.", do="Keep one of the two.")
            worded[current] = [found[2]]
            if below:
                out.add(current)
        elif not worded and (field := _FIELD.fullmatch(line)) is not None:
            fields[field[1].lower()] = field[2].strip()
        elif current is not None:
            worded[current].append(line)
        else:
            raise BadInput(
                f"Line {number} belongs to no sentence: “{line[:50]}”.",
                kept="The version is as it was.",
                do="A version words the sentences of its story: put new words behind a number, or into the story.",
            )
    rewrites = dict(version.rewrites)
    for place, pieces in worded.items():
        wording = " ".join(filter(None, pieces))
        rewrites.pop(sentences[place], None)
        if not wording:
            out.add(place)
        elif wording != " ".join(sentences[place].split()):
            rewrites[sentences[place]] = wording
    out |= set(range(len(sentences))) - worded.keys()
    kept = [place for place in worded if place not in out]
    changed = version.model_copy(
        update={
            "order": [] if kept == sorted(kept) else [sentences[place] for place in kept],
            "cut": [sentences[place] for place in sorted(out)],
            "rewrites": {text: wording for text, wording in rewrites.items() if text in sentences},
            **{name: value for name, value in fields.items() if name != "opening"},
        }
    )
    return with_opening(changed, fields["opening"]) if "opening" in fields else changed


def with_opening(version: Version, said: str) -> Version:
    """The version with an opening by name; an empty one leaves it to the workbench. Raises `BadInput`."""
    if said and said not in _OPENINGS:
        raise BadInput(
            f"There is no opening “{said}”.", do=f"Openings: {', '.join(_OPENINGS)}; empty for the proposed."
        )
    return version.model_copy(update={"opening": said or None})


def changed(
    version: Version,
    story: Story,
    *,
    fields: dict[str, str] | None = None,
    order: Sequence[int] = (),
    drop: Sequence[int] = (),
    keep: Sequence[int] = (),
    rewrite: dict[int, str] | None = None,
) -> Version:
    """The version with single changes; sentences by their number. Raises `BadInput` for numbers and fields unknown."""
    sentences = numbered(story)

    def named(numbers: Sequence[int]) -> list[str]:
        return [sentences[_place(number, sentences, "There")] for number in numbers]

    found = version.model_copy(deep=True)
    for name, value in (fields or {}).items():
        if name not in FIELDS:
            raise BadInput(f"A version has no “{name}”.", do=f"It has {', '.join(FIELDS)}.")
        plain = clean(value).strip()
        found = with_opening(found, plain) if name == "opening" else found.model_copy(update={name: plain})
    if order:
        found.order = list(dict.fromkeys(named(order)))
    back = set(named(keep))
    found.cut = [text for text in dict.fromkeys([*found.cut, *named(drop)]) if text not in back]
    for number, wording in (rewrite or {}).items():
        text, own = named([number])[0], clean(wording).strip()
        rewrites = {known: words for known, words in found.rewrites.items() if known != text}
        found.rewrites = {**rewrites, text: own} if own and own != text else rewrites
    return found


def _told_order(version: Version, sentences: Sequence[str]) -> list[int]:
    front = [sentences.index(text) for text in dict.fromkeys(version.order) if text in sentences]
    return front + [place for place in range(len(sentences)) if place not in front]


def _line(place: int, text: str, version: Version) -> str:
    return f"[{place + 1}] {' '.join(version.rewrites.get(text, text).split())}"


def _place(number: int, sentences: Sequence[str], where: str) -> int:
    if not 1 <= number <= len(sentences):
        raise BadInput(f"{where}: the story has no sentence {number}.", do=f"They are numbered 1 to {len(sentences)}.")
    return number - 1
