"""The trade's known mistakes as data, each with sentences that must and must not fire."""
