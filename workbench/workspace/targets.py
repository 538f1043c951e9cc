"""The targets: one application each, with its packs, its rounds and its dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from workbench.errors import BadInput, NotFound, Refused
from workbench.model.dates import EXAMPLE_DAY
from workbench.model.target import YEARS, Round, Slot, Target
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

    # The rounds of a loop

    def looked_for(self) -> list[tuple[str, str, str]]:
        """Return (id, title, what it is) of everything that a round may look for: themes, criteria, values …"""
        from workbench.tailoring.looked_for import everything

        return list(everything(self._ws.catalogue))

    def looked_for_in(self, round_: Round) -> list[str]:
        """Return what a round looks for, by name."""
        from workbench.tailoring.looked_for import title_of

        return [title_of(name, self._ws.catalogue) for name in round_.probes]

    def when_typed(self, round_: Round) -> str:
        """Return when a round is, as one would type it: in its own zone, or in the user's; "" without a date."""
        from workbench.model.dates import written
        from workbench.practice.when import in_zone, zone_of

        if round_.starts is None:
            return ""
        if zone_of(round_.zone) is not None:
            return written(in_zone(round_.starts, round_.zone) or round_.starts)
        return written(round_.starts, offset=round_.starts.utcoffset() != round_.starts.astimezone().utcoffset())

    def when_meant(self, text: str, zone: str = "", before: Round | None = None) -> datetime | None:
        """Return the moment that was typed, None for nothing: without an offset it is meant in `zone`, or the user's.

        A bare day has the hour that the round had `before`, or ten. Raises `BadInput` for what is no date or no zone.
        """
        from workbench.model.dates import EXAMPLE, moment_of
        from workbench.practice.when import in_zone, zone_of

        text, zone = text.strip(), zone.strip()
        if zone and zone_of(zone) is None:
            raise BadInput(f'There is no time zone "{zone}".', do="Write it like Europe/Berlin.")
        if before is not None and text == self.when_typed(before) and zone == before.zone:
            return before.starts
        if not text:
            return None
        moment = moment_of(text, self._ws.today())
        if moment is None:
            raise BadInput(f"“{text}” is no date that can be read.", do=f"Write the date as {EXAMPLE}.")
        if not isinstance(moment, datetime):
            old = in_zone(before.starts, before.zone) if before is not None else None
            moment = datetime.combine(moment, old.time() if old is not None else time(10))
        if moment.tzinfo is not None:
            return moment
        place = zone_of(zone)
        return moment.replace(tzinfo=place) if place is not None else moment.astimezone()

    def add_round(
        self, target_id: str, kind: str, title: str = "", starts: datetime | None = None, zone: str = ""
    ) -> Target:
        """Add a round of a kind at the end of the loop, with the questions that are usual there.

        Raises `NotFound` for an unknown kind.
        """
        from workbench.tailoring.loop import another_round

        target, catalogue = self.target(target_id), self._ws.catalogue
        if kind not in catalogue.rounds:
            raise NotFound(f'There is no kind of round "{kind}".', do=f"Kinds: {', '.join(catalogue.rounds)}.")
        made = another_round(catalogue.rounds[kind], target.rounds, catalogue)
        made = made.model_copy(update={"title": clean(title).strip() or made.title, "starts": starts, "zone": zone})
        return self._with_rounds(target, [*target.rounds, made], f"add the round {made.title}")

    def remove_round(self, target_id: str, round_id: str) -> Target:
        """Take a round with its questions out of a loop; undo brings it back. Raises `NotFound`."""
        target = self.target(target_id)
        gone = self._round_of(target, round_id)
        rounds = [each for each in target.rounds if each.id != gone.id]
        return self._with_rounds(target, rounds, f"remove the round {gone.title or gone.kind}")

    def reorder_round(self, target_id: str, round_id: str, step: int) -> Target:
        """Put a round `step` places later (or earlier, below 0) in the order of a loop.

        Raises `NotFound`, and `Refused` for a round with a date, and at either end of the loop.
        """
        target = self.target(target_id)
        moved = self._round_of(target, round_id)
        if moved.starts is not None:
            raise Refused(
                f"{moved.title or moved.kind} has a date: its place in the loop is its day.",
                do="`workbench calendar --move` gives it another one.",
            )
        if target.rounds.index(moved) == (len(target.rounds) - 1 if step > 0 else 0):
            raise Refused(f"{moved.title or moved.kind} is the {'last' if step > 0 else 'first'} round already.")
        rounds = [each for each in target.rounds if each.id != moved.id]
        rounds.insert(max(0, target.rounds.index(moved) + step), moved)
        return self._with_rounds(target, rounds, f"move the round {moved.title or moved.kind}")

    def add_question(self, target_id: str, round_id: str, question: str) -> Target:
        """Add a question that is expected in a round, as its last one. Raises `NotFound`; `Refused` for no words."""
        target = self.target(target_id)
        round_ = self._round_of(target, round_id)
        question = clean(question).strip()
        if not question:
            raise Refused("A question needs a line of text.")
        taken = {slot.id for each in target.rounds for slot in each.slots}
        number = next(number for number in range(1, len(taken) + 2) if f"{round_.id}-q{number}" not in taken)
        made = Slot(id=f"{round_.id}-q{number}", question=question)
        rounds = [
            each.model_copy(update={"slots": [*each.slots, made]}) if each.id == round_.id else each
            for each in target.rounds
        ]
        return self._with_rounds(target, rounds, "add a question")

    def remove_question(self, target_id: str, slot_id: str) -> Target:
        """Take a question out of a loop; undo brings it back. Raises `NotFound`."""
        target = self.target(target_id)
        if not any(slot.id == slot_id for each in target.rounds for slot in each.slots):
            raise NotFound(f'{target.company} has no question "{slot_id}".')
        rounds = [
            each.model_copy(update={"slots": [slot for slot in each.slots if slot.id != slot_id]})
            for each in target.rounds
        ]
        return self._with_rounds(target, rounds, "remove a question")

    def _round_of(self, target: Target, round_id: str) -> Round:
        found = target.round_named(round_id)
        if found is not None:
            return found
        known = ", ".join(each.id for each in target.rounds) or "none yet"
        raise NotFound(f'{target.company} has no round "{round_id}".', do=f"Its rounds: {known}.")

    def _with_rounds(self, target: Target, rounds: list[Round], label: str) -> Target:
        changed = target.model_copy(update={"rounds": rounds}).dated_since(target, self._ws.today())
        with self._ws.bank.transaction(label) as tx:
            return tx.put(changed, base_rev=target.rev)

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
            raise BadInput(f"No round lies in the year {first.year}.", do=f"Write the day like {EXAMPLE_DAY}.")
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
