"""Kinds of number that the network runs on, besides NumPy's own."""

from nnlib.numbers.fixed_point import FixedPoint as FixedPoint
