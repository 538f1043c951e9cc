"""`make setup` and what it says on machines where it cannot work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PREPARE = ROOT / "tools" / "prepare.py"

_PRETEND = """
import runpy, sys
{pretend}
sys.argv = ["prepare.py"]
runpy.run_path({path!r})
"""


def prepare(tmp_path: Path, pretend: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of the script in a folder where nothing is set up, as another machine would."""
    (tmp_path / "tools").mkdir()
    copy = tmp_path / "tools" / "prepare.py"
    copy.write_bytes(PREPARE.read_bytes())
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    code = _PRETEND.format(pretend=pretend, path=str(copy))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)


def test_an_old_python_gets_one_sentence(tmp_path: Path) -> None:
    done = prepare(tmp_path, "sys.version_info = (3, 9, 18, 'final', 0)")
    assert done.returncode == 1
    assert done.stderr.strip().startswith("The workbench needs Python 3.11 or later; this is Python 3.9.")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_python_without_venv_gets_one_sentence(tmp_path: Path) -> None:
    done = prepare(tmp_path, "sys.modules['ensurepip'] = None")
    assert done.returncode == 1
    assert "sudo apt install python3" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / ".venv").exists()


def test_the_script_can_be_read_by_an_old_python() -> None:
    import ast

    ast.parse(PREPARE.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_a_prepared_environment_asks_nothing_of_the_network(tmp_path: Path) -> None:
    """With the stamp in place not even pip is started: the Python in the environment here cannot run at all."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "prepare.py").write_bytes(PREPARE.read_bytes())
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    fake = tmp_path / ".venv" / "bin" / "python"
    fake.parent.mkdir(parents=True)
    fake.write_text("not a program", encoding="utf-8")
    script = str(tmp_path / "tools" / "prepare.py")
    stamp = (
        "import runpy, sys; sys.argv = ['prepare.py', '--dev'];"
        "import os; open_ = os.path.exists; m = None\n"
        f"source = open({script!r}).read().rsplit('main()', 1)[0]\n"
        f"space = {{'__file__': {script!r}}}; exec(source, space)\n"
        "open(os.path.join(space['VENV'], 'stamp-dev'), 'w').write(space['wanted'](True))"
    )
    subprocess.run([sys.executable, "-c", stamp], check=True, timeout=60)
    done = subprocess.run([sys.executable, script, "--dev"], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    changed = tmp_path / "pyproject.toml"
    changed.write_text("[project]\nname = 'y'\n", encoding="utf-8")
    again = subprocess.run([sys.executable, script, "--dev"], capture_output=True, text=True, timeout=60, check=False)
    assert again.returncode != 0
