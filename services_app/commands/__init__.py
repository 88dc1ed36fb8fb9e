"""Commands that have a file of their own; cli.py gives them to the app."""
