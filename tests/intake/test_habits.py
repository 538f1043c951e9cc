"""Habits that a new user's three files showed: notes to oneself, tags, a sheet's own words, a listener who asks on."""

from __future__ import annotations

from workbench.intake.proposal import Proposal
from workbench.intake.read import propose_text

DEEDS = (
    "Fraud alerts came forty minutes late and customers rang us first. I owned alerting and had to halve that. "
    "I mapped every hop with two engineers and moved the score before the batch. Alerts now come in 22 seconds.",
    "Blind customers could not read our statements. I had to find a way without a budget. I asked three of them to "
    "read one aloud to me and rewrote the template. Nobody has complained since.",
    "A credit model declined two postcodes twice as often. I had to say go or no-go. I asked for the split and "
    "recommended not to ship it. The committee followed, and the gap stayed below 5 percent.",
)


def notes(*, preface: str, titles: tuple[str, str, str] = ("Late alerts", "Statements", "The credit model")) -> str:
    told = [f"## {title}\n\n{text}\n" for title, text in zip(titles, DEEDS, strict=True)]
    return "\n".join([preface, *told])


def left(proposal: Proposal) -> dict[str, str]:
    return {each.text: each.why for each in proposal.left_out}


def test_words_about_the_notes_are_no_story() -> None:
    preface = "## Interview prep – brain dump\n\nWritten on the train, will tidy up later. Still far too long!!\n"
    found = propose_text(notes(preface=preface), "notes.md", ".md")
    assert [story.title for story in found.stories] == ["Late alerts", "Statements", "The credit model"]
    assert left(found)["Interview prep – brain dump"] == "stands before the first story"


def test_a_short_first_story_stays_one() -> None:
    short = "## The outage\n\nPager rang at three. Rolled back, wrote the post-mortem, changed the alarm. None since.\n"
    found = propose_text(notes(preface=short), "notes.md", ".md")
    assert found.stories[0].title == "The outage"


def test_a_note_to_oneself_is_listed_and_not_told() -> None:
    text = notes(preface="") + "\nTODO: ask Ines what she remembers\n"
    found = propose_text(text, "notes.md", ".md")
    assert left(found) == {"TODO: ask Ines what she remembers": "a note to yourself"}
    kept = "I wrote a to-do list of forty lines and a TODO in the code. " + DEEDS[0]
    assert "a TODO in the code" in " ".join(one.text for one in propose_text(kept).stories[0].sentences)


def test_tags_that_name_a_theme_become_it_and_the_others_are_listed() -> None:
    sheet = (
        "Story;Situation;My job;What I did;Outcome;Tags\n"
        "Alerts;They came late.;Halve that.;I mapped every hop.;22 seconds.;Execution, user insight, data\n"
    )
    found = propose_text(sheet, "sheet.csv", ".csv")
    (story,) = (each.story() for each in found.stories)
    assert story.themes == ["execution", "user_insight"]
    assert story.task == "Halve that."
    assert left(found) == {"Tags: data": "a tag that is no theme here"}
    labelled = f"Title: Alerts\nThemes: Failure; nonsense\nSituation: {DEEDS[0]}\nResult: It fell.\n"
    found = propose_text(labelled)
    assert found.stories[0].story().themes == ["failure"]
    assert left(found) == {"Themes: nonsense": "a tag that is no theme here"}


def test_a_row_that_its_own_signs_have_pushed_aside_is_named() -> None:
    rows = "Title;Situation;Action;Result\nVan;Late.;I asked.;0 late; 14 thanked us.\nBus;Late.;I asked.;On time.\n"
    (note,) = propose_text(rows, "sheet.csv", ".csv").notes
    assert note == ("The row “Van” has more cells than the header, 4: look whether each text stands in its part.")
    assert propose_text(rows.replace("0 late; 14", "0 late, 14"), "sheet.csv", ".csv").notes == ()


def test_a_question_about_the_story_does_not_end_it() -> None:
    long = "We put a ranking model live on a Thursday, and bookings of small hotels fell by a fifth in four days. " * 3
    turns = (
        ("Ines Prado", "Tell me about something that went wrong."),
        ("Jo Lindqvist", long),
        ("Ines Prado", "Mhm. What was your part?"),
        ("Jo Lindqvist", "I owned ranking and switched it off for half of the traffic that afternoon. " * 4),
        ("Ines Prado", "And tell me, what was the outcome?"),
        ("Jo Lindqvist", "Small hotels were up two percent."),
        ("Ines Prado", "Good. Next one: somebody you couldn't convince?"),
        ("Jo Lindqvist", "Our head of legal wanted the logs kept for thirty days, and I wanted eighteen months."),
    )
    found = propose_text("\n\n".join(f"{name}: {text}" for name, text in turns), "talk.txt", ".txt")
    assert found.form == "transcript"
    assert [story.title for story in found.stories] == [
        "Tell me about something that went wrong",
        "Somebody you couldn't convince?",
    ]
    assert found.stories[0].sentences[-1].text == "Small hotels were up two percent."
