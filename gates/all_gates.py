"""Every gate, with its title."""

from gates import english, fresh, pages, processors, prose, readme, sheet

GATES = {
    "the stored outputs are those of a fresh run": fresh.complaints,
    "the outputs are the same on another processor": processors.complaints,
    "no cell excludes itself from the comparison": fresh.markers,
    "the chapters show the results of the sheet": sheet.complaints,
    "the built pages show the results of the sheet": pages.complaints,
    "no computed number is typed": prose.complaints,
    "the words are plain British English": english.complaints,
    "the README shows what the code computes": readme.complaints,
}
