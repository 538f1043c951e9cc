"""The 24 stories, a Markdown file each."""
