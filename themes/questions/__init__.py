"""Interview questions as data, by kind of round."""
