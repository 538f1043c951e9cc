from __future__ import annotations

from workbench.model.story import Story
from workbench.model.version import Version
from workbench.tailoring.versions import accept, changes, keep, staleness

BEFORE = Story(id="s", rev=3, action="I asked ten users. They refused. I stopped it.", result="Nobody left.")
AFTER = BEFORE.model_copy(update={"rev": 4, "action": "I asked twelve users. They refused. I paused it.", "result": ""})
VERSION = Version(
    story="s",
    target="t",
    story_rev=3,
    order=["I asked ten users."],
    cut=["Nobody left."],
    rewrites={"I stopped it.": "I pulled it."},
)


def test_a_version_knows_when_its_story_has_changed() -> None:
    assert not staleness(VERSION, BEFORE).stale
    found = staleness(VERSION, AFTER)
    assert found.stale
    assert "revision 3, now 4" in found.sentence
    assert set(found.orphans) == {"I asked ten users.", "Nobody left.", "I stopped it."}


def test_what_changed_is_shown_sentence_by_sentence() -> None:
    found = [(each.part, each.before, each.after, each.used) for each in changes(BEFORE, AFTER, VERSION)]
    assert found == [
        ("action", "I asked ten users.", "I asked twelve users.", True),
        ("action", "I stopped it.", "I paused it.", True),
        ("result", "Nobody left.", "", True),
    ]


def test_accepting_drops_what_is_gone() -> None:
    settled = accept(VERSION, AFTER)
    assert (settled.story_rev, settled.order, settled.cut, settled.rewrites) == (4, [], [], {})
    assert not staleness(settled, AFTER).stale


def test_keeping_tells_it_as_before() -> None:
    settled = keep(VERSION, AFTER, BEFORE)
    assert settled.rewrites == {"I asked twelve users.": "I asked ten users.", "I paused it.": "I pulled it."}
    assert settled.order == ["I asked twelve users."]
    assert not staleness(settled, AFTER).stale
    assert VERSION.rewrites == {"I stopped it.": "I pulled it."}
