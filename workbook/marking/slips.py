"""The slips that people make: what went wrong in a few words, and what to do."""

from typing import NamedTuple


class Slip(NamedTuple):
    """What went wrong, in a few words, and what to do."""

    name: str
    advice: str


NO_BIAS = Slip("no bias", "Add the bias after the products.")
RELU_ONLY = Slip("ReLU only", "f(z) is ReLU(z) plus sin(z).")
SIN_ONLY = Slip("sin only", "Above 0, f(z) is z plus sin(z).")
DEGREES = Slip("degrees for radians", "Set the calculator to radians.")
NOT_NORMALISED = Slip("softmax not normalised", "Divide each exponential by their sum.")
BASE_TEN = Slip("loss with logarithm to base 10", "The loss uses the natural logarithm.")
Y_MINUS_Y_HAT = Slip("y - ŷ", "It is ŷ - y: output minus target.")
NOT_TRANSPOSED = Slip("W2 not transposed", "On the way back, use the columns of W2: entry k of W2ᵀδ2 uses column k.")
UPDATED_W2 = Slip("updated W2 used", "Compute the whole gradient with the old parameters.")
NO_COS = Slip("cos forgotten in f'", "The slope of sin is cos: f'(z) is cos(z), plus 1 above 0.")
F_PRIME_AT_H = Slip("f' evaluated at H", "f' is evaluated at Z1, as f was.")
ALWAYS_ONE = Slip("f' always 1 + cos", "At 0 and below, the ReLU is flat, and f'(z) is cos(z) alone.")
NEVER_ONE = Slip("f' always cos", "Above 0, the ReLU has slope 1, and f'(z) is 1 + cos(z).")
NO_F_PRIME = Slip("f' forgotten", "Multiply by f'(Z1), entry by entry.")
DH_FOR_DELTA1 = Slip("W2ᵀδ2 taken for δ1", "First multiply by f'(Z1): that gives δ1.")
H_FOR_X = Slip("H for x in the gradient of W1", "W1 multiplies x, so its gradient is δ1 times x.")
OTHER_WAY_ROUND = Slip(
    "outer product the other way round", "Row i belongs to entry i of δ, and column j to entry j of the input."
)
ASCENT = Slip("gradient ascent", "Subtract, so that the loss falls.")
NO_RATE = Slip("rate forgotten", "Multiply the gradient by the learning rate.")
RATE_TWICE = Slip("rate applied twice", "Multiply by the learning rate once.")
BIAS_TWICE = Slip("bias added twice", "Each bias is added once.")
TERM_DROPPED = Slip("one product left out", "The sum has a product for each input: count them.")
TIMES_SIN = Slip("ReLU times sin", "f(z) is ReLU(z) plus sin(z): add the two.")
Z1_FOR_H = Slip("Z1 for H", "The output of the hidden layer is H, after the activation.")
POWER_OF_TEN = Slip("10^z for e^z", "The exponential has base e.")
POWER_OF_TWO = Slip("2^z for e^z", "The exponential has base e.")
EXPONENT_NEGATED = Slip(
    "sign of the exponent", "It is e^z: a logit below 0 gives less than 1, and a logit above 0 gives more."
)
SUM_OF_LOGITS = Slip("sum of the logits", "Add the exponentials, not Z2.")
OTHER_CLASS = Slip("loss of another class", "Take the probability of the right class, where y is 1.")
OUTCOMES_EXCHANGED = Slip("ŷ and 1 - ŷ exchanged", "The loss is -ln ŷ where y is 1, and -ln(1 - ŷ) where y is 0.")
BASE_TWO = Slip("loss with logarithm to base 2", "The loss uses the natural logarithm.")
NO_TARGET = Slip("target not subtracted", "δ2 is ŷ - y: subtract the target, which is 1 for the right class.")
SIGMOID_SLOPE = Slip("times ŷ(1 - ŷ)", "With cross-entropy δ2 is ŷ - y, without another factor.")
SIN_FOR_COS = Slip("sin for cos", "The slope of sin is cos.")
COS_SUBTRACTED = Slip("cos subtracted", "The slope of sin is plus cos: f'(z) is cos(z), plus 1 above 0.")
BRANCHES_EXCHANGED = Slip("branches of f' exchanged", "The slope of ReLU is 1 above 0, and 0 below.")
SLOPE_1_EVERYWHERE = Slip("slope 1 everywhere", "The slope of ReLU is 1 above 0 alone: below, it is 0.")
SLOPE_AT_H = Slip("ReLU' evaluated at H", "It is Z1, not H, that decides whether 1 is added.")
NO_LEAK = Slip("plain ReLU", "Below 0 the leaky ReLU is a hundredth of z, and its slope is a hundredth.")
SIGMOID_NEGATED = Slip("sign of the exponent in the sigmoid", "The sigmoid is 1/(1 + e^-z): above a half where z > 0.")
SLOPE_AT_Z = Slip(
    "slope computed from z",
    "Compute the slope from the activation's output h: h(1 - h) for the sigmoid, 1 - h² for tanh.",
)
FACTOR_LEFT_OUT = Slip(
    "one factor of the slope left out", "The slope of the sigmoid is a product of two factors: h(1 - h)."
)
NOT_SQUARED = Slip("1 - h for 1 - h²", "The slope of tanh is 1 - h²: square first.")
FACTOR_OF_TWO = Slip("factor of two", "The slope of a square has a factor of two. A half in the loss cancels it.")
NOT_DIVIDED = Slip("not divided by the number of examples", "The loss is the mean over the examples: divide by N.")
DIVIDED = Slip("divided by the number of examples", "The loss is the sum over the examples: there is no division by N.")
NO_OUTPUT_SLOPE = Slip("slope of the output forgotten", "Multiply the error by the slope of the output's activation.")
SLOPE_ALONE = Slip("slope of the output alone", "Multiply it by the error, ŷ - y.")
F_PRIME_ADDED = Slip("f' added", "Multiply by f'(Z1), entry by entry.")
BIASES_EXCHANGED = Slip("gradients of the biases exchanged", "The gradient of b1 is δ1, and that of b2 is δ2.")
RATE_TEN_TIMES = Slip("rate ten times too large", "Check the decimal point of the learning rate.")
RATE_A_TENTH = Slip("rate ten times too small", "Check the decimal point of the learning rate.")
SIGN_LOST = Slip("sign of a product lost", "Minus times minus is plus, and plus times minus is minus.")
DIGITS_EXCHANGED = Slip("two digits exchanged", "Compare with your notes, digit by digit.")
ENTRIES_EXCHANGED = Slip("two entries exchanged", "Each of these numbers belongs in the other's place.")
OWN_SIGN_LOST = Slip("sign lost", "The size is right: work out the sign again.")
LINE_MISTAKEN = Slip("another row or column", "Check which row and which column this entry is computed from.")
CUT_OFF = Slip("cut off, not rounded", "If the first digit that you leave out is 5 or more, round the last digit up.")
TWO_DECIMALS = Slip("computed with two decimals", "Keep all the decimals of the earlier lines.")
THREE_DECIMALS = Slip("computed with three decimals", "Keep all the decimals of the earlier lines.")
MISCOPIED = Slip("a number copied wrongly", "")

SHORT = {2: TWO_DECIMALS, 3: THREE_DECIMALS}
"""By the number of decimals with which an earlier result was used."""

HABITS = (*SHORT.values(), CUT_OFF)
"""Habits: made throughout a sheet, or not at all."""

PATTERNS = {
    TWO_DECIMALS: "",
    THREE_DECIMALS: "",
    CUT_OFF: "cut",
    LINE_MISTAKEN: "line",
    OWN_SIGN_LOST: "ownSign",
    ENTRIES_EXCHANGED: "entries",
    DIGITS_EXCHANGED: "digits",
    MISCOPIED: "miscopied",
}
"""The slips that have no formula of their own, and what the page calls them."""

LINES = {"Z1": ("W1",), "Z2": ("W2",), "dW2": ("delta2", "H"), "dH": ("W2",), "dW1": ("delta1", "x")}
"""For each step, the quantities in which it is easy to take the wrong row or column."""
