"""Data for other programs: stories as Markdown or CSV, a matrix as CSV, the calendar, the whole bank as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.bank.ids import usable
from workbench.errors import BadInput, NotFound
from workbench.text import clean, slug
from workbench.workspace.exported import Exported
from workbench.workspace.placing import Placing, Step

if TYPE_CHECKING:
    from exports.anki import FlashCard
    from exports.contents import Disclosure
    from exports.disclosure import Screen
    from workbench.model.entity import Entity
    from workbench.model.story import Story

FORMAT = "star-workbench-bank"
FORMAT_VERSION = 1
_COLUMNS = (
    "id", "title", "headline", "company", "when", "state", "themes", "depth",
    "situation", "task", "action", "result", "learning",
)  # fmt: skip
_DECKS = {
    "question": "Questions of your loops",
    "probe": "Follow-ups you have answered",
    "fluency": "Technical questions",
    "glossary": "Terms in plain words",
}
"""Kind of card -> the pile it lies in, in Anki."""
_FIELDS_WITHOUT_WORDS = """
id rev created_at updated_at deleted_at state kind ai_role part tag whose zone starts at story project target key
question_id criterion level locked packs done excluded themes story_rev opening table origin
"""
"""Fields of rows that hold no words of the user's."""
_NOT_TEXT = frozenset(_FIELDS_WITHOUT_WORDS.split())


def bank_models() -> dict[str, type[Entity]]:
    """Return the model of every table of a bank."""
    from workbench.model.moment import Moment
    from workbench.model.practice import Debrief, Drill, Mock, Rehearsal
    from workbench.model.project import Project
    from workbench.model.story import Story
    from workbench.model.target import Target
    from workbench.model.term import Term
    from workbench.model.version import Version

    kinds: tuple[type[Entity], ...] = (
        Story, Moment, Project, Target, Version, Term, Rehearsal, Drill, Mock, Debrief,
    )  # fmt: skip
    return {kind.table: kind for kind in kinds}


