/** Lloyd's iteration as it is written in textbooks: every point against every centroid, until nothing changes. */
export function naiveKMeans(points: Float64Array, nFeatures: number, init: Float64Array, maxIter = 300) {
  const n = points.length / nFeatures;
  const k = init.length / nFeatures;
  let centroids = init;
  let labels = nearest(points, nFeatures, centroids);
  let nIter = 1;
  for (; nIter < maxIter; nIter++) {
    const sums = new Float64Array(k * nFeatures);
    const counts = new Float64Array(k);
    for (let i = 0; i < n; i++) {
      counts[labels[i]]++;
      for (let c = 0; c < nFeatures; c++) sums[labels[i] * nFeatures + c] += points[i * nFeatures + c];
    }
    centroids = sums.map((sum, i) => sum / counts[Math.floor(i / nFeatures)]);
    const next = nearest(points, nFeatures, centroids);
    const same = next.every((label, i) => label === labels[i]);
    labels = next;
    if (same) return { labels, centroids, nIter: nIter + 1, inertia: inertia(points, nFeatures, centroids, labels) };
  }
  return { labels, centroids, nIter, inertia: inertia(points, nFeatures, centroids, labels) };
}

/** Per point the first of the nearest centroids. */
export function nearest(points: Float64Array, nFeatures: number, centroids: Float64Array): Int32Array {
  return Int32Array.from({ length: points.length / nFeatures }, (_, i) => {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < centroids.length / nFeatures; j++) {
      let distance = 0;
      for (let c = 0; c < nFeatures; c++) distance += (points[i * nFeatures + c] - centroids[j * nFeatures + c]) ** 2;
      if (distance < least) {
        least = distance;
        best = j;
      }
    }
    return best;
  });
}

export function inertia(points: Float64Array, nFeatures: number, centroids: Float64Array, labels: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < points.length; i++) {
    sum += (points[i] - centroids[labels[Math.floor(i / nFeatures)] * nFeatures + (i % nFeatures)]) ** 2;
  }
  return sum;
}
