"""Stories: listing, saving, trash and undo, import and export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from workbench.errors import NotFound
from workbench.text import counted

if TYPE_CHECKING:
    from workbench.intake.proposal import LeftOut as LeftOut
    from workbench.intake.proposal import Proposal as Proposal
    from workbench.intake.proposal import ProposedStory as ProposedStory
    from workbench.model.story import Story
    from workbench.workspace.workspace import Workspace

Clash = Literal["as-new", "update"]


def _named(story: Story) -> Story:
    """Return `story` with an id that can be typed and stand in a file name: a hostile one is made a plain name."""
    from workbench.bank.ids import usable
    from workbench.text import slug

    return story if not story.id or usable(story.id) else story.model_copy(update={"id": slug(story.id)})


def _apart(stories: Sequence[Story]) -> list[Story]:
    """Return `stories` so that no id comes twice: one would replace the other."""
    seen: set[str] = set()
    apart = []
    for story in stories:
        apart.append(story.model_copy(update={"id": ""}) if story.id in seen else story)
        seen.add(story.id)
    return apart


@dataclass
class Imported:
    """What an import did: ids added, ids updated, ids that already stood and were left alone."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


class Stories:
    """The stories of the open bank."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def rows(self) -> list[dict[str, Any]]:
        """Return the raw rows, oldest first, without importing the model: what the first frame is painted from."""
        rows = [row for row in self._ws.bank.raw("stories").values() if not row.get("deleted_at")]
        return sorted(rows, key=lambda row: (str(row.get("created_at") or ""), str(row.get("id") or "")))

    def count(self) -> int:
        """Return the number of stories that are not in the trash."""
        return self._ws.bank.count("stories")

    def row(self, story_id: str) -> dict[str, Any] | None:
        """Return one raw row, without importing the model; None if it is not there or in the trash."""
        row = self._ws.bank.raw_row("stories", story_id)
        return None if row is None or row.get("deleted_at") else row

    def all(self) -> list[Story]:
        """Return every story that is not in the trash, oldest first."""
        from workbench.model.story import Story

        return self._ws.bank.all(Story)

    def get(self, story_id: str) -> Story:
        """Return one story. Raises `NotFound`, naming the nearest ids."""
        from workbench.model.story import Story

        try:
            found = self._ws.bank.get(Story, story_id)
        except NotFound:
            from difflib import get_close_matches

            near = get_close_matches(story_id, list(self._ws.bank.raw("stories")), n=2, cutoff=0.5)
            hint = f"Did you mean {' or '.join(near)}?" if near else "`workbench list` shows all ids."
            raise NotFound(f'There is no story "{story_id}".', do=hint) from None
        if found.deleted_at is not None:
            raise NotFound(
                f'"{found.title or story_id}" is in the trash.',
                do=f"`workbench trash restore {story_id}` brings it back.",
            )
        return found

    def save(self, story: Story, base_rev: int | None = None) -> Story:
        """Save a story and return it as saved. With `base_rev`, raises `Conflict` if it has changed since."""
        with self._ws.bank.transaction(f"change {self._what(story)}{story.title or story.id}") as tx:
            return tx.put(story, base_rev=base_rev)

    def _what(self, story: Story) -> str:
        """What of it is changed, for the label that an undo shows: "Action and themes in "; "" where it is more."""
        from workbench.model.entity import Entity
        from workbench.model.story import PARTS, Story
        from workbench.workspace.revisions import field_name

        try:
            before = self._ws.bank.get(Story, story.id)
        except NotFound:
            return ""
        names = [
            field_name(name).capitalize() if name in PARTS else field_name(name)
            for name in Story.model_fields
            if name not in Entity.model_fields and getattr(before, name) != getattr(story, name)
        ]
        return f"{' and '.join(names)} in " if len(names) in (1, 2) else ""

    def new(self, title: str = "", themes: Sequence[str] = (), action: str = "") -> Story:
        """Make a story that holds no more than its title, its themes and the first words of its Action; return it."""
        from workbench.model.story import Story
        from workbench.text import clean

        with self._ws.bank.transaction(f"new story {title}".strip()) as tx:
            return tx.put(Story(title=clean(title), themes=list(themes), action=clean(action)))

    def delete(self, story_id: str) -> None:
        """Move a story to the trash."""
        story = self.get(story_id)
        with self._ws.bank.transaction(f"delete {story.title or story.id}") as tx:
            tx.delete(type(story), story.id)

    def delete_all(self, story_ids: Sequence[str]) -> None:
        """Move many stories to the trash in one step, which one undo takes back."""
        stories = [self.get(story_id) for story_id in story_ids]
        label = f"delete {stories[0].title or stories[0].id}" if len(stories) == 1 else f"delete {len(stories)} stories"
        with self._ws.bank.transaction(label) as tx:
            for story in stories:
                tx.delete(type(story), story.id)

    def restore(self, story_id: str) -> None:
        """Bring a story back from the trash."""
        from workbench.model.story import Story

        with self._ws.bank.transaction(f"bring back {story_id}") as tx:
            tx.restore(Story, story_id)

    def change_all(self, stories: Sequence[Story], label: str) -> list[Story]:
        """Save many stories in one step, which one undo takes back."""
        with self._ws.bank.transaction(label) as tx:
            return [tx.put(story) for story in stories]

    def change_many(
        self,
        story_ids: Sequence[str],
        fields: Mapping[str, object],
        *,
        add_themes: Sequence[str] = (),
        remove_themes: Sequence[str] = (),
    ) -> int:
        """Give many stories the same fields and themes in one step, which one undo takes back.

        Return how many are different now; those that had everything already get no new revision. Raises `NotFound`.
        """
        changed = []
        for story in map(self.get, story_ids):
            themes = [each for each in (*story.themes, *add_themes) if each not in remove_themes]
            new = story.model_copy(update={**fields, "themes": list(dict.fromkeys(themes))})
            if new != story:
                changed.append(new)
        if changed:
            title = changed[0].title or changed[0].id
            self.change_all(changed, f"change {title}" if len(changed) == 1 else f"change {len(changed)} stories")
        return len(changed)

    def undo(self) -> str | None:
        """Take the last change back and return its label, or None if there is nothing to undo."""
        return self._ws.bank.undo()

    def redo(self) -> str | None:
        """Make the last undone change again and return its label, or None."""
        return self._ws.bank.redo()

    def read_files(self, paths: Sequence[Path]) -> list[Story]:
        """Read stories from Markdown or JSON files without storing them. Raises `BadInput`, naming the file."""
        from workbench.intake.stories import read_stories

        return [story for path in paths for story in read_stories(path)]

    def propose(self, path: Path) -> Proposal:
        """Return the stories that a file of any kind holds, each sentence with a proposed part. Nothing is stored."""
        from workbench.intake.read import propose

        return propose(path)

    def propose_text(self, text: str, name: str = "the text") -> Proposal:
        """Return the stories that a pasted text holds, as `propose` does for a file."""
        from workbench.intake.read import propose_text

        return propose_text(text, name)

    def clashes(self, stories: Sequence[Story]) -> list[str]:
        """Return the ids among `stories` that already stand in the bank, the trash included."""
        standing = self._ws.bank.raw("stories")
        return [story.id for story in map(_named, stories) if story.id and story.id in standing]

    def add(self, stories: Sequence[Story], clash: Clash | None = None) -> Imported:
        """Store stories in one step, which one undo takes back.

        One whose id already stands is stored under a new id ("as-new"), stored as its next revision ("update"), or,
        without a decision, left alone and reported. Two with one id are two stories: the second gets a new id.
        """
        done = Imported()
        standing = set(self.clashes(stories))
        stories = _apart([_named(story) for story in stories])
        with self._ws.bank.transaction(f"import {counted(len(stories), 'story', 'stories')}", backup="import") as tx:
            for story in stories:
                if story.id in standing and clash is None:
                    done.left.append(story.id)
                elif story.id in standing and clash == "update":
                    done.updated.append(tx.put(story).id)
                else:
                    fresh = story.model_copy(update={"rev": 0, "deleted_at": None})
                    if story.id in standing:
                        fresh = fresh.model_copy(update={"id": ""})
                    done.added.append(tx.put(fresh).id)
        return done

    def add_samples(self) -> Imported:
        """Put copies of all samples into the bank, in one step: stories, projects, targets, terms and moments."""
        return self._ws.samples.add()
