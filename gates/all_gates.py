"""Every gate, under its title."""

from gates import english, fresh, pages, processors, prose, readme, sheet

GATES = {
    "stored outputs are what a run gives": fresh.complaints,
    "the same on another processor": processors.complaints,
    "no cell takes itself out of the comparison": fresh.markers,
    "the chapters show the sheet": sheet.complaints,
    "the built pages show the sheet": pages.complaints,
    "no computed number is typed": prose.complaints,
    "the words are plain British English": english.complaints,
    "the README is what the code computes": readme.complaints,
}
