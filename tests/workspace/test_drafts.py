"""Drafts of any field: compared with what is saved, brought back as one step."""

from __future__ import annotations

import pytest

from workbench.model.moment import Moment
from workbench.model.project import Artefact, Project
from workbench.model.story import Answer, Story
from workbench.model.target import Round, Target
from workbench.model.version import Version
from workbench.workspace import Workspace
from workbench.workspace.drafts import form_key


@pytest.fixture
def filled(ws: Workspace) -> Workspace:
    with ws.bank.transaction("fill") as tx:
        tx.put(Story(id="notes", title="Notes", answers=[Answer(key="eval.method", question="How?", text="On 400.")]))
        tx.put(Target(id="google", company="Google", rounds=[Round(id="r1", kind="recruiter", probes=["failure"])]))
        tx.put(Project(id="desk", title="Desk", artefacts=[Artefact(kind="spec", fields={"goal": "Shorter"})]))
        tx.put(Version(id="v1", story="notes", target="google", rewrites={"One and/or two.": "One."}))
    return ws


FIELDS = [
    ("stories/notes/action", "", lambda ws: ws.bank.get(Story, "notes").action),
    ("stories/notes/bridge", "", lambda ws: ws.bank.get(Story, "notes").bridge),
    ("stories/notes/answers/eval.method/text", "On 400.", lambda ws: ws.bank.get(Story, "notes").answers[0].text),
    ("stories/notes/answers/eval.method", "On 400.", lambda ws: ws.bank.get(Story, "notes").answers[0].text),
    ("targets/google/job_description", "", lambda ws: ws.bank.get(Target, "google").job_description),
    ("targets/google/rounds/r1/notes", "", lambda ws: ws.bank.get(Target, "google").rounds[0].notes),
    ("targets/google/pitch/why_ai", "", lambda ws: ws.bank.get(Target, "google").pitch.why_ai),
    (
        "targets/google/rounds/r1/probes",
        "failure",
        lambda ws: "\n".join(ws.bank.get(Target, "google").rounds[0].probes),
    ),
    (
        "projects/desk/artefacts/spec/fields/goal",
        "Shorter",
        lambda ws: ws.bank.get(Project, "desk").artefacts[0].fields["goal"],
    ),
    ("versions/v1/closing", "", lambda ws: ws.bank.get(Version, "v1").closing),
    ("versions/v1/rewrites/One and/or two.", "One.", lambda ws: ws.bank.get(Version, "v1").rewrites["One and/or two."]),
]


@pytest.mark.parametrize(("key", "saved", "read"), FIELDS)
def test_a_draft_of_any_field_is_compared_and_brought_back(
    filled: Workspace, key: str, saved: str, read: object
) -> None:
    assert callable(read)
    filled.drafts.keep(key, "typed")
    (draft,) = filled.drafts.unsaved()
    assert filled.drafts.saved_text(draft) == saved
    assert "".join(piece.text for piece in filled.drafts.compare(draft) if piece.where != "old") == "typed"
    assert filled.drafts.take_back([draft]) == [key]
    assert read(filled) == "typed"
    assert filled.drafts.pending() == []
    assert filled.stories.undo() == "bring drafts back"
    assert read(filled) == saved


def test_drafts_of_one_row_come_back_together(filled: Workspace) -> None:
    filled.drafts.keep("targets/google/notes", "one")
    filled.drafts.keep("targets/google/rounds/r1/notes", "two")
    filled.drafts.keep("stories/notes/task", "three")
    assert len(filled.drafts.take_back(filled.drafts.pending())) == 3
    target = filled.bank.get(Target, "google")
    assert (target.notes, target.rounds[0].notes, target.rev) == ("one", "two", 2)
    filled.stories.undo()
    assert filled.bank.get(Story, "notes").task == ""


def test_a_draft_that_says_what_stands_is_no_news(filled: Workspace) -> None:
    filled.drafts.keep("projects/desk/artefacts/spec/fields/goal", "Shorter")
    assert filled.drafts.unsaved() == []
    assert filled.drafts.pending() == []


def test_a_draft_without_its_row_stays(filled: Workspace) -> None:
    filled.drafts.keep("stories/gone/task", "typed")
    filled.drafts.keep("targets/google/rounds/r9/notes", "typed")
    filled.drafts.keep("stories/notes/no_such_field", "typed")
    assert filled.drafts.take_back(filled.drafts.pending()) == []
    assert len(filled.drafts.pending()) == 3


