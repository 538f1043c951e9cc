"""Paths as people write them, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.workspace.where import shown_path, typed_path


def test_what_lies_in_the_own_folder_begins_with_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "ada"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "ada"))
    inside, beside = tmp_path / "ada" / "tell me" / "dossier.docx", tmp_path / "adam" / "dossier.docx"
    assert shown_path(inside) == str(Path("~") / "tell me" / "dossier.docx")
    assert shown_path(beside) == str(beside)
    for path in (inside, beside, tmp_path / "ada"):
        assert typed_path(shown_path(path)) == path


def test_without_a_folder_of_ones_own_a_path_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/")
    monkeypatch.setenv("USERPROFILE", "/")
    path = Path("/documents/dossier.docx").absolute()
    assert typed_path(shown_path(path)) == path
    assert not shown_path(path).startswith("~")
