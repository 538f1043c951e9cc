"""Getting text in: every importer behind the same size and shape checks."""
