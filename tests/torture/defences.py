# ruff: noqa: E501 (lines of code stand here as they are)
"""Takes each defence of the bank away, one at a time, in a copy of the code, and sees whether a test fails.

    python -m tests.torture.defences [WORDS OF A NAME …]

A defence whose loss no test notices is printed as MISSED, and the exit code is 1. The test that failed is run once
more with the defence in its place: one that fails even then has noticed nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
COPIED = ("workbench", "themes", "exports", "bench", "tests/bank", "tests/torture", "tests/tui", "tests/workspace")


FAILURES = ("FAILED ", "ERROR ")


class Defence(NamedTuple):
    """What is taken away, where, which words of the code become which, and the tests that should notice.

    A file is one of `workbench/bank` unless its folder is named; tests are words of names in `folder`.
    """

    name: str
    file: str
    code: str
    without: str
    tests: str
    folder: str = "tests/bank"


DEFENCES = (
    Defence(
        "no fsync of the file",
        "disk.py",
        "    os.fsync(fd)\n\n\ndef sync_folder",
        "    return\n\n\ndef sync_folder",
        "test_faults",
    ),
    Defence(
        "no fsync of the folder",
        "disk.py",
        "        os.fsync(fd)\n    finally:",
        "        pass\n    finally:",
        "test_faults",
    ),
    Defence(
        "no fstat of the temporary file",
        "disk.py",
        "            mark = _fingerprint(os.fstat(fd))",
        "            mark = None",
        "test_faults or test_bank or test_outside",
    ),
    Defence(
        "write over the old file instead of replacing",
        "disk.py",
        "        temp.replace(path)\n        return",
        '        data=temp.read_bytes()\n        f=path.open("r+b" if path.exists() else "wb"); f.write(data); f.truncate(); f.close(); temp.unlink()\n        return',
        "test_kill or test_faults",
    ),
    Defence(
        "no lock",
        "lock.py",
        "            lock.acquire()\n",
        '            return ""\n',
        "test_two_processes or test_bank",
    ),
    Defence(
        "no realpath",
        "bankfile.py",
        "Path(os.path.realpath(path))",
        "Path(path)",
        "test_bank",
    ),
    Defence(
        "no 0600",
        "disk.py",
        "_CLOEXEC | _BINARY, 0o600)",
        "_CLOEXEC | _BINARY, 0o666)",
        "test_bank",
    ),
    Defence(
        "no look for outside changes before the replace",
        "bankfile.py",
        "before_replace=unchanged",
        "before_replace=None",
        "test_outside",
    ),
    Defence(
        "no look for outside changes before a step",
        "ledger.py",
        "            if not self._file.changed_outside():\n                return False",
        "            return False",
        "test_outside",
    ),
    Defence(
        "no merge: theirs is taken whole",
        "merge.py",
        "    elif (was is not None and same_content(was, their_row)) or known(table, row_id, their_row):\n        return",
        "    elif (was is not None and same_content(was, their_row)) or known(table, row_id, their_row):\n        merged.put[table, row_id] = their_row",
        "test_outside",
    ),
    Defence(
        "no common save (base)",
        "outside.py",
        "    common = [save for save in file.line if save in set(line)]",
        "    common = []",
        "test_outside",
    ),
    Defence(
        "no checksum",
        "envelope.py",
        "        whole = pack(meta, tables) == raw",
        "        whole = True",
        "test_damage",
    ),
    Defence(
        "checksum without the lines",
        "envelope.py",
        '        total.update(b"".join([each.digest for each in lines.values()]))',
        "        pass",
        "test_damage",
    ),
    Defence(
        "empty file opens as new",
        "bank.py",
        "    if file.real.exists():",
        "    if file.real.exists() and file.real.stat().st_size:",
        "test_damage",
    ),
    Defence(
        "missing file is a first run",
        "bank.py",
        "    if known:\n        raise Damaged(",
        "    if False:\n        raise Damaged(",
        "test_bank or test_restore",
    ),
    Defence(
        "rows not read back",
        "envelope.py",
        "        same = orjson.loads(encoded) == row",
        "        same = True",
        "test_bank",
    ),
    Defence(
        "no vanish guard",
        "ledger.py",
        "    if missing:\n        named",
        "    if False:\n        named",
        "test_machine",
    ),
    Defence(
        "retired ids forgotten",
        "transaction.py",
        "        taken = self._lines(entity.table).keys() | self.retired(entity.table)",
        "        taken = self._lines(entity.table).keys()",
        "test_bank or test_machine",
    ),
    Defence(
        "no history record before the save",
        "ledger.py",
        "            self._history.append(seq, now, kind, label, changes, of, name)\n",
        "            pass\n",
        "test_history or test_kill",
    ),
    Defence(
        "failed saves not marked void",
        "ledger.py",
        "        for entry in self._history.unsaved_since(self._file.seq):",
        "        for entry in []:",
        "test_faults or test_machine",
    ),
    Defence(
        "failed folder sync taken for a stranger",
        "bankfile.py",
        "            self._placed, self._unsynced = error.fingerprint, True",
        "            pass",
        "test_faults or test_machine",
    ),
    Defence(
        "clean() not at the gate",
        "transaction.py",
        '        row = cleaned(saved.model_dump(mode="json"))',
        '        row = saved.model_dump(mode="json")',
        "test_bank",
    ),
    Defence(
        "draft removed at save of older text",
        "drafts.py",
        "                if draft is not None and draft.text != clean(text):\n                    return",
        "                pass",
        "test_drafts",
    ),
    Defence(
        "draft frames without checksum",
        "frames.py",
        "    if magic != _MAGIC or end > len(raw) or zlib.crc32(raw[at + _SIZES.size : end - 1]) != crc:",
        "    if magic != _MAGIC:",
        "test_drafts or test_history",
    ),
    Defence(
        "torn frame hides later ones",
        "frames.py",
        "        at = len(raw) if following < 0 else following",
        "        at = len(raw)",
        "test_history",
    ),
    Defence(
        "no backup before bulk",
        "ledger.py",
        "len(changes) >= BULK",
        "False",
        "test_backups or test_faults",
    ),
    Defence(
        "no thinning",
        "backups.py",
        "        for backup in superfluous(",
        "        for backup in superfluous([] and ",
        "test_backups",
    ),
    Defence(
        "newer schema opens for writing",
        "bank.py",
        "if file.schema > envelope.SCHEMA and not why:",
        "if False:",
        "test_damage or test_migrations",
    ),
    Defence(
        "0444 ignored",
        "disk.py",
        "    return bool(mode & 0o222) and os.access(path, os.W_OK)",
        "    return os.access(path, os.W_OK)",
        "test_bank",
    ),
    Defence(
        "temps not swept",
        "bank.py",
        "                disk.sweep(file.real)\n",
        "                pass\n",
        "test_bank",
    ),
    Defence(
        "aborted transaction saves",
        "ledger.py",
        "                yield tx\n                self._commit(tx, kind, label, of, backup)\n            finally:",
        "                try:\n                    yield tx\n                finally:\n                    self._commit(tx, kind, label, of, backup)\n            finally:",
        "test_bank or test_machine",
    ),
    Defence(
        "an earlier draft ends with the first key",
        "drafts.py",
        "                    if earlier is not None and earlier.text.strip() not in draft.text:",
        "                    if False:",
        "typed_anew",
        "tests/workspace",
    ),
    Defence(
        "no room kept for drafts",
        "drafts.py",
        "                disk.write_whole(self._reserve",
        "                (lambda *_: None)(self._reserve",
        "test_full_disk",
    ),
    Defence(
        "a draft of the same words is never newer",
        "drafts.py",
        "                if newest is not None and replace(newest, at=draft.at) == draft:",
        "                if newest is not None and newest.text == draft.text:",
        "sorted_import",
        "tests/tui",
    ),
    Defence(
        "what can't be read is replaced",
        "restore.py",
        " else _moved_aside(real, now())",
        " else None",
        "test_permissions",
    ),
    Defence(
        "windows keep no drafts",
        "tui/screens/form.py",
        "                self.desk.keep_draft(key, text, about=self._about(field, label))",
        "                pass",
        "half_a_word_in_a_window",
        "tests/tui",
    ),
    Defence(
        "sorting an import keeps no draft",
        "tui/screens/proposal.py",
        "            self._keep(sorting)",
        "            pass",
        "sorted_import",
        "tests/tui",
    ),
    Defence(
        "a full disk is tried once",
        "tui/saving.py",
        "                if not patient or self._ending:",
        "                if True:",
        "test_full_disk",
        "tests/tui",
    ),
    Defence(
        "a damaged bank is a sentence only",
        "tui/start.py",
        "            brought = rescued(damaged, bank)",
        '            brought = ""',
        "test_rescue",
        "tests/tui",
    ),
    Defence(
        "a paste of megabytes goes into the field",
        "tui/widgets/text_box.py",
        "        if len(event.text) > LONGEST_LINE:",
        "        if False:",
        "five_megabytes and line",
        "tests/tui",
    ),
    Defence(
        "a window closes twice",
        "tui/screens/window.py",
        "        return super().dismiss(result) if self.is_current else AwaitComplete()",
        "        return super().dismiss(result)",
        "two_quick_enters",
        "tests/tui",
    ),
)


def copied(folder: Path) -> None:
    """Copy what the tests of the bank need."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "tests/conftest.py"):
        shutil.copy(ROOT / name, folder / name)


