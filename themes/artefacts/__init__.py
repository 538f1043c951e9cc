"""Forms of the artefacts as data."""
