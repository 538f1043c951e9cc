"""What a bank holds and what a reading says. Plain pydantic models; they know nothing of disk or screen."""
