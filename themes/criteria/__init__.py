"""The criteria by dimension, as data: what is looked for, what to ask, what an answer sounds like."""