def test_a_first_answer_to_a_question_comes_back(filled: Workspace) -> None:
    filled.drafts.keep("stories/notes/answers/data.source", "Two years of calls.")
    assert len(filled.drafts.take_back(filled.drafts.pending())) == 1
    answer = filled.bank.get(Story, "notes").answers[1]
    assert (answer.key, answer.text, answer.kind) == ("data.source", "Two years of calls.", "answered")
    assert answer.question.endswith("?")


def test_keeping_both_makes_a_second_row(filled: Workspace) -> None:
    filled.drafts.keep("stories/notes/task", "typed")
    copy = filled.bank.get(Story, filled.drafts.keep_both("stories/notes/task"))
    assert (copy.task, filled.bank.get(Story, "notes").task) == ("typed", "")
    assert copy.title.startswith("Notes (draft of ")


@pytest.mark.parametrize(
    ("key", "about"),
    [
        ("versions/v1/closing", {}),
        ("stories/nowhere/task", {}),
        ("imports/pasted text/not brought in", {}),
        (form_key("claim notes", "source"), {"window": "Claim", "label": "Where could one look it up?", "was": "x"}),
    ],
)
def test_what_cannot_stand_twice_is_kept_in_the_inbox(filled: Workspace, key: str, about: dict[str, str]) -> None:
    filled.drafts.keep(key, "typed words", about=about)
    moment = filled.bank.get(Moment, filled.drafts.keep_both(key))
    assert moment.text.endswith(": typed words")
    assert filled.drafts.pending() == []


def test_what_is_typed_anew_does_not_end_an_older_draft(filled: Workspace) -> None:
    filled.drafts.keep("stories/notes/task", "the older words that nobody has decided on")
    filled.close()
    with Workspace.open(places=filled.places, now=filled.now) as later:
        aside = later.drafts.keep("stories/notes/task", "n")
        assert aside is not None
        later.drafts.keep("stories/notes/task", "new")
        assert [draft.text for draft in later.drafts.pending()] == ["new"]
        later.drafts.discard("stories/notes/task")
        assert [later.drafts.undiscard("stories/notes/task").text for _ in range(1)] == ["new"]
        later.drafts.settle("stories/notes/task")
        assert later.drafts.undiscard("stories/notes/task").text == "the older words that nobody has decided on"


def test_an_answer_to_a_follow_up_and_a_line_of_the_inbox_come_back(filled: Workspace) -> None:
    probe = filled.tailoring.open_probes("notes")[0]
    filled.drafts.keep(f"stories/notes/answers/{probe.key}", "Nobody else had read them.")
    filled.drafts.keep("moments/new/text", "The fax that saved us")
    drafts = filled.drafts.pending()
    assert len(filled.drafts.take_back(drafts)) == 2
    answer = next(each for each in filled.stories.get("notes").answers if each.key == probe.key)
    assert (answer.question, answer.text) == (probe.text, "Nobody else had read them.")
    assert [moment.text for moment in filled.practice.moments()] == ["The fax that saved us"]
    assert filled.drafts.pending() == []


def test_a_draft_is_called_and_said_by_names_not_by_ids(filled: Workspace) -> None:
    for key in (
        "targets/google/rounds/r1/interviewer_role",
        "targets/google/pitch/why_ai",
        "stories/notes/answers/eval.method",
        "stories/notes/overrules/eval.target/reason",
        "projects/desk/artefacts/spec/fields/goal",
    ):
        filled.drafts.keep(key, "typed")
    fields = {filled.drafts.field_name(draft) for draft in filled.drafts.pending()}
    assert fields == {
        "recruiter, interviewer role", "why ai", "answer to “How?”", "Ship bar, reason", "AI feature spec, goal",
    }  # fmt: skip
    for draft in filled.drafts.pending():
        filled.drafts.discard(draft.key)
    typed = {
        ("packs", "nist-ai-600-1-genai-profile", "google-ai-principles-2025,nist-ai-600-1-genai-profile"):
            "NIST generative AI profile, 2024, Google AI principles, 2025",
        ("probes", "", "eval.target,failure"): "Ship bar, Failure",
        ("kind", "", "did_not"): "did not",
        ("title", "", "a_b,c"): "a_b,c",
    }  # fmt: skip
    for (name, was, chosen), said in typed.items():
        filled.drafts.keep(form_key("w", name), chosen, about={"window": "W", "label": "L", "was": was, "name": name})
        (draft,) = filled.drafts.unsaved()
        new = "".join(piece.text for piece in filled.drafts.compare(draft) if piece.where != "old")
        assert filled.drafts.words(draft) == new
        assert set(new.split(", ")) == set(said.split(", "))
        filled.drafts.discard(draft.key)
