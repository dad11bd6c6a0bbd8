"""Problems, their solutions, and marking that follows the reader's own numbers."""
