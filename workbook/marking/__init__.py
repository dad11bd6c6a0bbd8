"""Problems, their solutions, and marking that follows the reader's own numbers. To read in this order:

- `expressions`, `record`: how each entry is worked, as data, read off a run of the network;
- `replay`, `accepted`: that data worked again, by a rule of rounding, and with all that a person can get;
- `problems`, `fresh`, `solutions`: a problem, a good one from each number, and its solution;
- `reading`, `files`: what a reader wrote, and how it travels;
- `slips`, `explanations`: the slips that people make, and which of them explains a wrong number;
- `judging`, `marks`: what is right and what is wrong, and how it is shown; `pupil` makes slips on purpose.
"""
