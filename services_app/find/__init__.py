"""Finding published items by words, in any script."""
