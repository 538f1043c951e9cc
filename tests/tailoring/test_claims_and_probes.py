from __future__ import annotations

from collections.abc import Callable

from themes.schema import Catalogue
from workbench import depth
from workbench.model.report import CriterionReading, DepthReport, Evidence
from workbench.model.story import Answer, Claim, Story
from workbench.model.target import Pitch, Target
from workbench.model.version import Version
from workbench.tailoring.claims import claim_id, conflicts, decided, escalations, ledger, proposed, standing
from workbench.tailoring.probes import MOST, adds, probes_for, unanswered
from workbench.tailoring.wording import put, stands_in

Labelled = Callable[[str], tuple[Story, DepthReport]]


def test_the_reader_proposes_and_the_user_decides(catalogue: Catalogue) -> None:
    story = Story(
        id="s",
        title="S",
        action="I led the pilot in two clinics.",
        result="Calls fell from 900 to 380 a week, more than twice what we had hoped for, and I owned the plan.",
    )
    reading = depth.read(story, catalogue)
    found = proposed(story, reading)
    assert {claim.kind for claim in found} >= {"number", "ownership"}
    number = next(claim for claim in found if "900" in claim.quote)
    settled = decided(story, number.model_copy(update={"tag": "measured", "source": "switchboard"}))
    lines = ledger([settled], {"s": reading})
    assert [line.claim.quote for line in lines if line.decided] == [number.quote]
    assert number.quote not in [claim.quote for claim in proposed(settled, reading)]
    again = decided(settled, settled.claims[0].model_copy(update={"tag": "goal"}))
    assert [claim.tag for claim in again.claims] == ["goal"]
    assert claim_id("result", "900") == claim_id("result", "900") != claim_id("action", "900")


def test_a_retracted_claim_is_found_wherever_it_is_still_said() -> None:
    claim = Claim(id="c", part="result", quote="half of all calls", retracted=True)
    story = Story(id="s", result="We answered half of all calls.", headline="Half of all  calls", claims=[claim])
    other = Story(id="o", result="There too half of all calls went away.")
    version = Version(id="v", story="s", target="t", closing="Half of all calls, think of it.")
    target = Target(id="t", pitch=Pitch(walk_me="I took half of all calls away."))
    (line,) = ledger([story, other], {}, [version], [target])[:1]
    assert line.unsafe
    assert [(place.kind, place.id, place.where) for place in line.said] == [
        ("story", "s", "Result"),
        ("story", "s", "Headline"),
        ("story", "o", "Same words"),
        ("version", "v", "t"),
        ("target", "t", "Pitch"),
    ]


def test_words_are_whole_words() -> None:
    assert stands_in("50%", "It fell by 50%.")
    assert not stands_in("50%", "It fell by 150%.")
    assert not stands_in("5", "It took 5.5 days.")
    assert stands_in("two nurses", "Two\nnurses read it.")
    assert put("50%", r"about \1 half", "by 50% now") == r"by about \1 half now"


def test_two_figures_for_one_claim_are_shown_side_by_side() -> None:
    story = Story(id="s", result="It fell to 380 a week.")
    versions = [
        Version(story="s", target="google", rewrites={"It fell to 380 a week.": "It fell to 300 a week."}),
        Version(story="s", target="msft", rewrites={"It fell to 380 a week.": "It went down to 380."}),
    ]
    found = conflicts([story], versions)
    assert [(each.left_target, each.right_target) for each in found] == [("", "google"), ("google", "msft")]


def test_contributed_that_becomes_led_is_shown() -> None:
    assert [standing(text) for text in ("I watched.", "I contributed to it.", "We co-led it.", "I led it.")] == [
        0,
        1,
        2,
        3,
    ]
    before = Story(id="s", action="I contributed to the launch in Spain. I asked users.")
    after = before.model_copy(update={"action": "I led the launch in Spain. I asked users."})
    (grown,) = escalations(before, after)
    assert (grown.before, grown.after) == ("I contributed to the launch in Spain.", "I led the launch in Spain.")
    assert escalations(after, before) == []
    version = Version(
        story="s", target="t", rewrites={"I contributed to the launch in Spain.": "I led the launch in Spain."}
    )
    assert [each.target for each in escalations(before, before, [version])] == ["t"]


