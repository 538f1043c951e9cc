"""What was learnt about which sentence is which part; made by `python -m training.parts --write`."""
