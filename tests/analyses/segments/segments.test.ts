import { expect, test } from 'vitest';
import { rfm } from '../../../src/analyses/rfm/rfm.js';
import { cellsOf, checkSegmentMap, segmentOf } from '../../../src/analyses/segments/check-segment-map.js';
import { segmentMaps } from '../../../src/analyses/segments/maps.js';
import { readSegmentMap } from '../../../src/analyses/segments/read-segment-map.js';
import { segments } from '../../../src/analyses/segments/segments.js';
import { records } from '../../../src/base/columns.js';
import { type Line, shop } from '../../helpers/shop.js';

test('ours: every one of 125 cells in exactly one segment, in an order that agrees with the scores', () => {
  const check = checkSegmentMap(segmentMaps.tillbook);
  expect(check).toEqual({ cells: 125, holes: [], overlaps: [], inversions: [], unreachable: [] });
  expect(readSegmentMap('tillbook')).toBe(segmentMaps.tillbook);
});

test('the published eleven send 30 of 125 cells to Lost (known-answers.md), R5 F1 M5 among them', () => {
  const { published } = segmentMaps;
  const { holes } = checkSegmentMap(published);
  expect(holes).toHaveLength(30);
  expect(holes).toContainEqual([5, 1, 5]);
  expect(cellsOf(5).filter((cell) => segmentOf(published, cell) === 'Lost')).toHaveLength(30);
  expect(segmentOf(published, [5, 5, 5])).toBe('Champions');
  expect(segmentOf(published, [3, 5, 3])).toBe('Loyal Customers');
});

test("the R package rfm's ten overlap in 58 cells and leave 10 empty (known-answers.md)", () => {
  const { holes, overlaps } = checkSegmentMap(segmentMaps.rfm);
  expect([overlaps.length, holes.length]).toEqual([58, 10]);
  expect(new Set(holes.map((cell) => segmentOf(segmentMaps.rfm, cell)))).toEqual(new Set(['Others']));
});

const own = {
  name: 'mine',
  segments: [
    { name: 'Good', recency: [3, 5] },
    { name: 'Poor', boxes: [{ recency: [1, 2] }] },
  ],
};

test("a user's own map is read, in short form and in any order", () => {
  expect(readSegmentMap(own)).toEqual({
    name: 'mine',
    bins: 5,
    match: 'only',
    segments: [
      { name: 'Good', boxes: [{ recency: [3, 5] }] },
      { name: 'Poor', boxes: [{ recency: [1, 2] }] },
    ],
  });
  expect(readSegmentMap({ ...own, segments: own.segments.toReversed() }).segments[0].name).toBe('Poor');
  const first = { match: 'first', otherwise: 'Rest', segments: [{ name: 'Top', monetary: [5, 5] }, { name: 'Rest' }] };
  expect(segmentOf(readSegmentMap(first), [1, 1, 4])).toBe('Rest');
});

const box = (name: string, recency: number[], more: object = {}) => ({ name, recency, ...more });
test.each([
  ['a hole', { segments: [box('A', [2, 5])] }, /25 cells lie in no segment: 1-1-1, 1-1-2, .*1-5-5/],
  [
    'an overlap',
    { bins: 2, segments: [box('A', [1, 2]), box('B', [2, 2], { frequency: [2, 2] })] },
    /2 cells lie in several segments: 2-2-1 \(A, B\), 2-2-2 \(A, B\)/,
  ],
  ['an unknown name', { segments: [box('A', [1, 5], { monetry: [1, 5] })] }, /segment "A": unknown name "monetry"/],
  ['an unknown name on top', { ...own, cells: [] }, /unknown name "cells"/],
  ['an unknown fallback', { ...own, otherwise: 'Worst' }, /otherwise is "Worst", which is no segment/],
  ['a range that runs backwards', { segments: [box('A', [5, 1])] }, /recency is \[5,1\]/],
  ['a score that is none', { segments: [box('A', [0, 5])] }, /recency is \[0,5\]/],
  ['a name twice', { segments: [box('A', [1, 2]), box('A', [3, 5])] }, /"A" stands twice/],
  [
    'a segment nobody reaches',
    { match: 'first', segments: [box('A', [1, 5]), box('B', [5, 5])] },
    /no scores lead to B/,
  ],
  ['no segments', {}, /no segments/],
  [
    'no order of the segments',
    {
      bins: 2,
      segments: [
        { name: 'A', boxes: [{ frequencyPlusMonetary: [2, 2] }, { frequencyPlusMonetary: [4, 4] }] },
        { name: 'B', frequencyPlusMonetary: [3, 3] },
      ],
    },
    /no order of the segments agrees .*1-1-2 \(B\) is better than 1-1-1 \(A\)/,
  ],
])('%s is refused with the cells', (_, map, message) => {
  expect(() => readSegmentMap(map)).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringMatching(message) }),
  );
});

test('a map nobody knows is refused', () => {
  expect(() => readSegmentMap('eleven' as never)).toThrow('no segment map "eleven"');
});

const lines: Line[] = Array.from({ length: 25 }, (_, i) => ({
  customer: `c${String(i % 10).padStart(2, '0')}`,
  order: `${i}`,
  at: `2011-01-${String(i + 1).padStart(2, '0')}`,
  price: 1 + i,
}));

test('every customer is in one segment; customers and money add up', async () => {
  const scored = await rfm(await shop(lines));
  for (const map of ['tillbook', 'published', 'rfm'] as const) {
    const found = await segments(scored, map);
    expect(found.segments.reduce((sum, { customers }) => sum + customers, 0)).toBe(10);
    expect(found.segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(found.segments.reduce((sum, { monetary }) => sum + monetary, 0)).toBeCloseTo(325, 9);
    expect(found.segments.map(({ segment }) => segment)).toEqual(segmentMaps[map].segments.map(({ name }) => name));
    const rows = records<{ segment: string; recencyScore: number; frequencyScore: number; monetaryScore: number }>(
      await found.relation.engine.query(`select * from ${found.relation.name}`),
    );
    for (const { segment, recencyScore, frequencyScore, monetaryScore } of rows) {
      expect(segment).toBe(segmentOf(segmentMaps[map], [recencyScore, frequencyScore, monetaryScore]));
    }
    expect(found.notes.length > 0).toBe(map !== 'tillbook');
  }
});

test('a map for other bins is refused', async () => {
  await expect(segments(await rfm(await shop(lines), { bins: 4 }))).rejects.toMatchObject({ code: 'BAD_PARAMETER' });
});
