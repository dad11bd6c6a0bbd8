"""The same network in other libraries: whether the numbers agree, and how long a step takes."""
