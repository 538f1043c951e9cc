"""The Target mode: the rounds of the loop and their questions: added, changed, moved and removed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workbench.errors import BadInput
from workbench.model.dates import EXAMPLE
from workbench.tui.screens.form import Answers, Field, Problem, ask, required
from workbench.tui.screens.target_facts import change
from workbench.tui.screens.target_trying import TargetTrying
from workbench.tui.widgets.several import Option

if TYPE_CHECKING:
    from workbench.model.target import Round

NEEDS_ROUND = frozenset(
    {"round", "question", "sheet", "remove_round", "move_round", "round_later", "round_earlier"}
)  # fmt: skip
WHEN = f"for example {EXAMPLE}; empty where it is not known yet"


class TargetRounds(TargetTrying):
    """Everything that one does to a round, with the cursor on it or on one of its questions."""

    def here(self) -> Round | None:
        """Return the round that the cursor is in."""
        line = self.board.current()
        rounds = self.target.rounds if self.target else []
        return next((each for each in rounds if line and each.id == line.round), rounds[0] if rounds else None)

    def _when_problem(self, answers: Answers, round_: Round | None) -> Problem | None:
        try:
            self.ws.tailoring.when_meant(answers["starts"], answers.get("zone", ""), round_)
        except BadInput as error:
            return Problem("zone" if "zone" in error.happened else "starts", error.do or error.happened)
        return None

    def do_target_round(self) -> None:
        """Ask for the facts of the round under the cursor."""
        round_, target = self.here(), self.target
        if round_ is None or target is None:
            return
        tailoring, place = self.ws.tailoring, f"targets/{target.id}/rounds/{round_.id}"

        def problem(answers: Answers) -> Problem | None:
            if not answers["minutes"].isdigit() or not 5 <= int(answers["minutes"]) <= 600:
                return Problem("minutes", "Minutes: a number from 5 to 600.")
            return self._when_problem(answers, round_)

        def answered(answers: Answers) -> None:
            changed = target.model_copy(deep=True)
            for each in changed.rounds:
                if each.id == round_.id:
                    each.title, each.interviewer = answers["title"], answers["interviewer"]
                    each.interviewer_role, each.notes = answers["role"], answers["notes"]
                    starts = tailoring.when_meant(answers["starts"], answers["zone"], round_)
                    # A date that is typed is named, no longer proposed.
                    each.proposed = each.proposed and starts == each.starts
                    each.starts, each.zone = starts, answers["zone"]
                    each.minutes = int(answers["minutes"])
                    each.probes = [word for word in answers["probes"].split(",") if word]
            self._save(changed)

        ask(
            self.desk,
            f"Round: {round_.title or round_.kind}",
            [
                Field("title", "Name", round_.title, draft=f"{place}/title"),
                Field("interviewer", "Interviewer", round_.interviewer, draft=f"{place}/interviewer"),
                Field("role", "Their role", round_.interviewer_role, draft=f"{place}/interviewer_role"),
                Field("starts", "When", tailoring.when_typed(round_), note=WHEN),
                Field("zone", "Time zone", round_.zone, note="such as Europe/Berlin; empty: your own"),
                Field("minutes", "Minutes", str(round_.minutes)),
                Field("probes", "What they probe", ",".join(round_.probes), "several", options=self._probes(round_)),
                Field("notes", "Notes", round_.notes, "text", draft=f"{place}/notes"),
            ],
            answered,
            check=problem,
            key=f"round {target.id} {round_.id}",
        )  # fmt: skip

    def _probes(self, round_: Round) -> list[Option]:
        """Everything that can be looked for; of two with one name, what each is stands behind it."""
        found = self.ws.tailoring.looked_for()
        named = Counter(title for _, title, _ in found)
        options = [
            Option(name, f"{title} ({kind})" if named[title] > 1 else title, "" if named[title] > 1 else kind)
            for name, title, kind in found
        ]
        known = {name for name, _, _ in found}
        return options + [Option(each, each) for each in round_.probes if each not in known]

    def do_target_question(self) -> None:
        """Add a question to the round under the cursor."""
        round_, target = self.here(), self.target
        if round_ is None or target is None:
            return

        tailoring = self.ws.tailoring

        def answered(answers: Answers) -> None:
            change(self.desk, lambda: tailoring.add_question(target.id, round_.id, answers["question"]))

        ask(
            self.desk,
            f"A question of the round: {round_.title or round_.kind}",
            [Field("question", "What will they ask?")],
            answered,
            check=required("question", "Write the question."),
            key=f"question {target.id} {round_.id}",
        )

    def do_target_add_round(self) -> None:
        """Ask for the kind of a further round, and when it is."""
        target = self.target
        if target is None:
            return
        kinds = [(kind.id, kind.title) for kind in self.ws.catalogue.rounds.values()]
        tailoring = self.ws.tailoring

        def answered(answers: Answers) -> None:
            starts = tailoring.when_meant(answers["starts"])
            change(self.desk, lambda: tailoring.add_round(target.id, answers["kind"], answers["title"], starts))

        ask(
            self.desk,
            "Another round",
            [
                Field("kind", "Its kind", kinds[0][0], "choice", kinds, note="It brings the questions that are usual."),
                Field("title", "Name", note="empty: the name of its kind"),
                Field("starts", "When", note=WHEN),
            ],
            answered,
            confirm="Add",
            check=lambda answers: self._when_problem(answers, None),
            key=f"add round {target.id}",
        )  # fmt: skip

    def do_target_remove_round(self) -> None:
        """Take the round that the cursor is in out of the loop."""
        round_, target = self.here(), self.target
        if round_ is None or target is None:
            return
        count = len(round_.slots)
        with_them = f" with its {count} questions" if count > 1 else " with its question" if count else ""
        said = f"Removed: {round_.title or round_.kind}{with_them}. {self._undo()} brings it back."
        change(self.desk, lambda: self.ws.tailoring.remove_round(target.id, round_.id), said)

    def do_target_remove_question(self) -> None:
        """Take the question under the cursor out of the loop."""
        slot, target = self.slot(), self.target
        if slot is not None and target is not None:
            said = f"Removed: “{slot.question}” {self._undo()} brings it back."
            change(self.desk, lambda: self.ws.tailoring.remove_question(target.id, slot.slot), said)

    def _undo(self) -> str:
        return self.desk.keymap.shown("app.undo")

    def do_target_move_round(self) -> None:
        """Ask for another day and time of the round."""
        round_, target = self.here(), self.target
        if round_ is None or target is None:
            return
        tailoring = self.ws.tailoring

        def answered(answers: Answers) -> None:
            starts = tailoring.when_meant(answers["starts"], round_.zone, round_)
            changed = target.model_copy(deep=True)
            for each in changed.rounds:
                if each.id == round_.id:
                    each.starts, each.proposed = starts, False
            self._save(changed)

        ask(
            self.desk,
            f"When: {round_.title or round_.kind}",
            [Field("starts", "Day and time", tailoring.when_typed(round_), note=WHEN)],
            answered,
            lead=f"Time in {round_.zone.rpartition('/')[2].replace('_', ' ')}." if round_.zone else "",
            confirm="Move",
            check=lambda answers: self._when_problem({**answers, "zone": round_.zone}, round_),
            key=f"when {target.id} {round_.id}",
        )

    def why_not_moved(self, step: int) -> str:
        """Return why the round cannot go a step on; a date that was named is not moved by a slip of a key."""
        round_, target = self.here(), self.target
        if round_ is None or target is None or (round_.starts is not None and round_.proposed):
            return ""
        if round_.starts is not None:
            return f"This date is set; {self.desk.keymap.shown('target.move_round')} changes it."
        at = next(at for at, each in enumerate(target.rounds) if each.id == round_.id) + step
        if not 0 <= at < len(target.rounds):
            return "It is the last round." if step > 0 else "It is the first round."
        return ""

    def _step(self, step: int) -> None:
        """A proposed date goes to the next working day, a round without one a place on in the order."""
        round_, target = self.here(), self.target
        if round_ is None or target is None:
            return
        if round_.starts is not None:
            change(self.desk, lambda: self.ws.practice.shift_round(target.id, round_.id, step))
        else:
            change(self.desk, lambda: self.ws.tailoring.reorder_round(target.id, round_.id, step))

    def do_target_round_later(self) -> None:
        """A working day later, or a place later."""
        self._step(1)

    def do_target_round_earlier(self) -> None:
        """A working day earlier, or a place earlier."""
        self._step(-1)
