"""A story in Markdown comes back as it was, whatever stands in it; broken files are named with their line."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.errors import BadInput, WorkbenchError
from workbench.model.markdown import from_markdown, stories_from_markdown, to_markdown
from workbench.model.story import PARTS, Answer, Claim, Overrule, Story
from workbench.text import clean

awkward = st.sampled_from(
    [
        "## Task",
        "# Title",
        "+++",
        "\\",
        "\\# x",
        "\\\\",
        " ",
        "\t",
        "\n",
        "  ## Result",
        "'''",
        '"""',
        "```",
        "é",
        "🦉",
        "---",
    ]
)
texts = st.one_of(
    st.text(max_size=60), st.lists(st.one_of(awkward, st.text(max_size=8)), max_size=8).map("\n".join)
).map(clean)
names = st.text(max_size=12).map(clean)
moments = st.one_of(
    st.none(),
    st.datetimes(
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7)), timezone(timedelta(minutes=330, seconds=20))])
    ),
    st.datetimes(),
)
parts = st.sampled_from(PARTS)
whose = st.sampled_from(["mine", "team", "unclear"])
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts)
later = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=6
)
claims = st.builds(
    Claim,
    id=names,
    part=parts,
    quote=texts,
    kind=st.sampled_from(["number", "comparison", "ownership"]),
    tag=st.sampled_from(["", "measured", "estimated", "goal", "unbacked"]),
    source=texts,
    say=texts,
    dont_say=texts,
    retracted=st.booleans(),
    whose=whose,
)
answers = st.builds(Answer, key=names, question=texts, text=texts, at=moments)
overrules = st.builds(Overrule, criterion=names, level=st.sampled_from([0, 1, 2]), reason=texts, quote=texts)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    fields: dict[str, Any] = {
        key: draw(texts) for key in ("title", "headline", "company", "when", "bridge", "id", *PARTS)
    }
    fields |= {key: draw(moments) for key in ("created_at", "updated_at", "deleted_at")}
    fields |= {
        "rev": draw(st.integers(0, 10**6)),
        "themes": draw(st.lists(names, max_size=3)),
        "ai_role": draw(st.sampled_from([None, "native", "enabled", "none"])),
        "state": draw(st.sampled_from(["active", "bench", "retired"])),
        "project": draw(st.none() | names),
        "claims": draw(st.lists(claims, max_size=2)),
        "answers": draw(st.lists(answers, max_size=2)),
        "overrules": draw(st.lists(overrules, max_size=2)),
        "whose": draw(st.dictionaries(texts, whose, max_size=2)),
    }
    own = {*Story.model_fields, "table"}
    extra = draw(
        st.dictionaries(
            st.from_regex(r"[a-z_.\- é]{1,9}", fullmatch=True).filter(lambda k: k not in own), later, max_size=3
        )
    )
    return Story.model_validate({**extra, **fields})


@given(stories())
@example(Story())
@example(Story(title="Result"))
@example(Story(title="ends in a space "))
@example(
    Story(
        title="## Task",
        situation="## Task\n\nnot a heading",
        task="+++\n",
        action="\\## x\n\\\n",
        result="\n\n",
        learning=" ",
    )
)
@example(Story(title=" two\nlines ", action="\\\\# twice"))
@example(Story.model_validate({"kept_as_json": "mine", "since": {"a": None}}))
@settings(max_examples=150, deadline=None)
def test_what_goes_out_comes_back(story: Story) -> None:
    assert from_markdown(to_markdown(story)) == story


@given(st.lists(stories(), max_size=3))
@settings(max_examples=25, deadline=None)
def test_several_stories_in_one_file_come_back_in_order(several: list[Story]) -> None:
    assert stories_from_markdown("\n".join(map(to_markdown, several))) == several


@given(st.one_of(st.text(), st.lists(st.one_of(awkward, st.text(max_size=20)), max_size=30).map("\n".join)))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    found, said = [], "notes.md"
    try:
        found = stories_from_markdown(text, "notes.md")
    except WorkbenchError as error:
        said = str(error)
    assert said.startswith("notes.md")
    for story in found:
        assert from_markdown(to_markdown(story)) == story


