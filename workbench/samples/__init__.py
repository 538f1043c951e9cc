"""Sample stories, projects and targets, as files that a user may copy."""
