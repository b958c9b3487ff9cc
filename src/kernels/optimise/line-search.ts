export interface LinePoint {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

interface Trial extends LinePoint {
  readonly step: number;
  readonly slope: number;
}

const decrease = 1e-4;
const curvature = 0.9;

/**
 * A place along `direction` that satisfies the strong Wolfe conditions, or, where values differ by rounding only, the
 * approximate ones of Hager & Zhang (2005); null if 40 trials find none.
 */
export function lineSearch(
  evaluate: (x: Float64Array) => LinePoint,
  from: LinePoint,
  direction: Float64Array,
  firstStep: number,
): LinePoint | null {
  const slopeAt = (gradient: Float64Array) => gradient.reduce((sum, entry, i) => sum + entry * direction[i]!, 0);
  const start: Trial = { ...from, step: 0, slope: slopeAt(from.gradient) };
  const noise = 1e-12 * (1 + Math.abs(from.value));
  const trial = (step: number): Trial => {
    const point = evaluate(from.x.map((entry, i) => entry + step * direction[i]!));
    return { ...point, step, slope: slopeAt(point.gradient) };
  };
  const tooHigh = (at: Trial) =>
    !(at.value <= start.value + decrease * at.step * start.slope) &&
    !(at.value <= start.value + noise && at.slope <= (2 * decrease - 1) * start.slope);
  const flat = (at: Trial) => Math.abs(at.slope) <= -curvature * start.slope;

  let low = start;
  let high: Trial | null = null;
  let step = firstStep;
  for (let count = 0; count < 40; count++) {
    const at = trial(step);
    if (tooHigh(at) || (at.value > low.value + noise && low !== start)) {
      high = at;
    } else {
      if (flat(at)) return at;
      if (at.slope * (high ? high.step - low.step : 1) >= 0) high = low;
      low = at;
    }
    step = high ? between(low, high) : step * 2.5;
    if (high && Math.abs(high.step - low.step) < 1e-14 * (1 + high.step)) break;
  }
  return low.step > 0 && low.value < start.value ? low : null;
}

/** The minimum of the cubic through both ends, kept off their neighbourhood; the middle where there is none. */
function between(low: Trial, high: Trial): number {
  const width = high.step - low.step;
  const middle = low.step + width / 2;
  if (!Number.isFinite(high.value)) return low.step + width / 10;
  const d1 = low.slope + high.slope - (3 * (low.value - high.value)) / (low.step - high.step);
  const d2 = Math.sign(width) * Math.sqrt(d1 * d1 - low.slope * high.slope);
  const cubic = high.step - (width * (high.slope + d2 - d1)) / (high.slope - low.slope + 2 * d2);
  const [from, to] = [low.step + 0.1 * width, low.step + 0.9 * width];
  return cubic > Math.min(from, to) && cubic < Math.max(from, to) ? cubic : middle;
}
