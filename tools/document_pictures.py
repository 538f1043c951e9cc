"""Make the README's pictures of the sample dossier: `python tools/document_pictures.py` writes docs/dossier-*.png.

The dossier is that of the sample bank at a fixed moment, turned into pages by LibreOffice; nothing is retouched.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

MOMENT = datetime(2027, 1, 29, 19, 30, tzinfo=UTC)
TARGET = "google-group-pm"
PAGES: dict[str, str] = {
    "cover": "Interview dossier",
    "round": "Round 2 ·",
    "cheat": "The last fifteen minutes",
    "matrix": "Principles and stories",
    "story": "In your words",
    "checklist": "Checklist",
}
"""Name of a picture -> words that stand on its page and on no earlier one but the contents list."""
TALL = 760
"""Height of a picture in pixels."""


def main() -> int:
    """Write the pictures; 1 where LibreOffice or pdftoppm is missing."""
    office = shutil.which("soffice")
    if office is None or shutil.which("pdftoppm") is None:
        sys.stderr.write("LibreOffice and pdftoppm are needed to make pictures of pages.\n")
        return 1
    from workbench.bank.places import Places
    from workbench.workspace import Workspace

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Workspace.open(places=Places.under(folder / "home"), now=lambda: MOMENT) as ws:
            ws.stories.add_samples()
            ws.documents.dossier(TARGET, folder / "dossier.docx", paper="a4")
        profile = f"-env:UserInstallation=file://{folder / 'profile'}"
        convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        subprocess.run([*convert, str(folder / "dossier.docx")], check=True, capture_output=True)
        pdf = str(folder / "dossier.pdf")
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True).stdout.decode()
        pages = text.split("\f")
        for picture, words in PAGES.items():
            number = next(
                at for at, page in enumerate(pages, 1) if words in page and (at == 1 or "Contents" not in page[:400])
            )
            scale = ["-f", str(number), "-l", str(number), "-scale-to", str(TALL), "-png", "-singlefile"]
            subprocess.run(["pdftoppm", *scale, pdf, str(ROOT / "docs" / f"dossier-{picture}")], check=True)
            sys.stdout.write(f"docs/dossier-{picture}.png: page {number}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
