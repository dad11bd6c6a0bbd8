"""The checks that keep wrong digits from a reader. Each reads a copy of the project and returns complaints."""
