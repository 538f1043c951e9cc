"""The plan of a target's loop as it was last worked out.

A plan reads every story against every question and loads a solver, a second or more with some hundred stories; so it is
remembered in the state folder, like what is open tonight, and stands as long as bank, day and reader are the same.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbench.bank.digest import blake2b

if TYPE_CHECKING:
    from workbench.model.tailored import Plan
    from workbench.workspace.workspace import Workspace

_FORM: Final = 1
"""Counts the forms of the remembered file; an older one is worked out anew."""


class Planned:
    """Remembered plans of the open bank, a file a target. Safe to call from worker threads."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def remembered(self, target_id: str) -> Plan | None:
        """Return the plan that was worked out last, if it still stands; None otherwise, or for a damaged file."""
        from pydantic import TypeAdapter

        from workbench.model.tailored import Plan

        try:
            data = json.loads(self._file(target_id).read_text(encoding="utf-8", errors="surrogatepass"))
            if data["stands_for"] != self._stands_for(target_id):
                return None
            return TypeAdapter(Plan).validate_python(data["plan"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def plan(self, target_id: str) -> Plan:
        """Return the plan of a target's loop: the remembered one, else one worked out now and remembered.

        Raises NotFound for an unknown target.
        """
        if (plan := self.remembered(target_id)) is None:
            stands_for = self._stands_for(target_id)
            plan = self._ws.tailoring.plan(target_id)
            self._remember(target_id, plan, stands_for)
        return plan

    def _remember(self, target_id: str, plan: Plan, stands_for: list[Any]) -> None:
        from dataclasses import asdict

        from workbench.bank.disk import write_whole

        data = json.dumps({"stands_for": stands_for, "plan": asdict(plan)}, ensure_ascii=False)
        # A memory that cannot be written costs a moment the next time and nothing else.
        with contextlib.suppress(OSError):
            write_whole(self._file(target_id), data.encode("utf-8", "surrogatepass"))

    def _file(self, target_id: str) -> Path:
        name = blake2b(f"{self._ws.bank.path}\n{target_id}".encode("utf-8", "surrogatepass"), digest_size=6)
        return self._ws.places.state / f"plan-{name.hexdigest()}.json"

    def _stands_for(self, target_id: str) -> list[Any]:
        from workbench.workspace.reading import reader_mark

        bank = self._ws.bank
        rate = self._ws.settings.words_per_minute
        return [_FORM, str(bank.path), bank.seq, self._ws.today().isoformat(), target_id, rate, reader_mark()]
