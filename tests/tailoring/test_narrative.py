"""Nothing in a telling is invented: every sentence is the user's, or a frame of the catalogue that is marked as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from themes.schema import Catalogue
from workbench import depth, samples
from workbench.model.narrative import Line
from workbench.model.report import DepthReport
from workbench.model.story import Claim, Story
from workbench.model.target import Target
from workbench.model.version import Opening, Version
from workbench.tailoring.alike import alike
from workbench.tailoring.angle import angle_of
from workbench.tailoring.cuts import cut
from workbench.tailoring.dangling import leans
from workbench.tailoring.emphasis import sentences_of
from workbench.tailoring.narrative import begins, narrate

RATE = 140


@pytest.fixture(scope="module")
def bank(catalogue: Catalogue) -> list[tuple[Story, DepthReport]]:
    return [(story, depth.read(story, catalogue)) for story in samples.stories()]


@pytest.fixture(scope="module")
def targets() -> list[Target]:
    return samples.targets()


def is_frame(text: str, catalogue: Catalogue) -> bool:
    return any(
        re.fullmatch(re.sub(r"\\\{\w+\\\}", ".+", re.escape(frame.text)), text) for frame in catalogue.frames.values()
    )


def invented(line: Line, story: Story, version: Version, catalogue: Catalogue) -> bool:
    """Whether a line is neither the user's words nor a marked frame."""
    own = [sentence.text for sentence in sentences_of(story)]
    if line.kind == "frame":
        return not is_frame(line.text, catalogue) or line.frame not in catalogue.frames
    if line.kind == "own":
        return line.text not in own or getattr(story, line.part)[line.start : line.end] != line.text
    if line.kind == "rewrite":
        return version.rewrites.get(line.source) != line.text
    if line.kind == "safe":
        claim = next(claim for claim in story.claims if claim.say and claim.say in line.text)
        return line.text.replace(claim.say, claim.quote) != version.rewrites.get(line.source, line.source)
    return line.text not in (version.closing, version.bridge, story.bridge)


def openings() -> Iterator[Opening | None]:
    yield from (None, "situation", "result", "principle")


def test_every_sentence_of_every_sample_is_the_users_or_a_frame(
    bank: list[tuple[Story, DepthReport]], targets: list[Target], catalogue: Catalogue
) -> None:
    for story, reading in bank:
        for target in targets:
            for opening in openings():
                told = narrate(story, target, reading, catalogue, opening=opening, words_per_minute=RATE)
                for line in told.narrative.lines:
                    assert not invented(line, story, Version(), catalogue), (story.id, line)
                sources = [line.source for line in told.narrative.lines if line.source]
                assert len(sources) == len(set(sources)) or len(sources) <= len(sentences_of(story))
                for limit in (30, 90) if opening is None else ():
                    made = cut(told.narrative, told.weighed, reading, limit, RATE, catalogue)
                    assert all(not invented(line, story, Version(), catalogue) for line in made.lines)


def test_a_version_tells_the_users_own_wording_and_nothing_else(
    bank: list[tuple[Story, DepthReport]], targets: list[Target], catalogue: Catalogue
) -> None:
    story, reading = bank[0]
    first, second, third = [sentence.text for sentence in sentences_of(story)][:3]
    version = Version(
        story=story.id,
        story_rev=story.rev,
        order=[third],
        cut=[second],
        rewrites={first: "I carried parcels for small shops, to begin with."},
        closing="It is how I would start with you.",
        headline="One cut-off, four depots",
    )
    told = narrate(story, targets[0], reading, catalogue, version=version).narrative
    assert told.headline == "One cut-off, four depots"
    assert not any(invented(line, story, version, catalogue) for line in told.lines)
    texts = [line.text for line in told.lines if line.kind != "frame"]
    assert texts[0] == third
    assert version.rewrites[first] in texts
    assert second not in texts
    assert any(each.text == second and "You cut it" in each.why for each in told.missing)
    assert texts[-1] == version.closing
    assert told.stale == ""


def test_principle_first_only_when_asked(
    bank: list[tuple[Story, DepthReport]], targets: list[Target], catalogue: Catalogue
) -> None:
    assert all(
        narrate(story, target, reading, catalogue).narrative.opening != "principle"
        for story, reading in bank
        for target in targets
    )


