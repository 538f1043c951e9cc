"""The one door: opens bank and catalogue and offers the use cases to command line and screens.

A module a family: stories, reading, tailoring, documents, portfolio, packs, practice, safety, settings.
"""

from __future__ import annotations

from workbench.workspace.workspace import Workspace as Workspace
