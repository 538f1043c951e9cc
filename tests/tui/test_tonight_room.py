"""Tonight uses the window that there is: no "… more" above empty lines."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.tui.screens.tonight import SHOWN, shares


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 60)), st.integers(-5, 80), st.sets(st.sampled_from("ab"))
)
def test_no_line_stays_empty_while_one_is_left_out(counts: dict[str, int], room: int, opened: set[str]) -> None:
    shown = shares(counts, room, opened)
    more = [kind for kind, count in counts.items() if shown[kind] < count]
    used = sum(shown.values()) + len(more)
    least = sum(min(count, SHOWN) for count in counts.values())
    assert all(min(SHOWN, count) <= shown[kind] <= count for kind, count in counts.items())
    assert all(shown[kind] == counts[kind] for kind in opened & counts.keys())
    # What is left out is at least two lines: one would fit where "… 1 more" stands.
    assert all(counts[kind] - shown[kind] >= 2 for kind in more)
    if more and used < room:
        # Each group that is cut would need more than there is.
        assert all(used + 1 > room or counts[kind] - shown[kind] == 2 for kind in more)
    if not opened:
        assert used <= max(room, least + len(counts))


@pytest.mark.parametrize("size", [(120, 50), (120, 40), (80, 24)])
async def test_a_high_window_shows_more_of_what_is_open(timed_app: Any, size: tuple[int, int]) -> None:
    async with timed_app(size=size) as desk:
        screen = desk.app.screen
        room = screen.list.scrollable_content_region.height
        cut = [row for row in screen.list.rows if row.id.startswith("more:")]
        assert cut, "the sample bank has more open than any window shows"
        assert len(screen.list.rows) >= room - 1, desk.text()
        if size[1] == 50:
            assert len(screen.list.rows) == room
            assert desk.lines()[-4].strip(" │") or desk.lines()[-5].strip(" │")
