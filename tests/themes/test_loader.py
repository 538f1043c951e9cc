"""The loader: broken files are named with their line, a person's packs win, bombs are refused."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from themes import catalogue
from themes.lines import line_of
from themes.loader import MAX_BYTES, check_pack, load, load_our_pack, load_pack
from workbench.errors import BadInput, NotFound

PACK = """\
id = "harbour-values"
organisation = "Harbour"
document = "What we promise"
version = "second edition"
published = "2025-03"
url = "https://harbour.example/promise"
url_status = "typed in"
kind = "own"
collected = 2026-01-15

[[principles]]
id = "harbour-values.plain"
name = "Plain words"
summary = "Say what it does."

[[principles.clauses]]
id = "harbour-values.plain"
title = "Plain words"
summary = "Say what it does."
values = { transparency = 2 }

[[principles]]
id = "harbour-values.stop"
name = "A way to stop"
summary = "Somebody can always stop it."

[[principles.clauses]]
id = "harbour-values.stop.key"
title = "One key"
summary = "One key stops it."
values = { human_agency = 2 }

[[principles.clauses]]
id = "harbour-values.stop.owner"
title = "An owner"
summary = "One person answers for it."
values = { accountability = 2, human_agency = 1 }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "harbour-values.toml").write_text(PACK, encoding="utf-8")
    return tmp_path


def line(text: str, beginning: str, nth: int = 1) -> int:
    numbers = [number for number, row in enumerate(text.split("\n"), 1) if row.startswith(beginning)]
    return numbers[nth - 1]


def test_own_pack_joins_ours(folder: Path) -> None:
    found = catalogue(folder)
    assert found.troubles == ()
    assert found.packs["harbour-values"].title == "Harbour What we promise, 2025"
    assert [clause.id for clause in found.packs["harbour-values"].clauses()] == [
        "harbour-values.plain",
        "harbour-values.stop.key",
        "harbour-values.stop.owner",
    ]
    assert "google-ai-principles-2025" in found.packs
    assert "harbour-values" not in catalogue().packs


def test_own_pack_wins_over_ours_of_the_same_id(tmp_path: Path) -> None:
    mine = PACK.replace("harbour-values", "google-ai-principles-2025")
    (tmp_path / "mine.toml").write_text(mine, encoding="utf-8")
    assert catalogue(tmp_path).packs["google-ai-principles-2025"].organisation == "Harbour"
    assert catalogue().packs["google-ai-principles-2025"].organisation == "Google"


