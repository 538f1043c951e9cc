"""Every use case without a screen."""
