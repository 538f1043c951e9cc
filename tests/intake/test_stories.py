"""The four input forms of `check` and `import`, and what happens to files that are none of them."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import BadInput, NotFound, WorkbenchError
from workbench.intake.stories import Kind, parse_stories, read_stories
from workbench.model.markdown import to_markdown
from workbench.model.story import Story

ONE = {"id": "a", "title": "T", "situation": "S", "task": "K", "action": "A", "result": "R", "learning": "L"}


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.json", json.dumps(ONE)),
        ("pretty.json", json.dumps(ONE, indent=2)),
        ("many.json", json.dumps([ONE])),
        ("lines.jsonl", json.dumps(ONE) + "\n\n"),
        ("lines.txt", json.dumps(ONE) + "\n"),
        ("bom.json", "\ufeff" + json.dumps([ONE])),
        ("story.md", to_markdown(Story.model_validate(ONE))),
        ("no-suffix", to_markdown(Story.model_validate(ONE))),
        ("utf16.json", json.dumps(ONE).encode("utf-16")),
    ],
)
def test_each_form_gives_the_same_story(
    written: Callable[[str, str | bytes], Path], name: str, content: str | bytes
) -> None:
    assert read_stories(written(name, content)) == [Story.model_validate(ONE)]


@pytest.mark.parametrize("name", ["stories.jsonl", "stories.json", "stories"])
def test_json_lines_keep_their_order(written: Callable[[str, str | bytes], Path], name: str) -> None:
    content = "\n".join(json.dumps({**ONE, "id": str(n)}) for n in (3, 1, 2))
    assert [story.id for story in read_stories(written(name, content))] == ["3", "1", "2"]


def test_missing_parts_are_empty_and_further_keys_are_ignored() -> None:
    (story,) = parse_stories(
        '{"title": "T", "labels": {"a": {"b": 1}}, "ai_role": "native", "task": null, "id": 7}', "x"
    )
    assert story == Story(id="7", title="T")


def test_import_takes_the_other_fields_where_they_fit() -> None:
    row = {
        **ONE,
        "themes": ["failure"],
        "ai_role": "sometimes",
        "company": "Ac\x1bme",
        "claims": [{"id": "c", "part": "task", "quote": "q"}],
    }
    (story,) = parse_stories(json.dumps(row), "x", every_field=True)
    assert story.themes == ["failure"]
    assert story.ai_role is None
    assert story.company == "Ac␛me"
    assert story.claims[0].quote == "q"


def test_text_is_cleaned() -> None:
    (story,) = parse_stories('{"action": "a\\u0000b\\ud800\\r\\nc\\u202e"}', "x")
    assert story.action == "a␀b\ufffd\nc"


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("auto", "", "x is empty"),
        ("auto", " \n\t", "x is empty"),
        ("auto", "{", "x, line 1: this is not JSON"),
        ("auto", '[{"title": "a"},\n{"title" "b"}]', "x, line 2: this is not JSON"),
        ("jsonl", '{"title": "a"}\n{"title": }', "x, line 2: this is not JSON"),
        ("auto", '{"title": "a"}\n{"title": }', "x, line 2: this is not JSON"),
        ("json", "3", "x: a number is no story"),
        ("json", '[{"title": "a"}, "b"]', "x, entry 2: a text is no story"),
        ("json", '{"name": "a"}', "an object with none of a story's keys is no story"),
        ("json", '{"title": "a", "title": "b"}', 'the key "title" stands twice'),
        ("json", '{"title": "a", "task": {"text": "b"}}', '"task" should be text; an object stands there'),
        ("json", '{"title": 3}', '"title" should be text; a number stands there'),
        ("json", '{"title": "a", "n": ' + "9" * 5000 + "}", "a number in it is too long"),
        ("json", '{"title": ' + "[" * 100_000, "nested too deeply"),
        ("json", '{"a":' * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_story_is_refused_in_one_sentence(kind: Kind, text: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_stories(text, "x", kind)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_read_are_named(written: Callable[[str, str | bytes], Path], tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no file nothing\.json"):
        read_stories(tmp_path / "nothing.json")
    with pytest.raises(BadInput, match="is a folder"):
        read_stories(tmp_path)
    with pytest.raises(BadInput, match=r"latin\.json, line 2: the file is not UTF-8"):
        read_stories(written("latin.json", b'{"title":\n"caf\xe9"}'))
    with pytest.raises(BadInput, match=r"huge\.json is larger than 10 MB"):
        read_stories(written("huge.json", b"[" + b" " * 10_000_001))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a matter of POSIX systems")
def test_a_pipe_does_not_hang_the_reader(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    with pytest.raises(BadInput, match="not an ordinary file"):
        read_stories(pipe)


def test_too_many_stories_are_refused() -> None:
    with pytest.raises(BadInput, match="more than 5,000 stories"):
        parse_stories("[" + ",".join(['{"title":"a"}'] * 5001) + "]", "x")


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(["{", "}", "[", "]", '"title"', ":", ",", '"a"', "1", "\n", "+++", "# x", "null"])
        ).map("".join),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda x: st.lists(x) | st.dictionaries(st.sampled_from(["title", "task", "id", "z"]), x),
        ).map(json.dumps),
    ),
    st.sampled_from(["auto", "json", "jsonl", "markdown"]),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_only_our_own_errors_come_out(text: str, kind: Kind, every_field: bool) -> None:
    said = "x"
    try:
        parse_stories(text, "x", kind, every_field=every_field)
    except WorkbenchError as error:
        said = str(error)
    assert said.startswith("x")


@given(st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "x.json"
    path.write_bytes(content)
    said = "x.json"
    try:
        read_stories(path)
    except WorkbenchError as error:
        said = str(error)
    assert said.startswith("x.json")


def test_ten_megabytes_are_read_in_time() -> None:
    text = json.dumps([{"title": "a", "action": "word " * 400} for _ in range(4_900)])
    started = time.perf_counter()
    assert len(parse_stories(text, "x")) == 4_900
    assert time.perf_counter() - started < 10
