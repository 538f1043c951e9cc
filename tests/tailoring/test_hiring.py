from __future__ import annotations

import pytest

from themes import catalogue
from workbench.tailoring.hiring import packs_of

GOOGLE, MICROSOFT = "google-ai-principles-2025", "microsoft-responsible-ai-principles"


@pytest.mark.parametrize(
    ("company", "wanted"),
    [
        ("Google", [GOOGLE]),
        ("google llc", [GOOGLE]),
        ("Google DeepMind", [GOOGLE]),
        ("DeepMind Technologies Ltd", []),
        ("Microsoft", [MICROSOFT]),
        ("Microsoft Corp.", [MICROSOFT]),
        ("Anthropic PBC", ["anthropic-claude-constitution-2026", "anthropic-company-values"]),
        ("OpenAI, Inc.", ["openai-principles-2026"]),
        ("Meta Platforms, Inc.", ["meta-responsible-ai-pillars"]),
        ("AWS", ["aws-responsible-ai-dimensions"]),
        ("Amazon", ["amazon-leadership-principles"]),
        ("Robert Bosch GmbH", ["bosch-ai-code-of-ethics"]),
        ("Google (Zürich)", [GOOGLE]),
        ("Microsoft, London", [MICROSOFT]),
        ("Sony Group", ["sony-ai-ethics-guidelines"]),
        ("SAP SE", ["sap-global-ai-ethics-policy"]),
        # Other companies with a part of the name, standards, and nothing.
        ("Cohere Health", []),
        ("Apple Bank", []),
        ("Intel 471", []),
        ("Metabase", []),
        ("Googl", []),
        ("NIST", []),
        ("Inc", []),
        ("", []),
    ],
)
def test_a_company_has_its_own_principles_or_none(company: str, wanted: list[str]) -> None:
    assert sorted(packs_of(company, catalogue().packs)) == wanted


def test_the_users_own_list_goes_before_ours_and_a_ring_of_successors_ends() -> None:
    ours = catalogue().packs[GOOGLE]
    own = ours.model_copy(update={"id": "google-own", "kind": "own"})
    assert packs_of("Google", {ours.id: ours, own.id: own}) == ["google-own"]
    first = ours.model_copy(update={"superseded_by": "b"})
    second = ours.model_copy(update={"id": "b", "superseded_by": ours.id})
    assert packs_of("Google", {first.id: first, "b": second}) == ["b", ours.id]
