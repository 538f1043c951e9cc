"""The STAR story workbench: a local bank of interview stories, read, mapped, planned, rehearsed and printed."""

__version__ = "0.1.0"
