"""Bringing stories and targets together: maps, coverage, plans, narratives, claims and probes."""
