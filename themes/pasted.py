"""A pack from a pasted list: one line a principle, values proposed from its words, written as a file to correct.

The proposal is a beginning, not a verdict: `workbench packs edit` opens the file, and what stands there counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal

from themes.schema import Clause, Pack, Principle, Value
from workbench.errors import BadInput
from workbench.text import clean, slug

MAX_PRINCIPLES = 60
MAX_CHARACTERS = 40_000
_BULLET = re.compile(r"^\s*(?:[-*•–—·]|\(?\d{1,2}[.):]|\(?[a-z][.)])\s+")
_SPLIT = re.compile(r"\s+[–—-]\s+|:\s+|\.\s+")


def pack_from_list(text: str, organisation: str, values: Mapping[str, Value], today: date, url: str = "") -> Pack:
    """Return a pack with one principle for each line of `text` ("Name: what it means", bullets and numbers dropped).

    Values are proposed from the words. Raises `BadInput` if there is no line, or too much for a list.
    """
    if len(text) > MAX_CHARACTERS:
        raise BadInput(f"The list has more than {MAX_CHARACTERS:,} characters: too long for a list of principles.")
    lines = [stripped for line in clean(text).split("\n") if (stripped := _BULLET.sub("", line).strip())]
    if not lines:
        raise BadInput("There is no line in the list.", do="Paste one principle a line, such as “Fairness: …”.")
    if len(lines) > MAX_PRINCIPLES:
        raise BadInput(f"The list has {len(lines)} lines; a pack has at most {MAX_PRINCIPLES} principles.")
    name = " ".join(clean(organisation).split())
    pack_id = slug(f"{name}-own") if name else "own"
    principles = []
    for number, line in enumerate(lines, 1):
        title, summary = _parted(line)
        principle_id = f"{pack_id}.{number}"
        clause = Clause(
            id=principle_id, title=title, summary=summary or title, values=proposed_values(title, summary, values)
        )
        principles.append(Principle(id=principle_id, name=title, summary=summary or title, clauses=(clause,)))
    return Pack(
        id=pack_id,
        organisation=name or "My own",
        document="Principles",
        version=f"pasted {today.isoformat()}",
        published="",
        url=clean(url).strip(),
        url_status="given by you" if url.strip() else "none given",
        kind="own",
        collected=today,
        notes="Pasted by hand; the values were proposed from the words.",
        principles=tuple(principles),
    )


def proposed_values(title: str, summary: str, values: Mapping[str, Value]) -> dict[str, Literal[1, 2]]:
    """Return at most three values that the words of a principle speak of: the strongest 2, the others 1.

    A word of the title counts three times. No word found: no value, and the map will say so.
    """
    scores = {
        each.id: 3 * len(_words(each.words).findall(title)) + len(_words(each.words).findall(summary))
        for each in values.values()
        if each.words
    }
    ranked = sorted((name for name, score in scores.items() if score), key=lambda name: -scores[name])[:3]
    return {name: 2 if scores[name] == scores[ranked[0]] else 1 for name in ranked}


def as_toml(pack: Pack) -> str:
    """Return the file of a pack, in the form that `load_pack` reads back to an equal pack."""
    heading = " ".join(pack.title.split())
    lines = [f"# {heading}. Correct names, summaries and values here; `workbench packs check` reads it again.", ""]
    for field in ("id", "short", "organisation", "document", "version", "published", "url", "url_status", "kind"):
        if value := getattr(pack, field):
            lines.append(f"{field} = {_quoted(value)}")
        elif field in {"published", "url"}:
            lines.append(f'{field} = ""')
    lines.append(f"collected = {pack.collected.isoformat()}")
    lines.extend(
        f"{field} = {_quoted(value)}"
        for field in ("checked", "superseded_by", "notes")
        if (value := getattr(pack, field))
    )
    if pack.also:
        lines.append(f"also = [{', '.join(map(_quoted, pack.also))}]")
    if pack.foremost:
        lines.append("foremost = true")
    for principle in pack.principles:
        lines += ["", "[[principles]]", f"id = {_quoted(principle.id)}", f"name = {_quoted(principle.name)}"]
        lines.append(f"summary = {_quoted(principle.summary)}")
        if principle.name_status != "published":
            lines.append(f"name_status = {_quoted(principle.name_status)}")
        for clause in principle.clauses:
            lines += ["", "[[principles.clauses]]", f"id = {_quoted(clause.id)}", f"title = {_quoted(clause.title)}"]
            lines.append(f"summary = {_quoted(clause.summary)}")
            held = ", ".join(f"{_key(value)} = {weight}" for value, weight in clause.values.items())
            lines.append(f"values = {{ {held} }}" if held else "values = {}")
            if not clause.about_ai:
                lines.append("about_ai = false")
            if clause.fit != "good":
                lines.append(f"fit = {_quoted(clause.fit)}")
    return "\n".join(lines) + "\n"


def _parted(line: str) -> tuple[str, str]:
    """Part "Name: what it means" into its two halves; a long line without a mark is named by its first words."""
    parts = _SPLIT.split(line, maxsplit=1)
    if len(parts) == 2 and len(parts[0].split()) <= 12:
        return parts[0].strip().rstrip("."), parts[1].strip()
    words = line.split()
    if len(words) <= 12:
        return line.rstrip("."), ""
    return " ".join(words[:8]) + " …", line


@cache
def _words(beginnings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, beginnings)) + ")", re.IGNORECASE)


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but for the delete character, which JSON leaves bare.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)
