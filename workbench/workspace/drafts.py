"""Drafts: what is typed and not saved yet, and how it comes back after a crash."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from workbench.bank.drafts import Draft as Draft
from workbench.errors import NotFound, Refused

if TYPE_CHECKING:
    from workbench.workspace.differing import Piece
    from workbench.workspace.workspace import Workspace

NEW_MOMENT = "moments/new/text"
"""The draft of a line of the inbox that is typed and not kept yet."""


class Drafts:
    """The drafts of the open bank. A key names a field of a row: "stories/<id>/<field>"."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def keep(self, key: str, text: str, base_rev: int = 0) -> None:
        """Keep what was typed into a field, from the first key on. Raises `CannotWrite`, `ReadOnly`."""
        self._ws.bank.drafts.write(key, text, base_rev)

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
        from workbench.bank.fields import text_at

        row = self._ws.bank.raw(draft.table).get(draft.row_id)
        return (text_at(row, draft.field) if row else None) or ""

    def title(self, draft: Draft) -> str:
        """Return what to call the row that the draft belongs to: its title, else its id."""
        from workbench.workspace.safety import title_of

        row = self._ws.bank.raw(draft.table).get(draft.row_id)
        return title_of(row) if row else draft.row_id

    def compare(self, draft: Draft) -> list[Piece]:
        """Return the saved text and the draft as pieces: what only one of them says, and what both do."""
        from workbench.workspace.differing import differing

        return differing(self.saved_text(draft), draft.text)

    def discarded(self) -> list[Draft]:
        """Return the drafts that were put aside in the last 30 days, oldest first."""
        return self._ws.bank.drafts.discarded()

    def undiscard(self, key: str) -> Draft:
        """Make a discarded draft a draft again. Raises `NotFound`."""
        return self._ws.bank.drafts.recover(key)

    def keep_both(self, key: str) -> str:
        """Save the draft in a copy of its row, beside the one that stands, and return the copy's id.

        Raises `NotFound`, or `Refused` for a row without a title of its own, which can't stand twice.
        """
        from workbench.bank.doctor import kinds
        from workbench.bank.fields import with_text
        from workbench.workspace.safety import title_of

        draft = self.get(key)
        row = self._ws.bank.raw(draft.table).get(draft.row_id)
        if row is None:
            raise NotFound(f"What “{key}” belongs to is not there any more.")
        name = next((each for each in ("title", "role", "text") if row.get(each)), None)
        if name is None:
            raise Refused("This can't be kept twice.", "The draft is kept.", "Recover or discard it.")
        copy = {**with_text(row, draft.field, draft.text), "id": "", "created_at": None, "deleted_at": None}
        copy[name] = f"{copy[name]} (draft of {draft.at.astimezone():%d %b %H:%M})"
        with self._ws.bank.transaction(f"keep the draft of {title_of(row)} beside it") as tx:
            made = tx.put(kinds()[draft.table].model_validate(copy))
        self.settle(key, draft.text)
        return made.id

    def take_back(self, drafts: Iterable[Draft]) -> list[str]:
        """Put drafts into the rows that they belong to, as one step that one undo takes back; return the keys placed.

        A draft whose row is in the trash or gone, or whose field that row does not have, stays a draft.
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
            row = rows.get(place) or self._ws.bank.raw(draft.table).get(draft.row_id)
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
        try:
            return with_text(row, draft.field, draft.text)
        except NotFound:
            return None

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