def test_an_unsafe_claim_is_said_safely_or_its_sentence_stays_out(targets: list[Target], catalogue: Catalogue) -> None:
    story = Story(
        id="s",
        title="S",
        action="I cut the cost by 50% in a month. We had 150% more calls. I told finance.",
        claims=[Claim(id="c", part="action", quote="50%", tag="unbacked", say="about half")],
    )
    texts = [line.text for line in narrate(story, targets[0], None, catalogue).narrative.lines]
    assert texts == ["I cut the cost by about half in a month.", "We had 150% more calls.", "I told finance."]
    # What one noted not to say is not said, whatever the figure is.
    story.claims[0].tag, story.claims[0].dont_say = "estimated", "by 50%"
    assert narrate(story, targets[0], None, catalogue).narrative.lines[0].kind == "frame"
    story.claims[0].dont_say = "50%"
    noted = narrate(story, targets[0], None, catalogue).narrative.lines[0]
    assert (noted.text, noted.kind) == ("I cut the cost by about half in a month.", "safe")
    assert "noted not to say" in noted.flag
    story.claims[0].tag, story.claims[0].dont_say = "unbacked", ""
    story.claims[0].say = ""
    told = narrate(story, targets[0], None, catalogue).narrative
    assert [line.text for line in told.lines] == ["We had 150% more calls.", "I told finance."]
    assert told.missing[0].why.startswith("You cannot back up “50%”")
    story.claims[0].retracted = True
    assert "retracted" in narrate(story, targets[0], None, catalogue).narrative.missing[0].why
    story.claims[0] = Claim(id="c", part="action", quote="50%", tag="estimated", source="ticket system")
    estimate = narrate(story, targets[0], None, catalogue).narrative.lines
    assert estimate[0].frame == "estimate"
    assert "ticket system" in estimate[1].flag


def test_a_bridge_is_marked_and_told_without_ai_or_in_its_own_version(
    targets: list[Target], catalogue: Catalogue
) -> None:
    story = Story(id="s", title="S", action="I moved the cut-off.", bridge="I would test a model the same way.")
    without = narrate(story, targets[0], DepthReport(ai_role="none"), catalogue).narrative.lines
    assert [line.kind for line in without] == ["own", "frame", "bridge"]
    assert without[1].text.startswith("There was no AI in this.")
    assert "not counted as experience" in without[-1].flag
    says_it = story.model_copy(update={"bridge": "It holds no AI. I would test a model the same way."})
    once = narrate(says_it, targets[0], DepthReport(ai_role="none"), catalogue).narrative.lines
    assert " ".join(line.text for line in once).count("no AI") == 1
    within = narrate(story, targets[0], DepthReport(ai_role="native"), catalogue).narrative.lines
    assert [line.kind for line in within] == ["own"]
    written = Version(story="s", story_rev=story.rev, bridge="I would do it here.")
    told = narrate(story, targets[0], DepthReport(ai_role="native"), catalogue, version=written).narrative.lines
    assert [(line.kind, line.text) for line in told if line.kind != "frame"][-1] == ("bridge", "I would do it here.")
    assert not [line.text for line in told if "no AI" in line.text]


def test_every_cut_keeps_an_own_deed_and_the_result_or_says_what_it_lacks(
    bank: list[tuple[Story, DepthReport]], targets: list[Target], catalogue: Catalogue
) -> None:
    for story, reading in bank:
        told = narrate(story, targets[0], reading, catalogue, words_per_minute=RATE)
        roles = {each.sentence.text: each for each in told.weighed}
        for limit in (30, 90, 180):
            made = cut(told.narrative, told.weighed, reading, limit, RATE, catalogue)
            assert made.words <= limit * RATE // 60
            assert made.seconds <= limit
            kept = [roles[line.source] for line in made.lines]
            if not any("own" in lack or "action" in lack for lack in made.lacks):
                assert any(each.deed for each in kept), (story.id, limit)
            if not any("result" in lack for lack in made.lacks):
                assert any(each.result for each in kept), (story.id, limit)
            if limit >= 90 and not any("proof" in lack for lack in made.lacks):
                assert any(each.proof for each in kept), (story.id, limit)
            if made.decision:
                assert made.decision in [line.text for line in made.lines]


def test_every_cut_differs_from_the_first_sentences_or_says_why(
    bank: list[tuple[Story, DepthReport]], targets: list[Target], catalogue: Catalogue
) -> None:
    for story, reading in bank:
        told = narrate(story, targets[0], reading, catalogue, words_per_minute=RATE)
        for limit in (30, 90, 180):
            made = cut(told.narrative, told.weighed, reading, limit, RATE, catalogue)
            budget, first = limit * RATE // 60, set()
            for sentence in sentences_of(story):
                budget -= len(sentence.text.split())
                if budget < 0:
                    break
                first.add(sentence.text)
            same = {line.source for line in made.lines} == first
            assert same == bool(made.as_it_begins), (story.id, limit)


