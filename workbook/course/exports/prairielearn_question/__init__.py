"""What every exported PrairieLearn question has: `server.py` and `question.html`, copied as they are."""
