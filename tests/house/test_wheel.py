"""The wheel carries everything: built, installed into a clean environment, and the whole job done from it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    # From a copy of what git tracks, so that nothing lying about in the working tree gets in.
    source = tmp_path_factory.mktemp("source")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in tracked.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file() and not name.startswith(("tests/", "training/")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return next(folder.glob("*.whl"))


def test_it_holds_three_packages_and_no_gold_or_training(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"workbench", "themes", "exports"}
    assert not [name for name in names if "gold" in name or "training" in name or name.endswith("real_dev.jsonl")]
    assert any(name.startswith("themes/packs/") and name.endswith(".toml") for name in names)
    assert len([name for name in names if name.startswith("workbench/samples/stories/") and name.endswith(".md")]) == 24
    weights = sum(info.file_size for info in zipfile.ZipFile(wheel).infolist() if "/weights/" in info.filename)
    assert 0 < weights <= 25_000_000


@pytest.mark.torture
def test_the_whole_job_from_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True, timeout=120)
    python = venv / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", str(wheel)]
    subprocess.run(install, check=True, timeout=300)
    environ = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "WORKBENCH_HOME")}
    done = subprocess.run(
        [str(python.parent / "workbench"), "tour", "-o", str(tmp_path / "dossier.docx")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**environ, "WORKBENCH_HOME": str(tmp_path / "home")},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "24 stories" in done.stdout
    assert zipfile.ZipFile(tmp_path / "dossier.docx").testzip() is None
