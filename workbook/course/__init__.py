"""A course: problems handed out to a class, sheets taken back, marked, graded and reported."""
