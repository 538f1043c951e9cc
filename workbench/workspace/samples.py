"""The sample stories and what belongs to them: put in, marked where they stand beside one's own, and taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from workbench.workspace.stories import Imported

if TYPE_CHECKING:
    from workbench.model.entity import Entity
    from workbench.model.story import Story
    from workbench.workspace.workspace import Workspace

TABLES: Final = ("projects", "stories", "targets", "terms", "moments")
_OWN: Final = ("stories", "projects", "targets")
"""Tables in which a row that is no sample makes the bank somebody's own."""
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "stories": ("title", "headline", "situation", "task", "action", "result", "learning"),
    "targets": ("company", "role", "job_description", "positioning"),
}
"""What makes a sample one's own when it is rewritten; in the other tables every field does."""
_BESIDE: Final = {"id", "rev", "created_at", "updated_at", "deleted_at", "sample"}


@dataclass
class TakenOut:
    """What taking the samples out did: how many rows a table, and the titles of those that were rewritten and stay."""

    gone: dict[str, int] = field(default_factory=dict)
    stayed: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return it as a sentence or two."""
        names = {"stories": "story", "projects": "project", "targets": "target", "terms": "term", "moments": "moment"}
        counts = [
            f"{count} {names[table] if count == 1 else table}"
            for table in ("stories", "projects", "targets", "terms", "moments")
            if (count := self.gone.get(table, 0))
        ]
        if not counts and not self.stayed:
            return "There is no sample in this bank."
        said = f"In the trash: {', '.join(counts)}." if counts else "No sample was taken out."
        if self.stayed:
            shown = ", ".join(f"“{title}”" for title in self.stayed[:3])
            more = f" and {len(self.stayed) - 3} more" if len(self.stayed) > 3 else ""
            verb = "it stays" if len(self.stayed) == 1 else "they stay"
            said += f" You have rewritten {shown}{more}: {verb}."
        return said


class Samples:
    """The samples in the open bank."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def add(self) -> Imported:
        """Put copies of all samples into the bank, in one step; those in the trash come back as they were.

        What stands under a sample's id and is none is left alone and reported.
        """
        done = Imported()
        with self._ws.bank.transaction("add the samples") as tx:
            for entity in _shipped():
                row = self._ws.bank.raw(entity.table).get(entity.id)
                if row is None:
                    done.added.append(tx.put(entity.model_copy(update={"sample": True})).id)
                elif row.get("sample") and row.get("deleted_at"):
                    tx.restore(type(entity), entity.id)
                    done.added.append(entity.id)
                else:
                    done.left.append(entity.id)
        return done

    def count(self) -> int:
        """Return how many sample stories are in the bank and not in the trash."""
        return sum(bool(row.get("sample")) for row in self._rows("stories"))

    def marked(self, table: str = "stories") -> frozenset[str]:
        """Return the ids of the rows to be marked as samples: all of them, once anything here is the user's own.

        Where everything is a sample there is nothing to be told apart.
        """
        found = frozenset(str(row["id"]) for row in self._rows(table) if row.get("sample"))
        if found and any(not row.get("sample") for table in _OWN for row in self._rows(table)):
            return found
        return frozenset()

    def left_out_of(self, target_id: str) -> frozenset[str]:
        """Return the sample stories that no plan of this target tells: all, once target and a story are the user's own.

        A target that is a sample shows what a plan looks like, and so does one's own before there is a story for it.
        """
        if target_id in self.marked("targets") or all(row.get("sample") for row in self._rows("stories")):
            return frozenset()
        return self.marked()

    def stories_for(self, target_id: str) -> int:
        """Return how many stories there are for a target: those that are not retired, and samples as its plan does."""
        out = self.left_out_of(target_id)
        rows = self._rows("stories")
        return sum(row["id"] not in out and (row.get("state") or "active") != "retired" for row in rows)

    def titles(self) -> dict[str, str]:
        """Return what each story is called, by id, without the model; "(sample)" stands behind those to be marked."""
        marked = self.marked()
        return {
            str(row["id"]): (str(row.get("title") or "") or "(no title yet)")
            + (" (sample)" if row["id"] in marked else "")
            for row in self._rows("stories")
        }

    def titled(self, stories: Iterable[Story]) -> dict[str, Story]:
        """Return stories by id, those to be marked with "(sample)" behind their title, as documents print them."""
        marked = self.marked()
        return {
            story.id: story.model_copy(update={"title": f"{story.title} (sample)"}) if story.id in marked else story
            for story in stories
        }

    def said_of(self, table: str, ids: Iterable[str]) -> tuple[str, ...]:
        """Return a warning for a document made to be sent that holds samples beside the user's own; else nothing."""
        marked = self.marked(table)
        rows = self._ws.bank.raw(table)
        titles = [str(rows[each].get("title") or each) for each in ids if each in marked]
        if not titles:
            return ()
        verb = "is a sample" if len(titles) == 1 else "are samples"
        named = ", ".join(f"“{title}”" for title in titles[:3]) + (" …" if len(titles) > 3 else "")
        return (f"{named} {verb}, not your own: not to be sent. `workbench samples remove` takes the samples out.",)

    def take_out(self) -> TakenOut:
        """Move all samples to the trash in one step, which one undo takes back. What the user has rewritten stays."""
        done = TakenOut()
        shipped = {(each.table, each.id): each for each in _shipped()}
        with self._ws.bank.transaction("take the samples out") as tx:
            for table in TABLES:
                for row in self._rows(table):
                    known = shipped.get((table, str(row["id"])))
                    if not row.get("sample"):
                        continue
                    if known is not None and _rewritten(row, known):
                        done.stayed.append(str(row.get("title") or row.get("company") or row["id"]))
                    else:
                        tx.trash_row(table, str(row["id"]))
                        done.gone[table] = done.gone.get(table, 0) + 1
        return done

    def _rows(self, table: str) -> list[dict[str, Any]]:
        return [row for row in self._ws.bank.raw(table).values() if not row.get("deleted_at")]


def _shipped() -> Iterable[Entity]:
    from workbench import samples

    yield from samples.projects()
    yield from samples.stories()
    yield from samples.targets()
    yield from samples.terms()
    yield from samples.moments()


def _rewritten(row: Mapping[str, Any], shipped: Entity) -> bool:
    was = shipped.model_dump(mode="json")
    names = _WORDS.get(shipped.table) or [name for name in was if name not in _BESIDE]
    return any(row.get(name) != was[name] for name in names)
