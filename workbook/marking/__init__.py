"""Problems, their solutions, and marking that follows the reader's own numbers. Read the modules in this order:

- `expressions`, `record`: how each entry is computed, as data, recorded in a run of the network;
- `replay`, `accepted`: the same data, computed again under a rule of rounding, and with every number a person can get;
- `problems`, `fresh`, `solutions`: a problem, a good problem for each number, and its solution;
- `reading`, `files`: what a reader wrote, and the files that hold it;
- `slips`, `explanations`: the slips that people make, and which of them explains a wrong number;
- `judging`, `marks`: what is right and what is wrong, and how it is shown; `pupil` makes slips on purpose.
"""
