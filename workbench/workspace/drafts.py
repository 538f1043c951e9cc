"""Drafts: what is typed and not saved yet, and how it comes back after a crash.

A key names a field of a row, "stories/<id>/<field>", or a field of a window, "forms/<window>/<field>": what is typed
into a question of the program belongs to no row before it is answered. "imports/…" is what was found in files and
not brought in yet.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.bank.digest import blake2b
from workbench.bank.drafts import Draft as Draft
from workbench.errors import NotFound, Refused
from workbench.text import clean, slug

if TYPE_CHECKING:
    from workbench.workspace.differing import Piece
    from workbench.workspace.workspace import Workspace

NEW_MOMENT = "moments/new/text"
"""The draft of a line of the inbox that is typed and not kept yet."""
FORMS = "forms"
"""Where drafts of windows are kept, by the window's name."""
PASTE = "imports/pasted text/not brought in"
"""The draft of a pasted text until its stories are stored."""
SORTING = "imports/files/being sorted"
"""The draft of what was decided of the stories found in files or a paste, until they are stored."""
ROWLESS = frozenset({FORMS, "imports"})
_TWICE = frozenset({"stories", "moments"})
"""Tables whose rows can stand twice; a second target, say, would double its rounds in the calendar."""


def form_key(window: str, name: str) -> str:
    """Return the key of a field of a window; `window` tells it from every other window, row and all."""
    return f"{FORMS}/{slug(window, 40)}-{blake2b(window.encode(), digest_size=4).hexdigest()}/{name}"


