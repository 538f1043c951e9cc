"""What a new user pastes, and the Word page that they get for it: what the journeys share."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

PASTED = (
    "Our support team answered every letter of a hospital group by hand and it took four days. "
    "I had to decide whether a model could draft the replies. "
    "I asked two nurses to grade 200 drafts without telling them which ones a model had written. "
    "I chose the smaller of two models, because the larger one took nine seconds a reply. "
    "Acceptance of drafts rose from 52% to 71% in six weeks. "
    "I learnt to ask who is missing from the letters before I count them."
)


def words_of(path: Path) -> str:
    """Return the running text of a Word file."""
    with zipfile.ZipFile(path) as package:
        body = package.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", body)