def test_the_form_is_what_a_person_would_write() -> None:
    story = Story(
        id="refund-summaries",
        title="Refund summaries",
        headline="Cut 40%",
        situation="It was slow.",
        themes=["failure"],
    )
    assert to_markdown(story) == (
        '+++\nid = "refund-summaries"\nheadline = "Cut 40%"\nthemes = ["failure"]\nstate = "active"\n'
        'company = ""\nwhen = ""\n+++\n\n# Refund summaries\n\n## Situation\n\nIt was slow.\n\n'
        "## Task\n\n## Action\n\n## Result\n\n## Learning\n"
    )


def test_headings_by_other_names_and_levels_open_their_part() -> None:
    story = from_markdown(
        "# The outage\n\n### Context:\nIt broke.\n\n# What I did\nI fixed it.\n## Lessons learned\nTest more.\n"
    )
    assert (story.title, story.situation, story.action, story.learning) == (
        "The outage",
        "It broke.",
        "I fixed it.",
        "Test more.",
    )


def test_words_outside_the_parts_are_kept() -> None:
    without_headings = from_markdown("We shipped late.\nI said so.")
    assert without_headings.action == "We shipped late.\nI said so."
    before = from_markdown(
        "# T\n\nAn opening.\n\n## Situation\n\nMore.\n\n## Numbers\n\n40%\n\n## Situation\n\nAnd again."
    )
    assert before.situation == "An opening.\n\nMore.\n\n## Numbers\n\n40%\n\nAnd again."


def test_a_heading_begins_the_next_story() -> None:
    titles = [story.title for story in stories_from_markdown("# One\n## Task\na\n# Two\n## Task\nb")]
    assert titles == ["One", "Two"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("+++\nid = 'x'\n", 'line 1: the front matter that begins with "+++" has no closing'),
        ("text\n\n+++\nid = 'x'\nai_role = 'maybe'\n+++\n", "line 5: ai_role cannot be 'maybe'"),
        ("+++\nid = 'x'\nthemes = [\n+++\n", "line 3: the front matter is not TOML"),
        ("+++\nid = 'x'\nid = 'y'\n+++\n", "line 3: the front matter is not TOML"),
        ("+++\nid = 'x'\n[[claims]]\npart = 'task'\n+++\n", "line 3: claims.0.id"),
        ("", "holds no story"),
        ("# One\n# Two", "holds 2 stories where one was expected"),
        ("+++\n" + "a." * 60 + "b = 1\n+++\n", "more than 50 dots"),
        ("+++\n" + "\n".join(['"a"' + '."b"' * 60 + " = 1"]) + "\n+++\n", "more than 50 dots"),
        ("+++\nx = " + "[" * 5000 + "]" * 5000 + "\n+++\n", "nested too deeply"),
        ("+++\nkept_as_json = '[1'\n+++\n", "line 2: kept_as_json is not a JSON object"),
        ("+++\nx = 1\n" + "#" * 300_000 + "\n+++\n", "longer than 256 KB"),
    ],
)
def test_a_broken_file_is_named_with_its_line(text: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        from_markdown(text, "story.md")
    assert str(caught.value).startswith("story.md")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_front_matter_bombs_are_refused_at_once() -> None:
    started = time.perf_counter()
    for bomb in ("a." * 100_000 + "b = 1", "a" * 250_000 + ".", "x = " + "{a=" * 60_000, '"a".' * 50_000 + "b = 1"):
        with pytest.raises(BadInput):
            from_markdown(f"+++\n{bomb}\n+++\n")
    assert time.perf_counter() - started < 5


def test_times_keep_their_moment() -> None:
    at = datetime(2026, 3, 1, 9, 30, 1, 250_000, tzinfo=timezone(timedelta(hours=-8)))
    assert from_markdown(to_markdown(Story(created_at=at))).created_at == at


def test_escape_codes_in_the_front_matter_are_made_visible() -> None:
    story = from_markdown('+++\nheadline = "a\\u001b[31mb"\n+++\n# t\x1b]0;x\x07')
    assert story.headline == "a␛[31mb"
    assert story.title == "t␛]0;x␇"


@pytest.mark.parametrize("line", ['x = "' + r"\"" * 120_000, "x = '" * 50_000, '"a' * 80_000])
def test_front_matter_made_to_be_slow_is_refused_in_time(line: str) -> None:
    started = time.perf_counter()
    with pytest.raises(BadInput):
        from_markdown(f"+++\n{line}\n+++\n")
    assert time.perf_counter() - started < 10


def test_a_heading_of_blanks_is_read_in_time() -> None:
    started = time.perf_counter()
    from_markdown("# " + " " * 1_000_000 + "x")
    assert time.perf_counter() - started < 10
