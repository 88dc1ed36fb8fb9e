"""Paper: the inside of a page as a sheet, a poster for a wall, a card to fold; all as PDF."""
