"""Where questions meet what sentences tell."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from workbench import depth, samples
from workbench.depth.engine import cleaned, cut
from workbench.depth.meeting import unwritten, written

GOLD = Path(__file__).parents[1] / "gold"


@given(arrays(np.int8, some.tuples(some.integers(0, 6), some.just(64)), elements=some.integers(-127, 127)))
def test_bearings_come_back_as_they_were_written(rows: np.ndarray[tuple[int, int], np.dtype[np.int8]]) -> None:
    back = unwritten(written(rows))
    assert np.array_equal(np.round(back * 127).reshape(rows.shape), rows)


def test_a_reading_bears_one_for_each_sentence_and_the_same_each_time() -> None:
    story = samples.stories()[0]
    reading = depth.read(story)
    assert len(reading.bearings) == len(cut(cleaned(story)))
    depth.reader().forget()
    assert depth.read(story).bearings == reading.bearings


def test_a_text_that_is_not_read_bears_none() -> None:
    story = samples.stories()[0].model_copy(update=dict.fromkeys(("situation", "task", "action", "result"), ""))
    assert depth.read(story.model_copy(update={"learning": "Ja."})).bearings == ()


def test_a_question_is_nearer_to_what_answers_it_in_other_words() -> None:
    asked = depth.reader().question("Tell me about a time you stopped something that everybody wanted to go out.")
    story = samples.stories()[0].model_copy(
        update={
            "situation": "The office is on the third floor and has a view of the harbour.",
            "task": "",
            "action": "I pulled the release on the evening before, although sales had promised it. "
            "Lunch was at noon on most days, and the canteen closed at two. The lift was repaired twice that winter.",
            "result": "We moved to the second floor in the spring, and the chairs came with us in a van.",
            "learning": "",
        }
    )
    met = unwritten(depth.read(story).bearings) @ (asked.astype(np.float64) / 127)
    assert int(np.argmax(met)) == 1


def test_questions_to_learn_from_are_of_no_story_that_is_measured() -> None:
    with gzip.open(GOLD / "asked_of.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    pools = json.loads((GOLD / "question_pool.json").read_text(encoding="utf-8"))
    measured = {name for names in pools.values() for name in names}
    judged = {json.loads(x)["question"] for x in (GOLD / "questions.jsonl").read_text(encoding="utf-8").splitlines()}
    assert not measured & {row["story"] for row in rows}
    assert not judged & {row["question"] for row in rows}
    assert len(rows) >= 6000
