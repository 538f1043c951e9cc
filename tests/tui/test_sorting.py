"""Cutting and joining what was found: no word is lost, every step can be taken back, and all of it outlives the end."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.intake.proposal import LeftOut, Proposal, ProposedSentence, ProposedStory
from workbench.model.story import PARTS
from workbench.tui.sorting import Sorting

WORDS = ("We shipped it.", "Nobody asked.", "I asked forty people.", "It fell to 9%.", "Never again.", "🦉", "= 1+1")


@st.composite
def proposals(draw: st.DrawFn) -> Proposal:
    stories = []
    for number in range(draw(st.integers(1, 4))):
        sentences = [
            ProposedSentence(text, part, "\n\n" if paragraph else " ", certain, 0.5)
            for text, part, paragraph, certain in draw(
                st.lists(
                    st.tuples(st.sampled_from(WORDS), st.sampled_from(PARTS), st.booleans(), st.booleans()),
                    min_size=1,
                    max_size=5,
                )
            )
        ]
        facts = [draw(st.sampled_from(["", "Acme", "2024"])) for _ in range(3)]
        headline, company, when = facts
        tags = tuple(draw(st.lists(st.sampled_from(["failure", "ethics"]), unique=True)))
        stories.append(ProposedStory(f"Story {number}", tuple(sentences), headline, company, when, tags))
    return Proposal("notes.txt", "text", tuple(stories), (LeftOut("Dear me", "a greeting"),))


def words(sorting: Sorting) -> Counter[str]:
    """Everything that the source said, wherever it stands now."""
    found: Counter[str] = Counter()
    for each in sorting.found:
        told = each.proposed
        found.update(one.text for one in told.sentences)
        found.update(text for text, _ in each.aside)
        found.update(text for text in (told.title, told.headline, told.company, told.when) if text)
    return found


def step(sorting: Sorting, name: str, number: int) -> None:
    if sorting.here is None:
        sorting.back(number % len(sorting.found))
    here = sorting.here
    assert here is not None
    count = len(here.proposed.sentences)
    number %= count
    if name == "begin" and number:
        sorting.begin_here(number)
    elif name == "join" and sorting.at:
        sorting.join()
    elif name == "out":
        sorting.leave_out(number)
    elif name == "part":
        sorting.assign(number, PARTS[number % 5])
    elif name == "move":
        sorting.move(number, 1)
    elif name == "take":
        sorting.decide("taken")
    elif name == "skip":
        sorting.decide("skipped")
    elif name == "back":
        sorting.back()


STEPS = st.lists(
    st.tuples(st.sampled_from(["begin", "join", "out", "part", "move", "take", "skip", "back"]), st.integers(0, 9)),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(proposals(), STEPS)
def test_whatever_is_cut_joined_and_sorted_no_word_is_lost_and_a_killed_program_goes_on(
    proposal: Proposal, steps: list[tuple[str, int]]
) -> None:
    sorting = Sorting([proposal])
    before = words(sorting)
    states = []
    for name, number in steps:
        states.append((sorting.at, list(sorting.found)))
        step(sorting, name, number)
        missing = before - words(sorting)
        # Of a company or time that both stories had, one is enough.
        assert not missing or set(missing) <= {"Acme", "2024"}
        assert all(text in words(sorting) for text in missing)

    again = Sorting([proposal])
    assert again.resume(json.loads(json.dumps(sorting.state())))
    assert again.found == sorting.found
    assert (again.at, again.touched) == (sorting.at, sorting.touched)
    assert [story.model_dump() for story in again.stories()] == [story.model_dump() for story in sorting.stories()]

    other = Proposal("notes.txt", "text", (ProposedStory("Another", proposal.stories[0].sentences),))
    assert not Sorting([other]).resume(sorting.state())

    while sorting.undo():
        pass
    assert sorting.found == Sorting([proposal]).found


def test_a_story_begins_where_the_user_says_and_joins_the_one_before() -> None:
    told = [
        ProposedSentence("The printer failed on Monday.", "situation", ""),
        ProposedSentence("I drove to the depot for parts.", "action", " ", True),
        ProposedSentence("At Acme nobody read the dashboard.", "situation", "\n\n"),
        ProposedSentence("I printed it and hung it in the kitchen.", "action", " "),
    ]
    sorting = Sorting([Proposal("notes.txt", "text", (ProposedStory("Printer", tuple(told), company="Acme"),))])
    sorting.leave_out(3)
    sorting.begin_here(2)
    assert [each.proposed.title for each in sorting.found] == ["Printer", "At Acme nobody read the dashboard"]
    assert sorting.at == 1
    assert [len(each.proposed.sentences) for each in sorting.found] == [2, 2]
    assert sorting.found[1].out == {1}
    # What the user or the source said stands; what was guessed is guessed again for the shorter text.
    assert sorting.found[0].proposed.sentences[1].given
    assert all(one.certainty > 0 for each in sorting.found for one in each.proposed.sentences if not one.given)

    sorting.name("The dashboard on the fridge")
    assert sorting.join() == 2
    assert [one.text for one in sorting.found[0].proposed.sentences] == [one.text for one in told]
    assert sorting.found[0].out == {3}
    assert ("The dashboard on the fridge", "the title of a story that was joined to another") in sorting.found[0].left()


def test_the_least_certain_guess_comes_first_and_what_is_given_never() -> None:
    told = [
        ProposedSentence("a", "situation", "", False, 0.9),
        ProposedSentence("b", "task", " ", False, 0.4),
        ProposedSentence("c", "action", " ", True, 0.0),
        ProposedSentence("d", "result", " ", False, 0.6),
    ]
    sorting = Sorting([Proposal("x", "text", (ProposedStory("X", tuple(told)),))])
    order: list[int] = []
    while (number := sorting.unsure(order)) is not None:
        order.append(number)
    assert order == [1, 3, 0]
    sorting.assign(1, "action")
    sorting.leave_out(3)
    assert sorting.unsure(()) == 0
