"""My pitch: written for a target over a common base, timed, rehearsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import NotFound
from workbench.model.practice import Rehearsal
from workbench.model.target import CommonPitch, Target
from workbench.practice import pitch
from workbench.practice.pitch import Piece as Piece
from workbench.text import clean

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

LAST_WORDS = 4
"""Words by which a place in a text is found again."""


class Pitch:
    """The pitches of the open bank. Where a target is asked for, "" means the common base."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def common(self) -> CommonPitch:
        """Return the common base, empty if nothing is written yet."""
        return next(iter(self._ws.bank.all(CommonPitch)), CommonPitch(id=pitch.COMMON))

    def pieces(self, target_id: str = "") -> list[Piece]:
        """Return the pieces of a pitch with their spoken time and their rehearsals. Raises `NotFound`."""
        target = self._ws.tailoring.target(target_id) if target_id else None
        told = self._ws.bank.all(Rehearsal)
        return pitch.pieces(target, self.common(), self._ws.catalogue.pitch, self._ws.practice.rate(), told)

    def piece(self, piece_id: str, target_id: str = "") -> Piece:
        """Return one piece. Raises `NotFound`, naming the pieces that there are."""
        for each in self.pieces(target_id):
            if each.id == piece_id:
                return each
        known = ", ".join(self._ws.catalogue.pitch)
        raise NotFound(f'A pitch has no piece "{piece_id}".', do=f"Its pieces: {known}.")

    def own_text(self, piece_id: str, target_id: str = "") -> str:
        """Return what the target itself (or the common base) holds, without what it takes over."""
        holder = self._ws.tailoring.target(target_id).pitch if target_id else self.common()
        return str(getattr(holder, self.piece(piece_id, target_id).id))

    def draft_key(self, piece_id: str, target_id: str = "") -> str:
        """Return the name under which what is typed into a piece is kept until it is saved."""
        if target_id:
            return f"targets/{target_id}/pitch/{piece_id}"
        return f"pitches/{pitch.COMMON}/{piece_id}"

    def begin_common(self) -> None:
        """Make the row of the common base, so that what is typed into it can be kept as a draft."""
        if not self._ws.bank.all(CommonPitch):
            with self._ws.bank.transaction("begin the common pitch") as tx:
                tx.put(CommonPitch(id=pitch.COMMON))

    def save(self, piece_id: str, text: str, target_id: str = "") -> None:
        """Keep a piece. An empty text of a target gives the common words back. Raises `NotFound`."""
        piece = self.piece(piece_id, target_id)
        text = clean(text).strip()
        with self._ws.bank.transaction(f"pitch: {piece.title}") as tx:
            if target_id:
                target = self._ws.tailoring.target(target_id)
                changed = target.pitch.model_copy(update={piece_id: text})
                tx.put(target.model_copy(update={"pitch": changed}), base_rev=target.rev)
            else:
                tx.put(self.common().model_copy(update={piece_id: text}))

    def told(self, piece_id: str, seconds: int, target_id: str = "") -> Rehearsal:
        """Keep one telling of a piece; the own speaking rate learns from it."""
        piece = self.piece(piece_id, target_id)
        with self._ws.bank.transaction(f"rehearsal of {piece.title}") as tx:
            return tx.put(
                Rehearsal(
                    target=target_id, pitch=piece_id, words=len(piece.text.split()), spoken=seconds,
                    started=self._ws.now(), finished=True,
                )
            )  # fmt: skip

    def marks(self, text: str) -> list[tuple[int, str]]:
        """Return how far one comes in a text after 30, 60, 90 … seconds at the user's own rate: the words said last."""
        return [
            (seconds, " ".join(text[:end].split()[-LAST_WORDS:]))
            for seconds, end in pitch.marks(text, self._ws.practice.rate())
        ]

    def as_told(self, target: Target) -> Target:
        """Return a target with its pitch completed by the common base."""
        return pitch.as_told(target, self.common())
