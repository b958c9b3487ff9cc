import type { Random } from '../../base/random.js';
import { principalAxes } from './principal-axes.js';

/**
 * Data without clusters to hold clusters against: as many points, spread evenly over a box along the principal axes.
 * The box has the data's variance along each axis ('variance': outliers do not stretch it) or its range (as Tibshirani,
 * Walther & Hastie 2001).
 */
export type ReferenceBox = 'variance' | 'range';

/** Answers a function that draws such data. Cost: O(n nFeatures^2) each. */
export function referenceData(
  points: Float64Array,
  nFeatures: number,
  box: ReferenceBox,
): (random: Random) => Float64Array {
  const { means, axes, variances } = principalAxes(points, nFeatures);
  const sides = variances.map((variance) => Math.sqrt(12 * variance));
  const lows = sides.map((side) => -side / 2);
  if (box === 'range') {
    for (let a = 0; a < nFeatures; a++) {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < points.length; i += nFeatures) {
        let along = 0;
        for (let c = 0; c < nFeatures; c++) along += (points[i + c]! - means[c]!) * axes[a * nFeatures + c]!;
        low = Math.min(low, along);
        high = Math.max(high, along);
      }
      lows[a] = low;
      sides[a] = high - low;
    }
  }
  return ({ uniform }) => {
    const drawn = new Float64Array(points.length);
    for (let i = 0; i < drawn.length; i += nFeatures) {
      drawn.set(means, i);
      for (let a = 0; a < nFeatures; a++) {
        const along = lows[a]! + sides[a]! * uniform();
        for (let c = 0; c < nFeatures; c++) drawn[i + c]! += along * axes[a * nFeatures + c]!;
      }
    }
    return drawn;
  };
}
