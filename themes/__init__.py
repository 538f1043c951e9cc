"""What good looks like, as data: TOML files, their schema, and one loader.

>>> from themes import catalogue
>>> catalogue().criteria["eval.method"].title
'Method'

Importing this package reads nothing and imports no pydantic: the first frame is painted without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themes.schema import Catalogue


def catalogue(extra: Path | None = None) -> Catalogue:
    """Return everything in `themes/`, with the packs of the folder `extra` in front of ours.

    Raises `BadInput` if one of our own files is broken. A broken file of `extra` is left out and told in
    `Catalogue.troubles`. Cached until a file of `extra` changes.
    """
    from themes.loader import catalogue as load_all

    return load_all(extra)
