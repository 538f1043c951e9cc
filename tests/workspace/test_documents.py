"""Documents of the sample bank: gathered, screened, checked, put in place."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from exports.lint import lint
from exports.place import Record
from exports.reading import parts_of, texts_of
from tests.conftest import AddSamples
from workbench.bank.places import Places
from workbench.errors import BadInput, NotFound, Refused
from workbench.model.entity import Entity
from workbench.model.story import Claim, Story
from workbench.model.term import Term
from workbench.workspace import Workspace

TARGET = "google-group-pm"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, add_samples: AddSamples) -> Iterator[Workspace]:
    """Yield the samples with their confidential terms, read once for all tests of this file that change nothing."""
    from workbench import samples

    folder = tmp_path_factory.mktemp("samples")
    noon = datetime(2027, 2, 1, 12, 0, tzinfo=UTC)
    with Workspace.open(places=Places.under(folder), now=lambda: noon) as ws:
        add_samples(ws)
        with ws.bank.transaction("terms") as tx:
            for term in samples.terms():
                if term.id not in ws.bank.raw("terms"):
                    tx.put(term)
        yield ws


@contextmanager
def changed(ws: Workspace, *entities: Entity) -> Iterator[None]:
    """Save `entities` for one test and take that back."""
    with ws.bank.transaction("for one test") as tx:
        for entity in entities:
            tx.put(entity)
    try:
        yield
    finally:
        ws.bank.undo()


def test_the_dossier_of_a_target_tells_every_planned_story_on_one_page(full: Workspace, tmp_path: Path) -> None:
    done = full.documents.dossier(TARGET, tmp_path / "d.docx")
    assert done.path == tmp_path / "d.docx"
    assert stat.S_IMODE(done.path.stat().st_mode) == 0o600
    assert lint(done.path.read_bytes(), private=True) == []
    assert not [note for note in done.notes if "pages instead of one" in note]
    shorter = full.documents.dossier("microsoft-principal-pm", tmp_path / "m.docx", paper="letter")
    assert not [note for note in shorter.notes if "pages instead of one" in note]
    words = dict(texts_of(done.path.read_bytes()))["the text"]
    for slot in full.tailoring.plan(TARGET).slots:
        assert slot.question in words
        if slot.story is not None:
            assert full.stories.get(slot.story).title in words
    # The longest round of the samples, with a role that fills a line, on the shorter paper.
    sheet = full.documents.sheet("microsoft-principal-pm", "leadership", tmp_path / "s.docx", paper="letter")
    assert sheet.pages == 1


def test_a_telling_on_its_page_and_what_it_leaves_out_are_the_whole_story(full: Workspace) -> None:
    from workbench.tailoring.dossier import dossier

    made = dossier(full.documents.material(TARGET), full.documents.setting())
    plain = [page for page in made.stories if not full.stories.get(page.key).claims]
    assert plain
    for page in plain:
        told = " ".join([*(sentence.text for sentence in page.telling if sentence.kind != "frame"), *page.left_out])
        for part in full.stories.get(page.key).parts().values():
            for word in part.replace("- ", " ").split():
                assert word in told


@pytest.mark.parametrize("target", [TARGET, "microsoft-principal-pm"])
def test_a_dossier_dates_quotes_and_points_as_a_person_would(full: Workspace, target: str) -> None:
    from workbench.tailoring.dossier import dossier

    made = dossier(full.documents.material(target), full.documents.setting())
    for matrix in made.matrices:
        assert re.fullmatch(r".+, (\d{1,2} )?[A-Z][a-z]+ \d{4}; collected \d{1,2} [A-Z][a-z]+ \d{4}\.", matrix.note)
    # A piece of a long sentence does not pass for the whole of it.
    quotes = [question.proof for page in made.rounds for question in page.questions]
    quotes += [quote.words for page in made.stories for finding in page.findings for quote in finding.quotes]
    assert quotes
    assert not [words for words in quotes if words.endswith((",", ";", ":"))]
    # A round's spare is not offered for each of its questions: what stands beside the planned story answers as well.
    loop = {entry.question: [story.key for story in entry.stories] for entry in made.index if entry.group}
    plan = full.tailoring.plan(target)
    for spare in plan.spares:
        asked = [slot for slot in plan.slots if slot.round == spare.round]
        assert all(loop[slot.question][0] == slot.story for slot in asked)
        assert len(asked) < 3 or not all(spare.story in loop[slot.question] for slot in asked)
    assert any(len(stories) == 2 for stories in loop.values())
    assert len(made.cheat.lines) < len(made.stories)
    assert made.cheat.note.startswith("The stories told first")


def test_the_same_bank_and_day_give_the_same_bytes(full: Workspace, tmp_path: Path) -> None:
    first = full.documents.dossier(TARGET, tmp_path / "a.docx").path.read_bytes()
    assert full.documents.dossier(TARGET, tmp_path / "b.docx").path.read_bytes() == first


def test_a_document_changed_in_word_is_kept(full: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "d.docx"
    full.documents.dossier(TARGET, path)
    mine = docx.Document(str(path))
    mine.add_paragraph("My own last thought")
    mine.save(str(path))
    again = full.documents.dossier(TARGET, path)
    assert again.path == tmp_path / "d 2.docx"
    assert "My own last thought" in again.notes[0]
    assert docx.Document(str(path)).paragraphs[-1].text == "My own last thought"
    assert isinstance(full.documents.records.get(path), Record)


@pytest.mark.parametrize("level", ["anonymised", "percentages"])
def test_no_export_of_the_samples_leaks_a_term(full: Workspace, tmp_path: Path, level: str) -> None:
    documents = full.documents
    screen = documents.screen("anonymised")
    how = {"disclosure": level}
    written = [
        documents.dossier(TARGET, tmp_path / "d.docx", **how).path,  # type: ignore[arg-type]
        documents.dossier(TARGET, tmp_path / "d.md", **how).path,  # type: ignore[arg-type]
        documents.sheet(TARGET, "recruiter", tmp_path / "s.docx", **how).path,  # type: ignore[arg-type]
        documents.portfolio(tmp_path / "p.docx", **how).path,  # type: ignore[arg-type]
        documents.narrative("half-the-cost", TARGET, tmp_path / "n.docx", **how).path,  # type: ignore[arg-type]
        documents.stories_csv(tmp_path / "st.csv", **how).path,  # type: ignore[arg-type]
        documents.bank_json(tmp_path / "b.json", **how).path,  # type: ignore[arg-type]
        *(each.path for each in documents.stories_folder(tmp_path / "st", **how)),  # type: ignore[arg-type]
    ]
    assert len(written) > 25
    for path in written:
        for place, text in texts_of(path.read_bytes(), path.name):
            assert screen.leaks(text) == [], (path.name, place)
    plain = "\n".join(text for _, text in texts_of((tmp_path / "d.docx").read_bytes()))
    assert "Tern" not in plain
    assert "a messaging company for doctors' practices" in plain
    assert ("£" in plain) <= (level == "anonymised")


def test_a_term_in_the_file_name_stops_the_export(full: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="the file name"):
        full.documents.dossier(TARGET, tmp_path / "tern-health.docx", disclosure="anonymised")
    assert list(tmp_path.glob("*.docx")) == []


def test_a_stand_in_that_holds_a_term_is_named(full: Workspace, tmp_path: Path) -> None:
    bad = Term(id="lerno", term="Lerno", stand_in="the Halden of languages")
    with changed(full, bad), pytest.raises(Refused, match="“Halden”"):
        full.documents.dossier(TARGET, tmp_path / "d.docx", disclosure="anonymised")


def test_a_claim_that_cannot_be_backed_up_stops_the_portfolio(full: Workspace, tmp_path: Path) -> None:
    project = full.portfolio.get("practice-inbox")
    words = "complaints unchanged at eleven a month"
    assert words in project.impact
    story = Story(title="Doubt", claims=[Claim(id="c", part="result", quote=words, tag="unbacked")])
    with changed(full, story), pytest.raises(Refused, match="can't back up yet"):
        full.documents.portfolio(tmp_path / "p.docx")
    assert list(tmp_path.glob("*.docx")) == []


def test_an_artefact_asks_for_what_its_figures_lack(full: Workspace, tmp_path: Path) -> None:
    from workbench.model.project import Artefact

    rows = [{"measure": "Precision of flags", "value": "0.92", "sample": "400 graded flags"}]
    project = full.portfolio.get("practice-inbox")
    with changed(full, project.model_copy(update={"artefacts": [Artefact(kind="brief", rows=rows)]})):
        done = full.documents.artefact("practice-inbox", "brief", tmp_path / "b.docx")
    assert done.notes == ("Precision of flags: How many flags are there, in which time?",)
    words = dict(texts_of(done.path.read_bytes()))["the text"]
    assert "About 8 in 100 flags are wrong." in words
    with pytest.raises(Refused, match="is still empty"):
        full.documents.artefact("practice-inbox", "canvas", tmp_path / "c.docx")
    with pytest.raises(NotFound, match="There is no artefact"):
        full.documents.artefact("practice-inbox", "poem", tmp_path / "c.docx")


def test_every_filled_artefact_of_the_samples_may_be_sent(full: Workspace, tmp_path: Path) -> None:
    written = 0
    for project in full.portfolio.all():
        for artefact in project.artefacts:
            path = tmp_path / f"{project.id}-{artefact.kind}.docx"
            made = full.documents.artefact(project.id, artefact.kind, path)
            assert lint(made.path.read_bytes(), private=False) == []
            written += 1
    assert written >= 2
    # What is filled in from the stories says each thing once.
    project = full.portfolio.get("practice-inbox")
    for kind in ("spec", "brief", "roadmap", "canvas"):
        filled = full.portfolio.prefilled(project, kind)
        quoted = [filled.fields[name] for name in filled.origin]
        assert quoted
        assert len(set(quoted)) == len(quoted)
        # A bar that was set is no answer to what one use costs.
        for name in {"cost", "prices", "economics"} & set(filled.origin):
            assert re.search(r"cost|cheap|price|penny|pence|margin|invoice", filled.fields[name])


def test_the_whole_bank_goes_out_and_comes_back_the_same(full: Workspace, tmp_path: Path) -> None:
    done = full.documents.bank_json(tmp_path / "bank.json")
    places = Places.under(tmp_path / "other")
    with Workspace.open(places=places, now=full.now) as other:
        counted = other.documents.read_bank_json(done.path)
        assert counted["stories"] == len(full.bank.raw("stories"))
        for table in ("stories", "projects", "targets", "terms"):
            assert other.bank.raw(table) == full.bank.raw(table)
        assert other.documents.bank_json(tmp_path / "again.json").path.read_bytes() == done.path.read_bytes()
        assert other.documents.read_bank_json(done.path) == {}


def test_the_schema_describes_the_tables(full: Workspace, tmp_path: Path) -> None:
    schema = json.loads(full.documents.schema_file(tmp_path / "s.json").path.read_text())
    held = json.loads(full.documents.bank_json(tmp_path / "b.json").path.read_text())
    assert set(held["tables"]) <= set(schema["properties"]["tables"]["properties"])
    story = schema["$defs"]["Story"]["properties"]
    for row in held["tables"]["stories"]:
        assert set(row) <= set(story)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not json", "is no JSON, so it is no exported bank"),
        ("[]", "is no exported bank"),
        ('{"format": "star-workbench-bank", "version": 9, "tables": {}}', "newer version"),
        ('{"format": "star-workbench-bank", "version": 1, "tables": {"stories": [{"id": ""}]}}', "has no id"),
        ('{"format": "star-workbench-bank", "version": 1, "tables": {"stories": [{"id": "a", "title": 4}]}}', "title"),
        ('{"format": "star-workbench-bank", "version": 1, "tables": {"stories": 4}}', "no list"),
        ("[" * 100_000, "is no JSON, so it is no exported bank"),
    ],
)
def test_a_file_that_is_no_bank_is_refused_and_nothing_is_stored(
    ws: Workspace, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "bank.json").write_text(text)
    with pytest.raises(BadInput, match=said):
        ws.documents.read_bank_json(tmp_path / "bank.json")
    assert ws.stories.all() == []


def test_stories_as_markdown_come_back_the_same(full: Workspace, tmp_path: Path) -> None:
    written = full.documents.stories_folder(tmp_path / "out")
    back = full.stories.read_files([each.path for each in written])
    assert {story.id: story.parts() for story in back} == {story.id: story.parts() for story in full.stories.all()}


def test_a_template_gives_its_styles_to_the_dossier(full: Workspace, tmp_path: Path) -> None:
    template = full.documents.new_template(tmp_path / "mine.docx").path
    assert full.documents.check_template(template).copied == ()
    done = full.documents.dossier(TARGET, tmp_path / "d.docx", template=template)
    assert b"PAGEREF" in parts_of(done.path.read_bytes())["word/document.xml"]


def test_cancelling_writes_nothing(full: Workspace, tmp_path: Path) -> None:
    class CancelledError(Exception):
        pass

    def step(what: str) -> None:
        if what == "Checking the document":
            raise CancelledError

    with pytest.raises(CancelledError):
        full.documents.dossier(TARGET, tmp_path / "d.docx", step=step)
    assert list(tmp_path.glob("*.docx")) == []
