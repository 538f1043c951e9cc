"""Published principles as data, one file a pack, named after its id."""
