"""A portfolio entry and its artefacts."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from workbench.model.entity import Entity, Piece

ProjectKind = Literal["shipped", "side", "exercise"]
ArtefactKind = Literal["spec", "evaluation", "risks", "metrics", "brief", "roadmap", "postmortem", "canvas"]


class Artefact(Piece):
    """A structured page of a project. `fields` are its single answers, `rows` the lines of its table.

    Which fields a kind has is data in `themes/`. A value that was taken over from a story says so in `origin`
    (field or "row.column" -> story id).
    """

    kind: ArtefactKind
    fields: dict[str, str] = Field(default_factory=dict)
    rows: list[dict[str, str]] = Field(default_factory=list)
    origin: dict[str, str] = Field(default_factory=dict)


class Project(Entity):
    """One AI product that the user can speak about. An exercise never counts as experience."""

    table: ClassVar[str] = "projects"

    title: str = ""
    kind: ProjectKind = "shipped"
    company: str = ""
    when: str = ""
    problem: str = ""
    role: str = ""
    why_ai: str = ""
    constraints: str = ""
    data: str = ""
    evaluation: str = ""
    harms: str = ""
    economics: str = ""
    impact: str = ""
    otherwise: str = ""
    artefacts: list[Artefact] = Field(default_factory=list)
