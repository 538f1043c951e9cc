"""Each rule of the lint, broken on purpose: one fault in a clean dossier, found and named."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from exports.contents import Dossier, Withheld
from exports.lint import lint
from exports.reading import parts_of
from exports.word.base import zipped
from exports.word.dossier import write_dossier
from workbench.errors import Damaged

DOCUMENT, STYLES, CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"


@pytest.fixture(scope="module")
def clean() -> dict[str, bytes]:
    from importlib.util import module_from_spec, spec_from_file_location
    from pathlib import Path

    spec = spec_from_file_location("contents_for_lint", Path(__file__).parent / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return parts_of(write_dossier(module.make_dossier(2)).data)


TOLD = '<w:pStyle w:val="WBTold"/>'
SETTINGS, LINKS, FOOTER = "word/settings.xml", "word/_rels/document.xml.rels", "word/footer1.xml"
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:docPr id="1" name="Logo"/></wp:inline></w:drawing></w:r></w:p>'
)
LEVEL_2, LEVEL_4 = (f'<w:outlineLvl w:val="{level}"/></w:pPr></w:style>' for level in (1, 3))
CAPTION = '<w:tblCaption w:val="Schedule of the interview rounds"/>'


class Broken(NamedTuple):
    """What is done to one part, and the rule that must name it."""

    part: str
    old: str
    new: str
    rule: str


REAL: dict[str, Broken] = {
    "not well-formed": Broken(DOCUMENT, "</w:body>", "</w:bodi>", "xml"),
    "a style that is not there": Broken(DOCUMENT, TOLD, '<w:pStyle w:val="Gone"/>', "styles"),
    "a character style for a paragraph": Broken(DOCUMENT, TOLD, '<w:pStyle w:val="Hyperlink"/>', "styles"),
    "a style based on nothing": Broken(STYLES, '<w:basedOn w:val="WBCell"/>', '<w:basedOn w:val="Gone"/>', "styles"),
    "a link to nowhere": Broken(DOCUMENT, 'w:anchor="story_0001"', 'w:anchor="story_9999"', "links"),
    "a page of nowhere": Broken(DOCUMENT, " PAGEREF story_0001 ", " PAGEREF story_9999 ", "links"),
    "a doubled bookmark": Broken(DOCUMENT, 'w:name="story_0002"', 'w:name="story_0001"', "bookmarks"),
    "a bookmark with a space": Broken(DOCUMENT, 'w:name="story_0002"', 'w:name="story 0002"', "bookmarks"),
    "a bookmark left open": Broken(DOCUMENT, '<w:bookmarkEnd w:id="1"/>', "", "bookmarks"),
    "a field left open": Broken(DOCUMENT, '<w:fldChar w:fldCharType="end"/>', "", "fields"),
    "a field that asks": Broken(SETTINGS, "<w:compat>", '<w:updateFields w:val="true"/><w:compat>', "fields"),
    "an old mode": Broken(SETTINGS, 'w:val="15"/>', 'w:val="14"/>', "compatibility"),
    "a cell without a paragraph": Broken(DOCUMENT, "</w:p></w:tc>", "</w:p><w:tbl/></w:tc>", "tables"),
    "a cell too many": Broken(DOCUMENT, "</w:tc></w:tr>", "</w:tc><w:tc><w:p/></w:tc></w:tr>", "tables"),
    "merged cells": Broken(DOCUMENT, "</w:tcPr>", '<w:gridSpan w:val="1"/></w:tcPr>', "merged cells"),
    "no head": Broken(DOCUMENT, "<w:tblHeader/>", "", "table heads"),
    "no caption": Broken(DOCUMENT, CAPTION, "", "table captions"),
    "order in a paragraph": Broken(DOCUMENT, TOLD, f'<w:spacing w:after="0"/>{TOLD}', "order"),
    "order in a run": Broken(DOCUMENT, "<w:b/><w:bCs/>", '<w:color w:val="000000"/><w:b/><w:bCs/>', "order"),
    "a target that is gone": Broken(LINKS, 'Target="styles.xml"', 'Target="style.xml"', "relationships"),
    "a relationship that is gone": Broken(DOCUMENT, 'r:id="rId4"', 'r:id="rId44"', "relationships"),
    "no title": Broken(CORE, "dc:title>", "dc:subject>", "title"),
    "no language": Broken(STYLES, '<w:lang w:val="en-GB"', '<w:lang w:val=""', "language"),
    "a level skipped": Broken(DOCUMENT, '<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading3"/>', "headings"),
    "a level skipped by outline": Broken(STYLES, LEVEL_2, LEVEL_4, "headings"),
    "no stamp on the cover": Broken(DOCUMENT, "Private – for preparation", "For preparation", "stamp"),
    "no stamp in the footer": Broken(FOOTER, "Private – for preparation", "For preparation", "stamp"),
    "two controls with one id": Broken(DOCUMENT, '<w:id w:val="1002"/>', '<w:id w:val="1001"/>', "ids"),
    "a picture without words": Broken(DOCUMENT, "<w:sectPr", f"{PICTURE}<w:sectPr", "alternative text"),
}


@pytest.mark.parametrize("name", list(REAL))
def test_one_fault_is_found_and_named(clean: dict[str, bytes], name: str) -> None:
    part, old, new, rule = REAL[name]
    held = clean[part].decode()
    assert old in held
    broken = {**clean, part: held.replace(old, new, -1 if rule == "title" else 1).encode()}
    assert rule in {fault.rule for fault in lint(zipped(broken), private=True)}


def test_the_clean_file_has_no_fault(clean: dict[str, bytes]) -> None:
    assert lint(zipped(clean), private=True) == []


def test_a_list_that_is_not_there(clean: dict[str, bytes]) -> None:
    held = clean[DOCUMENT].decode()
    listed = held.replace(
        '<w:pStyle w:val="ListBullet"/>', '<w:pStyle w:val="ListBullet"/><w:numPr><w:numId w:val="7"/></w:numPr>', 1
    )
    assert {fault.rule for fault in lint(zipped({**clean, DOCUMENT: listed.encode()}))} == {"numbering"}


def test_a_part_without_a_content_type(clean: dict[str, bytes]) -> None:
    assert {fault.rule for fault in lint(zipped({**clean, "word/media/picture.png": b"x"}))} == {"types"}


def test_two_tables_that_would_merge(clean: dict[str, bytes]) -> None:
    held = clean[DOCUMENT].decode()
    table = held[held.index("<w:tbl>") : held.index("</w:tbl>") + len("</w:tbl>")]
    broken = {**clean, DOCUMENT: held.replace(table, table + table, 1).encode()}
    assert "tables" in {fault.rule for fault in lint(zipped(broken))}


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"PK\x03\x04" + b"\x00" * 60])
def test_what_is_no_word_file_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(Damaged):
        lint(data)


def test_a_document_type_is_refused(clean: dict[str, bytes]) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + clean[DOCUMENT].split(b"?>", 1)[1]
    with pytest.raises(Damaged):
        lint(zipped({**clean, DOCUMENT: bomb}))


def test_a_private_document_does_not_pass_as_one_to_be_sent(dossier: Callable[..., Dossier]) -> None:
    faults = lint(write_dossier(dossier(2)).data, private=False)
    assert {fault.rule for fault in faults} == {"private"}
    assert any("WB Stamp" in fault.text for fault in faults)


@pytest.mark.parametrize(
    "form", ["Every  “claim” here", 'Eve\u00adry\u200d "cla\u200cim" here', "ＥＶＥＲＹ “claim”\u00a0here"]
)
@pytest.mark.parametrize("part", [DOCUMENT, "word/header1.xml", CORE])
def test_withheld_words_are_found_in_every_part(clean: dict[str, bytes], part: str, form: str) -> None:
    held = clean[part].decode()
    tag = "</dc:title>" if part == CORE else "</w:t>"
    planted = {**clean, part: held.replace(tag, f" {form}{tag}", 1).encode()}
    withheld = (Withheld(words='every "claim" here', what="what not to say"),)
    assert "withheld" in {fault.rule for fault in lint(zipped(planted), withheld=withheld)}
    assert lint(zipped(clean), withheld=withheld) == []
