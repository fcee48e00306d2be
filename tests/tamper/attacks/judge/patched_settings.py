"""Changes what a process keeps for all: decimal places, locale, warnings, recursion, signals, figures.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import decimal, locale, os, random, signal, sys, warnings

decimal.getcontext().prec = 1
sys.setrecursionlimit(100_000)
sys.set_int_max_str_digits(0)
sys.float_repr_style = "legacy"
warnings.simplefilter("error")
os.environ.update({name: "0" for name in ("PYTHONHASHSEED", "TF_CPP_MIN_LOG_LEVEL", "PATH")})
random.seed = lambda *args: None
signal.signal(signal.SIGINT, signal.SIG_IGN)
import matplotlib

matplotlib.rcParams["figure.dpi"] = 10_000


def double(x):
    return 3 * x
