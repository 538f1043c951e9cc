"""Set up what is missing, once: a virtual environment, the dependencies, compiled bytecode.

`python3 tools/prepare.py` prepares for running, `--dev` for testing too. A stamp in the environment holds a hash
of what pyproject.toml asks for; while it matches, nothing is installed and no network is needed.

This file is read by whatever Python is found first, however old, so it keeps to plain old syntax.
"""

import hashlib
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin", "python")
OLDEST = (3, 11)


def stop(sentence: str) -> None:
    """Say one plain sentence on standard error and leave with exit code 1."""
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def wanted(dev: bool) -> str:
    """Return a hash of everything that decides what would be installed."""
    seen = hashlib.sha256()
    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        seen.update(file.read())
    seen.update(repr((sys.version_info[:2], sys.platform, ROOT, dev)).encode())
    return seen.hexdigest()


def stamped(dev: bool) -> bool:
    """Return whether the environment stands as it was last prepared. One prepared for testing runs as well."""
    for mode in (dev, True):
        try:
            with open(os.path.join(VENV, "stamp-dev" if mode else "stamp-run")) as file:
                if file.read() == wanted(mode) and os.path.exists(PYTHON):
                    return True
        except OSError:
            continue
    return False


def check_python() -> None:
    """Stop with a plain sentence if this Python cannot carry the workbench."""
    if sys.version_info < OLDEST:
        stop(
            "The workbench needs Python %d.%d or later; this is Python %d.%d. Install a newer one, then type: "
            "make run PYTHON=python3.12" % (OLDEST + tuple(sys.version_info[:2]))
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        stop(
            "This Python cannot make virtual environments. On Debian or Ubuntu type: "
            "sudo apt install python%d.%d-venv" % tuple(sys.version_info[:2])
        )


def prepare(dev: bool) -> None:
    """Make the environment if it is missing, install what pyproject.toml asks for, compile, and set the stamp."""
    if not os.path.exists(PYTHON):
        sys.stderr.write("Setting up .venv (once) ...\n")
        subprocess.check_call([sys.executable, "-m", "venv", VENV])
    sys.stderr.write("Installing what the workbench needs (once) ...\n")
    what = ROOT + ("[dev]" if dev else "")
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", what]
    done = subprocess.run(pip, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    if done.returncode:
        sys.stderr.write("\n".join(done.stderr.strip().splitlines()[-4:]) + "\n")
        stop("The dependencies could not be installed (is there a network?). Type the command again when there is.")
    packages = [os.path.join(ROOT, name) for name in ("workbench", "themes", "exports")]
    subprocess.call([PYTHON, "-m", "compileall", "-q", *packages], stdout=subprocess.DEVNULL)
    with open(os.path.join(VENV, "stamp-dev" if dev else "stamp-run"), "w") as file:
        file.write(wanted(dev))


def main() -> None:
    """Prepare for running, or with `--dev` for testing."""
    dev = "--dev" in sys.argv[1:]
    if stamped(dev):
        return
    check_python()
    try:
        prepare(dev)
    except subprocess.CalledProcessError:
        stop("The virtual environment could not be made in %s. Is the folder writable?" % VENV)


main()
