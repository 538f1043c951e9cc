from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Run

LIST = "Fairness: treat people alike\nOwn your numbers\n- Privacy by default: keep less\n"


def test_all_packs_are_listed_and_one_is_shown_with_its_source(run: Run) -> None:
    listed = json.loads(run("packs", "list", "--json").out)
    assert len(listed) == 47
    shown = json.loads(run("packs", "show", "google-ai-principles-2025", "--json").out)
    assert shown["title"] == "Google AI principles, 2025"
    assert sum(len(principle["clauses"]) for principle in shown["principles"]) > len(shown["principles"]) == 3
    assert "https://ai.google/principles/" in run("packs", "show", "google-ai-principles-2025").out


def test_a_name_that_is_not_as_published_is_never_shown_as_a_quotation(run: Run) -> None:
    assert "(our label)" in run("packs", "show", "g7-hiroshima-code-2023").out


def test_a_pasted_list_becomes_a_pack_of_ones_own(run: Run) -> None:
    assert run("packs", "add", "Acme", stdin=LIST).out == "acme-own\n"
    shown = json.loads(run("packs", "show", "acme-own", "--json").out)
    assert [list(each["clauses"][0]["values"]) for each in shown["principles"]] == [["fairness"], [], ["privacy"]]
    again = run("packs", "add", "Acme", stdin=LIST)
    assert again.code == 1
    assert "already" in again.err


def test_ones_own_pack_wins_over_ours(run: Run) -> None:
    edited = run("packs", "edit", "google-ai-principles-2025", VISUAL="sed -i s/Bold/Brave/")
    assert edited.code == 0, edited.err
    assert "Brave innovation" in run("packs", "show", "google-ai-principles-2025").out
    own = [each for each in json.loads(run("packs", "list", "--json").out) if each["own"]]
    assert [each["id"] for each in own] == ["google-ai-principles-2025"]


def test_a_broken_pack_is_named_with_its_line_and_stops_nothing(run: Run, home: Path) -> None:
    run("packs", "add", "Acme", stdin=LIST)
    wrong = run("packs", "edit", "acme-own", VISUAL="sed -i s/privacy/pryvacy/")
    assert wrong.code == 1
    assert "acme-own.toml, line " in wrong.err
    assert run("packs", "check").code == 1
    listed = run("packs", "list")
    assert listed.code == 0
    assert "Left out: acme-own.toml" in listed.err
    assert (home / "data" / "packs" / "acme-own.toml").is_file()


def test_an_unknown_pack_is_answered_with_the_nearest(run: Run) -> None:
    done = run("packs", "show", "google-ai-principle-2025")
    assert done.code == 1
    assert "google-ai-principles-2025" in done.err
