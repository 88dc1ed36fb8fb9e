"""Forms made from the schema of a type: what is shown, what was typed, and the record it means."""
