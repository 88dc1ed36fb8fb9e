"""Import (a plan first, then one transaction) and export of every type, as CSV, XLSX and JSON."""
