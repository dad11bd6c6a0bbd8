"""The checks that stand between a wrong digit and a reader. Each takes a copy of the project and returns complaints."""
