"""Terms in plain words as data."""
