"""Country, regions, provinces, municipalities; which towns are open and what is near them."""
