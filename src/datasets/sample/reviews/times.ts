import { years } from './shares.js';

/** First and last moment of the reviews, in milliseconds since 1970: the last day is not whole. */
export const first = Date.UTC(1996, 4, 20);
export const last = Date.UTC(2023, 8, 13, 16, 20);

/** Entries of `quantiles` less one. */
export const steps = 1024;

/** Reviews of a month against the average month, January first: presents of December are reviewed until January. */
const season = [1.25, 1.0, 0.98, 0.92, 0.93, 0.93, 1.0, 1.02, 0.93, 0.95, 0.99, 1.1];

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly share: number;
}

const stretches = months();

function months(): Stretch[] {
  const raw = years.flatMap(([year, share]) => {
    const parts = season.map((weight, month) => {
      const [start, end] = [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)];
      const [from, to] = [Math.max(start, first), Math.min(end, last)];
      return { from, to, share: to > from ? (weight * (to - from)) / (end - start) : 0 };
    });
    const sum = parts.reduce((total, part) => total + part.share, 0);
    return parts.filter((part) => part.share > 0).map((part) => ({ ...part, share: (part.share / sum) * share }));
  });
  const total = raw.reduce((sum, part) => sum + part.share, 0);
  let before = 0;
  return raw.map((part) => {
    const placed = { ...part, share: part.share / total, before };
    before += placed.share;
    return placed;
  });
}

/** Share of the reviews before a moment. */
export function shareBefore(time: number): number {
  const found = stretches.find(({ to }) => time < to);
  if (found === undefined) return 1;
  return found.before + found.share * Math.max(0, (time - found.from) / (found.to - found.from));
}

/** Moments at the shares 0, 1/1024 … 1, whole milliseconds. */
export function quantiles(): number[] {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const share = i / steps;
    const found = stretches.findLast(({ before }) => before <= share) ?? stretches[0]!;
    return Math.round(found.from + (found.to - found.from) * Math.min(1, (share - found.before) / found.share));
  });
}
