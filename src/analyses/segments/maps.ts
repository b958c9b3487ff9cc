import { publishedMap } from './published-map.js';
import { rfmPackageMap } from './rfm-package-map.js';
import type { SegmentMap } from './segment-map.js';
import { tillbookMap } from './tillbook-map.js';

/** The segment maps that have a name: ours, the eleven segments as published, and those of the R package rfm. */
export const segmentMaps = {
  tillbook: tillbookMap,
  published: publishedMap,
  rfm: rfmPackageMap,
} as const satisfies Record<string, SegmentMap>;

/** The name of one of `segmentMaps`. */
export type SegmentMapName = keyof typeof segmentMaps;
