"""The same examples at every run, however slow the machine; and a word at the end on what the browser saw."""

from collections import Counter

from hypothesis import settings

settings.register_profile("book", deadline=None, derandomize=True)
settings.load_profile("book")


def pytest_terminal_summary(terminalreporter):
    """Add up what tests took down with `record_property`."""
    totals = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            totals.update(dict(report.user_properties))
    if totals:
        terminalreporter.write_line("in a browser: " + ", ".join(f"{name} {total}" for name, total in totals.items()))
