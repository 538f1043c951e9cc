"""Confidential terms: every form of them is replaced, every place is looked into, nothing leaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.contents import Dossier
from exports.disclosure import Screen, Secret, absolute_figures, folded, words_in
from exports.lint import lint
from exports.plain import dossier_markdown
from exports.reading import parts_of, texts_of
from exports.word.base import zipped
from exports.word.dossier import write_dossier

HERON = Secret(term="Blue Heron", stand_in="the parcel carrier", kind="employer")
ACME = Secret(term="AcmeCorp", kind="employer")
POLICY = Secret(term="Priority", stand_in="the fast lane", kind="product")
MUELLER = Secret(term="Müller", kind="name")
SUM = Secret(term="£2.3m over three years", stand_in="a seven-figure sum", kind="figure")
COUNT = Secret(term="1,200,000", kind="figure")
ALL = Screen.of("anonymised", [HERON, ACME, POLICY, MUELLER, SUM, COUNT])

PICTURE = (
    '<w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:inline><wp:docPr id="1" name="Picture" descr="The B l u e H e r o n van"/></wp:inline></w:drawing>'
)
CODE = "".join(
    f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    for code in (" HYPERLINK https://blue", "heron.example ")
)
DRAWN = (
    '<w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>Blue H</a:t></a:r>'
    "<a:r><a:t>eron</a:t></a:r></a:p></w:drawing>"
)
FORMS = (
    "Blue Heron", "blue heron", "BLUE HERON", "Blue-Heron", "blueheron", "BlueHeron", "Blue Heron's", "Blue Herons",
    "Blue\nHeron", "Blue\u00a0Heron", "Blue\u2011Heron", "Blue \u2013 Heron", "Bl-\nue Heron", "Blue He\u00adron",
    "Blue_Heron", "Blue.Heron", "AcmeCorp", "Acme Corp", "acme-corp", "ACMECORP’s", "Priorities", "priority",
    "Muller", "MÜLLER", "Mu\u0308ller", "£2.3m over three years", "£ 2.3 m over three years", "1 200 000", "1200000",
    "1.200.000", "Ｂｌｕｅ Ｈｅｒｏｎ", "B l u e H e r o n", "B-l-u-e-H-e-r-o-n", "B.l.u.e H.e.r.o.n",
    "b\u2009l\u2009u\u2009e h e r o n", "Blue-He-ron", "M ü l l e r", "A_c_m_e_C_o_r_p",
    "Blue\u200cHeron", "Bl\u200due Heron", "Blue\u2060Heron", "Blue He\ufe0fron", "Bl\u034fue Heron", "Вlue Неrоn",
    "Βlue Ηeron", "ʙʟᴜᴇ ʜᴇʀᴏɴ", "𝐁𝐥𝐮𝐞 𝐇𝐞𝐫𝐨𝐧", "Ⓑⓛⓤⓔ Ⓗⓔⓡⓞⓝ", "Blue Heronʼs", "Blue Heron′s",
    "Blue&nbsp;Heron", "Blue%20Heron", "blue+heron", "Blue, Heron", "Blue (Heron)", "Blue & Heron", "**Blue** *Heron*",
    "Blue Her- on", "Blue He -\nron",
    "Blue\nHe\nron", "B, l, u, e, H, e, r, o, n", "Mueller", "MUELLERS", "Mûller", "AсmеСоrр", "Acme&Corp",
    "Acme\\Corp",
)  # fmt: skip
JOINED = (
    "BlueHeronOne",
    "blueHeronAPI",
    "getBlueHeronId",
    "team_blue_heron",
    "BlueHeron2",
    "AcmeCorpAPI",
    "myPriorityTool",
    "https://www.myblueheronhq.example/x",
    "jo.blueheron@mail.example",
)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_term_is_replaced_and_would_be_found(form: str) -> None:
    text = f"In spring {form} told us to wait."
    assert ALL.leaks(text)
    shown = ALL.text(text)
    assert not ALL.leaks(shown)
    assert shown.startswith("In spring ")
    assert shown.endswith(" told us to wait.")


@pytest.mark.parametrize("form", JOINED)
def test_a_term_joined_to_other_words_is_cut_out_of_them(form: str) -> None:
    text = f"In spring {form} told us to wait."
    assert ALL.leaks(text)
    shown = ALL.text(text)
    assert not ALL.leaks(shown)
    assert "heron" not in shown.lower()
    assert shown.endswith(" told us to wait.")


def test_what_is_left_of_a_longer_name_stands_apart() -> None:
    assert ALL.text("We sold BlueHeronOne.") == "We sold the parcel carrier One."


@pytest.mark.parametrize(
    "innocent",
    [
        "a blue bird and a heron",
        "prior",
        "The herons",
        "acmes",
        "12,000,000",
        "prioritised",
        "blue her on the phone",
        "Blue\n¶\nHeron",
        "a mule",
        "Мюллер и сын",
    ],
)
def test_other_words_are_left_alone(innocent: str) -> None:
    kept = Screen.of("anonymised", [HERON, ACME, POLICY, COUNT])
    assert kept.text(innocent) == innocent


def test_a_stand_in_begins_a_sentence_with_a_capital_and_keeps_its_ending() -> None:
    assert (
        ALL.text("Blue Heron paid. Blue Heron's invoice came.")
        == "The parcel carrier paid. The parcel carrier's invoice came."
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("We called the BlueHeronAPI twice.", "We called the parcel carrier API twice."),
        ("The Blue Heron van was late.", "The parcel carrier van was late."),
        ("It was an AcmeCorp van.", "It was a company van."),
        ("A Priority lane, our Priority lane.", "A fast lane lane, our fast lane lane."),
        ("They told her Blue Heron knew.", "They told her the parcel carrier knew."),
        ("I said that AcmeCorp knew.", "I said that the company knew."),
        ("We met a\nBlue Heron driver.", "We met a\nparcel carrier driver."),
        ("It is a Müller rule.", "It is a colleague rule."),
        ("the £2.3m over three years", "the seven-figure sum"),
    ],
)
def test_one_article_stands_before_a_stand_in(text: str, shown: str) -> None:
    assert ALL.text(text) == shown


def test_an_article_follows_the_sound_of_the_stand_in() -> None:
    screen = Screen.of(
        "anonymised", [Secret(term="Tern", stand_in="insurer"), Secret(term="Owl", stand_in="hour bank")]
    )
    assert screen.text("A Tern clerk, an Owl clerk") == "An insurer clerk, an hour bank clerk"


def test_the_longer_term_goes_first() -> None:
    screen = Screen.of(
        "anonymised", [Secret(term="Tern", stand_in="them"), Secret(term="Tern Health", stand_in="a clinic firm")]
    )
    assert screen.text("at Tern Health") == "at a clinic firm"


def test_full_disclosure_changes_nothing() -> None:
    assert Screen.of("full", [HERON]).text("Blue Heron") == "Blue Heron"


@given(st.text(max_size=60), st.text(alphabet=st.characters(categories=["L", "N", "Zs", "P"]), min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_whatever_the_term_nothing_of_it_is_left(around: str, term: str) -> None:
    screen = Screen.of("anonymised", [Secret(term=term, stand_in="¤")])
    assert screen.leaks(screen.text(f"{around} {term} {around}")) == []


@settings(deadline=None)
@given(st.text(max_size=80))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It cost €4.2m in 2024.", "It cost [figure] in 2024."),
        ("Wrong notes fell from 9% to 3 per cent.", "Wrong notes fell from 9% to 3 per cent."),
        ("About 8 in 100 flags, 3 times fewer, 2.4× faster.", "About 8 in 100 flags, 3 times fewer, 2.4× faster."),
        ("1,200 drafts in 26 hours", "[figure] drafts in [figure] hours"),
        ("two hundred practices and three million calls", "[figure] practices and [figure] calls"),
        ("p95 of GPT-4 on the 3rd try", "p95 of GPT-4 on the 3rd try"),
        ("3.4 pence to 1.5 pence", "[figure] pence to [figure] pence"),
    ],
)
def test_shares_stay_and_other_figures_go(text: str, shown: str) -> None:
    assert Screen.of("percentages", []).text(text) == shown
    assert absolute_figures(shown) == []


def variants(term: str) -> tuple[str, ...]:
    """Return a term as people write it without meaning to: plural, joined, spaced out."""
    joined = "".join(word[:1].upper() + word[1:] for word in term.replace("-", " ").split())
    letters = [letter for letter in term if letter.isalnum()]
    return (
        f"{term.upper()}s", f"{term}'s", f"{joined}One", f"{joined[:1].lower()}{joined[1:]}API", f"our_{joined}",
        " ".join(letters), "-".join(letters), f"{term[:3]}\u00ad{term[3:]}",
    )  # fmt: skip


def _planted(value: Any, term: str) -> Any:
    """Put `term` into every text of a record."""
    if isinstance(value, tuple):
        return tuple(_planted(item, term) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"key", "kind", "part", "whose", "level", "language", "paper", "disclosure", "prepared", "day", "zone"}
        changed = {}
        for field in fields(value):
            held = getattr(value, field.name)
            if isinstance(held, str) and field.name not in kept:
                changed[field.name] = f"{held} {term} {' '.join(variants(term))}".strip()
            elif field.name not in kept:
                changed[field.name] = _planted(held, term)
        return replace(value, **changed)
    return value


@pytest.mark.parametrize("term", ["Blue Heron", "Müller-Lüdenscheidt", "AcmeCorp"])
def test_terms_planted_in_every_field_leak_nowhere(dossier: Callable[..., Dossier], term: str) -> None:
    whole = _planted(dossier(3), term)
    assert sum(term in text for text in words_in(whole)) > 100
    screen = Screen.of("anonymised", [Secret(term=term, stand_in="the firm")])
    open_file = write_dossier(whole).data
    assert [fault for fault in lint(open_file, private=True, screen=screen) if fault.rule == "leaks"]
    shown = screen.contents(whole)
    made = write_dossier(shown)
    assert lint(made.data, private=True, screen=screen, name="dossier.docx") == []
    for held in parts_of(made.data).values():
        assert term.split(" ")[0].split("-")[0].lower().encode() not in held.lower()
    assert screen.leaks(dossier_markdown(shown)) == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", "</w:t>", " Blue</w:t></w:r><w:r><w:t> Heron</w:t>"),
        ("word/document.xml", "</w:t>", " Blue</w:t><w:br/><w:t>Heron</w:t>"),
        ("word/document.xml", "</w:t>", " Bl<w:softHyphen/></w:t>"),
        ("word/document.xml", '<w:tblCaption w:val="', '<w:tblCaption w:val="Blue Heron '),
        ("word/document.xml", '<w:alias w:val="', '<w:alias w:val="Blue-Heron '),
        ("word/header1.xml", "</w:t>", " blue heron</w:t>"),
        ("word/footer2.xml", "</w:t>", " BLUEHERON</w:t>"),
        ("docProps/core.xml", "</dc:title>", " Blue Herons</dc:title>"),
        ("word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="styles.xml" Note="blue-heron"'),
        ("word/document.xml", '<w:tblDescription w:val="', '<w:tblDescription w:val="blueHeronAPI '),
        ("word/header2.xml", "</w:p>", f"<w:r>{PICTURE}</w:r></w:p>"),
        ("docProps/core.xml", "<cp:category>", "<cp:keywords>B-l-u-e H-e-r-o-n</cp:keywords><cp:category>"),
        ("docProps/core.xml", "</dc:title>", " BlueHeronOne</dc:title>"),
        ("word/document.xml", "</w:t>", " Blue</w:t></w:r><w:proofErr/><w:r><w:t>\u200d He\u200cron</w:t>"),
        ("word/document.xml", "</w:t></w:r>", f"</w:t></w:r>{CODE}"),
        (
            "word/document.xml",
            "</w:t></w:r>",
            '</w:t></w:r><w:del w:id="9"><w:r><w:delText>blue heron</w:delText></w:r></w:del>',
        ),
        ("word/document.xml", "</w:t>", "</w:t><!-- Blue Heron -->"),
        ("word/document.xml", "</w:t></w:r>", f"</w:t></w:r><w:r>{DRAWN}</w:r>"),
        (
            "word/_rels/document.xml.rels",
            'Target="styles.xml"',
            'Target="styles.xml" Note="https://x.example/Blue%20H%65ron"',
        ),
        (
            "word/_rels/document.xml.rels",
            'Target="styles.xml"',
            'Target="styles.xml" Note="mailto:jo@blueheronhq.example"',
        ),
        (
            "word/settings.xml",
            "<w:compat>",
            '<w:docVars><w:docVar w:name="client" w:val="Blue Heron"/></w:docVars><w:compat>',
        ),
        (
            "word/styles.xml",
            "</w:styles>",
            '<w:style w:customStyle="1" w:styleId="BH"><w:name w:val="BlueHeron Body"/></w:style></w:styles>',
        ),
    ],
)
def test_the_check_looks_into_every_part_of_the_finished_file(
    dossier: Callable[..., Dossier], part: str, old: str, new: str
) -> None:
    parts = parts_of(write_dossier(dossier(1)).data)
    if "softHyphen" in new:
        new = " Blue He</w:t><w:softHyphen/><w:t>ron</w:t>"
    parts[part] = parts[part].decode().replace(old, new, 1).encode()
    screen = Screen.of("anonymised", [HERON])
    assert "leaks" in {fault.rule for fault in lint(zipped(parts), screen=screen)}


def test_what_is_no_xml_is_read_too(dossier: Callable[..., Dossier]) -> None:
    parts = parts_of(write_dossier(dossier(0)).data)
    screen = Screen.of("anonymised", [HERON])
    for held in (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0ftEXtAuthor\x00The Blue Heron team\x00",
        b"\xff\xd8\xff\xe1" + "The Blue Heron team".encode("utf-16-le"),
        zipped({**parts, "word/footer1.xml": parts["word/footer1.xml"].replace(b"</w:t>", b" Blue Heron</w:t>", 1)}),
    ):
        faults = [
            each for each in lint(zipped({**parts, "word/media/1.png": held}), screen=screen) if each.rule == "leaks"
        ]
        assert len(faults) == 1
    assert not [
        each
        for each in lint(zipped({**parts, "word/media/1.png": b"PK of nothing"}), screen=screen)
        if each.rule == "leaks"
    ]


@pytest.mark.parametrize("term", ["ВЕКТОР", "Вектор", "ΖΕΥΣ", "Strauß", "Øresund"])
def test_a_name_in_another_alphabet_is_found_in_either_case(term: str) -> None:
    screen = Screen.of("anonymised", [Secret(term=term, stand_in="the firm")])
    for form in (term, term.lower(), term.upper(), term.title()):
        assert screen.leaks(f"We met {form} in May.")
        assert screen.text(f"We met {form} in May.") == "We met the firm in May."


@pytest.mark.parametrize("term", ["Microsoft", "Google", "Office", "Priority", "Title", "Calibri", "Clear", "Styles"])
def test_a_term_that_is_also_a_word_of_the_format_does_not_stop_every_document(
    dossier: Callable[..., Dossier], term: str
) -> None:
    screen = Screen.of("anonymised", [Secret(term=term, stand_in="the firm")])
    made = write_dossier(screen.contents(dossier(2)))
    assert [each.text for each in lint(made.data, screen=screen, name="dossier.docx") if each.rule == "leaks"] == []


@pytest.mark.parametrize(
    "name", ["blue-heron-notes.docx", "BlueHeronOne.docx", "my_blueheron_notes.docx", "b-l-u-e-h-e-r-o-n.docx"]
)
def test_the_name_of_the_file_is_looked_at(dossier: Callable[..., Dossier], name: str) -> None:
    faults = lint(write_dossier(dossier(0)).data, screen=Screen.of("anonymised", [HERON]), name=name)
    assert [fault.part for fault in faults if fault.rule == "leaks"] == ["the file name"]


def test_texts_of_a_plain_file_are_its_text_and_its_name() -> None:
    assert list(texts_of(b"Blue Heron", "notes.md")) == [("the file name", "notes"), ("the text", "Blue Heron")]
