"""A level that rests on the user's word alone is shown as that, with the answer behind it."""

from __future__ import annotations

from pathlib import Path

from exports.reading import texts_of
from tests.conftest import AddSamples
from workbench.bank.places import Places
from workbench.model.story import Answer, Overrule
from workbench.workspace import Workspace


def test_an_overruled_level_without_a_quote_stands_on_the_story_page_as_ones_own_word(
    tmp_path: Path, add_samples: AddSamples
) -> None:
    with Workspace.open(places=Places.under(tmp_path / "home")) as ws:
        add_samples(ws)
        target = ws.tailoring.targets()[0]
        told = [ws.stories.get(slot.story) for slot in ws.tailoring.plan(target.id).slots if slot.story]
        story, name = next(
            (story, name)
            for story in told
            for name, found in ws.reading.read(story).criteria.items()
            if found.level == 0 and found.gap is None
        )
        ws.stories.save(
            story.model_copy(
                update={
                    "overrules": [Overrule(criterion=name, level=2, reason="It stands in the launch paper.")],
                    "answers": [Answer(key=name, question="?", text="We froze the list on the second of May.")],
                }
            ),
            story.rev,
        )
        for ending in (".md", ".docx"):
            path = tmp_path / f"dossier{ending}"
            ws.documents.dossier(target.id, path)
            text = "\n".join(text for _, text in texts_of(path.read_bytes(), path.name))
            assert "Your own level: It stands in the launch paper." in text
            assert "Your answer: “We froze the list on the second of May.”" in text
            if ending == ".docx":
                assert "your own word" in text
