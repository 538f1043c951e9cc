"""Drill cards on technical fluency as data."""
