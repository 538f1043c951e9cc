"""One file a screen. Each is imported when it is first shown."""
