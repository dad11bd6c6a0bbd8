"""Kinds of number that say more about the network's results: slopes, certain decimals, formulas."""
