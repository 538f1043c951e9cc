"""Files made to eat memory or time: every way in refuses them with a sentence, within limits that the system holds.

One process with an address space of 2 GB meets them all; each must be done within some seconds of processor time.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a Unix thing")
ROOT = Path(__file__).resolve().parents[2]

MEET = r"""
import io, resource, sys, time, zipfile
from pathlib import Path

resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from workbench.bank.places import Places
from workbench.errors import WorkbenchError
from workbench.workspace import Workspace

folder = Path(sys.argv[1])
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(name, document, extra=()):
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", document)
        for each, size in extra:
            with package.open(each, "w", force_zip64=True) as part:
                for _ in range(size // (1 << 20)):
                    part.write(bytes(1 << 20))


def write(name, text):
    (folder / name).write_text(text)


body = "<w:p><w:r><w:t>We did it.</w:t></w:r></w:p>"
docx("image.docx", f"<w:document {W}><w:body>{body}</w:body></w:document>", [("word/media/image1.png", 100 << 20)])
docx("paragraphs.docx", f"<w:document {W}><w:body>{body * 100}{'<w:p/>' * 3_000_000}</w:body></w:document>")
docx("deep.docx", f"<w:document {W}><w:body>{'<w:p>' * 100_000}{'</w:p>' * 100_000}</w:body></w:document>")
docx("laughs.docx", '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>')
docx("many.docx", f"<w:document {W}/>", [(f"word/{each}.xml", 0) for each in range(5_000)])
for size in (20_000, 250_000):
    write(f"dotted{size}.md", "+++\n" + ".".join("a" * (size // 2)) + " = 1\n+++\n# Story\n\n## Situation\n\nWe did.\n")
write("arrays.md", "+++\nx = " + "[" * 100_000 + "]" * 100_000 + "\n+++\n# Story\n")
write("tables.md", "+++\n" + "".join(f"[a{'.b' * each}]\n" for each in range(1_500)) + "+++\n# Story\n")
write("nested.json", "[" * 200_000 + "]" * 200_000)
write("objects.json", '{"a":' * 200_000 + "1" + "}" * 200_000)
write("nested.jsonl", '{"title":' + "[" * 100_000 + "]" * 100_000 + "}\n")
write("resume.json", '{"basics":{},"work":' + "[" * 90_000 + "]" * 90_000 + "}")
write("number.json", '[{"title": ' + "9" * 2_000_000 + "}]")
write("wide.csv", ",".join("x" * 100_000) + "\n1\n")
write("cell.csv", 'title,action\n"' + "x" * 9_000_000 + '",1\n')
write("quotes.csv", '"' * 5_000_000)
write("brackets.md", "# S\n\n## Action\n\n" + "[" * 500_000)
write("stars.md", "*" * 1_000_000)
write("headings.md", "# a\n" * 1_000_000)
write("cues.vtt", "WEBVTT\n\n" + "00:00:01.000 --> 00:00:02.000\nx\n\n" * 200_000)

with Workspace.open(places=Places.under(folder / "home")) as ws:
    for path in sorted(folder.glob("*.*")):
        for way in (ws.stories.propose, lambda path: ws.stories.read_files([path])):
            began = time.process_time()
            try:
                way(path)
                said = "read"
            except WorkbenchError as error:
                said = str(error)
                assert len(said) < 400, said
            took = time.process_time() - began
            print(f"{path.name}: {took:.1f} s, {said[:90]}", flush=True)
            assert took < 10, f"{path.name} took {took:.1f} s"
    for name, text in [("dotted", ".".join("a" * 100_000) + " = 1"), ("arrays", "x = " + "[" * 50_000)]:
        path = folder / f"{name}.toml"
        path.write_text(text)
        for way in (
            lambda: ws.packs.check(path),
            lambda: ws.packs.add(text, "Acme"),
            lambda: ws.packs.keep("acme", text),
        ):
            began = time.process_time()
            try:
                way()
            except WorkbenchError as error:
                assert len(str(error)) < 400, error
            assert time.process_time() - began < 10, name
(folder / "home" / "config").mkdir(exist_ok=True)
(folder / "home" / "config" / "settings.toml").write_text(".".join("a" * 100_000) + " = 1")
with Workspace.open(places=Places.under(folder / "home")) as ws:
    began = time.process_time()
    ws.settings
    assert time.process_time() - began < 10, "settings"
print("all met")
"""


def test_bombs_are_refused_within_limits(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", MEET, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stdout.endswith("all met\n"), run.stdout[-2000:] + run.stderr[-3000:]
