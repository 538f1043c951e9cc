"""The open workspace: one bank, one catalogue, and the families of use cases on them.

    with Workspace.open(None) as ws:
        for story in ws.stories.all():
            print(story.title, ws.reading.read(story).depth)

Opening imports no model and reads no story's text twice: the first screen is painted from `ws.stories.rows()`.
Each family is made on first use.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import TYPE_CHECKING, Self

from workbench.bank.bank import Bank
from workbench.bank.places import Places
from workbench.workspace.where import find_places

if TYPE_CHECKING:
    from themes.schema import Catalogue
    from workbench.workspace.documents import Documents
    from workbench.workspace.drafts import Drafts
    from workbench.workspace.evening import Evenings
    from workbench.workspace.packs import Packs
    from workbench.workspace.pitch import Pitch
    from workbench.workspace.planned import Planned
    from workbench.workspace.portfolio import Portfolio
    from workbench.workspace.practice import Practice
    from workbench.workspace.reading import Reading
    from workbench.workspace.safety import Safety
    from workbench.workspace.samples import Samples
    from workbench.workspace.settings import Settings
    from workbench.workspace.stories import Stories
    from workbench.workspace.tailoring import Tailoring


def local_now() -> datetime:
    """Return the present moment with the zone of this machine."""
    return datetime.now().astimezone()


class Workspace:
    """One door for command line and screens. It arranges; it holds no rule of its own."""

    def __init__(self, bank: Bank, places: Places, *, now: Callable[[], datetime] = local_now) -> None:
        self.bank = bank
        self.places = places
        self.now = now
        self._throw_away: Path | None = None

    @classmethod
    def open(
        cls,
        bank: Path | None = None,
        *,
        demo: bool = False,
        read_only: bool = False,
        places: Places | None = None,
        now: Callable[[], datetime] = local_now,
        calm: float = 0.0,
    ) -> Self:
        """Open the bank at `bank` (default: the user's own), or a throw-away copy of the samples with `demo`.

        With `read_only` no lock is taken, so it works beside the open app; the user's own bank is made if it is
        missing, any other missing one is `NotFound`. Where another process holds the bank it opens for reading and
        `bank.read_only_why` says who. For `calm` seconds nothing is done beside: a first frame is being drawn.
        Raises `Damaged` for a file that cannot be trusted; it is left untouched.
        """
        if demo:
            return cls._open_demo(now)
        places = places or find_places()
        if bank is None and read_only and not places.bank.exists():
            Bank.open(places.bank, places, now=now).close()
        return cls(Bank.open(bank or places.bank, places, read_only=read_only, now=now, calm=calm), places, now=now)

    @classmethod
    def _open_demo(cls, now: Callable[[], datetime]) -> Self:
        folder = Path(tempfile.mkdtemp(prefix="workbench-demo-"))
        places = Places.under(folder)
        workspace = cls(Bank.open(places.bank, places, now=now), places, now=now)
        workspace._throw_away = folder
        workspace.stories.add_samples()
        return workspace

    @property
    def demo(self) -> bool:
        """Whether this is a throw-away copy of the samples, gone when it is closed."""
        return self._throw_away is not None

    def today(self) -> date:
        """Return the present day; everything that depends on the date takes it from here."""
        return self.now().date()

    @cached_property
    def catalogue(self) -> Catalogue:
        """Everything in `themes/`, with the user's own packs over ours."""
        from themes import catalogue

        return catalogue(self.places.data / "packs")

    def forget_catalogue(self) -> None:
        """Read the catalogue anew on next use: a pack of the user's own has changed."""
        self.__dict__.pop("catalogue", None)

    @cached_property
    def settings(self) -> Settings:
        """The user's settings, defaults where a setting is missing or unusable."""
        from workbench.workspace.settings import Settings

        return Settings.load(self.places.config / "settings.toml")

    @cached_property
    def stories(self) -> Stories:
        """Stories, moments and confidential terms."""
        from workbench.workspace.stories import Stories

        return Stories(self)

    @cached_property
    def samples(self) -> Samples:
        """The samples in this bank: put in, marked, taken out."""
        from workbench.workspace.samples import Samples

        return Samples(self)

    @cached_property
    def drafts(self) -> Drafts:
        """What is typed and not saved yet."""
        from workbench.workspace.drafts import Drafts

        return Drafts(self)

    @cached_property
    def reading(self) -> Reading:
        """Depth reports, cached by text and reader."""
        from workbench.workspace.reading import Reading

        return Reading(self)

    @cached_property
    def tailoring(self) -> Tailoring:
        """Targets, maps, coverage, plans, narratives, claims and probes."""
        from workbench.workspace.tailoring import Tailoring

        return Tailoring(self)

    @cached_property
    def documents(self) -> Documents:
        """Everything that is written to a file for people."""
        from workbench.workspace.documents import Documents

        return Documents(self)

    @cached_property
    def portfolio(self) -> Portfolio:
        """Projects and their artefacts."""
        from workbench.workspace.portfolio import Portfolio

        return Portfolio(self)

    @cached_property
    def packs(self) -> Packs:
        """Principle packs, ours and the user's."""
        from workbench.workspace.packs import Packs

        return Packs(self)

    @cached_property
    def practice(self) -> Practice:
        """Rehearsals, drills, mock interviews, debriefs, the calendar and tonight."""
        from workbench.workspace.practice import Practice

        return Practice(self)

    @cached_property
    def pitch(self) -> Pitch:
        """My pitch, for each target over a common base."""
        from workbench.workspace.pitch import Pitch

        return Pitch(self)

    @cached_property
    def evening(self) -> Evenings:
        """The first screen: what comes next, from raw rows, and what was open when it was last looked at."""
        from workbench.workspace.evening import Evenings

        return Evenings(self)

    @cached_property
    def planned(self) -> Planned:
        """Plans of loops as they were last worked out."""
        from workbench.workspace.planned import Planned

        return Planned(self)

    @cached_property
    def safety(self) -> Safety:
        """History, trash, backups, restore and the doctor."""
        from workbench.workspace.safety import Safety

        return Safety(self)

    def close(self) -> None:
        """Close the bank and let go of its lock. A throw-away copy is deleted."""
        if "reading" in self.__dict__:
            self.reading.close()
        self.bank.close()
        if self._throw_away is not None:
            rmtree(self._throw_away, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
