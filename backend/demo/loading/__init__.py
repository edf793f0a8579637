"""Putting the demonstration in, through the rooms it belongs to."""
