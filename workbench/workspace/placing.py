"""What every export shares: paper, disclosure, the check of the finished bytes, and the place they are put in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from workbench.errors import Refused
from workbench.workspace.exported import Exported, ExportRecords

if TYPE_CHECKING:
    from exports.contents import Disclosure, Paper, Setting, Withheld
    from exports.disclosure import Screen
    from exports.word.package import Made
    from exports.word.shell import Shell
    from workbench.workspace.workspace import Workspace

Step = Callable[[str], None]
"""Told what is being done; may raise to cancel, and then nothing is written."""


class Options(TypedDict, total=False):
    """What every document may be told beside its subject; None is as the settings say.

    `template` is the user's own .docx or .dotx, `author` the name on the first page and in the properties,
    `overwrite` replaces a file even if it was changed since.
    """

    paper: Paper | None
    disclosure: Disclosure | None
    template: Path | None
    author: str
    step: Step | None
    overwrite: bool


def silent(what: str) -> None:
    """Tell nobody."""


class Placing:
    """The way from contents to a file, the same for every document."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace
        self.records = ExportRecords(workspace.places.state / "exports.json")

    def setting(self, *, paper: Paper | None = None, disclosure: Disclosure | None = None, author: str = "") -> Setting:
        """Return paper, disclosure and day of a document: as asked for, else as the settings say."""
        from exports.contents import Setting

        papers: dict[str, Paper] = {"a4": "a4", "letter": "letter"}
        levels: dict[str, Disclosure] = {"full": "full", "anonymised": "anonymised", "percentages": "percentages"}
        return Setting(
            prepared=self._ws.today(),
            paper=paper or papers.get(self._ws.settings.paper.lower(), "a4"),
            disclosure=disclosure or levels.get(self._ws.settings.disclosure, "full"),
            author=author,
        )

    def begin(self, path: Path, options: Options) -> tuple[Setting, Shell | None]:
        """Look at place and template before anything is read; return setting and shell. Raises what they raise."""
        from exports.place import check_place

        check_place(path)
        setting = self.setting(
            paper=options.get("paper"), disclosure=options.get("disclosure"), author=options.get("author", "")
        )
        return setting, self.shell(options.get("template"), setting)

    def screen(self, disclosure: Disclosure) -> Screen:
        """Return what stands between the bank and a page at this level, made of the bank's confidential terms."""
        from exports.disclosure import Screen, Secret
        from workbench.model.term import Term

        secrets = [Secret(term=term.term, stand_in=term.stand_in, kind=term.kind) for term in self._ws.bank.all(Term)]
        return Screen.of(disclosure, secrets)

    def shell(self, template: Path | None, setting: Setting) -> Shell | None:
        """Return the user's template as the base of a document, None for ours. Raises `BadInput`."""
        if template is None:
            return None
        from exports.word.template import template_shell

        return template_shell(template, setting)

    def _word(
        self,
        made: Made,
        path: Path,
        screen: Screen,
        *,
        private: bool,
        withheld: Sequence[Withheld] = (),
        template: bool = False,
        step: Step | None = None,
        overwrite: bool = False,
    ) -> Exported:
        from exports.lint import pass_or_refuse

        (step or silent)("Checking the document")
        theirs = pass_or_refuse(
            made.data, private=private, withheld=withheld, screen=screen, name=path.name, own_template=template
        )
        notes = (*made.notes, *theirs)
        return self._placed(made.data, path, notes=notes, pages=made.pages, step=step, overwrite=overwrite)

    def _text(
        self,
        data: bytes,
        path: Path,
        screen: Screen,
        *,
        withheld: Sequence[Withheld] = (),
        step: Step | None = None,
        overwrite: bool = False,
    ) -> Exported:
        """Check a text file as a Word file is checked, and put it in place."""
        from exports.disclosure import first_leak
        from exports.lint import text_faults
        from exports.reading import texts_of

        (step or silent)("Checking the text")
        leak = first_leak(screen, list(texts_of(data, path.name)))
        if leak is not None:
            raise Refused(
                f"The file was not written: a confidential term (“{leak[1].words}”) stands in {leak[0]}.",
                "Nothing was changed.",
                "Give the term a stand-in that does not hold another term, or take it out of the text.",
            )
        faults = text_faults(data, path.name, withheld)
        if faults:
            raise Refused(f"The file was not written: {faults[0].text}", "Nothing was changed.", faults[0].do)
        return self._placed(data, path, step=step, overwrite=overwrite)

    def _placed(
        self,
        data: bytes,
        path: Path,
        *,
        notes: Sequence[str] = (),
        pages: int = 0,
        step: Step | None = None,
        overwrite: bool = False,
    ) -> Exported:
        from exports.place import place

        tell = step or silent
        put = place(path, data, self.records, progress=lambda: tell("Putting it in place"), overwrite=overwrite)
        return Exported(put.path, tuple(filter(None, (put.notice, *notes))), pages)
