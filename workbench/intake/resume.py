"""JSON Resume: the highlights of each job and project are seeds of stories, a line or two each."""

from __future__ import annotations

from typing import Any, Final

from workbench.intake.proposal import LeftOut, ProposedSentence, ProposedStory, title_of
from workbench.intake.restarts import cut_stories
from workbench.text import clean

_SECTIONS: Final = ("work", "projects", "volunteer")
_DEPTH: Final = 12


def is_resume(value: Any) -> bool:
    """Whether a JSON value is a résumé after the JSON Resume schema."""
    return isinstance(value, dict) and any(isinstance(value.get(key), list) for key in _SECTIONS)


def seeds(value: dict[str, Any]) -> tuple[list[ProposedStory], list[LeftOut]]:
    """Return a story for each highlight, and what else the résumé says, as left out."""
    stories: list[ProposedStory] = []
    left: list[LeftOut] = []
    for key, section in value.items():
        if key not in _SECTIONS or not isinstance(section, list):
            left.extend(LeftOut(f"{clean(key)}: {text}", "no highlight of a job") for text in texts(section))
            continue
        for entry in section:
            if not isinstance(entry, dict):
                left.extend(LeftOut(text, "no highlight of a job") for text in texts(entry))
                continue
            _entry(entry, stories, left)
    return stories, left


def _entry(entry: dict[str, Any], stories: list[ProposedStory], left: list[LeftOut]) -> None:
    company = _one(entry, "name") or _one(entry, "company") or _one(entry, "organization")
    when = " to ".join(filter(None, (_one(entry, "startDate"), _one(entry, "endDate"))))
    highlights = entry.get("highlights")
    told = [clean(text).strip() for text in highlights if isinstance(text, str)] if isinstance(highlights, list) else []
    for text in filter(None, told):
        sentences: tuple[ProposedSentence, ...] = tuple(cut_stories(text.replace("\n\n", "\n"))[0])
        stories.append(ProposedStory(title_of(text), sentences, company=company, when=when))
    used = {"highlights", "startDate", "endDate"} if any(told) else set()
    if any(told):
        used.add(next((key for key in ("name", "company", "organization") if _one(entry, key)), ""))
    for key, value in entry.items():
        if key not in used:
            left.extend(LeftOut(f"{clean(key)}: {text}", "about the job, no highlight of it") for text in texts(value))


def _one(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    return clean(value).strip() if isinstance(value, str) else ""


def texts(value: Any, depth: int = 0) -> list[str]:
    """Every text and number below `value`, in order, so that nothing goes unmentioned."""
    if depth > _DEPTH:
        return ["…"]
    if isinstance(value, str):
        return [clean(value).strip()] if value.strip() else []
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item, depth + 1)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item, depth + 1)]
    return [] if value is None else [str(value)[:40]]
