"""A mock interview: one round of a target, played question by question, rated on observable anchors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from statistics import mean

from themes.schema import InterviewQuestion
from workbench.model.practice import Mock, Played
from workbench.model.tailored import AskedProbe
from workbench.model.target import Round, Target

RATE_AT = (1, 2, 3, 4)
UNCLEAR = 2
"""Up to this rating the listener had to ask what the teller did; so does the follow-up, if the story leaves it open."""
OWN_PART = "probe.own-part"


def pressure_question(
    questions: Mapping[str, InterviewQuestion], round_kind: str, day: date, played: Sequence[Mock] = ()
) -> InterviewQuestion | None:
    """Return one high-pressure scenario for this kind of round: one not played yet, another each day."""
    fitting = [q for q in questions.values() if q.kind == "pressure" and (not q.rounds or round_kind in q.rounds)]
    fitting = fitting or [q for q in questions.values() if q.kind == "pressure"]
    seen = {each.question for mock in played for each in mock.questions}
    fresh = [q for q in fitting if q.text not in seen] or fitting
    return sorted(fresh, key=lambda q: q.id)[day.toordinal() % len(fresh)] if fresh else None


def begin(
    target: Target,
    chosen: Round,
    answers: Mapping[str, str],
    pressure: InterviewQuestion | None,
    now: datetime,
) -> Mock:
    """Return a mock interview of one round: its slots in order, then one high-pressure scenario.

    `answers` maps slot ids to the story that the plan gives them.
    """
    questions = [Played(slot=slot.id, question=slot.question, story=answers.get(slot.id)) for slot in chosen.slots]
    if pressure is not None:
        questions.append(Played(question=pressure.text))
    return Mock(target=target.id, round=chosen.id, started=now, questions=questions)


def rated(mock: Mock, position: int, rating: int, seconds: int, note: str = "") -> Mock:
    """Return the mock with one question rated 1 to 4 and the next one up. Raises `ValueError` for another rating."""
    if rating not in RATE_AT:
        raise ValueError(f"A rating is one of {RATE_AT}.")
    questions = list(mock.questions)
    questions[position] = questions[position].model_copy(
        update={"rating": rating, "seconds": seconds, "note": note or questions[position].note}
    )
    following = max(position + 1, mock.position)
    return mock.model_copy(
        update={"questions": questions, "position": following, "finished": following >= len(questions)}
    )


def asked_on(mock: Mock, position: int, probes: Sequence[AskedProbe]) -> Mock:
    """Return the mock with the follow-up that an interviewer would put after this answer.

    `probes` are the story's follow-ups without an answer, the likeliest first. None is asked twice in a round; after
    an answer in which the own part stayed unclear, that is what is asked after. Without one, nothing is asked on.
    """
    one = mock.questions[position]
    before = {each.probe for each in mock.questions}
    fresh = [each for each in probes if each.text not in before]
    if one.probe or not fresh:
        return mock
    if one.rating is not None and one.rating <= UNCLEAR:
        fresh.sort(key=lambda each: each.key != OWN_PART)
    questions = list(mock.questions)
    questions[position] = one.model_copy(update={"probe": fresh[0].text, "probe_why": fresh[0].why})
    return mock.model_copy(update={"questions": questions})


def followed_up(mock: Mock, position: int, held: bool, seconds: int) -> Mock:
    """Return the mock with what became of the follow-up: whether there was an answer, and after how many seconds."""
    questions = list(mock.questions)
    questions[position] = questions[position].model_copy(update={"probe_held": held, "probe_seconds": seconds})
    return mock.model_copy(update={"questions": questions})


def not_held(mocks: Sequence[Mock]) -> set[tuple[str, str]]:
    """Return story and follow-up where there was no answer when it was last asked in a mock interview, oldest first."""
    last = {
        (each.story or "", each.probe): each.probe_held
        for one in mocks
        for each in one.questions
        if each.probe and each.probe_held is not None
    }
    return {asked for asked, held in last.items() if not held}


def befriended(mock: Mock, ratings: Mapping[int, int], notes: Mapping[int, str] | None = None) -> Mock:
    """Return the mock with a friend's ratings (1 to 4) and notes beside the own ones, by position from 0.

    What is not given stays as it was. Raises `ValueError` for another rating or a question that is not there.
    """
    questions = list(mock.questions)
    notes = notes or {}
    for position in sorted({*ratings, *notes}):
        if not 0 <= position < len(questions):
            raise ValueError(f"There is no question {position + 1}; there are {len(questions)}.")
        if position in ratings and ratings[position] not in RATE_AT:
            raise ValueError(f"Question {position + 1}: a rating is one of 1, 2, 3 and 4.")
        one = questions[position]
        update = {
            "friend_rating": ratings.get(position, one.friend_rating),
            "friend_note": notes.get(position, one.friend_note),
        }
        questions[position] = one.model_copy(update=update)
    return mock.model_copy(update={"questions": questions})


def apart(mock: Mock) -> list[tuple[Played, int]]:
    """Return the questions that a friend rated, with friend minus own, the widest apart first."""
    both = [
        (each, each.friend_rating - each.rating)
        for each in mock.questions
        if each.rating is not None and each.friend_rating is not None
    ]
    return sorted(both, key=lambda pair: -abs(pair[1]))


def own_mean(mock: Mock) -> float | None:
    """Return the mean of the user's own ratings, None before the first."""
    ratings = [each.rating for each in mock.questions if each.rating is not None]
    return round(mean(ratings), 2) if ratings else None
