"""A week by dates: stories come in, are rehearsed, drilled, played and told; Tonight is read every day."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbench.bank.places import Places
from workbench.model.target import Round, Slot, Target
from workbench.workspace import Workspace

FIRST = datetime(2027, 3, 8, 10, 0, tzinfo=UTC)
STORIES = [
    {
        "title": "The launch I held back",
        "themes": ["failure"],
        "situation": "Our triage model was due on a Monday and the nurses had seen it twice.",
        "task": "I had to say whether it went live.",
        "action": "I had four nurses mark 300 messages before the launch and wrote the bar down first: no urgent one "
        "missed. The model missed 3 of 41, so I held it back and told the director the same day.",
        "result": "Five weeks later it missed none of 52. Complaints stayed at eleven a month.",
        "learning": "I would write the bar before the date.",
    },
    {
        "title": "Half the cost",
        "themes": ["economics"],
        "situation": "A draft cost 3.4 pence and nobody knew why.",
        "task": "I owned the budget.",
        "action": "I sent half of the messages to a small model after comparing both on 1,000 fixed cases.",
        "result": "A draft costs 1.5 pence, and the share sent unchanged is the same.",
    },
]


def test_from_an_import_to_the_debrief(home: Path, tmp_path: Path) -> None:
    now = FIRST - timedelta(days=6, hours=15)
    file = tmp_path / "stories.json"
    file.write_text(json.dumps(STORIES), encoding="utf-8")
    with Workspace.open(places=Places.under(home), now=lambda: now) as ws:
        practice = ws.practice
        assert practice.tonight().next is None

        # Monday: the stories come in, the invitation has come.
        ws.stories.add(ws.stories.read_files([file]))
        slots = [
            Slot(id="s1", question="Tell me about a launch that you stopped or held back."),
            Slot(id="s2", question="How did you bring the cost of a model down?"),
        ]
        screen = Round(id="r1", kind="hiring-manager", title="Hiring manager", starts=FIRST, slots=slots)
        final = Round(id="r2", kind="leadership", title="Leadership", starts=FIRST + timedelta(days=4), slots=slots)
        target = ws.tailoring.save_target(Target(company="Acme", role="PM", rounds=[screen, final]))
        shown = practice.tonight()
        assert shown.next is not None
        assert (shown.next.round.id, shown.next.countdown) == ("r1", "in 7 days")
        assert len(shown.of("rehearse")) == 2
        numbers = [each.text for each in shown.of("number")]
        assert "3.4 pence" in numbers
        assert "Five weeks" not in numbers, "how long it took needs no source"
        assert [each.text for each in shown.of("task")] == ["Eight stories in the bank (2 so far)"], (
            "one evening's work"
        )
        assert ws.evening.rounds()[0].company == "Acme"

        # Tuesday: both are told once.
        now += timedelta(days=1)
        for story in ws.stories.all():
            told = practice.begin_rehearsal(story)
            for part, words in story.parts().items():
                if words:
                    told = practice.keep_step(told.model_copy(update={"seconds": {**told.seconds, part: 15}}))
            practice.keep_rehearsal(told.model_copy(update={"finished": True}))
        assert practice.tonight().of("rehearse") == []
        assert practice.tonight().streak == 1

        # Wednesday: three minutes of cards, the loop's own questions among them.
        now += timedelta(days=1)
        due = practice.drill()
        assert {each.card.kind for each in due} >= {"question", "fluency", "glossary"}
        for each in due:
            practice.answered(each.card, right=each.card.kind != "glossary")
        assert practice.tonight().streak == 2
        assert not {each.card.id for each in practice.drill()} & {each.card.id for each in due}

        # Thursday: a mock interview, left in the middle and taken up.
        now += timedelta(days=1)
        played = practice.rate_mock(practice.open_mock(target.id, "r1"), 0, 2, 130)
        assert practice.open_mock(target.id, "r1").position == 1
        for position in range(1, len(played.questions)):
            played = practice.rate_mock(practice.open_mock(target.id, "r1"), position, 3, 90)
        assert played.finished
        missed = [each.card.id for each in practice.drill() if each.why == "missed last time"]
        assert missed, "what was missed on Wednesday comes again"

        # The evening before.
        now = FIRST - timedelta(hours=15)
        assert ws.evening.rounds()[0].figure(now) == ("15:00", "hours")

        # The hour after.
        now = FIRST + timedelta(hours=1)
        assert [each.ref for each in practice.tonight().of("debrief")] == ["r1"]
        written = practice.open_debrief(target.id, "r1")
        first, second = practice.debrief_lines(written)
        written = practice.settle_line(written, first, "came")
        written = practice.settle_line(written, second, "stumbled")
        practice.add_asked(written, "Why do you leave?")
        shown = practice.tonight()
        assert shown.of("debrief") == []
        assert shown.of("task") == [], "there is nothing left to prepare for a round that was held"
        assert [each.text for each in shown.of("asked")] == [slots[1].question]
        assert shown.next is not None
        assert shown.next.round.id == "r2"
        assert practice.foresight().sentence.startswith("2 of 3 questions were foreseen")
        assert practice.seen_at("acme")[-1] == "Why do you leave?"
