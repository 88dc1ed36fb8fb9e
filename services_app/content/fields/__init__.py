"""Fields that several types share: codes, rows, week grid, contacts, money, sources."""
