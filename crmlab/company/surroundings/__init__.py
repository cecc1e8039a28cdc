"""Whom the company lives with: rivals, partners, the economy."""
