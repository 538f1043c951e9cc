"""Rehearsal, drills, mock interviews, debriefs, and the calendar back from the first round."""
