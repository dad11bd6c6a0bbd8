"""Drawings and plots, as SVG text in the colours of the page."""
