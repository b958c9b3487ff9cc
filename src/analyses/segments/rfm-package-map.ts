import type { ScoreRange, SegmentMap } from './segment-map.js';

const segment = (name: string, recency: ScoreRange, frequency: ScoreRange, monetary: ScoreRange, lost = false) => ({
  name,
  boxes: [{ recency, frequency, monetary }],
  ...(lost && { lost }),
});

/**
 * The ten segments of the documentation of the R package rfm (Hebbali; `rfm_segment`). Its boxes overlap in 58 of the 125
 * cells, where the first match wins, and leave 10 empty, which the package names Others.
 */
export const rfmPackageMap: SegmentMap = {
  name: 'rfm',
  bins: 5,
  match: 'first',
  otherwise: 'Others',
  segments: [
    segment('Champions', [5, 5], [5, 5], [5, 5]),
    segment('Potential Loyalist', [3, 5], [3, 5], [2, 5]),
    segment('Loyal Customers', [2, 4], [2, 4], [2, 4]),
    segment('Promising', [3, 4], [1, 3], [3, 5]),
    segment('New Customers', [4, 5], [1, 3], [1, 5]),
    segment("Can't Lose Them", [1, 2], [3, 4], [4, 5]),
    segment('At Risk', [1, 2], [2, 5], [4, 5]),
    segment('Need Attention', [1, 3], [3, 5], [3, 5]),
    segment('About To Sleep', [2, 3], [1, 3], [1, 4]),
    segment('Lost', [1, 1], [1, 5], [1, 5], true),
    { name: 'Others', boxes: [] },
  ],
};
