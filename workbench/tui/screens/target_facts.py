"""A target begun, its facts changed, and a target deleted."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.model.dates import EXAMPLE, moment_of
from workbench.tui.screens.form import Answers, Field, Problem, ask
from workbench.tui.widgets.several import Option

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.target import Target
    from workbench.tui.app import WorkbenchApp

KINDS = {"company": "", "employer": "values", "own": "your own", "standard": "standard", "law": "law"}
SEARCHED = "A company's own, and any standard or law that the role lives by."


def _packs(desk: WorkbenchApp) -> list[Option]:
    packs = sorted(desk.ws.packs.all(), key=lambda pack: list(KINDS).index(pack.kind) > 2)
    return [
        Option(pack.id, pack.title, KINDS[pack.kind], f"{pack.organisation} {' '.join(pack.also)} {pack.document}")
        for pack in packs
    ]


def _principles(desk: WorkbenchApp, target: Target | None = None) -> Field:
    """The field of the published principles; a company's own are proposed as its name is typed."""
    options = _packs(desk)
    known = {option.value for option in options}
    kept = target.packs if target is not None else []
    # What a target names and nobody knows any more is no reason to lose it.
    options += [Option(each, each, "not found") for each in kept if each not in known]

    def follow(answers: Answers) -> tuple[str, str]:
        company = answers["company"]
        found = desk.ws.packs.of_company(company)
        if found:
            return ",".join(found), f"{company} lives by {'these' if len(found) > 1 else 'this'}: proposed."
        paste = desk.keymap.shown("target.pack")
        return "", f"None of {company} is known here; {paste} on the target takes a pasted list." if company else ""

    return Field(
        "packs", "Published principles", ",".join(kept), "several", options=options, note=SEARCHED,
        follow=follow if target is None else None,
    )  # fmt: skip


def new_target(desk: WorkbenchApp) -> None:
    """Ask for a target, and show it."""
    loops = [(loop.id, loop.title) for loop in desk.ws.catalogue.loops.values()]

    def answered(answers: Answers) -> None:
        change(
            desk,
            lambda: desk.ws.tailoring.new_target(
                answers["company"], answers["role"], packs=_listed(answers["packs"]),
                loop=answers["loop"] or None, first=_first(desk, answers["first"]),
            ),
        )  # fmt: skip

    ask(
        desk,
        "New target",
        [
            Field("company", "Company"),
            Field("role", "Role"),
            _principles(desk),
            Field("loop", "The loop", loops[0][0] if loops else "", "choice", loops or [("", "None")]),
            Field("first", "First round, if you know it", note=f"for example {EXAMPLE}"),
        ],
        answered,
        confirm="Begin",
        check=lambda answers: _named(answers) or _dated(desk, answers),
        key="new target",
    )


def edit_facts(desk: WorkbenchApp, target: Target) -> None:
    """Ask for company, role, principles and state of a target."""
    states = [("open", "open"), ("closed", "closed: not practised for")]
    place = f"targets/{target.id}"

    def answered(answers: Answers) -> None:
        changed = target.model_copy(
            update={
                "company": answers["company"], "role": answers["role"], "packs": _listed(answers["packs"]),
                "state": answers["state"],
            }
        )  # fmt: skip
        change(desk, lambda: desk.ws.tailoring.save_target(changed, base_rev=target.rev))

    ask(
        desk,
        f"Target: {target.company}",
        [
            Field("company", "Company", target.company, draft=f"{place}/company"),
            Field("role", "Role", target.role, draft=f"{place}/role"),
            _principles(desk, target),
            Field("state", "Your application", target.state, "choice", states),
        ],
        answered,
        check=_named,
        key=f"facts {target.id}",
    )


def delete(desk: WorkbenchApp, target: Target) -> None:
    """Put a target into the trash."""

    def work() -> None:
        desk.ws.tailoring.delete_target(target.id)

    desk.target_id = None
    change(desk, work, f"{target.company} is in the trash. {desk.keymap.shown('app.undo')} brings it back.")


def change(desk: WorkbenchApp, work: Callable[[], Target | None], said: str = "") -> None:
    """Change the bank in its line of changes; then show the target that came of it, and say what was done."""

    async def run() -> None:
        try:
            saved = await desk.saving.write(work)
        except WorkbenchError as error:
            desk.tell_error(error)
            return
        if saved is not None:
            desk.target_id = saved.id
        desk.bank_changed()
        if said:
            desk.tell(said)

    desk.run_worker(run(), group="change", exit_on_error=False)


def _listed(value: str) -> list[str]:
    return [each for each in value.split(",") if each]


def _named(answers: Answers) -> Problem | None:
    return None if answers["company"] else Problem("company", "A company is needed.")


def _dated(desk: WorkbenchApp, answers: Answers) -> Problem | None:
    text = answers["first"]
    if not text or moment_of(text, desk.ws.today()) is not None:
        return None
    return Problem("first", f"Write the date as {EXAMPLE}.")


def _first(desk: WorkbenchApp, text: str) -> datetime | date | None:
    """Return the first round's moment; a bare day stays one: the loop's usual hour stands for it, not midnight."""
    moment = moment_of(text, desk.ws.today())
    return moment.astimezone() if isinstance(moment, datetime) and moment.tzinfo is None else moment
