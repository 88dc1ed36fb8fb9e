"""Programs for those who work on this: words, bench, audit, browser."""
