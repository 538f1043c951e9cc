from __future__ import annotations

from datetime import UTC, date, datetime

from themes import catalogue
from workbench.model.target import Round, Target
from workbench.tailoring.preparation import checklists


def test_no_day_that_has_passed_is_printed_for_somebody_who_began_late() -> None:
    first = Round(id="r1", kind="recruiter", starts=datetime(2026, 12, 4, 10, tzinfo=UTC), zone="UTC")
    key = next(iter(catalogue().checklists.values())).items[0].id
    target = Target(id="t", company="Example Labs", role="PM", rounds=[first], done=[key])
    for today in (date(2026, 11, 25), date(2026, 12, 20)):
        lines = [line for each in checklists(target, catalogue(), today) for line in each.lines]
        for line in lines:
            assert line.day is not None
            late = line.day < today <= date(2026, 12, 4) and not line.done
            assert (line.due == "now") == late
            assert late or line.due.startswith("by ")
    assert {line.due for each in checklists(target, catalogue(), date(2026, 11, 25)) for line in each.lines} > {"now"}
