"""What people have becomes proposed stories; nothing of a source is lost, and only our own errors come out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench import samples
from workbench.intake.read import propose, propose_text
from workbench.model.markdown import to_markdown
from workbench.model.story import PARTS

RAMBLE = """When I joined Kestrel, an energy supplier, the call centre got nine hundred calls a day about bills that nobody understood. I was the product manager for billing and my boss wanted it halved by winter.

I sat with the agents for three days and read forty bills aloud to people in a shopping centre. Then I rewrote the first page so that it says what changed since last month and why. We tested two versions with two thousand customers each.

Calls went down from nine hundred to five hundred and twenty. I'd start in the shopping centre next time and not with the dashboards.

In 2021 our chatbot told a customer that he could stop paying. It was a model from a vendor and we had switched it on for everybody in one go. I was asked to clean up.

I turned it off the same hour, wrote to the forty people who had got that answer, and built a list of two hundred questions with the legal team that any new version had to pass.

It came back after two months at ten percent of the chats and has made no such mistake since. You never launch to everyone.
"""  # noqa: E501

BANK = """# Story Bank

## How it works

1. Stories get appended below, one by one, after each report that is written
2. Read them again before the interview, all of them, and choose five

### [Automation] Print bot
**Source:** Report 81
**S (Situation):** Nobody had an alert on late prints.
**T (Task):** Cut the delays without hiring.
**A (Action):** I built a bot. It wrote every day.
**R (Result):** No breach in 3,000 orders.
**Reflection:** A simple bot beats ten flows.
**Best for questions about:** initiative

---

### Handbook
S: No documentation at all.
T: Make one.
A: Wrote it.
R: Three weeks instead of eight.
R: Start earlier.
"""

ZOOM = """WEBVTT

NOTE recorded on Monday

1
00:00:01.000 --> 00:00:04.000
Dana Reed: So tell me about a time when something failed.

2
00:00:05.000 --> 00:00:09.000
Sam Oort: Sure. At my last company we sold scheduling software to

3
00:00:09.000 --> 00:00:24.000
Sam Oort: dentists, and half of the reminders went out twice. I had to find out why before the summer. I read two hundred logs and turned the restart off.

4
00:00:25.000 --> 00:00:27.000
Dana Reed: And then?

5
00:00:28.000 --> 00:00:39.000
Sam Oort: Doubles fell from fifty percent to one.

6
00:00:40.000 --> 00:00:42.000
Dana Reed: Great. Give me an example of a conflict.

