"""A mediator's bundle: several items behind one link, and nothing about a person."""