def test_probes_ask_for_what_is_missing_and_quote_what_is_only_mentioned(catalogue: Catalogue) -> None:
    span = Evidence(part="action", start=0, end=21, quote="we kept an eye on it.")
    criteria = {name: CriterionReading(level=2) for name in catalogue.criteria}
    criteria["eval.monitoring"] = CriterionReading(level=1, evidence=(span,))
    criteria["rai.fairness"] = CriterionReading(level=0, gap=span)
    reading = DepthReport(
        ai_role="native", depth="partial", criteria=criteria, craft={"craft.ownership": 2, "craft.learning": 2}
    )
    found = probes_for(Story(id="s"), reading, catalogue)
    assert found[0].key == "probe.group"
    assert "openly" in found[0].why
    assert {"after", "group"} <= {probe.key.removeprefix("probe.") for probe in found}
    assert all(probe.quote == span.quote for probe in found[:2])
    assert not {"why", "data", "bar"} & {probe.key.removeprefix("probe.") for probe in found}


def test_a_story_without_ai_is_asked_about_its_teller_only(catalogue: Catalogue, labelled: Labelled) -> None:
    story, reading = labelled("f1-014")
    keys = {probe.key.removeprefix("probe.") for probe in probes_for(story, reading, catalogue)}
    assert keys
    assert all(not catalogue.probes[key].criteria for key in keys)


def test_answers_stay_and_unanswered_are_counted(catalogue: Catalogue, labelled: Labelled) -> None:
    story, reading = labelled("d1-008")
    found = probes_for(story, reading, catalogue)
    assert len(found) == unanswered(found) == MOST
    story = story.model_copy(
        update={
            "answers": [
                Answer(key=found[0].key, question=found[0].text, kind="did_not"),
                Answer(key="probe.moat", question="Q?", text="Nothing."),
            ]
        }
    )  # fmt: skip
    again = probes_for(story, reading, catalogue)
    assert unanswered(again) == MOST
    assert {probe.key for probe in again if probe.answer} == {found[0].key, "probe.moat"}


def test_an_answer_is_read_too(catalogue: Catalogue) -> None:
    story = Story(
        id="s", title="Notes", situation="A language model wrote notes after each call at our call centre for agents.",
        action="I wrote the prompt and shipped the language model to all agents in May.",
        result="Notes took nine seconds.",
    )  # fmt: skip
    text = (
        "Two nurses graded 300 outputs of the model against a written rubric, blind to which version had written them, "
        "and we measured 94% correct."
    )
    added = adds(story, text, lambda each: depth.read(each, catalogue), catalogue)
    assert catalogue.criteria["eval.method"].title in added
    assert adds(story, "I can't recall.", lambda each: depth.read(each, catalogue), catalogue) == ()


def test_what_was_answered_beside_the_story_is_ready_for_the_follow_up(catalogue: Catalogue) -> None:
    answers = [
        Answer(key="eval.method", question="How was it graded?", text="Two nurses graded 200 letters."),
        Answer(key="eval.monitoring", question="What watches it?", kind="did_not"),
        Answer(key="data.source", question="From where?", text="From the switchboard."),
    ]
    story = Story(id="s", title="S", action="I read calls. From the switchboard. We went live.", answers=answers)
    known = [answer.key for answer in answers if answer.key in catalogue.criteria]
    assert len(known) == 3
    asked = [each for each in probes_for(story, depth.read(story, catalogue), catalogue) if each.answer is not None]
    assert [each.key for each in asked] == [key for key in known if key != "data.source"]
    assert asked[0].text == "How was it graded?"
    assert asked[0].answer is not None
    assert asked[0].answer.text == "Two nurses graded 200 letters."
