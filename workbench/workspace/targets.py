"""The targets: one application each, with its packs, its rounds and its dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from workbench.errors import BadInput, NotFound
from workbench.model.target import YEARS, Round, Target
from workbench.text import clean
from workbench.workspace.ledger import Ledger


class Targets(Ledger):
    """Finding, beginning, saving and deleting targets. Safe to call from worker threads."""

    def targets(self) -> list[Target]:
        """Return the targets that are not in the trash, oldest first."""
        return self._ws.bank.all(Target)

    def target(self, target_id: str) -> Target:
        """Return one target. Raises `NotFound`, naming those that there are."""
        try:
            found = self._ws.bank.get(Target, target_id)
        except NotFound:
            found = None
        if found is None or found.deleted_at is not None:
            # A company or the beginning of an id will do while only one target fits.
            word = target_id.casefold()
            meant = [
                each
                for each in self.targets()
                if word and (each.id.startswith(word) or each.company.casefold() == word)
            ]
            if len(meant) == 1:
                return meant[0]
            known = ", ".join(target.id for target in self.targets()) or "none yet"
            raise NotFound(f'There is no target "{target_id}".', do=f"Targets: {known}.")
        return found

    def save_target(self, target: Target, base_rev: int | None = None) -> Target:
        """Save a target and return it as saved. With `base_rev`, raises `Conflict` if it has changed since."""
        with self._ws.bank.transaction(f"change {target.company or target.id}") as tx:
            return tx.put(target.dated_since(self._stored(target.id), self._ws.today()), base_rev=base_rev)

    def _stored(self, target_id: str) -> Target | None:
        try:
            return self._ws.bank.get(Target, target_id) if target_id else None
        except NotFound:
            return None

    def delete_target(self, target_id: str) -> None:
        """Put a target into the trash; undo brings it back."""
        target = self.target(target_id)
        with self._ws.bank.transaction(f"delete {target.company or target.id}") as tx:
            tx.delete(Target, target.id)

    def new_target(
        self,
        company: str,
        role: str,
        *,
        packs: Sequence[str] = (),
        loop: str | None = None,
        first: datetime | date | None = None,
        zone: str = "",
        job_description: str = "",
    ) -> Target:
        """Begin a target, with the rounds of a loop template if one is named. Raises `NotFound` for unknown ids."""
        from workbench.tailoring.loop import rounds_from

        catalogue = self._ws.catalogue
        for pack in packs:
            if pack not in catalogue.packs:
                raise NotFound(f'There is no pack "{pack}".', do="`workbench packs list` shows all.")
        if zone:
            from zoneinfo import ZoneInfo

            try:
                ZoneInfo(zone)
            except (KeyError, ValueError, OSError):
                raise NotFound(f'There is no time zone "{zone}".', do="Write it like Europe/Berlin.") from None
        if first is not None and first.year not in YEARS:
            raise BadInput(f"No round lies in the year {first.year}.", do="Write the day like 2026-12-03.")
        rounds: list[Round] = []
        if loop is not None:
            if loop not in catalogue.loops:
                raise NotFound(f'There is no loop "{loop}".', do=f"Loops: {', '.join(catalogue.loops)}.")
            rounds = rounds_from(catalogue.loops[loop], catalogue, first, zone)
            for each in rounds:
                if each.starts is not None and each.starts.tzinfo is None:
                    # Where no zone is named, the user's own is meant; a time without one would never come.
                    each.starts = each.starts.astimezone()
        target = Target(
            company=clean(company).strip(),
            role=clean(role).strip(),
            packs=list(packs),
            rounds=rounds,
            job_description=clean(job_description),
        )
        with self._ws.bank.transaction(f"new target {target.company}".strip()) as tx:
            return tx.put(target)
