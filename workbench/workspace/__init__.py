"""The one door: opens bank and catalogue and offers the use cases to command line and screens."""
