"""Keeping the bank safe on disk."""

from workbench.bank.bank import Bank
from workbench.bank.drafts import Draft
from workbench.bank.history import Revision
from workbench.bank.places import Places

__all__ = ["Bank", "Draft", "Places", "Revision"]
