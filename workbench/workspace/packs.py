"""Principle packs: ours and the user's own, which win over ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import BadInput, NotFound

if TYPE_CHECKING:
    from themes.schema import Pack
    from workbench.workspace.workspace import Workspace


class Packs:
    """The packs that targets can name."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    @property
    def folder(self) -> Path:
        """Where the user's own pack files are: one TOML file a pack."""
        return self._ws.places.data / "packs"

    def all(self) -> list[Pack]:
        """Return every pack, by organisation and then the newest first."""
        packs = list(self._ws.catalogue.packs.values())
        packs.sort(key=lambda pack: pack.published, reverse=True)
        return sorted(packs, key=lambda pack: pack.organisation.casefold())

    def get(self, pack_id: str) -> Pack:
        """Return one pack. Raises `NotFound`, naming the nearest."""
        packs = self._ws.catalogue.packs
        if pack_id in packs:
            return packs[pack_id]
        from difflib import get_close_matches

        near = get_close_matches(pack_id, list(packs), n=2, cutoff=0.4)
        hint = f"Did you mean {' or '.join(near)}?" if near else "`workbench packs list` shows all."
        raise NotFound(f'There is no pack "{pack_id}".', do=hint)

    def of_company(self, company: str) -> list[str]:
        """Return the ids of the packs that a company stands by; none for a name that is not surely one of theirs."""
        from workbench.tailoring.hiring import packs_of

        return packs_of(company, self._ws.catalogue.packs)

    def troubles(self) -> list[str]:
        """Return what is wrong with the user's own packs, one sentence each; a broken one is left out, not fatal."""
        return list(self._ws.catalogue.troubles)

    def own(self) -> list[str]:
        """Return the ids of the user's own packs, whether they replace one of ours or not."""
        return [path.stem for path in self._files()]

    def propose(self, text: str, organisation: str, url: str = "") -> Pack:
        """Return a pasted list, one principle a line, as a pack with proposed values; nothing is kept yet.

        Raises `BadInput` for an empty or endless list, or if a pack of that name stands already.
        """
        from themes.pasted import pack_from_list

        pack = pack_from_list(text, organisation, self._ws.catalogue.values, self._ws.today(), url)
        if self.path(pack.id).exists():
            raise BadInput(
                f"There is a pack {pack.id} already.",
                "It was left as it is.",
                f"`workbench packs edit {pack.id}` changes it.",
            )
        return pack

    def add(
        self, text: str, organisation: str, url: str = "", values: Mapping[str, Sequence[str]] | None = None
    ) -> Pack:
        """Keep a pasted list as a pack and return it. Raises `BadInput` as `propose` does.

        `values` names what a principle is about, by its id, where the user corrected the proposal.
        """
        from themes.pasted import as_toml

        pack = self.propose(text, organisation, url)
        principles = []
        for principle in pack.principles:
            clauses = principle.clauses
            if values is not None and principle.id in values:
                named = values[principle.id]
                # What was proposed keeps its weight; what the user names is what the principle is about.
                clauses = tuple(
                    each.model_copy(update={"values": {name: each.values.get(name, 2) for name in named}})
                    for each in clauses
                )
            principles.append(principle.model_copy(update={"clauses": clauses}))
        pack = pack.model_copy(update={"principles": tuple(principles)})
        self.keep(pack.id, as_toml(pack))
        return self.get(pack.id)

    def path(self, pack_id: str) -> Path:
        """Return the file of one of the user's own packs, whether it exists yet or not."""
        from workbench.text import slug

        return self.folder / f"{slug(pack_id, 80)}.toml"

    def text(self, pack_id: str) -> str:
        """Return a pack as the text of its file: the user's own file, or ours as a beginning for their own."""
        path = self.path(pack_id)
        if path.exists():
            return path.read_text(encoding="utf-8")
        from themes.pasted import as_toml

        return as_toml(self.get(pack_id))

    def keep(self, pack_id: str, text: str) -> list[str]:
        """Write the file of one of the user's own packs and return what is wrong with it, one sentence each."""
        from workbench.bank.disk import cannot_write, write_whole
        from workbench.bank.places import private_folder

        path = self.path(pack_id)
        private_folder(self.folder)
        try:
            write_whole(path.resolve(), text.encode())
        except OSError as error:
            raise cannot_write(path, error, "The pack is as it was.") from error
        self._ws.forget_catalogue()
        return self.check(path)

    def check(self, path: Path) -> list[str]:
        """Return what is wrong with a pack file, one plain sentence each with its line; empty if it can be used."""
        from themes.loader import check_pack

        return check_pack(path)

    def _files(self) -> list[Path]:
        from themes.loader import own_packs

        return own_packs(self.folder)
