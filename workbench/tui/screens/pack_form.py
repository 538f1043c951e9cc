"""A company's own list of principles, pasted: the list, then what each line is about, and the target takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from workbench.errors import WorkbenchError
from workbench.tui.saving import being_handed
from workbench.tui.screens.form import Answers, Field, Problem, ask

if TYPE_CHECKING:
    from themes.schema import Pack
    from workbench.model.target import Target
    from workbench.tui.app import WorkbenchApp


def paste_pack(desk: WorkbenchApp, target: Target) -> None:
    """Ask for the list; the target takes the pack that comes of it."""
    packs = desk.ws.packs

    def problem(answers: Answers) -> Problem | None:
        try:
            packs.propose(answers["list"], answers["organisation"], answers["url"])
        except WorkbenchError as error:
            return Problem("list" if answers["organisation"] else "organisation", str(error))
        return None

    ask(
        desk,
        "Principles of a company",
        [
            Field("organisation", "Whose are they?", target.company),
            Field("url", "Where do they stand? (may wait)", note="An address, so that you can look them up again."),
            Field(
                "list", "Paste them here, one a line", kind="text", note="Such as “Fairness: …”; bullets are dropped."
            ),
        ],
        lambda answers: _name_values(desk, target, answers),
        confirm="Next",
        check=problem,
        key=f"pack {target.id}",
    )


def _name_values(desk: WorkbenchApp, target: Target, pasted: Answers) -> None:
    """Show what each principle was taken to be about, to be corrected by name.

    What was pasted stays a draft until all is saved. What is written here belongs to that list and no other.
    """
    pack = desk.ws.packs.propose(pasted["list"], pasted["organisation"], pasted["url"])
    titles = {name: value.title for name, value in desk.ws.catalogue.values.items()}
    fields = [
        Field(f"principle-{at}", each.name, ", ".join(titles[name] for name in each.clauses[0].values))
        for at, each in enumerate(pack.principles)
    ]

    def problem(answers: Answers) -> Problem | None:
        for name, said in answers.items():
            for word in _words(said):
                if _value(titles, word) is None:
                    return Problem(name, f"There is no value “{word}”.")
        return None

    def answered(answers: Answers) -> None:
        named = {
            each.id: [name for word in _words(answers[f"principle-{at}"]) if (name := _value(titles, word)) is not None]
            for at, each in enumerate(pack.principles)
        }

        async def run() -> None:
            try:
                kept = await desk.saving.write(lambda: _keep(desk, target, pasted, named))
            except WorkbenchError as error:
                desk.tell_error(error)
                return
            desk.bank_changed()
            count = len(kept.principles)
            principles = "1 principle" if count == 1 else f"{count} principles"
            desk.tell(f"{kept.organisation}: {principles} kept, and {target.company} is planned with them.")

        desk.run_worker(run(), group="change", exit_on_error=False)

    ask(
        desk,
        "What is each about?",
        fields,
        answered,
        lead=f"Proposed from the words; correct what is wrong. Values: {', '.join(titles.values())}.",
        confirm="Done",
        check=problem,
        key=f"values {target.id} {crc32(pasted['list'].encode()):08x}",
        after=being_handed(),
    )


def _keep(desk: WorkbenchApp, target: Target, pasted: Answers, named: dict[str, list[str]]) -> Pack:
    kept = desk.ws.packs.add(pasted["list"], pasted["organisation"], pasted["url"], named)
    now = desk.ws.tailoring.target(target.id)
    desk.ws.tailoring.save_target(now.model_copy(update={"packs": [*now.packs, kept.id]}), base_rev=now.rev)
    return kept


def _words(text: str) -> list[str]:
    return [word for each in text.split(",") if (word := each.strip())]


def _value(titles: dict[str, str], word: str) -> str | None:
    """The value that a word names: by its title or id, or by the only one that begins so."""
    wanted = word.casefold()
    exact = [name for name, title in titles.items() if wanted in (title.casefold(), name)]
    begins = [name for name, title in titles.items() if title.casefold().startswith(wanted)]
    return exact[0] if exact else begins[0] if len(begins) == 1 else None