class Drafts:
    """The drafts of the open bank."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def keep(self, key: str, text: str, base_rev: int = 0, about: Mapping[str, str] | None = None) -> Draft | None:
        """Keep what was typed into a field, from the first key on. Raises `CannotWrite`, `ReadOnly`.

        Returns a draft of an earlier session that was put aside for it, if there was one.
        """
        return self._ws.bank.drafts.write(key, text, base_rev, about)

    def keep_long(self, text: str) -> Path:
        """Keep a text that is too long for any field as a file, and return where. Raises `CannotWrite`."""
        from workbench.bank import disk
        from workbench.bank.places import private_folder

        folder = self._ws.places.data / "pasted"
        private_folder(folder)
        path = disk.free_name(folder / f"pasted-{self._ws.now():%Y%m%d-%H%M%S}.txt")
        try:
            disk.write_whole(path, clean(text).encode())
        except OSError as error:
            raise disk.cannot_write(path, error, "What you pasted is still where you copied it.") from error
        return path

    def settle(self, key: str, text: str | None = None) -> None:
        """End a draft whose text has been saved; with `text`, only if nothing else was typed since."""
        self._ws.bank.drafts.settle(key, text)

    def discard(self, key: str) -> None:
        """Put a draft aside for 30 days."""
        self._ws.bank.drafts.discard(key)

    def flush(self) -> None:
        """Bring every draft to the disk now. Never raises."""
        self._ws.bank.drafts.flush()

    def pending(self) -> list[Draft]:
        """Return what was typed and neither saved nor discarded, oldest first."""
        return [] if self._ws.bank.read_only else self._ws.bank.drafts.pending()

    def find(self, key: str) -> Draft | None:
        """Return one draft, or None."""
        return None if self._ws.bank.read_only else self._ws.bank.drafts.get(key)

    def get(self, key: str) -> Draft:
        """Return one draft. Raises `NotFound`."""
        found = self._ws.bank.drafts.get(key)
        if found is None:
            raise NotFound(f"There is no draft “{key}”.", do="`workbench drafts` lists their keys.")
        return found

    def unsaved(self) -> list[Draft]:
        """Return the drafts whose text differs from what is saved, oldest first.

        One that says what stands already (the end came between the save and the end of its draft) is no news to
        anybody: it ends here.
        """
        found = []
        for draft in self._ws.bank.drafts.pending():
            if draft.text != self.saved_text(draft):
                found.append(draft)
            elif not self._ws.bank.read_only:
                self.settle(draft.key, draft.text)
        return found

    def saved_text(self, draft: Draft) -> str:
        """Return what is saved in the draft's field, "" where nothing is."""
        if draft.table in ROWLESS:
            return draft.about.get("was", "")
        from workbench.bank.fields import text_at

        row = self._ws.bank.raw_row(draft.table, draft.row_id)
        return (text_at(row, draft.field) if row else None) or ""

    def title(self, draft: Draft) -> str:
        """Return what to call the row or window that the draft belongs to."""
        from workbench.workspace.safety import title_of

        if draft.key == PASTE:
            return "A pasted text"
        if draft.key == NEW_MOMENT:
            return "A line for the inbox"
        if draft.table in ROWLESS:
            return draft.about.get("window", draft.row_id)
        row = self._ws.bank.raw_row(draft.table, draft.row_id)
        if row and draft.table in {"mocks", "debriefs"}:
            round_ = self._ws.practice.round_name(str(row.get("target")), str(row.get("round")))
            return f"{'Mock interview' if draft.table == 'mocks' else 'Debrief'} of {round_}"
        if draft.table == "pitches":
            return "Your pitch"
        return title_of(row) if row else draft.row_id

    def field_name(self, draft: Draft) -> str:
        """Return what to call the field of the draft: the label it has in its window, else what it is in its row."""
        from workbench.workspace.draft_words import place_of

        if draft.table == FORMS:
            return draft.about.get("label") or draft.field
        return place_of(draft, self._ws.bank.raw_row(draft.table, draft.row_id), self._ws)

    def words(self, draft: Draft) -> str:
        """Return what the draft says, things that were chosen by their names."""
        from workbench.workspace.draft_words import words_of

        return words_of(draft, draft.text, self._ws)

    def compare(self, draft: Draft) -> list[Piece]:
        """Return the saved text and the draft as pieces: what only one of them says, and what both do."""
        from workbench.workspace.differing import differing
        from workbench.workspace.draft_words import words_of

        return differing(words_of(draft, self.saved_text(draft), self._ws), self.words(draft))

    def discarded(self) -> list[Draft]:
        """Return the drafts that were put aside in the last 30 days, oldest first."""
        return self._ws.bank.drafts.discarded()

    def undiscard(self, key: str) -> Draft:
        """Make a discarded draft a draft again. Raises `NotFound`, or `Refused` where a newer one is in its place."""
        return self._ws.bank.drafts.recover(key)

    def keep_both(self, key: str) -> str:
        """Keep the draft beside what stands, and return the id of the row that now holds it.

        A story or a line of the inbox gets a copy with the draft in it. What is typed into any other field becomes a
        line of the inbox: a second project or target would be counted twice everywhere. Raises `NotFound`; `Refused`
        for an empty draft, and for what was found in files, which is nothing yet that could stand beside it.
        """
        draft = self.get(key)
        if draft.key == SORTING:
            raise Refused("Nothing of it is in the bank yet.", "The draft is kept.", "Bring it back, or discard it.")
        row = None if draft.table in ROWLESS else self._ws.bank.raw_row(draft.table, draft.row_id)
        made = (self._copy(draft, row) if row is not None and draft.table in _TWICE else "") or self._to_inbox(draft)
        self.settle(key, draft.text)
        return made

    def _copy(self, draft: Draft, row: dict[str, Any]) -> str:
        from workbench.workspace.safety import title_of

        changed = self._with(row, draft)
        if changed is None:
            return ""
        name = "title" if draft.table == "stories" else "text"
        copy = {**changed, "id": "", "created_at": None, "deleted_at": None}
        copy[name] = f"{copy.get(name) or title_of(row)} (draft of {draft.at.astimezone():%d %b %H:%M})"
        with self._ws.bank.transaction(f"keep the draft of {title_of(row)} beside it") as tx:
            return str(tx.put(_kind(draft.table).model_validate(copy)).id)

    def _to_inbox(self, draft: Draft) -> str:
        if not draft.text.strip():
            raise Refused("The draft is empty.", "It is kept.", "Discard it, or bring it back.")
        if draft.key == NEW_MOMENT:
            return self._ws.practice.add_moment(draft.text).id
        place = f"{self.title(draft)}, {self.field_name(draft)}"
        return self._ws.practice.add_moment(f"{place}: {self.words(draft)}").id

    def take_back(self, drafts: Iterable[Draft]) -> list[str]:
        """Put drafts into the rows that they belong to, as one step that one undo takes back; return the keys placed.

        A draft whose row is in the trash or gone, whose field that row does not have, or that belongs to a window,
        stays a draft: the screens show it in its window again.
        """
        rows: dict[tuple[str, str], dict[str, Any]] = {}
        placed: list[Draft] = []
        for draft in drafts:
            if draft.key == NEW_MOMENT and draft.text.strip():
                # A line of the inbox that was never kept has no row yet; it becomes one, a step of its own.
                self._ws.practice.add_moment(draft.text)
                placed.append(draft)
                continue
            place = (draft.table, draft.row_id)
            row = rows.get(place) or self._ws.bank.raw_row(draft.table, draft.row_id)
            changed = None if row is None or row.get("deleted_at") else self._with(row, draft)
            if changed is not None:
                rows[place] = changed
                placed.append(draft)
        if rows:
            with self._ws.bank.transaction("bring drafts back") as tx:
                for (table, row_id), row in rows.items():
                    rev = int(row.get("rev", 0)) + 1
                    tx.put_row(table, row_id, {**row, "rev": rev, "updated_at": self._ws.now().isoformat()})
        for draft in placed:
            self.settle(draft.key, draft.text)
        return [draft.key for draft in placed]

    def _with(self, row: dict[str, Any], draft: Draft) -> dict[str, Any] | None:
        """Return the row with the draft in it, or None where it has no such field."""
        from workbench.bank.doctor import kinds
        from workbench.bank.fields import with_text

        kind = kinds().get(draft.table)
        first, _, rest = draft.field.partition("/")
        if kind is None or first not in kind.model_fields:
            return None
        if draft.table == "stories" and first == "answers" and (question := self._question(rest)):
            row = self._with_answer(row, rest, question)
        if draft.table == "projects" and first == "artefacts":
            row = self._with_artefact(row, rest.partition("/")[0])
        try:
            changed = with_text(row, draft.field, draft.text)
            kind.model_validate(changed)
        except (NotFound, ValueError):
            # A text in the place of a number, say: it is kept as what it is, a draft.
            return None
        return changed

    def _question(self, key: str) -> str:
        """Return the question that an answer belongs to: a criterion's or a follow-up's; "" for any other key."""
        criterion, probe = (
            self._ws.catalogue.criteria.get(key),
            self._ws.catalogue.probes.get(key.removeprefix("probe.")),
        )
        return criterion.questions[0] if criterion else probe.text if probe else ""

    def _with_answer(self, row: dict[str, Any], key: str, question: str) -> dict[str, Any]:
        """Return the row with an answer to that question, if it has none yet."""
        from workbench.model.story import Answer

        if any(each.get("key") == key for each in row["answers"]):
            return row
        answer = Answer(key=key, question=question, at=self._ws.now())
        return {**row, "answers": [*row["answers"], answer.model_dump(mode="json")]}

    def _with_artefact(self, row: dict[str, Any], kind: str) -> dict[str, Any]:
        """Return the project's row with an artefact of that kind, if it has none yet."""
        from workbench.model.project import Artefact

        if kind not in self._ws.portfolio.forms() or any(each.get("kind") == kind for each in row["artefacts"]):
            return row
        begun = Artefact.model_validate({"kind": kind}).model_dump(mode="json")
        return {**row, "artefacts": [*row["artefacts"], begun]}


def sorted_state(draft: Draft) -> dict[str, Any]:
    """Return what `SORTING` keeps beside its sentence: the source and what was decided; {} if it is none of ours."""
    try:
        state = json.loads(draft.about.get("state", ""))
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


def _kind(table: str) -> Any:
    from workbench.bank.doctor import kinds

    return kinds()[table]
