"""The bytes of a bank file: JSON that TinyDB's shape fits, one row a line, under a checksum.

    {"meta":{"format":…,"schema":1,…,"blake2b":"…"},
    "stories":{
    "call-notes":{…},
    "night-shift":{…}
    }
    }

A line a row keeps unchanged rows as the bytes they are (a save encodes only what changed), makes a version
control diff readable, and lets a cut file be rescued row by row. The checksum covers the head, every table's
name and every line, in order; and a file counts as whole only if writing it again gives the same bytes. JSON
repeats itself, so that a new beginning with an old end may parse well: only a checksum finds that.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import orjson

from workbench.bank.digest import blake2b
from workbench.errors import BadInput

FORMAT: Final = "star-workbench-bank"
SCHEMA: Final = 1
META: Final = "meta"
_HEAD: Final = b'{"meta":'
_SUM: Final = b',"blake2b":"'

Row = dict[str, Any]


class Line(NamedTuple):
    """One row as it stands in the file, without its comma, and its digest."""

    body: bytes
    digest: bytes
    key_length: int

    def row(self) -> Row:
        """Return a fresh copy of the row: nobody's change of it reaches the store."""
        row: Row = orjson.loads(self.body[self.key_length + 1 :])
        return row

    def in_trash(self) -> bool:
        """Return whether the row was deleted, in most cases without decoding it."""
        # A quotation mark within a text is escaped, so that no text can look like this.
        return b'"deleted_at":"' in self.body and bool(self.row().get("deleted_at"))


Tables = dict[str, dict[str, Line]]


class UnreadableError(Exception):
    """A bank file's bytes are not what the workbench wrote. `str()` says how, as part of a sentence."""


def line(key: str, row: Row) -> Line:
    """Encode one row. Raises BadInput for what JSON would silently change (NaN, dates, number keys, surrogates)."""
    try:
        encoded = orjson.dumps(row)
        same = orjson.loads(encoded) == row
    except (orjson.JSONEncodeError, orjson.JSONDecodeError) as error:
        raise BadInput(f"“{key}” holds something that can't be stored ({error}).", "Nothing was changed.") from error
    if not same:
        raise BadInput(f"“{key}” holds something that can't be stored as it is.", "Nothing was changed.")
    quoted = orjson.dumps(key)
    return _line(quoted + b":" + encoded, len(quoted))


def pack(meta: dict[str, Any], tables: Tables) -> bytes:
    """Return the whole file for `meta` (without its checksum) and `tables`."""
    return b"".join(pieces(meta, tables))


def pieces(meta: dict[str, Any], tables: Tables) -> list[bytes]:
    """Return the whole file in pieces, ready to be written one after the other: no row is copied for it."""
    head = orjson.dumps(meta)
    total = blake2b(head, digest_size=32)
    found: list[bytes] = [b""]
    for name, lines in tables.items():
        quoted = orjson.dumps(name)
        rows = lines.values()
        total.update(b"\n%b %d\n" % (quoted, len(rows)))
        total.update(b"".join([each.digest for each in rows]))
        if not rows:
            found.append(b",\n%b:{}" % quoted)
            continue
        # Every second place is a row's, those between hold what parts them: filled at once, without a loop.
        table = [b",\n"] * (2 * len(rows))
        table[0] = b",\n%b:{\n" % quoted
        table[1::2] = [each.body for each in rows]
        found += table
        found.append(b"\n}")
    found.append(b"\n}\n")
    found[0] = _HEAD + head[:-1] + _SUM + total.hexdigest().encode() + b'"}'
    return found


def unpack(raw: bytes) -> tuple[dict[str, Any], Tables]:
    """Return head (without checksum) and tables of a file that is whole. Raises UnreadableError."""
    if not raw:
        raise UnreadableError("it is empty")
    if not raw.strip(b"\0"):
        raise UnreadableError("it holds nothing but zero bytes")
    lines = raw.split(b"\n")
    try:
        meta = _meta(lines[0])
        if meta.get("format") != FORMAT or not isinstance(meta.get("schema"), int):
            raise UnreadableError("it is no bank of the workbench")
        tables = _tables(lines)
        whole = pack(meta, tables) == raw
    except (orjson.JSONDecodeError, orjson.JSONEncodeError, ValueError, LookupError, TypeError):
        raise UnreadableError(diagnosis(raw)) from None
    if not whole:
        raise UnreadableError(diagnosis(raw))
    return meta, tables


def diagnosis(raw: bytes) -> str:
    """Say what is wrong with bytes that are no whole bank, as the end of "The file is damaged: …"."""
    if b"\n<<<<<<< " in raw or raw.startswith(b"<<<<<<< "):
        return "it holds the marks of an unfinished merge"
    if b"\0" in raw:
        return "it holds zero bytes where text should be"
    try:
        data = orjson.loads(raw)
    except orjson.JSONDecodeError:
        if raw.startswith(_HEAD) and not raw.endswith(b"}\n"):
            return "it ends in the middle"
        return "it is no valid JSON"
    if not isinstance(data, dict) or not isinstance(data.get(META), dict) or data[META].get("format") != FORMAT:
        return "it is no bank of the workbench"
    return "its checksum does not fit: something other than the workbench has changed it"


def _line(body: bytes, key_length: int) -> Line:
    return Line(body, blake2b(body, digest_size=16).digest(), key_length)


def _meta(first: bytes) -> dict[str, Any]:
    if not first.startswith(_HEAD):
        raise ValueError
    meta = orjson.loads(first[len(_HEAD) :].removesuffix(b","))
    if not isinstance(meta, dict):
        raise TypeError
    del meta["blake2b"]
    return meta


def _tables(lines: list[bytes]) -> Tables:
    tables: Tables = {}
    current: dict[str, Line] | None = None
    for text in lines[1:]:
        if current is not None:
            if text.startswith(b"}"):
                current = None
                continue
            body = text.removesuffix(b",")
            key, length = _key(body)
            current[key] = _line(body, length)
        elif text not in (b"", b"}"):
            name = orjson.loads(text[: text.index(b":{")])
            rows: dict[str, Line] = {}
            tables[name] = rows
            if text.endswith(b":{"):
                current = rows
    return tables


def _key(body: bytes) -> tuple[str, int]:
    end = body.index(b'":{') + 1
    if b"\\" in body[:end]:
        # An escaped key may itself hold the mark that was looked for.
        key = next(iter(orjson.loads(b"{" + body + b"}")))
        end = len(orjson.dumps(key))
    else:
        key = orjson.loads(body[:end])
    if not isinstance(key, str):
        raise TypeError
    return key, end
