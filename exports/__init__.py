"""Documents: plain contents, and the writers that turn them into files."""