def test_a_changed_pack_is_read_again(folder: Path) -> None:
    assert catalogue(folder).packs["harbour-values"].version == "second edition"
    path = folder / "harbour-values.toml"
    path.write_text(PACK.replace("second edition", "the third edition"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert catalogue(folder).packs["harbour-values"].version == "the third edition"


def test_a_missing_folder_is_an_empty_one(tmp_path: Path) -> None:
    assert catalogue(tmp_path / "none").packs.keys() == catalogue().packs.keys()


def test_a_broken_pack_of_the_persons_own_does_not_lock_them_out(folder: Path) -> None:
    (folder / "zebra.toml").write_text("id = \n", encoding="utf-8")
    found = catalogue(folder)
    assert "harbour-values" in found.packs
    assert len(found.troubles) == 1
    assert found.troubles[0].startswith("zebra.toml, line 1: ")


@pytest.mark.parametrize(
    ("change", "beginning", "nth", "reason"),
    [
        (('version = "second edition"\n', 'version = "second edition\n'), "version", 1, "illegal character"),
        (('url_status = "typed in"\n', "url_status = 7\n"), "url_status", 1, "string"),
        (('kind = "own"\n', 'kind = "ours"\n'), "kind", 1, "company"),
        (("values = { human_agency = 2 }", "values = { human_agency = 3 }"), "values", 2, "1 or 2"),
        (("values = { human_agency = 2 }", "values = { kindness = 2 }"), "values", 2, "“kindness” among the values"),
        (('title = "An owner"\n', ""), "[[principles.clauses]]", 3, "“title”"),
        (('title = "An owner"\n', 'titel = "An owner"\n'), "titel", 1, "no such field"),
        (('name = "A way to stop"\n', ""), "[[principles]]", 2, "“name”"),
        (('organisation = "Harbour"\n', ""), "id", 1, "“organisation”"),
    ],
)
def test_a_broken_pack_is_named_with_line_and_reason(
    folder: Path, change: tuple[str, str], beginning: str, nth: int, reason: str
) -> None:
    text = PACK.replace(*change)
    assert text != PACK
    path = folder / "harbour-values.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_pack(path)
    assert str(caught.value).startswith(f"harbour-values.toml, line {line(text, beginning, nth)}: ")
    assert reason in str(caught.value)
    assert check_pack(path) == [caught.value.happened]


def test_check_names_every_unknown_value_and_double_id(folder: Path) -> None:
    text = PACK.replace("transparency = 2", "honesty = 2").replace("accountability = 2", "duty = 1")
    text = text.replace("harbour-values.stop.owner", "harbour-values.stop.key")
    path = folder / "harbour-values.toml"
    path.write_text(text, encoding="utf-8")
    faults = check_pack(path)
    assert [fault.split(": ")[0] for fault in faults] == [
        f"harbour-values.toml, line {line(text, 'values', 1)}",
        f"harbour-values.toml, line {line(text, 'values', 3)}",
        f"harbour-values.toml, line {line(text, 'id', 6)}",
    ]
    (folder / "good.toml").write_text(PACK, encoding="utf-8")
    assert check_pack(folder / "good.toml") == []


def test_control_characters_written_as_escapes_do_not_come_through(folder: Path) -> None:
    path = folder / "harbour-values.toml"
    path.write_text(PACK.replace('"Plain words"', '"Plain\\u001b[31m \\u202ewords"'), encoding="utf-8")
    name = load_pack(path).principles[0].name
    assert name == "Plain␛[31m words"


@pytest.mark.parametrize(
    "bomb",
    [
        "x = " + "[" * 60_000 + "]" * 60_000,
        "a" + ".a" * 100_000 + " = 1",
        "\n".join("x" + ".a" * 50 + f".b{n} = 1" for n in range(2_000)),
        "x = " + "9" * 100_000,
        '"a"' + '."a"' * 60_000 + " = 1",
        '# "' + "a" * 400_000,
        "x = {a=" * 20_000,
        '"""' * 40_000,
        "\x00\x01",
        "[[principles]]\n" * 15_000,
        "",
    ],
    ids=[
        "arrays",
        "dots",
        "many-dots",
        "digits",
        "quoted-dots",
        "size",
        "tables",
        "quotes",
        "control",
        "headers",
        "empty",
    ],
)
def test_bombs_are_refused_in_one_sentence_and_at_once(tmp_path: Path, bomb: str) -> None:
    path = tmp_path / "bomb.toml"
    path.write_text(bomb, encoding="utf-8")
    begun = time.monotonic()
    with pytest.raises(BadInput) as caught:
        load_pack(path)
    assert time.monotonic() - begun < 5
    assert "bomb.toml" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_what_is_no_file_or_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(BadInput, match=r"folder\.toml cannot be read"):
        load_pack(tmp_path / "folder.toml")
    with pytest.raises(BadInput, match=r"gone\.toml cannot be read"):
        load_pack(tmp_path / "gone.toml")
    (tmp_path / "latin.toml").write_bytes("id = 'a'\nname = 'caf\u00e9'\n".encode("latin-1"))
    with pytest.raises(BadInput, match=r"latin\.toml, line 2: not UTF-8"):
        load_pack(tmp_path / "latin.toml")
    (tmp_path / "edge.toml").write_text(PACK + "#" * (MAX_BYTES - len(PACK.encode())), encoding="utf-8")
    assert load_pack(tmp_path / "edge.toml").id == "harbour-values"


def test_an_unknown_pack_is_not_found() -> None:
    with pytest.raises(NotFound, match="nowhere-2020"):
        load_our_pack("nowhere-2020")
    assert load_our_pack("google-ai-principles-2025") is load("packs")["google-ai-principles-2025"]


def test_lines_inside_long_strings_are_not_headers() -> None:
    text = 'note = """\n[[packs]]\nid = 1\n"""\n\n[[packs]]\nid = "a"\n\n[[packs]]\nid = "b"\n'
    assert line_of(text, ("packs", 0, "id")) == 7
    assert line_of(text, ("packs", 1, "id")) == 10
    assert line_of(text, ("packs", 1, "missing")) == 9
