"""Three sources as people have them, in the shapes that were read wrongly when a new user's evening was tried."""

from __future__ import annotations

from pathlib import Path

from workbench.intake.proposal import Proposal
from workbench.intake.read import propose, propose_text

NOTES = (
    (
        "1) Parcel promise dates",
        "The site said two to five days for everything and people rang up. I was asked to get that down before peak.",
        "I had the team add one scan at handover. Calls went from 4,000 to 2,600 a week. I should have asked first.",
    ),
    (
        "Saying no to the chatbot",
        "Sales had promised a customer a chatbot for refunds. My job was to answer by Friday.",
        "I walked the head of sales through five refunds that went wrong. The form went live and the customer renewed.",
    ),
    (
        "forecast that went wrong",
        "We forecast returns with a model trained on two years of data. In January it was off by 40 per cent.",
        "I pulled it that afternoon. Then I had promotions added. From March the error was 9 per cent.",
    ),
)

SHEET = """Nr;Story;Background;What I had to do;What I did;Outcome;Take-away;Competency
1;Shift planner;"Nurses swapped shifts on paper; 300 swaps a month.";Cut the time it takes.;I rode along for two \
night shifts.;"2 h a week, before 7 h.";Rules first.;Ownership
2;Triage texts;The clinic got 900 messages a day.;Decide which a machine can answer.;We let the model sort.;\
Median wait from 9 h to 3 h.;Sorting is help enough.;Responsible AI
"""

TALK = """Mock interview with Tom
Thu, Nov 19, 2026 6:02PM • 14:33

SUMMARY KEYWORDS
fraud, threshold, appeal

SPEAKERS
Tom Becker, Speaker 2

Tom Becker  00:04
Okay so, tell me about a time when you, um, changed your mind because of data.

Speaker 2  00:12
Yeah. So, um, this was at a marketplace, we had a fraud model that blocked 1,200 sellers a month.

Tom Becker  00:52
Mhm. And what did you do?

Speaker 2  00:55
I pulled a random sample of 200 blocked sellers and had two reviewers look at each one. It turned out that 31 per
cent were honest. So I moved the threshold and set up an appeal that a person answers within a day.

Tom Becker  01:50
Great. Next one. Tell me about a conflict with an engineer.

Speaker 2  01:58
Okay. Our lead engineer wanted to rewrite the matching service before peak. I asked him for the three incidents.

Transcribed by https://otter.ai
"""


def reasons(proposal: Proposal) -> dict[str, str]:
    return {left.text: left.why for left in proposal.left_out}


def test_rambling_notes_give_their_stories_and_not_their_preface(tmp_path: Path) -> None:
    from docx import Document

    written = Document()
    written.add_paragraph("Interview notes – Lena, last edited on the train")
    written.add_paragraph("Things I keep forgetting to mention. No order.")
    for title, *paragraphs in NOTES:
        written.add_paragraph().add_run(title).bold = True
        for text in paragraphs:
            written.add_paragraph(text)
    written.save(str(tmp_path / "notes.docx"))
    proposal = propose(tmp_path / "notes.docx")
    assert [story.title for story in proposal.stories] == [
        "Parcel promise dates",
        "Saying no to the chatbot",
        "forecast that went wrong",
    ]
    (preface,) = proposal.left_out
    assert preface.why == "stands before the first story"
    assert "last edited on the train" in preface.text
    assert "No order." in preface.text


def test_a_preface_that_tells_something_stays_a_story() -> None:
    opening = "At the parcel firm I was asked to halve the calls. " * 4
    rest = "".join(f"## {title}\n\n{text}\n\n{more}\n\n" for title, text, more in NOTES)
    assert len(propose_text(f"{opening}\n\n{rest}", "notes.md", ".md").stories) == 4


def test_a_sheets_own_names_for_task_and_learning_are_heard() -> None:
    proposal = propose_text(SHEET, "sheet.csv", ".csv")
    planner = proposal.stories[0]
    assert [one.part for one in planner.sentences] == ["situation", "task", "action", "result", "learning"]
    assert planner.sentences[0].text == "Nurses swapped shifts on paper; 300 swaps a month."
    assert not any("Rules first" in text or "Cut the time" in text for text in reasons(proposal))
    assert any("Ownership" in text for text in reasons(proposal))


def test_a_transcript_leaves_out_the_recorder_and_the_words_that_only_fill() -> None:
    proposal = propose_text(TALK, "otter.txt", ".txt")
    changed, conflict = proposal.stories
    assert changed.title == "Tell me about a time when you changed your mind because of…"
    assert changed.sentences[0].text.startswith("So, um, this was at a marketplace")
    assert conflict.title == "Tell me about a conflict with an engineer"
    assert conflict.sentences[-1].text == "I asked him for the three incidents."
    found = reasons(proposal)
    assert found["Transcribed by https://otter.ai"] == "a note of the recorder's"
    assert found["Yeah."] == found["Okay."] == "a word to begin with, and nothing told"
    # Nothing of the source is lost: each word is told, left out, or a name or a time.
    kept = " ".join([one.text for story in proposal.stories for one in story.sentences] + list(found))
    dropped = {"Speaker", "2", "00:04", "00:12", "00:52", "00:55", "01:50", "01:58"}
    assert not [word for word in TALK.split() if word not in kept and word not in dropped]
