from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from workbench.tui.widgets.wrapped_line import Words, WrappedLine


@given(
    st.text(alphabet="ab \t字é", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["bold", "underline"])), max_size=5),
    st.sets(st.integers(1, 59), max_size=6),
    st.integers(0, 6),
)
def test_a_row_is_what_rich_would_have_cut(
    text: str, styles: list[tuple[int, int, str]], cuts: set[int], wanted: int
) -> None:
    offsets = sorted(each for each in cuts if each < len(text))
    ours, theirs = WrappedLine(text, end="", no_wrap=True), Text(text, end="", no_wrap=True)
    for start, end, style in styles:
        if start < end:
            ours.stylize(style, start, end)
            theirs.stylize(style, start, end)
    if not offsets:
        return
    index = min(wanted, len(offsets))
    row, expected = ours.divide(offsets)[index], theirs.divide(offsets)[index]
    assert row.plain == expected.plain
    for at in range(len(expected.plain)):
        styles_at = {str(span.style) for span in row.spans if span.start <= at < span.end}
        assert styles_at == {str(span.style) for span in expected.spans if span.start <= at < span.end}


def test_the_rows_before_come_as_words() -> None:
    rows = WrappedLine("one two three").divide([4, 8])
    assert rows[2].plain == "three"
    assert rows[0] == Words("one ")
