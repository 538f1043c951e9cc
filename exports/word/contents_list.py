"""The contents list: a real TOC field whose entries and page numbers already stand in it.

Word would ask "this document contains fields that may refer to other files" if it were told to fill the list on
opening, and LibreOffice would leave it empty; so it is filled here, and F9 renews it.
"""

from __future__ import annotations

from typing import Final

from exports.word.fragments import Body, escape

_CLOSE: Final = 1.0
"""Points above an entry of the first level, where that keeps the list on fewer pages."""


def contents_list(body: Body, headings: list[tuple[int, str, str]], *, title: str = "Contents") -> Body:
    """Return the list, beginning on a new page, for `headings` (level, text, anchor) of `body`."""
    made = _list(body, headings, title, None)
    if made.pages() > 1:
        close = _list(body, headings, title, _CLOSE)
        if close.pages() < made.pages():
            return close
    return made


def _list(body: Body, headings: list[tuple[int, str, str]], title: str, before: float | None) -> Body:
    made = body.apart()
    made.para("TOC Heading", made.text(title), new_page=True, before=0.0)
    numbered = body.font is not None
    switch = "" if numbered else " \\n"
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z{switch} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for index, (level, text, anchor) in enumerate(headings):
        number = (
            '<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> PAGEREF {anchor} \\h </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>\x00{anchor}\x00</w:t></w:r>{end}'
            if numbered
            else ""
        )
        xml = (
            f'<w:hyperlink w:anchor="{anchor}" w:history="1"><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
            f"{number}</w:hyperlink>"
        )
        first = begin if index == 0 else ""
        last = end if index == len(headings) - 1 else ""
        made.para(
            f"toc {level}",
            made.text("")._replace(xml=first + xml + last, text=text + " …… 00"),
            before=before if level == 1 else None,
        )
    return made
