"""Sizes of the window that screens are tried at."""

from __future__ import annotations

import pytest

BOTH = [pytest.param((120, 40), marks=pytest.mark.torture), (80, 24)]
"""The narrow one with every change, for it is where things do not fit; the wide one by `make torture`."""
