"""Builds the world pack from declared packages and the editors' tables beside it. Not installed."""