def noticed(defence: Defence, folder: Path) -> str:
    """Take a defence away, run its tests, put it back; return the first test that failed and now passes, or ""."""
    path = folder / "workbench" / (defence.file if "/" in defence.file else f"bank/{defence.file}")
    code = path.read_text(encoding="utf-8")
    if defence.code not in code:
        raise SystemExit(f"“{defence.name}”: {defence.file} has changed; say anew what the defence is.")
    path.write_text(code.replace(defence.code, defence.without, 1), encoding="utf-8")
    run = tested(folder, defence.folder, "-x", "-k", defence.tests)
    path.write_text(code, encoding="utf-8")
    failed = [line.split(" ", 1)[1].split(" - ")[0] for line in run.stdout.splitlines() if line.startswith(FAILURES)]
    return failed[0] if failed and tested(folder, failed[0]).returncode == 0 else ""


def tested(folder: Path, *what: str) -> subprocess.CompletedProcess[str]:
    """Run tests of the copy."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", *what, "-q", "-p", "no:cacheprovider"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def main() -> int:
    """Try every defence, or those whose name holds a word given; 1 if the loss of one is not noticed."""
    wanted = [each for each in DEFENCES if not sys.argv[1:] or any(word in each.name for word in sys.argv[1:])]
    missed = 0
    with tempfile.TemporaryDirectory(prefix="bank-defences-") as name:
        folder = Path(name)
        copied(folder)
        for defence in wanted:
            test = noticed(defence, folder)
            missed += not test
            print(f"{'noticed' if test else 'MISSED '}  {defence.name}  {test}", flush=True)
    print(f"{len(wanted)} defences taken away, {len(wanted) - missed} noticed.")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