7
00:00:43.000 --> 00:01:09.000
Sam Oort: Our head of sales had promised a feature that did not exist. I went to see the customer with him, and they signed.
"""  # noqa: E501

TALK = [
    ("Dana Reed", "Tell me about a launch."),
    ("Sam Oort", "We launched in May, and I had to do it with two engineers and no budget at all. " * 4),
    ("Dana Reed", "And another one?"),
    ("Sam Oort", "I closed the old site. Nobody complained, which surprised me, since it was the oldest thing we had."),
]
TEAMS = "\n".join(f"{name}   0:{at:02}\n{text}" for at, (name, text) in enumerate(TALK, 3))
OTTER = "\n\n".join(f"{name}  {at}:03\n{text}" for at, (name, text) in enumerate(TALK)) + "\n"
ZOOM_TEXT = "\n".join(f"[{name}] 10:0{at}:21\n{text}" for at, (name, text) in enumerate(TALK))
ZOOM_TABS = "\n".join(f"00:0{at}:21\t{name}:\t{text}" for at, (name, text) in enumerate(TALK))
MEET = "\n".join(f"{name}: {text}" for name, text in TALK)
VOICES = "WEBVTT\n\n" + "\n\n".join(
    f"00:00:0{at}.000 --> 00:00:0{at + 1}.000\n<v {name}>{text}</v>" for at, (name, text) in enumerate(TALK)
)


def test_rambling_notes_are_cut_into_stories_and_parts() -> None:
    proposal = propose_text(RAMBLE)
    first, second = (story.story() for story in proposal.stories)
    assert first.title == "When I joined Kestrel, an energy supplier, the…"
    assert first.task == "I was the product manager for billing and my boss wanted it halved by winter."
    assert first.result == "Calls went down from nine hundred to five hundred and twenty."
    assert second.situation.startswith("In 2021 our chatbot")
    assert second.learning == "You never launch to everyone."


def test_one_key_moves_a_sentence() -> None:
    story = propose_text(RAMBLE).stories[0]
    moved = story.with_part(len(story.sentences) - 1, "result")
    assert moved.text("learning") == ""
    assert moved.text("result").endswith("I'd start in the shopping centre next time and not with the dashboards.")
    assert story.text("learning") != ""


def test_a_story_bank_is_taken_at_its_word() -> None:
    proposal = propose_text(BANK, "story-bank.md", ".md")
    bot, handbook = (story.story() for story in proposal.stories)
    assert (bot.title, bot.situation, bot.learning) == (
        "Print bot",
        "Nobody had an alert on late prints.",
        "A simple bot beats ten flows.",
    )
    assert (handbook.title, handbook.result, handbook.learning) == (
        "Handbook",
        "Three weeks instead of eight.",
        "Start earlier.",
    )
    left = [one.text for one in proposal.left_out]
    assert "[Automation]" in left
    assert "**Best for questions about:** initiative" in left
    assert any("Read them again" in text for text in left)


def test_labels_in_the_middle_of_a_line_count() -> None:
    story = propose_text("Situation: It broke. Task: I had to mend it. Action: I did. Result: It works.").stories[0]
    assert [story.text(part) for part in PARTS] == ["It broke.", "I had to mend it.", "I did.", "It works.", ""]


def test_a_title_between_labelled_stories_belongs_to_the_next() -> None:
    text = "The first\nSituation: a.\nAction: b.\nResult: c.\nThe second\nSituation: d.\nAction: e.\n"
    first, second = propose_text(text).stories
    assert (first.title, second.title) == ("The first", "The second")
    assert first.text("situation") == "a."
    assert first.text("result") == "c."


def test_one_label_in_running_notes_speaks_for_its_paragraph_only() -> None:
    bodies = RAMBLE.strip().split("\n\n")
    text = "\n\n".join([*bodies[:2], "Calls fell to five hundred. Learning: begin there.", *bodies[3:]])
    first, second = propose_text(text).stories
    assert first.text("learning") == "begin there."
    assert first.text("task").startswith("I was the product manager")
    assert second.text("situation").startswith("In 2021 our chatbot")


@pytest.mark.parametrize(
    "heads",
    [
        ("Story 1: The outage", "Story 2: The price"),
        ("1. The outage", "2. The price"),
        ("## The outage", "## The price"),
        ("**The outage**", "**The price**"),
        ("The outage", "The price"),
        ("Tell me about an outage", "Describe a price"),
    ],
)
def test_headings_of_every_kind_begin_a_story(heads: tuple[str, str]) -> None:
    bodies = RAMBLE.strip().split("\n\n")
    text = "\n\n".join([heads[0], *bodies[:3], heads[1], *bodies[3:]])
    titles = [story.title for story in propose_text(text, suffix=".md").stories]
    assert len(titles) == 2
    assert [title.lower().split()[-1] for title in titles] == ["outage", "price"]


def test_another_one_begins_a_story() -> None:
    bodies = RAMBLE.strip().split("\n\n")
    text = " ".join(bodies[:3]) + "\n\nAnother one: " + " ".join(bodies[3:])
    assert len(propose_text(text).stories) == 2


def test_a_recorded_talk_gives_the_answers_of_who_spoke_most() -> None:
    proposal = propose_text(ZOOM, "talk.vtt", ".vtt")
    assert [story.title for story in proposal.stories] == [
        "Tell me about a time when something failed",
        "Give me an example of a conflict",
    ]
    first = proposal.stories[0].story()
    assert first.result == "Doubles fell from fifty percent to one."
    assert "scheduling software to dentists" in first.situation
    assert "00:" not in json.dumps(first.model_dump(mode="json"))
    assert [left.text for left in proposal.left_out][:2] == [
        "NOTE recorded on Monday",
        "Dana Reed: So tell me about a time when something failed.",
    ]
    assert "Sam Oort" in proposal.notes[0]


@pytest.mark.parametrize("text", [TEAMS, OTTER, ZOOM_TEXT, ZOOM_TABS, MEET, VOICES])
def test_every_recorder_s_form_gives_the_same(text: str) -> None:
    proposal = propose_text(text, "talk.txt", ".txt")
    assert proposal.form == "transcript"
    assert [story.title for story in proposal.stories] == ["Tell me about a launch", "And another one?"]
    told = " ".join(sentence.text for sentence in proposal.stories[1].sentences)
    assert told == TALK[3][1]


def test_a_sheet_gives_a_row_a_story(written: Callable[[str, str | bytes], Path]) -> None:
    head = "Title;Situation;Task;Action;Result;Lesson;Company;Rating\n"
    sheet = head + 'Outage;"It; broke.";Mend it.;\'=I did;Fast.;Test.;Acme;5\n;;;;;;;\n'
    proposal = propose(written("stories.csv", sheet))
    (story,) = [proposed.story() for proposed in proposal.stories]
    assert (story.title, story.situation, story.action, story.learning, story.company) == (
        "Outage",
        "It; broke.",
        "=I did",
        "Test.",
        "Acme",
    )
    assert [left.text for left in proposal.left_out] == ["Rating: 5"]


def test_a_sheet_with_whole_stories_and_a_guessed_encoding(written: Callable[[str, str | bytes], Path]) -> None:
    content = ('title,story\nCaf\xe9,"' + RAMBLE.split("\n\n")[0] + '"\n').encode("cp1252")
    proposal = propose(written("stories.csv", content))
    assert proposal.stories[0].title == "Café"
    assert proposal.stories[0].text("task").startswith("I was the product manager")
    assert "Windows-1252" in proposal.notes[0]


@pytest.mark.parametrize("head", ["Question,What I would say,Company\n", "Question,My answer,Company\n", ""])
def test_a_sheet_of_questions_and_answers(written: Callable[[str, str | bytes], Path], head: str) -> None:
    answer = (
        "The chatbot lied. I was asked to clean up. I turned it off and wrote to forty people. It came back in May."
    )
    proposal = propose(written("answers.csv", f'{head}Tell me about a failure,"{answer}",Acme\n'))
    (story,) = proposal.stories
    assert " ".join(sentence.text for sentence in story.sentences) == answer
    if head:
        assert (story.title, story.company) == ("Tell me about a failure", "Acme")
        assert not proposal.left_out
    else:
        assert {left.text for left in proposal.left_out} == {"Tell me about a failure", "Acme"}


def test_a_resume_gives_seeds(written: Callable[[str, str | bytes], Path]) -> None:
    resume = {
        "basics": {"name": "Ada"},
        "work": [
            {
                "name": "Acme",
                "startDate": "2020",
                "endDate": "2022",
                "summary": "Ran it.",
                "highlights": ["Cut churn from 9% to 6%.", "Hired two."],
            }
        ],
        "projects": [{"name": "Toy", "highlights": []}],
    }
    proposal = propose(written("resume.json", json.dumps(resume)))
    assert [(story.title, story.company, story.when) for story in proposal.stories] == [
        ("Cut churn from 9% to 6%", "Acme", "2020 to 2022"),
        ("Hired two", "Acme", "2020 to 2022"),
    ]
    assert [left.text for left in proposal.left_out] == ["basics: Ada", "summary: Ran it.", "name: Toy"]


def test_our_own_forms_come_back_whole(written: Callable[[str, str | bytes], Path]) -> None:
    stories = samples.stories()
    markdown = propose(written("stories.md", "\n".join(map(to_markdown, stories))))
    assert [story.story() for story in markdown.stories] == stories
    rows = [story.model_dump(mode="json") for story in stories]
    as_json = propose(written("stories.json", json.dumps(rows)))
    assert [story.story().parts() for story in as_json.stories] == [story.parts() for story in stories]


def test_json_in_one_part_is_told_apart_and_further_keys_are_listed() -> None:
    text = RAMBLE.split("In 2021")[0].replace("\n\n", " ")
    proposal = propose_text(json.dumps([{"title": "Bills", "action": text, "mood": "calm"}]), "x.json", ".json")
    assert proposal.stories[0].text("result").startswith("Calls went down")
    assert [left.text for left in proposal.left_out] == ["mood: calm"]


def test_the_printed_form_is_the_contract() -> None:
    row = propose_text(RAMBLE).stories[0].as_json()
    assert list(row) == ["title", *PARTS, "sentences"]
    assert isinstance(row["sentences"], list)
    assert row["sentences"][0] == {
        "text": row["situation"],
        "part": "situation",
    }


def test_the_name_of_a_story_in_a_sheet_is_its_title(tmp_path: Path) -> None:
    sheet = tmp_path / "stories.csv"
    sheet.write_text(
        "Story name,Situation,My task,What I did,Outcome,Lesson\n"
        "Onboarding rewrite,New firms left.,Own activation.,I cut the form to 6 fields.,It rose to 74%.,Watch.\n",
        encoding="utf-8",
    )
    assert [each.title for each in propose(sheet).stories] == ["Onboarding rewrite"]


def test_what_was_learned_is_told_apart_in_a_story_told_in_one_go() -> None:
    told = (
        "Situation: the board wanted a chatbot by spring. Task: I owned the funnel. Action: I tested it with 1,200 "
        "visitors for two weeks. Result: we did not ship, and trial starts rose 7%. Learned: bring the transcript."
    )
    (story,) = propose_text(told).stories
    assert [each.text for each in story.sentences if each.part == "learning"] == ["bring the transcript."]
