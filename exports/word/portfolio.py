"""The portfolio, to be sent: a first page that says what is inside, then each project on a page or two."""

from __future__ import annotations

from exports.contents import Portfolio, ProjectPage
from exports.word.artefact import artefact_page, sections
from exports.word.fragments import Body
from exports.word.package import Furniture, Made, Sheets
from exports.word.shell import Shell


def write_portfolio(portfolio: Portfolio, shell: Shell | None = None, *, plain: bool = False) -> Made:
    """Return the portfolio as a Word document.

    `plain` is the variant for applicant tracking systems: one column, no tables, no tab stops, nothing in headers.
    """
    sheets = Sheets(
        portfolio.setting,
        Furniture(
            title=portfolio.title,
            left="" if plain else portfolio.title,
            right="" if plain else portfolio.setting.author,
            cover=not plain,
        ),
        shell,
    )
    body = sheets.body
    if plain:
        _plain_head(body, portfolio)
    else:
        _front(body, portfolio)
    for number, project in enumerate(portfolio.projects, 1):
        _project(body, project, number, plain=plain)
    if not portfolio.projects:
        body.para("Normal", body.text("There is no project yet."))
    return sheets.finish()


def _plain_head(body: Body, portfolio: Portfolio) -> None:
    body.para("Title", body.text(portfolio.title))
    if portfolio.setting.author and portfolio.setting.author not in portfolio.title:
        body.para("Subtitle", body.text(portfolio.setting.author))
    for line in filter(None, map(str.strip, portfolio.summary.split("\n"))):
        body.para("Normal", body.text(line))


def _front(body: Body, portfolio: Portfolio) -> None:
    body.para("WB Banner", body.text(portfolio.setting.author or "Portfolio"), before=150.0)
    body.para("Title", body.text(portfolio.title))
    if portfolio.summary:
        body.para("WB Quote", body.text(portfolio.summary))
    for number, project in enumerate(portfolio.projects, 1):
        about = ", ".join(filter(None, (project.kind, project.company, project.when)))
        number_of = body.page_of(_anchor(number), ", p. ")
        body.para(
            "WB Entry",
            body.link(_anchor(number), project.title),
            number_of,
            body.text(f"\n{about}", "WB Muted"),
            before=18.0 if number == 1 else None,
        )


def _anchor(number: int) -> str:
    return f"project_{number:03}"


def _project(body: Body, project: ProjectPage, number: int, *, plain: bool) -> None:
    body.heading(1, project.title, _anchor(number), new_page=not plain)
    facts = filter(None, (project.kind, project.company, project.when))
    if project.experience:
        body.para("WB Meta", body.text(" · ".join(facts)))
    else:
        # What it is stands above everything else, and not in small print.
        body.para("WB Kind", body.text(" · ".join(facts)))
    sections(body, project.sections, level=2, plain=plain)
    if not project.sections:
        body.para("Normal", body.text("Nothing has been written here yet."))
    for page in project.artefacts:
        body.heading(2, page.title, new_page=not plain)
        if not plain:
            body.para("WB Meta", body.text(project.title))
        artefact_page(body, page, level=3, plain=plain)
