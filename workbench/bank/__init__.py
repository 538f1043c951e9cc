"""Keeping the bank safe on disk."""
