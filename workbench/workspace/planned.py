"""The plan of a target's loop as it was last worked out.

A plan reads every story against every question and loads a solver, a second or more with some hundred stories; so it is
remembered, like what is open tonight, and stands as long as bank, day, own packs, rate of speaking and program are the
same.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from workbench.bank.digest import blake2b
from workbench.workspace.remembered import Remembered

if TYPE_CHECKING:
    from workbench.model.tailored import Plan
    from workbench.workspace.workspace import Workspace

_FORM: Final = 2


class Planned:
    """Remembered plans of the open bank, a file a target. Safe to call from worker threads."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def remembered(self, target_id: str) -> Plan | None:
        """Return the plan that was worked out last, if it still stands; None otherwise, or for a damaged file."""
        from pydantic import TypeAdapter, ValidationError

        from workbench.model.tailored import Plan

        file = self._file(target_id)
        data = file.get(self._stands_for(file))
        if data is None:
            return None
        try:
            return TypeAdapter(Plan).validate_python(data.get("plan"))
        except (ValidationError, RecursionError):
            return None

    def plan(self, target_id: str) -> Plan:
        """Return the plan of a target's loop: the remembered one, else one worked out now and remembered.

        Raises NotFound for an unknown target.
        """
        if (plan := self.remembered(target_id)) is None:
            file = self._file(target_id)
            stands_for = self._stands_for(file)
            plan = self._ws.tailoring.plan(target_id)
            file.put(stands_for, {"plan": asdict(plan)})
        return plan

    def _file(self, target_id: str) -> Remembered:
        name = blake2b(target_id.encode("utf-8", "surrogatepass"), digest_size=6)
        return Remembered(self._ws, f"plan-{name.hexdigest()}", _FORM)

    def _stands_for(self, file: Remembered) -> list[Any]:
        from workbench.workspace.reading import planner_mark

        return file.stands_for(self._ws.settings.words_per_minute, planner_mark())
