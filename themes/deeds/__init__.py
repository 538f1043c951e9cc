"""Kinds of deeds as data: how questions ask for them, how stories tell them."""
