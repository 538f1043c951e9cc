"""What good looks like, as data: TOML files, their schema, and one loader.

>>> from themes import catalogue
>>> catalogue().criteria["eval.method"].title
'Method'
"""

from __future__ import annotations

from themes.loader import catalogue as catalogue
