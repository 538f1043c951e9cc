from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.model.practice import Rehearsal
from workbench.model.report import CriterionReading, DepthReport, Evidence, FoundClaim
from workbench.model.story import PARTS, Part, Story
from workbench.practice.rehearsal import LEAST, clock, held, history, judge, own_rate, plan_parts, proofs

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)


def told(seconds: int, words: int, day: int = 0, **more: object) -> Rehearsal:
    fields: dict[str, object] = {"story": "a", "finished": True, **more}
    return Rehearsal.model_validate(
        {
            "id": f"r{day}",
            "started": NOON + timedelta(days=day),
            "words": words,
            "seconds": {"action": seconds},
            **fields,
        }
    )


def parts(**seconds: int) -> Rehearsal:
    return Rehearsal.model_validate({"story": "a", "finished": True, "words": 198, "seconds": seconds})


def test_the_whole_story_takes_its_spoken_length() -> None:
    plan = plan_parts({"situation": 70, "action": 140}, cut=0, rate=140)
    assert [(each.part, each.seconds) for each in plan] == [("situation", 30), ("action", 60)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(PARTS), st.integers(0, 400)),
    st.sampled_from([30, 90, 180]),
)
def test_the_seconds_of_a_cut_add_up(words: dict[Part, int], cut: int) -> None:
    plan = plan_parts(words, cut, rate=140)
    assert sum(each.seconds for each in plan) == (cut if any(words.values()) else 0)
    assert [part for each in plan for part in each.parts] == [part for part in PARTS if words.get(part)]
    assert len(plan) <= 1 or all(each.seconds >= LEAST for each in plan)
    assert all(each.part in each.parts for each in plan)


def test_what_is_said_in_one_breath_is_told_with_its_neighbour() -> None:
    words: dict[Part, int] = {"situation": 7, "task": 37, "action": 110, "result": 36, "learning": 8}
    plan = plan_parts(words, 90, 140, last=parts(situation=4, task=16, learning=3))
    assert [(each.title, each.part, each.seconds, each.last) for each in plan] == [
        ("Situation and Task", "task", 20, 20),
        ("Action", "action", 50, None),
        ("Result and Learning", "result", 20, 3),
    ]
    over = judge(parts(task=31, action=50, result=12), plan)
    assert over.sentence == "1:33 against 1:30; situation and task 11 s over."


def test_last_time_stands_beside_the_plan() -> None:
    plan = plan_parts({"action": 140}, 90, 140, last=told(75, 140))
    assert plan[0].last == 75


def test_a_part_counts_as_over_only_when_a_listener_would_notice() -> None:
    plan = plan_parts({"action": 140}, 0, 140)
    assert judge(told(64, 140), plan).over == ()
    assert judge(told(80, 140), plan).over == (("action", 20),)


def test_what_was_forgotten_is_said_without_reproach() -> None:
    plan = plan_parts({"action": 140}, 0, 140)
    judged = judge(told(80, 140, missed=["two nurses graded it"]), plan)
    assert judged.sentence == "1:20 against 1:00; action 20 s over; 1 proof not said."


def test_own_rate_is_learnt_from_the_last_tellings_and_not_from_one() -> None:
    assert own_rate([told(60, 150)]) is None
    assert own_rate([told(60, 150, day=day) for day in range(2)]) == 150
    old = [told(60, 100, day=day) for day in range(3)]
    new = [told(60, 160, day=day) for day in range(3, 8)]
    assert own_rate(old + new) == 160


def test_a_clock_that_was_left_running_teaches_nothing() -> None:
    assert own_rate([told(3600, 150), told(3600, 150, day=1), told(5, 150, day=2)]) is None


def test_proofs_come_in_the_order_of_the_story() -> None:
    def reading(part: Part, start: int, quote: str) -> CriterionReading:
        return CriterionReading(
            level=2, evidence=(Evidence(part=part, start=start, end=start + len(quote), quote=quote),)
        )

    report = DepthReport(
        criteria={
            "rai.oversight": reading("result", 3, "a nurse signs each"),
            "data.source": reading("action", 40, "two years of calls"),
            "eval.method": reading("action", 5, "we graded 400"),
            "eval.target": CriterionReading(level=1),
        }
    )
    assert proofs(report) == ["we graded 400", "two years of calls", "a nurse signs each"]


def test_figures_of_the_result_are_proofs_where_no_quote_holds_them() -> None:
    result = "Calls fell from 900 to 520. Everybody was glad. Margin grew by 2 points. Churn fell by 1%."
    claims = tuple(
        FoundClaim(
            part="result", start=result.find(quote), end=result.find(quote) + len(quote), quote=quote, kind="number"
        )
        for quote in ("900", "520", "2 points", "1%")
    )
    report = DepthReport(parts={"result": result}, claims=claims)
    assert proofs(report) == ["Calls fell from 900 to 520.", "Margin grew by 2 points."]
    quoted = CriterionReading(level=2, evidence=(Evidence(part="result", start=0, end=10, quote="Calls fell"),))
    assert proofs(report.model_copy(update={"criteria": {"eval.metric": quoted}})) == [
        "Calls fell", "Margin grew by 2 points.", "Churn fell by 1%.",
    ]  # fmt: skip


def test_what_a_cut_leaves_out_cannot_be_forgotten() -> None:
    texts: dict[Part, str] = {"action": "I had four nurses mark 300 messages.", "result": "It missed none."}
    assert held(["four nurses mark 300", "two years of calls"], texts) == ["four nurses mark 300"]


def test_history_is_of_one_story_latest_first() -> None:
    past = [told(60, 150), told(70, 150, day=2), told(50, 150, day=1, story="b"), told(40, 150, day=3, finished=False)]
    assert [each.total() for each in history(past, Story(id="a"))] == [70, 60]


def test_clock() -> None:
    assert clock(126) == "2:06"
