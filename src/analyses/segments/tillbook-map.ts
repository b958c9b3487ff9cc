import type { ScoreRange, SegmentMap } from './segment-map.js';

const segment = (name: string, recency: ScoreRange, frequencyPlusMonetary: ScoreRange, lost = false) => ({
  name,
  boxes: [{ recency, frequencyPlusMonetary }],
  ...(lost && { lost }),
});

/**
 * Tillbook's own segments: the field's names on a grid of how lately a customer ordered (recency score) and how much the
 * customer is worth (frequency and monetary score together, 2 to 10). Every one of the 125 cells lies in exactly one
 * segment, and better scores never lead to a worse one.
 */
export const tillbookMap: SegmentMap = {
  name: 'tillbook',
  bins: 5,
  segments: [
    segment('Champions', [4, 5], [10, 10]),
    segment('Loyal Customers', [4, 5], [8, 9]),
    segment('Potential Loyalists', [4, 5], [6, 7]),
    segment('Promising', [4, 5], [4, 5]),
    segment('New Customers', [4, 5], [2, 3]),
    segment('At Risk', [2, 3], [8, 10]),
    segment("Can't Lose Them", [1, 1], [8, 10]),
    segment('Needs Attention', [3, 3], [5, 7]),
    segment('About to Sleep', [3, 3], [2, 4]),
    segment('Hibernating', [1, 2], [5, 7], true),
    segment('Lost', [1, 2], [2, 4], true),
  ],
};
