"""The same network in other libraries, and whether they find the same numbers."""
