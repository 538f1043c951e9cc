"""Styles; those of practice and portfolio are read when their first screen is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PRACTICE: Final = Path(__file__).with_name("practice.tcss")
