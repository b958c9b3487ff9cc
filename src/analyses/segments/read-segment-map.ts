import { TillbookError } from '../../base/errors.js';
import { type Cell, checkSegmentMap } from './check-segment-map.js';
import { type SegmentMapName, segmentMaps } from './maps.js';
import type { ScoreRange, Segment, SegmentBox, SegmentMap } from './segment-map.js';

const ranges = ['recency', 'frequency', 'monetary', 'frequencyPlusMonetary'] as const;

/**
 * A segment map by name, or anybody's own as an object (of JSON), checked: every cell in exactly one segment, and an order
 * of the segments that agrees with the scores. The two named maps that fail this are taken as they were published.
 *
 * Boxes may stand in the segment itself: `{"name": "Best", "recency": [4, 5]}` is short for one box.
 *
 * @throws TillbookError BAD_PARAMETER for an unknown name; BAD_INPUT for a map with a hole, an overlap, an inversion or a
 * name that it does not know, with the cells.
 */
export function readSegmentMap(given: SegmentMapName | SegmentMap | object): SegmentMap {
  if (typeof given === 'string') {
    if (Object.hasOwn(segmentMaps, given)) return segmentMaps[given];
    throw new TillbookError('BAD_PARAMETER', `no segment map "${given}"`, {
      hint: `one of ${Object.keys(segmentMaps).join(', ')}, or a map of your own`,
    });
  }
  if (Object.values<object>(segmentMaps).includes(given)) return given as SegmentMap;
  const map = shapeOf(given);
  const { holes, overlaps, inversions, unreachable } = checkSegmentMap(map);
  const wrong = [
    ...(holes.length > 0 && map.otherwise === undefined
      ? [`${holes.length} cells lie in no segment: ${list(holes)}`]
      : []),
    ...(overlaps.length > 0 && map.match !== 'first'
      ? [
          `${overlaps.length} cells lie in several segments: ${overlaps
            .slice(0, 20)
            .map(({ cell, segments }) => `${cellText(cell)} (${segments.join(', ')})`)
            .join(', ')}${overlaps.length > 20 ? ' …' : ''}`,
        ]
      : []),
    ...inversions.map(
      ({ better, betterSegment, worse, worseSegment }) =>
        `no order of the segments agrees with the scores: ${cellText(better)} (${betterSegment}) is better than ${cellText(worse)} (${worseSegment})`,
    ),
    ...(unreachable.length > 0 ? [`no scores lead to ${unreachable.join(', ')}`] : []),
  ];
  if (wrong.length === 0) return map;
  throw refused(map.name, wrong.join('; '), 'scores stand as recency-frequency-monetary');
}

function shapeOf(given: object): SegmentMap {
  const { name = 'own', bins = 5, match = 'only', otherwise, segments, ...others } = given as Partial<SegmentMap>;
  const title = String(name);
  unknownNames(title, others, 'name, bins, match, otherwise, segments');
  if (!Number.isInteger(bins) || bins < 2 || bins > 10) throw refused(title, `bins is ${bins}`, '2 to 10');
  if (match !== 'only' && match !== 'first') throw refused(title, `match is "${match}"`, 'only or first');
  if (!Array.isArray(segments) || segments.length === 0)
    throw refused(title, 'it has no segments', 'a list of segments');
  const read = segments.map((segment) => segmentFrom(title, segment, bins));
  const names = read.map((segment) => segment.name);
  const twice = names.find((segment, i) => names.indexOf(segment) !== i);
  if (twice !== undefined) throw refused(title, `"${twice}" stands twice`, 'one segment can have several boxes');
  if (otherwise !== undefined && !names.includes(otherwise)) {
    throw refused(title, `otherwise is "${otherwise}", which is no segment`, `one of ${names.join(', ')}`);
  }
  return { name: title, bins, match, segments: read, ...(otherwise !== undefined && { otherwise }) };
}

function segmentFrom(title: string, given: unknown, bins: number): Segment {
  const { name, boxes, lost, recency, frequency, monetary, frequencyPlusMonetary, ...others } = (given ??
    {}) as Partial<Segment & SegmentBox>;
  if (typeof name !== 'string' || name.trim() === '') throw refused(title, 'a segment has no name', 'give it one');
  unknownNames(`${title}, segment "${name}"`, others, `name, boxes, lost, ${ranges.join(', ')}`);
  const own = { recency, frequency, monetary, frequencyPlusMonetary };
  const all: readonly unknown[] = boxes ?? (Object.values(own).some((range) => range !== undefined) ? [own] : []);
  return {
    name,
    boxes: all.map((box) => boxFrom(`${title}, segment "${name}"`, box, bins)),
    ...(lost === true && { lost }),
  };
}

function boxFrom(title: string, given: unknown, bins: number): SegmentBox {
  const box = (given ?? {}) as Record<string, unknown>;
  unknownNames(
    title,
    Object.fromEntries(Object.entries(box).filter(([key]) => !ranges.includes(key as never))),
    ranges.join(', '),
  );
  const read = ranges.flatMap((key) =>
    box[key] === undefined ? [] : [[key, rangeFrom(title, key, box[key], bins)] as const],
  );
  return Object.fromEntries(read);
}

function rangeFrom(title: string, key: (typeof ranges)[number], given: unknown, bins: number): ScoreRange {
  const [lowest, highest] = key === 'frequencyPlusMonetary' ? [2, 2 * bins] : [1, bins];
  const [from, to] = Array.isArray(given) && given.length === 2 ? given : [];
  if (Number.isInteger(from) && Number.isInteger(to) && from >= lowest && to <= highest && from <= to)
    return [from, to];
  throw refused(
    title,
    `${key} is ${JSON.stringify(given)}`,
    `two whole numbers from ${lowest} to ${highest}, as [${lowest}, ${highest}]`,
  );
}

function unknownNames(title: string, others: object, known: string): void {
  const names = Object.keys(others);
  if (names.length > 0)
    throw refused(title, `unknown name ${names.map((name) => `"${name}"`).join(', ')}`, `known: ${known}`);
}

function refused(title: string, message: string, hint: string): TillbookError {
  return new TillbookError('BAD_INPUT', `segment map ${title}: ${message}`, { hint });
}

function list(cells: readonly Cell[]): string {
  return cells.map(cellText).join(', ');
}

function cellText(cell: Cell): string {
  return cell.join('-');
}
