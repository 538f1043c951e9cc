"""Drafts: what is typed and not saved yet, and how it comes back after a crash."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from workbench.bank.drafts import Draft as Draft
from workbench.errors import NotFound

if TYPE_CHECKING:
    from workbench.model.story import Story
    from workbench.workspace.workspace import Workspace


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

    def take_back(self, drafts: Iterable[Draft]) -> list[str]:
        """Put drafts of stories into their stories, as one step that one undo takes back; return the keys placed.

        A draft whose story is in the trash or gone, or whose field is not one of a story's, stays a draft.
        """
        changed: dict[str, Story] = {}
        placed: list[Draft] = []
        for draft in drafts:
            if draft.table != "stories":
                continue
            try:
                story = changed.get(draft.row_id) or self._ws.stories.get(draft.row_id)
            except NotFound:
                continue
            update = self._update(story, draft)
            if update is not None and story.deleted_at is None:
                changed[story.id] = story.model_copy(update=update)
                placed.append(draft)
        if changed:
            self._ws.stories.change_all(list(changed.values()), "bring drafts back")
        for draft in placed:
            self.settle(draft.key, draft.text)
        return [draft.key for draft in placed]

    def _update(self, story: Story, draft: Draft) -> dict[str, Any] | None:
        from workbench.model.story import PARTS, Answer

        if draft.field in PARTS or draft.field in {"title", "headline"}:
            return {draft.field: draft.text}
        kind, _, key = draft.field.partition("/")
        criterion = self._ws.catalogue.criteria.get(key)
        if kind != "answers" or criterion is None:
            return None
        before = next((each for each in story.answers if each.key == key), None)
        question = before.question if before else criterion.questions[0]
        answer = Answer(key=key, question=question, text=draft.text, at=self._ws.now())
        return {"answers": [*(each for each in story.answers if each.key != key), answer]}
