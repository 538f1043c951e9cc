from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.dates import day_written, moment_of, written

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-12-03", date(2026, 12, 3)),
        ("2026-12-03 10:00", datetime(2026, 12, 3, 10)),
        ("2026-12-03 10:00+01:00", datetime(2026, 12, 3, 10, tzinfo=timezone(timedelta(hours=1)))),
        ("2026-12-03T10:00Z", datetime(2026, 12, 3, 10, tzinfo=UTC)),
        ("3 Dec 2026, 10:00", datetime(2026, 12, 3, 10)),
        ("Thu 3 December 2026 10.30", datetime(2026, 12, 3, 10, 30)),
        ("thursday, 3rd dec 2026 at 4pm", datetime(2026, 12, 3, 16)),
        ("3 Dec 2026 12:15 am", datetime(2026, 12, 3, 0, 15)),
        ("3 Dec 2026, 10:00 -08:00", datetime(2026, 12, 3, 10, tzinfo=timezone(timedelta(hours=-8)))),
        ("3 Dec", date(2026, 12, 3)),
        ("3 Jan 9:00", datetime(2027, 1, 3, 9)),
        ("26 Nov", TODAY),
        ("Fri 3 Dec 2026", None),
        ("31 Feb 2027", None),
        ("3 Ju 2026", None),
        ("3 Dec 2026 25:00", None),
        ("3 Dec 2026 13 pm", None),
        ("3 Dec 2026 10", None),
        ("3 Dec 0206", None),
        ("next week", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, meant: datetime | date | None) -> None:
    found = moment_of(text, TODAY)
    assert found == meant
    assert type(found) is type(meant)


@given(st.datetimes(datetime(1970, 1, 1), datetime(2200, 12, 31)), st.integers(-14 * 60, 14 * 60))
def test_what_is_written_is_read_back(moment: datetime, minutes: int) -> None:
    moment = moment.replace(second=0, microsecond=0)
    assert moment_of(written(moment)) == moment
    assert moment_of(day_written(moment.date())) == moment.date()
    zoned = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert moment_of(written(zoned, offset=True)) == zoned


@given(st.text(max_size=40))
def test_nothing_that_is_typed_ends_in_a_fault(text: str) -> None:
    found = moment_of(text, TODAY)
    assert found is None or 1970 <= found.year <= 2200
