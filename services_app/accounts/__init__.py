"""Operators: who they are, what they may do, and what guards their log-in."""
