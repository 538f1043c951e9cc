"""Random work on a bank, with faults and restarts, against a plain dictionary."""

from __future__ import annotations

import errno
import shutil
import tempfile
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from tests.bank.faulty import Disk, faulty
from workbench.bank import Bank, Places, envelope
from workbench.bank.transaction import Transaction
from workbench.errors import CannotWrite, Refused
from workbench.model.story import Story
from workbench.text import clean

TEXTS = st.text(alphabet=st.characters(codec=None, categories=None), max_size=30)
FAULTS = st.one_of(
    st.none(), st.tuples(st.integers(1, 24), st.sampled_from([errno.EIO, errno.ENOSPC]), st.integers(1, 3))
)
Rows = dict[str, tuple[str, bool]]


class BankMachine(RuleBasedStateMachine):
    """`rows` is what the bank must hold: id -> (task, deleted)."""

    ids = Bundle("ids")

    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="bank-machine-"))
        self.places = Places.under(self.home)
        self.rows: Rows = {}
        self.ever: set[str] = set()
        self.steps: list[Rows] = []
        self.undone: list[Rows] = []
        self.bank = self.opened()

    def opened(self) -> Bank:
        return Bank.open(self.places.bank, self.places, now=lambda: datetime(2026, 1, 1, tzinfo=UTC))

    def change(self, label: str, fault: tuple[int, int, int] | None, work: object) -> bool:
        """Run a transaction on a faulty disk; if it is refused, run it again on a sound one."""
        assert callable(work)
        before = deepcopy(self.rows)
        try:
            with faulty(Disk(*fault) if fault else Disk()), self.bank.transaction(label) as tx:
                work(tx)
        except CannotWrite:
            self.check_disk()
            with self.bank.transaction(label) as tx:
                work(tx)
        changed = self.present() != before
        if changed:
            self.steps.append(before)
            self.undone = []
        return changed

    def present(self) -> Rows:
        return {story.id: (story.task, story.deleted_at is not None) for story in self.bank.all(Story, deleted=True)}

    @rule(target=ids, title=st.sampled_from(["One", "Two", "Thrée"]), task=TEXTS, fault=FAULTS)
    def add(self, title: str, task: str, fault: tuple[int, int, int] | None) -> str:
        made: list[str] = []

        def work(tx: Transaction) -> None:
            made[:] = [tx.put(Story(title=title, task=task)).id]

        self.change("add", fault, work)
        assert made[0] not in self.ever, "an id came back"
        self.ever.add(made[0])
        self.rows[made[0]] = (clean(task), False)
        return made[0]

    @rule(row_id=ids, task=TEXTS, fault=FAULTS)
    def edit(self, row_id: str, task: str, fault: tuple[int, int, int] | None) -> None:
        if row_id not in self.rows:
            return

        def work(tx: Transaction) -> None:
            tx.put(self.bank.get(Story, row_id).model_copy(update={"task": task}))

        self.change("edit", fault, work)
        self.rows[row_id] = (clean(task), self.rows[row_id][1])

    @rule(row_id=ids, deleted=st.booleans(), fault=FAULTS)
    def bin(self, row_id: str, deleted: bool, fault: tuple[int, int, int] | None) -> None:
        if row_id not in self.rows:
            return

        def work(tx: Transaction) -> None:
            (tx.delete if deleted else tx.restore)(Story, row_id)

        self.change("bin", fault, work)
        self.rows[row_id] = (self.rows[row_id][0], deleted)

    @rule(row_id=ids, fault=FAULTS)
    def purge(self, row_id: str, fault: tuple[int, int, int] | None) -> None:
        if row_id not in self.rows or not self.rows[row_id][1]:
            return
        self.change("purge", fault, lambda tx: tx.purge(Story, row_id))
        del self.rows[row_id]
        # What was deleted for good stays gone: steps before it that touch it can't be taken back.
        self.steps, self.undone = [], []
        self.bank.close()
        self.bank.history.path.unlink()
        self.bank = self.opened()

    @rule(row_ids=st.lists(ids, max_size=4, unique=True), task=TEXTS, fault=FAULTS)
    def many(self, row_ids: list[str], task: str, fault: tuple[int, int, int] | None) -> None:
        here = [row_id for row_id in row_ids if row_id in self.rows]
        seq = self.bank.seq

        def work(tx: Transaction) -> None:
            for row_id in here:
                tx.put(self.bank.get(Story, row_id).model_copy(update={"result": task}))

        self.change("many", None, work)
        if fault is None:
            assert self.bank.seq <= seq + 1
        # Only `task` is modelled; a step that changed `result` alone is a step all the same.
        if self.bank.seq > seq:
            self.steps.append(deepcopy(self.rows))
            self.undone = []

    @rule(row_ids=st.lists(ids, max_size=3, unique=True))
    def abort(self, row_ids: list[str]) -> None:
        raw = self.places.bank.read_bytes()

        def broken() -> None:
            with self.bank.transaction("broken") as tx:
                for row_id in row_ids:
                    if row_id in self.rows:
                        tx.put(self.bank.get(Story, row_id).model_copy(update={"task": "half"}))
                tx.put(Story(title="Half"))
                raise KeyError

        try:
            broken()
        except KeyError:
            assert self.places.bank.read_bytes() == raw

    @rule()
    def undo(self) -> None:
        label = self.bank.undo()
        assert (label is None) == (not self.steps)
        if self.steps:
            wanted = self.steps.pop()
            self.undone.append(deepcopy(self.rows))
            # What the step had created goes to the trash.
            self.rows = {key: wanted.get(key, (task, True)) for key, (task, _) in self.rows.items()}

    @rule()
    def redo(self) -> None:
        label = self.bank.redo()
        assert (label is None) == (not self.undone)
        if self.undone:
            self.steps.append(deepcopy(self.rows))
            self.rows = self.undone.pop()

    @rule()
    def restart(self) -> None:
        self.bank.close()
        self.bank = self.opened()

    @rule()
    def vanish(self) -> None:
        raw = self.places.bank.read_bytes()
        if not self.rows:
            return

        def drop() -> None:
            with self.bank.transaction("fault of ours") as tx:
                tx.db.bank_table("stories").truncate()

        try:
            drop()
        except Refused:
            assert self.places.bank.read_bytes() == raw
        else:
            raise AssertionError("rows vanished")

    @invariant()
    def same(self) -> None:
        assert self.present() == self.rows

    def check_disk(self) -> None:
        envelope.unpack(self.places.bank.read_bytes())

    def teardown(self) -> None:
        self.check_disk()
        self.bank.close()
        with Bank.open(self.places.bank, self.places, read_only=True) as reader:
            self.bank = reader
            self.same()
        shutil.rmtree(self.home)


TestBankMachine = BankMachine.TestCase
TestBankMachine.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
