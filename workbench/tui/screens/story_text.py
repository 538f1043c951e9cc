"""The text of a story as it is typed: a draft with each key, a reading and a save at each pause."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import TextArea

from workbench.errors import WorkbenchError
from workbench.model.story import PARTS, Part
from workbench.tui.findings import spoken
from workbench.tui.screens.frame import Frame
from workbench.tui.widgets.part_editor import PartEditor

if TYPE_CHECKING:
    from textual.timer import Timer

    from workbench.model.report import DepthReport
    from workbench.model.story import Story

READ_AFTER = 0.2
"""Seconds without a key after which the text is read again."""
SAVE_AFTER = 2.0
"""Seconds without a key after which the text is saved."""
ASKS: dict[Part, str] = {
    "situation": "Where were you, what was going on, why did it matter?",
    "task": "What was yours to do or to decide?",
    "action": "What did you do, step by step? Say I where it was you.",
    "result": "What changed, by how much, against what?",
    "learning": "What would you do again, or otherwise?",
}


class StoryText(Frame):
    """The five parts as they are typed and saved. The page around them reads them and says what was found."""

    def __init__(self) -> None:
        super().__init__()
        self.story: Story | None = None
        self.report: DepthReport | None = None
        self.typed = 0
        """Counts edits; a reading or a save of an older count is stale."""
        self.saved = 0
        self._read_timer: Timer | None = None
        self._save_timer: Timer | None = None
        self.last_part: Part = "situation"
        self._one_at_a_time = asyncio.Lock()

    def editor(self, part: Part) -> PartEditor:
        """Return the editor of one part."""
        return self.query_one(f"#part-{part}", PartEditor)

    def first_empty(self) -> Part:
        """Return the first part without words; if all have some, the one that was last edited."""
        return next((part for part in PARTS if not self.editor(part).text.strip()), self.last_part)

    def show_lengths(self) -> None:
        """Say how long each part is: words, its share, and spoken."""
        texts = {part: self.editor(part).text for part in PARTS}
        counts = {part: len(text.split()) for part, text in texts.items()}
        whole = sum(counts.values()) or 1
        rate = self.ws.settings.words_per_minute
        for part, count in counts.items():
            line = (
                f"{count} words · {round(100 * count / whole)}% · {spoken(round(60 * count / rate))}"
                if count
                else "empty"
            )
            editor = self.editor(part)
            if editor.border_subtitle != line:
                editor.border_subtitle = Content(line)

    # For the page

    def show_title(self) -> None:
        """The story was saved: its line may say something else."""
        raise NotImplementedError

    def paused(self) -> None:
        """The fingers rest: read the text."""
        raise NotImplementedError

    # Typing: a draft with each key, a reading and a save at each pause

    @on(TextArea.Changed)
    def text_changed(self, message: TextArea.Changed) -> None:
        """Keep a draft of what was typed; read and save when the fingers rest."""
        editor = message.text_area
        if self.story is None or not isinstance(editor, PartEditor):
            return
        if editor.text == getattr(self.story, editor.part) and not self.unsaved():
            return
        self.typed += 1
        self._keep(editor)
        self.desk.saving.mark_typing(True)
        if self._read_timer is not None:
            self._read_timer.stop()
        self._read_timer = self.set_timer(READ_AFTER, self.paused)
        if self._save_timer is not None:
            self._save_timer.stop()
        self._save_timer = self.set_timer(SAVE_AFTER, self.save_now)

    def keep_typed(self) -> None:
        """Keep the part that is written in."""
        editor = self.focused
        if self.story is None or not isinstance(editor, PartEditor):
            return
        if editor.text != getattr(self.story, editor.part) or self.unsaved():
            self._keep(editor)

    def _keep(self, editor: PartEditor) -> None:
        if self.story is not None:
            self.desk.keep_draft(f"stories/{self.story.id}/{editor.part}", editor.text, self.story.rev)

    def unsaved(self) -> bool:
        """Tell whether something typed is not saved."""
        return self.typed != self.saved

    def as_typed(self) -> Story | None:
        """Return the story with the text as it stands on the screen."""
        if self.story is None:
            return None
        return self.story.model_copy(update={part: self.editor(part).text for part in PARTS})

    def save_now(self) -> None:
        """Save what was typed, off this thread."""
        if self.unsaved():
            self.run_worker(self.settle(), group="save", exit_on_error=False)

    async def settle(self) -> None:
        """Save what was typed and wait until it is on the disk; what cannot be saved stays a draft."""
        # One after the other: each rests on the revision that the one before it has made.
        async with self._one_at_a_time:
            story, typed = self.as_typed(), self.typed
            if story is not None and self.unsaved():
                await self.put(story, typed)

    def flush(self) -> None:
        """Bring the drafts to the disk at once."""
        self.ws.drafts.flush()

    async def put_fields(self, fields: dict[str, object]) -> Story | None:
        """Save the story with other fields and the text as typed; return it, or None after telling why it was not."""
        story_id = self.story.id if self.story is not None else ""
        async with self._one_at_a_time:
            story: Story | None = self.as_typed()
            typed: int | None = self.typed
            if story is None or story.id != story_id:
                # Another story was opened while this one waited for its turn.
                story, typed = self.ws.stories.get(story_id), None
            return await self.put(story.model_copy(update=fields), typed)

    async def put(self, story: Story, typed: int | None = None) -> Story | None:
        """Save a state of the story; return it as saved, or None after telling why it was not."""
        base = self.story.rev if self.story is not None and self.story.id == story.id else None
        try:
            saved = await self.desk.saving.write(lambda: self.ws.stories.save(story, base_rev=base), patient=True)
        except WorkbenchError as error:
            self.desk.tell_error(error)
            return None
        for part in PARTS:
            self.ws.drafts.settle(f"stories/{saved.id}/{part}", getattr(saved, part))
        if self.story is not None and self.story.id == saved.id:
            self.story = saved
            if typed is not None:
                self.saved = typed
            self.desk.saving.mark_typing(self.unsaved())
            self.show_title()
        return saved
