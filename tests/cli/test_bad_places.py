"""Every command that writes a file, at every place where none can go: one sentence, and nothing half-written.

Root may write everything, so each place is tried by a process that has become an ordinary user.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import AddSamples
from workbench.__main__ import main
from workbench.bank.places import Places
from workbench.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
NOBODY = 65534
TARGET = "google-group-pm"
EXPORTS: dict[str, tuple[tuple[str, ...], str]] = {
    "dossier": (("export", "dossier", TARGET), ".docx"),
    "dossier as Markdown": (("export", "dossier", TARGET), ".md"),
    "sheet": (("export", "sheet", f"{TARGET}/recruiter"), ".docx"),
    "friend": (("export", "friend", f"{TARGET}/recruiter"), ".docx"),
    "portfolio": (("export", "portfolio"), ".docx"),
    "portfolio, plain": (("export", "portfolio", "--ats"), ".docx"),
    "artefact": (("export", "artefact", "practice-inbox", "metrics"), ".docx"),
    "brief": (("export", "brief", "practice-inbox"), ".docx"),
    "narrative": (("export", "narrative", "practice-inbox-drafts", TARGET), ".docx"),
    "narrative as text": (("export", "narrative", "practice-inbox-drafts", TARGET), ".txt"),
    "stories": (("export", "stories"), ""),
    "stories as a table": (("export", "stories"), ".csv"),
    "matrix": (("export", "matrix", TARGET), ".csv"),
    "calendar": (("export", "calendar", TARGET), ".ics"),
    "bank": (("export", "bank"), ".json"),
    "schema": (("export", "schema"), ".json"),
    "cards": (("drill", "--anki"), ".apkg"),
    "template": (("template", "new"), ".docx"),
}
Said = dict[str, tuple[int, str, str]]


def command(name: str, path: Path) -> list[str]:
    words, ending = EXPORTS[name]
    place = f"{path}{ending}"
    return [*words, place] if words[0] != "export" else [*words, "-o", place]


def ran(words: list[str]) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(words)
    return code, out.getvalue(), err.getvalue()


def as_user(wanted: dict[str, list[str]]) -> Said:
    """Run commands as an ordinary user; what they need is imported already, so that root's own files may stay shut."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setresgid(NOBODY, NOBODY, NOBODY)
                os.setresuid(NOBODY, NOBODY, NOBODY)
            said = {name: ran(words) for name, words in wanted.items()}
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(json.dumps(said).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        held = pipe.read()
    os.waitpid(child, 0)
    return {name: (code, out, err) for name, (code, out, err) in json.loads(held).items()}


@pytest.fixture(scope="module")
def room(add_samples: AddSamples) -> Iterator[Path]:
    """A folder of an ordinary user with the samples in a bank, its company named like a path; commands work on it."""
    folder = Path(tempfile.mkdtemp(prefix="bad-places-"))
    home = folder / "home"
    with Workspace.open(places=Places.under(home)) as ws:
        add_samples(ws)
        target = ws.tailoring.target(TARGET)
        ws.tailoring.save_target(target.model_copy(update={"company": "../../outside/Google"}))
        project = ws.portfolio.get("practice-inbox")
        ws.portfolio.begin(project.id, "brief")
        ws.portfolio.fill_cell(project.id, "brief", 0, "value", "0.92")
    before = os.environ.get("WORKBENCH_HOME")
    os.environ["WORKBENCH_HOME"] = str(home)
    try:
        yield folder
    finally:
        os.environ.pop("WORKBENCH_HOME")
        if before is not None:
            os.environ["WORKBENCH_HOME"] = before
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(0o700)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def written(room: Path) -> Said:
    """Every export into the folder that one stands in, under the name that the command itself finds."""
    here = room / "deep" / "below" / "here"
    here.mkdir(parents=True)
    before = Path.cwd()
    os.chdir(here)
    try:
        said = {
            name: ran(command(name, here / "given") if words[0] != "export" else list(words))
            for name, (words, _) in EXPORTS.items()
        }
    finally:
        os.chdir(before)
    if os.geteuid() == 0:
        for path in (room, *room.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    return said


def inside(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


def test_a_name_that_looks_like_a_path_leads_nowhere_else(written: Said, room: Path) -> None:
    assert {name: err for name, (code, _, err) in written.items() if code} == {}
    here = (room / "deep" / "below" / "here").resolve()
    for name, (_, out, _) in written.items():
        assert out.strip(), name
        for line in out.splitlines():
            assert Path(line).resolve().is_relative_to(here), (name, line)
    assert sorted(path.name for path in room.iterdir()) == ["deep", "home"]
    assert [path.name for path in (room / "deep").rglob("*") if path.is_dir()] == ["below", "here", "stories"]


@pytest.fixture
def full_disk(room: Path) -> Iterator[Path]:
    """A file system with no room left."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("A small disk can only be mounted on Linux as root.")
    place = room / "small"
    place.mkdir(exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size=64k,uid={NOBODY},mode=700", "tmpfs", str(place)]
    if subprocess.run(words, check=False, capture_output=True).returncode:
        pytest.skip("No file system can be mounted here.")
    with contextlib.suppress(OSError), (place / "filler").open("wb", buffering=0) as filler:
        while filler.write(b"x" * 4096):
            pass
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def refused(room: Path, path: Path, said: str, *, but: tuple[str, ...] = ()) -> None:
    before = inside(room / "deep")
    answers = as_user({name: command(name, path) for name in EXPORTS if name not in but})
    assert len(answers) == len(EXPORTS) - len(but)
    for name, (code, out, err) in answers.items():
        assert (code, out) == (1, ""), (name, out, err)
        assert said in err, (name, err)
        assert "Traceback" not in err
        assert "Nothing was written." in err or "left as it is" in err, (name, err)
    assert inside(room / "deep") == before


@pytest.mark.parametrize("mode", [0o555, 0o500, 0o000])
def test_a_folder_that_may_only_be_read(written: Said, room: Path, mode: int) -> None:
    """Made by whoever runs the tests: root's folders are a stranger's to the user, and may not even be entered."""
    shut = room / "deep" / f"shut{mode:o}"
    shut.mkdir()
    shut.chmod(mode)
    refused(room, shut / "file", f"shut{mode:o} may not be written.")


def test_a_folder_that_is_not_there(written: Said, room: Path) -> None:
    # A folder of stories is made with the folders above it.
    refused(room, room / "deep" / "missing" / "file", "There is no folder", but=("stories",))


def test_a_file_that_stands_where_a_folder_should(written: Said, room: Path) -> None:
    file = room / "deep" / "file"
    file.write_text("mine")
    refused(room, file / "name", "not a folder")


def test_a_name_longer_than_any_disk_takes(written: Said, room: Path) -> None:
    refused(room, room / "deep" / ("n" * 300), "is too long.")


def test_a_full_disk(written: Said, room: Path, full_disk: Path) -> None:
    refused(room, full_disk / "file", "The disk is full.")
    assert [path.name for path in full_disk.iterdir() if path.is_file()] == ["filler"]
