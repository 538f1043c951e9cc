"""Sources made to hurt, or torn: each is read whole or refused in one sentence, in time, and no word is lost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.errors import BadInput, WorkbenchError
from workbench.intake.proposal import Proposal
from workbench.intake.read import propose, propose_text

TOLD = """We had nine hundred letters a week and answered them by hand, which took nine days on a good week.

I was asked to bring that under three. I read two hundred letters with Ana and sorted them by what they wanted.

The wait fell to two days by June. Next time I would ask the people who open the letters first."""


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF-1.7", "is a PDF; save it as a Word document"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1", "is an old Word document"),
        ("a.xlsx", b"PK\x03\x04", "is an Excel workbook; save the sheet as CSV"),
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n ", "is empty"),
        ("a.csv", b"one,two\n1,2\n", "has no column for a part or a whole story"),
        ("a.csv", b"title,story\n" + b"x" * 200_000, "is no sheet that can be read"),
        ("a.csv", b"," * 500 + b"\n", "has more than 200 columns"),
        ("a.txt", b"word. " * 200_000, "holds more than 1,000,000 characters"),
        ("a.json", b"[" * 200_000, "nested too deeply"),
        ("a.json", b'{"work": [{"highlights": ' + b"[" * 300 + b"]" * 300 + b"}]}", ""),
        ("a.bin", b"\0\1\2\xff" * 10, "is not UTF-8 text"),
    ],
)
def test_what_is_no_source_is_refused_in_one_sentence(
    written: Callable[[str, str | bytes], Path], name: str, content: bytes, says: str
) -> None:
    path = written(name, content)
    if not says:
        assert isinstance(propose(path), Proposal)
        return
    with pytest.raises(BadInput) as caught:
        propose(path)
    assert says in str(caught.value)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


words = st.integers(0, 10**6).map(lambda number: f"w{number}w")
OPENINGS = """# |## |### [Tag] |- |1. |Situation: |**R (Result):** |T: |Task+|Source: |Company: |When: |Title: |
Story 2: |> |**|Another one: |Dana: |Sam  0:12+|00:00:01.000 --> 00:00:02.000+|NOTE |Reflection: |
Tell me about |Ann Lee: |[Ann] 10:11:12+"""
openings = st.sampled_from([one.strip("\n").replace("+", "\n") for one in OPENINGS.split("|")])
lines = st.one_of(
    st.lists(words, min_size=1, max_size=14).map(" ".join),
    st.builds(
        "{}{}{}".format,
        openings,
        st.lists(words, min_size=1, max_size=9).map(" ".join),
        st.sampled_from(["", ".", "?", "**", ". Action: "]),
    ),
    st.sampled_from(["", "", "", "---", "***"]),
)


@given(st.lists(lines, min_size=1, max_size=25).map("\n".join), st.sampled_from(["", ".md", ".txt", ".vtt"]))
@example("w0w\nSource: w1w. Action: ", "")
@settings(max_examples=60, deadline=None)
def test_no_word_of_a_source_is_lost(text: str, suffix: str) -> None:
    try:
        proposal = propose_text(text, "x", suffix)
    except BadInput:
        assert not re.search(r"w\d+w", text)
        return
    kept = [left.text for left in proposal.left_out]
    for story in proposal.stories:
        kept += [story.title, story.company, story.when, story.headline, *(one.text for one in story.sentences)]
        told = sorted(re.findall(r"w\d+w", " ".join(one.text for one in story.sentences)))
        assert sorted(re.findall(r"w\d+w", " ".join(story.story().parts().values()))) == told
    assert set(re.findall(r"w\d+w", text)) <= set(re.findall(r"w\d+w", " ".join(kept)))


@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))),
    st.sampled_from([".txt", ".md", ".csv", ".tsv", ".json", ".jsonl", ".docx", ".vtt", ".srt", "", ".pdf"]),
)
@settings(max_examples=80, deadline=None)
def test_only_our_own_errors_come_out(tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"x{suffix}"
    path.write_bytes(content)
    said = "x"
    try:
        propose(path)
    except WorkbenchError as error:
        said = str(error)
    assert said.startswith("x")


def test_a_long_document_is_read_in_time() -> None:
    text = "\n\n".join(f"Story {number}: T{number}\n\n{TOLD}" for number in range(10))
    started = time.perf_counter()
    assert len(propose_text(text).stories) >= 10
    assert time.perf_counter() - started < 30


HARD = {
    "spaces in a heading": "# " + " " * 400_000 + "x",
    "hashes": "# " + "# " * 200_000,
    "rules": "- " * 400_000 + "x",
    "one letter a paragraph": "a\n\n" * 9_000,
    "one letter a line": "a\n" * 19_000,
    "labels": "R: a\n" * 19_000,
    "turns": "Ann Lee: a b c\nBob Orr: tell me about it\n" * 9_000,
    "cues": "00:00:01.000 --> 00:00:02.000\na\n\n" * 9_000,
    "tags": "# " + "[a" * 100_000,
    "brackets": "(" * 500_000,
    "quotes": '."' * 250_000,
    "sentences": "I. " * 300_000,
}


@pytest.mark.parametrize("kind", HARD)
def test_text_made_to_be_slow_is_read_or_refused_in_time(kind: str) -> None:
    started = time.perf_counter()
    said = "x"
    try:
        propose_text(HARD[kind], "x")
    except BadInput as error:
        said = str(error)
    assert said.startswith("x")
    assert time.perf_counter() - started < 40