class DataExports(Placing):
    """Exports that other programs read."""

    def stories_folder(
        self,
        folder: Path,
        *,
        disclosure: Disclosure | None = None,
        step: Step | None = None,
        overwrite: bool = False,
        only: Sequence[str] | None = None,
    ) -> list[Exported]:
        """Write each story as a Markdown file into `folder`, which is made; read back, each is the same story.

        With `only`, just the stories with these ids. Below full disclosure a file is named by number, because an id
        may hold a name.
        """
        from exports.place import inside, make_folder
        from workbench.model.markdown import to_markdown

        setting = self.setting(disclosure=disclosure)
        screen = self.screen(setting.disclosure)
        make_folder(folder)
        written = []
        for number, story in enumerate(self._ws.stories.all(), 1):
            if only is not None and story.id not in only:
                continue
            if step is not None:
                step(f"Story {number}")
            shown = self._screened(story, screen, number)
            path = inside(folder, f"{slug(shown.id)}.md")
            written.append(self._text(to_markdown(shown).encode(), path, screen, overwrite=overwrite))
        return written

    def stories_csv(self, path: Path, *, disclosure: Disclosure | None = None, overwrite: bool = False) -> Exported:
        """Write the stories as a table, a row each; cells that a spreadsheet would run are made text."""
        from exports.sheets import table_csv

        setting = self.setting(disclosure=disclosure)
        screen = self.screen(setting.disclosure)
        rows = []
        for number, story in enumerate(self._ws.stories.all(), 1):
            shown = self._screened(story, screen, number)
            depth = self._ws.reading.read(story).depth
            held = {**shown.model_dump(), "depth": depth, "themes": "; ".join(shown.themes)}
            rows.append([str(held[column] or "") for column in _COLUMNS])
        return self._text(table_csv(_COLUMNS, rows), path, screen, overwrite=overwrite)

    def matrix_csv(
        self, target_id: str, path: Path, *, disclosure: Disclosure | None = None, overwrite: bool = False
    ) -> list[Exported]:
        """Write stories × principles of a target as CSV, a file for each of its packs."""
        from exports.sheets import matrix_csv
        from workbench.tailoring.dossier import matrices

        setting = self.setting(disclosure=disclosure)
        screen = self.screen(setting.disclosure)
        target = self._ws.tailoring.target(target_id)
        stories = {story.id: story for story in self._ws.stories.all()}
        principles = self._ws.tailoring.map(target.id)
        made = matrices(principles, stories, self._ws.catalogue)
        if not made:
            raise NotFound(f"{target.company} has no principles yet.", do="Choose packs for the target first.")
        written = []
        for number, matrix in enumerate(made, 1):
            place = path if len(made) == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
            written.append(self._text(matrix_csv(screen.contents(matrix)), place, screen, overwrite=overwrite))
        return written

    def calendar(
        self, target_id: str, path: Path, *, disclosure: Disclosure | None = None, overwrite: bool = False
    ) -> Exported:
        """Write rounds and open checklist days of a target as an iCalendar file."""
        from exports.calendar import calendar_ics
        from workbench.tailoring.calendar_events import events_of

        setting = self.setting(disclosure=disclosure)
        screen = self.screen(setting.disclosure)
        target = self._ws.tailoring.target(target_id)
        made = events_of(target, self._ws.catalogue, setting, self._ws.samples.stories_for(target.id))
        return self._text(calendar_ics(screen.contents(made)), path, screen, overwrite=overwrite)

    def cards(self, target_id: str | None = None, *, disclosure: Disclosure | None = None) -> list[FlashCard]:
        """Return every card of the drill as it may leave: confidential terms replaced as the settings say."""
        from exports.anki import FlashCard

        screen = self.screen(self.setting(disclosure=disclosure).disclosure)
        return [
            FlashCard(
                key=card.id,
                front=screen.text(card.front),
                back=screen.text(card.back),
                source=screen.text(card.source),
                deck=_DECKS[card.kind],
            )
            for card in self._ws.practice.deck(target_id)
        ]

    def anki(
        self, path: Path, target_id: str | None = None, *, disclosure: Disclosure | None = None, overwrite: bool = False
    ) -> Exported:
        """Write every card of the drill as an Anki package. Raises `BadInput` where the name does not end in .apkg."""
        from exports.anki import package

        if path.suffix.lower() != ".apkg":
            raise BadInput(f"{path.name} does not end in .apkg.", do="Anki knows its packages by that ending.")
        setting = self.setting(disclosure=disclosure)
        made = package(self.cards(target_id, disclosure=disclosure), "Interview practice", setting.prepared)
        return self._text(made, path, self.screen(setting.disclosure), overwrite=overwrite)

    # The whole bank

    def bank_json(self, path: Path, *, disclosure: Disclosure | None = None, overwrite: bool = False) -> Exported:
        """Write every row of the bank, the trash included, as JSON; `read_bank_json` of it gives the same bank."""
        import json

        setting = self.setting(disclosure=disclosure)
        screen = self.screen(setting.disclosure)
        tables = {table: list(self._ws.bank.raw(table).values()) for table in bank_models()}
        if setting.disclosure != "full":
            tables.pop("terms", None)
            tables = _renamed({table: [_walk(row, screen) for row in rows] for table, rows in tables.items()})
        held = {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "exported": setting.prepared.isoformat(),
            "disclosure": setting.disclosure,
            "tables": {table: rows for table, rows in tables.items() if rows},
        }
        data = json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True).encode()
        return self._text(data + b"\n", path, screen, overwrite=overwrite)

    def bank_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of `bank_json`: what another program may rely on."""
        from pydantic.json_schema import models_json_schema

        models = bank_models()
        keys, definitions = models_json_schema(
            [(model, "serialization") for model in models.values()], ref_template="#/$defs/{model}"
        )
        tables = {table: {"type": "array", "items": keys[model, "serialization"]} for table, model in models.items()}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "A bank of the STAR story workbench",
            "type": "object",
            "required": ["format", "version", "exported", "disclosure", "tables"],
            "properties": {
                "format": {"const": FORMAT},
                "version": {"const": FORMAT_VERSION},
                "exported": {"type": "string", "format": "date"},
                "disclosure": {"enum": ["full", "anonymised", "percentages"]},
                "tables": {"type": "object", "properties": tables},
            },
            "$defs": definitions.get("$defs", {}),
        }

    def schema_file(self, path: Path, *, overwrite: bool = False) -> Exported:
        """Write the schema of an exported bank."""
        import json

        data = json.dumps(self.bank_schema(), ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
        return self._placed(data, path, overwrite=overwrite)

    def read_bank_json(self, path: Path) -> dict[str, int]:
        """Bring every row of a file that `bank_json` wrote into this bank; return how many rows a table got.

        All or nothing, in one step that one undo takes back; a row whose id already stands is left as it is.
        Raises `BadInput` for a file that is none.
        """
        import json

        try:
            if path.exists() and not path.is_file():
                raise BadInput(f"{path.name} is not an ordinary file.", "The bank is unchanged.")
            if path.stat().st_size > 200_000_000:
                raise BadInput(f"{path.name} is larger than any bank.", "The bank is unchanged.")
            held = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            raise NotFound(f"There is no file {path.name}.", "The bank is unchanged.") from None
        except OSError as fault:
            why = (fault.strerror or "the system refused").lower()
            raise BadInput(f"{path.name} cannot be read ({why}).", "The bank is unchanged.") from fault
        except (ValueError, RecursionError) as fault:
            raise BadInput(f"{path.name} is no JSON, so it is no exported bank.", "The bank is unchanged.") from fault
        if not isinstance(held, dict) or held.get("format") != FORMAT or not isinstance(held.get("tables"), dict):
            raise BadInput(f"{path.name} is no exported bank.", "The bank is unchanged.")
        if held.get("version") != FORMAT_VERSION:
            raise BadInput(f"{path.name} is of a newer version of the workbench.", "The bank is unchanged.")
        rows = [
            (table, _checked(table, row, path.name))
            for table, model in bank_models().items()
            for row in _listed(held["tables"].get(table, []), table, path.name)
        ]
        done: dict[str, int] = {}
        with self._ws.bank.transaction(f"bring in {path.name}", backup="import") as tx:
            for table, row in rows:
                if tx.row(table, row["id"]) is None and row["id"] not in tx.retired(table):
                    tx.put_row(table, row["id"], row)
                    done[table] = done.get(table, 0) + 1
        return done

    def _screened(self, story: Story, screen: Screen, number: int) -> Story:
        if screen.level == "full":
            return story
        from workbench.model.story import Story as Shape

        row = _walk(story.model_dump(mode="json"), screen)
        return Shape.model_validate({**row, "id": f"story-{number:03}", "project": None})


def _listed(rows: object, table: str, name: str) -> Sequence[object]:
    if not isinstance(rows, list):
        raise BadInput(f"In {name} the table {table} is no list.", "The bank is unchanged.")
    return rows


def _checked(table: str, row: object, name: str) -> dict[str, Any]:
    """Return a row as it may be stored. Raises `BadInput` for one that is not of its table."""
    from pydantic import ValidationError

    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not row["id"]:
        raise BadInput(f"In {name} a row of {table} has no id.", "The bank is unchanged.")
    if not usable(row["id"]):
        raise BadInput(f"In {name} the id {row['id'][:80]!r} in {table} is none of ours.", "The bank is unchanged.")
    try:
        bank_models()[table].model_validate(row)
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadInput(
            f"In {name} the row {row['id']} of {table} is not as it should be: {where}: {first['msg']}.",
            "The bank is unchanged.",
        ) from fault
    cleaned: dict[str, Any] = _cleaned(row)
    return cleaned


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    return value


def _walk(value: Any, screen: Screen, name: str = "") -> Any:
    """Return plain data with every text of the user's as it may be shown."""
    if isinstance(value, str):
        return value if name in _NOT_TEXT else screen.text(value)
    if isinstance(value, list):
        return [_walk(item, screen, name) for item in value]
    if isinstance(value, dict):
        return {
            (screen.text(key) if name in ("whose", "rewrites") else key): _walk(item, screen, key)
            for key, item in value.items()
        }
    return value


def _renamed(tables: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Return rows under neutral ids, links kept: an id is made of a title, and a title may hold a name."""
    import json

    names = {
        row["id"]: f"{table.removesuffix('s')}-{number:03}"
        for table, rows in tables.items()
        if table in ("stories", "projects", "targets", "moments")
        for number, row in enumerate(rows, 1)
    }
    for table, rows in tables.items():
        if table not in ("stories", "projects", "targets", "moments", "drills"):
            names.update({row["id"]: f"{table.removesuffix('s')}-{number:03}" for number, row in enumerate(rows, 1)})
    text = json.dumps(tables, ensure_ascii=False)
    return dict(json.loads(text, object_pairs_hook=lambda pairs: {names.get(k, k): _swap(v, names) for k, v in pairs}))


def _swap(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [_swap(item, names) for item in value]
    return value
