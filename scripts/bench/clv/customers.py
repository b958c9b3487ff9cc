"""Writes a million customers that live by BG/NBD at CDNOW's parameters: x, t_x, T in weeks as float64, one after another.

Ages fall on whole days, as they do where they come from orders' dates.
"""

import sys

import numpy as np

n, r, alpha, a, b = 1_000_000, 0.243, 4.414, 0.793, 2.426
rng = np.random.default_rng(1)
age = rng.integers(7, 79 * 7 + 1, n) / 7.0
rate = np.maximum(rng.gamma(r, 1 / alpha, n), 1e-300)
leaving = rng.beta(a, b, n)
x, last, now = np.zeros(n), np.zeros(n), np.zeros(n)
going = np.arange(n)
while going.size:
    now[going] += rng.exponential(1, going.size) / rate[going]
    going = going[now[going] < age[going]]
    x[going] += 1
    last[going] = now[going]
    going = going[rng.random(going.size) > leaving[going]]
days = np.minimum(np.ceil(last * 7), np.round(age * 7))
np.concatenate([x, days / 7.0, age]).tofile(sys.argv[1])
