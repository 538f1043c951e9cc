"""Make the pictures of the real screen: `python tools/picture.py` writes docs/tonight.svg, docs/bank.svg …, and the
main three in three colour themes under docs/pictures/.

The application runs on the sample bank at a fixed moment, is driven by keys, and draws itself; nothing is retouched.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

MOMENT = datetime(2027, 1, 29, 19, 30, tzinfo=UTC)
PICTURES: dict[str, tuple[str, ...]] = {
    "tonight": (),
    "bank": ("2", "s", "down", "down", "down"),
    "story": ("2", "slash", *"exercises", "enter", "enter", "n"),
    "target": ("5",),
}

THEMES = {"dark": "workbench-dark", "light": "workbench-light", "contrast": "workbench-contrast"}


async def draw(name: str, keys: tuple[str, ...], theme: str = "workbench-dark") -> str:
    """Return one picture as SVG, its generated names made the same for every run."""
    from workbench.bank.places import Places
    from workbench.tui.app import WorkbenchApp
    from workbench.workspace import Workspace

    with (
        tempfile.TemporaryDirectory() as folder,
        Workspace.open(places=Places.under(Path(folder)), now=lambda: MOMENT) as ws,
    ):
        ws.stories.add_samples()
        app = WorkbenchApp(ws)
        async with app.run_test(size=(120, 40)) as pilot:
            app.theme = theme
            for key in ("", *keys):
                if key:
                    await pilot.press(key)
                await pilot.pause()
                await app.workers.wait_for_complete()
                await pilot.pause()
            svg = app.export_screenshot(title="Workbench")
    return re.sub(r"terminal-\d+", f"terminal-{name}", svg)


def main() -> None:
    """Write all pictures."""
    for name, keys in PICTURES.items():
        (ROOT / "docs" / f"{name}.svg").write_text(asyncio.run(draw(name, keys)), encoding="utf-8")
    (ROOT / "docs" / "pictures").mkdir(exist_ok=True)
    for name in ("bank", "story", "target"):
        for look, theme in THEMES.items():
            svg = asyncio.run(draw(f"{name}-{look}", PICTURES[name], theme))
            (ROOT / "docs" / "pictures" / f"{name}-{look}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
