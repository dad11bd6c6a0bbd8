"""One training step in nnlib and in other libraries, side by side in one run: make bench."""
