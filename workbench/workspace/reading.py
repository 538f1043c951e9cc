"""Reading: depth reports of stories, kept in a cache so that a start reads nothing again.

The cache is a small SQLite file in the state folder, private like the bank. It can be deleted at any time.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.bank.digest import blake2b

if TYPE_CHECKING:
    from workbench.depth.why import Explanation
    from workbench.model.report import DepthReport
    from workbench.model.story import Story
    from workbench.workspace.workspace import Workspace

# Everything of a story that a reading depends on; the rest (state, company, dates) never changes a verdict.
_READ_FIELDS = (
    "title", "headline", "situation", "task", "action", "result", "learning",
    "ai_role", "answers", "overrules", "whose", "claims",
)  # fmt: skip


@cache
def reader_mark() -> str:
    """Return a mark that changes with the reader's weights and the catalogue, without loading either.

    It is taken from the names, sizes and times of their files: at worst a reinstalled workbench reads anew.
    """
    import themes
    from workbench import depth

    return _mark_of(depth.__file__, themes.__file__)


@cache
def planner_mark() -> str:
    """Return a mark that changes with everything a plan rests on besides the bank: reader, catalogue and planner."""
    import themes
    from workbench import depth, tailoring

    return _mark_of(depth.__file__, themes.__file__, tailoring.__file__)


def _mark_of(*packages: str) -> str:
    folders = [Path(package).parent for package in packages]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file())
    seen = [(path.name, (stat := path.stat()).st_size, stat.st_mtime_ns) for path in files]
    return blake2b(repr(seen).encode(), digest_size=8).hexdigest()


_NEAR = 0.3
"""Expected level from which the sentence that came nearest is worth showing although the level is 0."""


def _weighed(title: str, words: Iterable[tuple[str, float]]) -> str:
    """The words that weighed most, with their weights; empty if none weighed anything to speak of."""
    told = [f"{word} {weight:+.1f}" for word, weight in words if abs(weight) >= 0.05]
    return f"{title}: {', '.join(told)}." if told else ""


def cache_path(state: Path, bank: Path) -> Path:
    """Return where the readings of the bank at `bank` are kept."""
    name = blake2b(str(bank).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return state / f"depths-{name}.sqlite"


class Reading:
    """Depth reports for the open bank. Safe to call from worker threads."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace
        self._lock = threading.Lock()
        self._cache: sqlite3.Connection | None = None

    def read(self, story: Story) -> DepthReport:
        """Return what two careful readers would say of `story`; from the cache if the same text was read before."""
        report = self.cached(story)
        if report is None:
            from workbench import depth

            report = depth.read(story, self._ws.catalogue, self._ws.settings.words_per_minute)
            self._store(story, report)
        return report

    def read_all(self, stories: Iterable[Story]) -> Iterator[tuple[Story, DepthReport]]:
        """Yield each story with its report, in order, as they are read."""
        for story in stories:
            yield story, self.read(story)

    def explain(self, story: Story, criterion: str) -> Explanation | None:
        """Return what stands behind one level: score, signals, the words that weighed most; None if not read."""
        from workbench.depth import reader

        return reader().explain(story, criterion, self._ws.catalogue)

    def behind(self, story: Story, criterion: str) -> tuple[str, ...]:
        """Return what stands behind one level as plain sentences; empty if the story was not read.

        The score and where the cuts lie, the sentence that came nearest where the level is 0, the signals of the
        sentence looked at, and the words that weighed most for it and against it.
        """
        found = self.explain(story, criterion)
        if found is None or not found.quote:
            return ()
        score = found.named + found.specific
        lines = [
            f"Expected level {score:.2f}: mentioned from {found.cut_named:.2f}, "
            f"specific from {found.cut_specific:.2f}.",
            f"Nearest: “{found.quote}”" if not found.level and score >= _NEAR else "",
            f"Signals: {', '.join(found.signals) or 'none'}.",
            _weighed("Words for it", [(each.word, each.weight) for each in found.towards[:4]]),
            _weighed("Against", [(each.word, each.weight) for each in found.against[:2]]),
        ]
        if len(found.readers) > 1:
            lines.append("By reader: " + ", ".join(f"{name} {level:.2f}" for name, level in found.readers) + ".")
        return tuple(line for line in lines if line)

    def cached(self, story: Story) -> DepthReport | None:
        """Return the report if this text was read before by this reader, without loading the reader."""
        from workbench.model.report import DepthReport

        with self._lock:
            key = self._key(story)
            row = self._open().execute("SELECT report, rev FROM readings WHERE key = ?", (key,)).fetchone()
            if row is not None and row[1] != story.rev:
                # Saved since without a change of its text (or read before it was saved): nothing to read again.
                self._open().execute("UPDATE readings SET rev = ? WHERE key = ?", (story.rev, key))
                self._open().commit()
        if row is None:
            return None
        return DepthReport.model_validate_json(row[0])

    def depths(self) -> dict[str, tuple[str, str, str]]:
        """Return story id -> (depth, AI role, profile) as last read, without the model: for a list's first frame.

        The profile counts the specific criteria of the three dimensions: "D2 E3 R0".

        A story that has changed since shows its last reading until it is read again.
        """
        with self._lock:
            rows = self._open().execute("SELECT story, depth, ai_role, profile FROM readings ORDER BY rowid").fetchall()
        return {story: (depth, role, profile) for story, depth, role, profile in rows}

    def depth(self, story_id: str) -> tuple[str, str, str]:
        """Return (depth, AI role, profile) of one story as last read; empty where it was never read."""
        with self._lock:
            row = (
                self._open()
                .execute(
                    "SELECT depth, ai_role, profile FROM readings WHERE story = ? ORDER BY rowid DESC", (story_id,)
                )
                .fetchone()
            )
        return (row[0], row[1], row[2]) if row else ("", "", "")

    def last(self, story_id: str) -> dict[str, Any] | None:
        """Return a story's last report as plain data, without the model; it may be of an older text."""
        with self._lock:
            row = (
                self._open()
                .execute("SELECT report FROM readings WHERE story = ? ORDER BY rowid DESC LIMIT 1", (story_id,))
                .fetchone()
            )
        return None if row is None else dict(json.loads(row[0]))

    def unread(self, rows: Iterable[dict[str, Any]]) -> list[str]:
        """Return the ids of those raw rows that this reader has not read at their revision, without the model."""
        with self._lock:
            found = self._open().execute("SELECT story, rev FROM readings WHERE mark = ?", (self._mark(),)).fetchall()
        read = dict(found)
        return [str(row["id"]) for row in rows if read.get(row["id"]) != row.get("rev")]

    def close(self) -> None:
        """Close the cache."""
        with self._lock:
            if self._cache is not None:
                self._cache.close()
                self._cache = None

    def _mark(self) -> str:
        return f"{reader_mark()}-{self._ws.settings.words_per_minute}"

    def _key(self, story: Story) -> str:
        text = json.dumps(
            [
                self._mark(),
                story.model_dump(mode="json", include=set(_READ_FIELDS)),
            ],
            sort_keys=True,
        )
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()

    def _store(self, story: Story, report: DepthReport) -> None:
        with self._lock:
            cache = self._open()
            with cache:
                if story.id:
                    cache.execute("DELETE FROM readings WHERE story = ?", (story.id,))
                cache.execute(
                    "INSERT OR REPLACE INTO readings (key, story, mark, rev, depth, ai_role, profile, report)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        self._key(story),
                        story.id,
                        self._mark(),
                        story.rev,
                        report.depth,
                        report.ai_role,
                        _profile(report),
                        report.model_dump_json(),
                    ),
                )

    def _open(self) -> sqlite3.Connection:
        if self._cache is None:
            self._cache = self._connect()
        return self._cache

    def _connect(self) -> sqlite3.Connection:
        path = cache_path(self._ws.places.state, self._ws.bank.path)
        for attempt in (path, path, None):
            try:
                return self._prepare(sqlite3.connect(attempt or ":memory:", check_same_thread=False), attempt)
            except (sqlite3.Error, OSError):
                # A damaged or unwritable cache costs a reading, nothing else: start it anew, or keep it in memory.
                if attempt is not None:
                    attempt.unlink(missing_ok=True)
        raise AssertionError("a cache in memory can always be opened")

    @staticmethod
    def _prepare(cache: sqlite3.Connection, path: Path | None) -> sqlite3.Connection:
        if path is not None:
            path.chmod(0o600)
        cache.execute("PRAGMA journal_mode = MEMORY")
        cache.execute("PRAGMA synchronous = OFF")
        cache.execute(
            "CREATE TABLE IF NOT EXISTS readings"
            " (key TEXT PRIMARY KEY, story TEXT, mark TEXT, rev INTEGER, depth TEXT, ai_role TEXT,"
            " profile TEXT, report TEXT)"
        )
        cache.execute("CREATE INDEX IF NOT EXISTS by_story ON readings (story)")
        return cache


def _profile(report: DepthReport) -> str:
    counts = (report.dimensions.get(name) for name in ("data", "eval", "rai"))
    return " ".join(f"{letter}{count.evidenced if count else 0}" for letter, count in zip("DER", counts, strict=True))
