"""Write the verdicts that every machine must come to: `python -m training.verdicts`, after `make train`.

Every thirtieth labelled story, as the shipped reader reads it. A score that stands within 0.02 of a cut is left out:
8-bit arithmetic may round its last bit differently on another processor.
"""

from __future__ import annotations

import json

from training.corpus import GOLD, stories
from workbench.depth.engine import Reader
from workbench.model.story import Story

STEP, MARGIN = 30, 0.02


def verdicts() -> dict[str, dict[str, int]]:
    """Story id -> criterion -> level."""
    reader = Reader()
    made = {}
    for story in stories()[::STEP]:
        read = Story(id=story.id, title=story.title, **story.parts)
        report = reader.read(read)
        cuts = reader.cuts()
        made[story.id] = {
            name: int(found.level)
            for name, found in report.criteria.items()
            if report.ai_role == "none" or min(abs(found.score - cut) for cut in cuts[name]) > MARGIN
        }
    return made


if __name__ == "__main__":
    (GOLD / "verdicts.json").write_text(json.dumps(verdicts(), indent=0) + "\n", encoding="utf-8")
