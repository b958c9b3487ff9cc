import type { ScoreRange, SegmentMap } from './segment-map.js';

const segment = (name: string, recency: ScoreRange, frequency: ScoreRange, monetary: ScoreRange, lost = false) => ({
  name,
  boxes: [{ recency, frequency, monetary }],
  ...(lost && { lost }),
});

/**
 * The eleven segments of the published Amazon analysis, in its order: the first match wins, and 30 of the 125 cells
 * (such as R 5, F 1, M 5) match nothing and fall to Lost.
 */
export const publishedMap: SegmentMap = {
  name: 'published',
  bins: 5,
  match: 'first',
  otherwise: 'Lost',
  segments: [
    segment('Champions', [4, 5], [4, 5], [4, 5]),
    segment('Loyal Customers', [3, 5], [4, 5], [3, 5]),
    segment('Potential Loyalists', [4, 5], [2, 5], [2, 5]),
    segment('New Customers', [5, 5], [1, 2], [1, 2]),
    segment('Promising', [4, 5], [1, 2], [1, 2]),
    segment('About to Sleep', [1, 2], [1, 2], [3, 5]),
    segment('Hibernating', [1, 2], [1, 2], [1, 2], true),
    segment("Can't Lose Them", [1, 2], [4, 5], [4, 5]),
    segment('At Risk', [1, 2], [3, 5], [3, 5]),
    segment('Needs Attention', [1, 3], [1, 3], [1, 3]),
    { name: 'Lost', boxes: [], lost: true },
  ],
};
