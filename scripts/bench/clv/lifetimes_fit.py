"""Fits and forecasts with lifetimes; fails if its likelihood is higher than ours, which stands in a file beside the data."""

import json
import pathlib
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
from lifetimes import BetaGeoFitter  # noqa: E402

data = pathlib.Path(sys.argv[1])
x, last, age = np.fromfile(data).reshape(3, -1)
start = time.perf_counter()
fitter = BetaGeoFitter()
fitter.fit(x, last, age)
orders = fitter.conditional_expected_number_of_purchases_up_to_time(39, x, last, age)
alive = fitter.conditional_probability_alive(x, last, age)
seconds = time.perf_counter() - start
names = ["r", "alpha", "a", "b"]
mean = -fitter._negative_log_likelihood(np.log(fitter.params_[names]), x, last, age, np.ones(len(x)), 0)
result = {"seconds": seconds, "logLikelihood": mean * len(x), "orders": float(np.sum(orders)), "alive": float(np.sum(alive))}
print(json.dumps(result))
data.with_suffix(".lifetimes.json").write_text(json.dumps(result))
ours = data.with_suffix(".tillbook.json")
if ours.exists():
    other = json.loads(ours.read_text())
    if other["logLikelihood"] < result["logLikelihood"] - 1e-3:
        sys.exit(f"lifetimes found a better optimum: {result} beside {other}")
    print(f"fit and forecast alone: {seconds / other['seconds']:.1f} times ours")
