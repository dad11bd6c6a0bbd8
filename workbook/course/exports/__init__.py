"""Problems as platforms and graders take them: one module a platform, from problems to what its files hold."""
