"""BLAKE2b as Python brings it along. `hashlib` would load all of OpenSSL first: 7 ms of a start for nothing."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # a Python built otherwise has it through hashlib only
    from hashlib import blake2b

__all__ = ["blake2b"]
