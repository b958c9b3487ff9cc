"""scikit-learn's KMeans in the benchmark: job.json and the algorithm's name in."""

import json
import sys
import time

import numpy as np
from sklearn.cluster import KMeans

with open(sys.argv[1]) as file:
    job = json.load(file)
points = np.fromfile(job["data"]).reshape(-1, 3)
for one in job["jobs"]:
    started = time.perf_counter()
    init = np.array(one["init"]).reshape(-1, 3)
    model = KMeans(one["k"], init=init, n_init=1, tol=0, max_iter=1000, algorithm=sys.argv[2]).fit(points)
    seconds = time.perf_counter() - started
    print(f"k = {one['k']}: {seconds:.3f} s, {model.n_iter_} steps, inertia {model.inertia_!r}")
    if abs(model.inertia_ / one["inertia"] - 1) > 1e-9:
        sys.exit(f"inertia {model.inertia_!r}, not {one['inertia']!r}")