def test_a_cut_tells_the_depth_of_its_own_words_only(
    bank: list[tuple[Story, DepthReport]], targets: list[Target], catalogue: Catalogue
) -> None:
    story, reading = next((story, reading) for story, reading in bank if reading.depth == "deep")
    told = narrate(story, targets[0], reading, catalogue, words_per_minute=RATE)
    shares = [len(cut(told.narrative, told.weighed, reading, limit, RATE, catalogue).told) for limit in (30, 90, 900)]
    assert shares[0] < shares[1] < shares[2]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("This meant three weeks of work.", "This"),
        ("They agreed in the end.", "They"),
        ("So it went live.", "it"),
        ("It took three weeks to agree.", ""),
        ("It was clear that nobody had asked.", ""),
        ("This team had never shipped.", ""),
        ("The team agreed.", ""),
        ("Those became our test.", "Those"),
    ],
)
def test_what_leans_on_the_sentence_before(sentence: str, word: str) -> None:
    assert leans(sentence) == word


def test_a_cut_flags_what_dangles(targets: list[Target], catalogue: Catalogue) -> None:
    filler = " ".join(["word"] * 40)
    story = Story(
        id="s",
        title="S",
        situation=f"A long setting that nobody needs, {filler}.",
        action="It was refused by me. I decided to stop the launch.",
        result="Complaints fell from 40 to 3.",
    )
    told = narrate(story, targets[0], None, catalogue, words_per_minute=RATE)
    made = cut(told.narrative, told.weighed, None, 10, RATE, catalogue)
    assert [line.text for line in made.lines][-1] == "Complaints fell from 40 to 3."
    assert "I decided to stop the launch." in [line.text for line in made.lines]
    assert {each.word for each in made.dangling} <= {"It"}
    if any(line.text.startswith("It ") for line in made.lines):
        assert made.dangling
        assert "own words" in made.dangling[0].ask


def test_two_companies_hear_three_things_differently_or_are_told_what_is_alike(
    bank: list[tuple[Story, DepthReport]], targets: list[Target], catalogue: Catalogue
) -> None:
    without: set[str] = set()
    only: set[str] = set()
    for story, reading in bank:
        google = narrate(story, targets[0], reading, catalogue).narrative
        microsoft = narrate(story, targets[1], reading, catalogue, others=[google]).narrative
        said = alike(microsoft, google, "Google")
        # Headline and opening differ for every sample, and are whole sentences of the user's.
        assert google.headline != microsoft.headline, story.id
        assert begins(google) != begins(microsoft), story.id
        own = {sentence.text.removesuffix(".") for sentence in sentences_of(story)}
        assert microsoft.headline in own, story.id
        assert google.headline in {story.headline, story.title}
        for line in microsoft.lines:
            assert not invented(line, story, Version(), catalogue), (story.id, line)
        proofs = [told.proof.quote if told.proof else "" for told in (google, microsoft)]
        assert bool(said) == (proofs[0] == proofs[1]), story.id
        if said:
            (only if proofs[0] else without).add(story.id)
            assert "no other sentence" in said if proofs[0] else "proves none" in said
    # What the reader finds decides how many remain: those that prove nothing published, and those with one proof.
    assert len(without) <= 6, without
    assert len(only) <= 4, only


def test_an_older_telling_stays_as_it_was_when_another_company_comes(
    bank: list[tuple[Story, DepthReport]], targets: list[Target], catalogue: Catalogue
) -> None:
    story, reading = bank[0]
    alone = narrate(story, targets[1], reading, catalogue).narrative
    assert narrate(story, targets[1], reading, catalogue, others=[]).narrative == alone
    own = Version(story=story.id, story_rev=story.rev, headline="My own line", opening="situation")
    told = narrate(story, targets[1], reading, catalogue, version=own, others=[alone]).narrative
    # What the user chose for a version is never turned.
    assert (told.headline, told.opening) == ("My own line", "situation")


def test_a_second_proof_as_good_is_not_hidden_by_a_weaker_one_of_the_first_value(catalogue: Catalogue) -> None:
    story = next(each for each in samples.stories() if each.id == "plumbers-estimate")
    reading = depth.read(story, catalogue)
    google, microsoft = (
        [catalogue.packs[name]] for name in ("google-ai-principles-2025", "microsoft-responsible-ai-principles")
    )
    first = angle_of(story, reading, google, {}, catalogue)
    assert first is not None
    second = angle_of(story, reading, microsoft, {}, catalogue, said=[first.evidence])
    assert second is not None
    assert second.evidence.quote != first.evidence.quote
