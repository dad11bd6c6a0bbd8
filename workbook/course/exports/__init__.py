"""Problems as platforms and graders take them: one module per platform, from problems to the contents of its files."""
