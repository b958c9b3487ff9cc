// The inner loops of K-Means in AssemblyScript (TypeScript's syntax, compiled to WebAssembly with SIMD).
// `npm run wasm` compiles this file into wasm-bytes.ts; its neighbours in TypeScript say what runs when.
// Every function works on one Space, laid out in workspace.ts, and on one part of it, so that threads share the work.
// A value's bits depend on the points and the order below only, never on who computes it.

@unmanaged
class Space {
  nFeatures: i32;
  leaves: i32;
  tasks: i32;
  chunks: i32;
  n: i32;
  sampled: i32;
  nClusters: i32; // room per task in `partial`
  weighted: i32;
  source: usize; // f64[n][nFeatures], as given
  sourceWeights: usize; // f64[n]
  points: usize; // f64: leaf by leaf, in each leaf column by column
  weights: usize; // f64[n], leaf by leaf, as all that follows
  rows: usize; // i32[n], the row a point came from
  cells: usize; // i32[n], by row: its leaf while building, its label in the end
  labels: usize; // i32[n]
  nearest: usize; // f64[n], squared distance to the nearest seed
  leafStart: usize; // i32[leaves + 1]
  leafPotential: usize; // f64[leaves], sum of weight x nearest
  leafFarthest: usize; // f64[leaves], the largest nearest
  splitColumn: usize; // i32[leaves], by inner node
  splitValue: usize; // f64[leaves]
  boxes: usize; // f64[2 leaves][2][nFeatures], lowest then highest
  sums: usize; // f64[2 leaves][nFeatures + 1], columns then weight
  owner: usize; // i32[2 leaves]
  counts: usize; // i32[chunks][leaves]
  sample: usize; // i32[sampled], rows
  partial: usize; // f64[2][tasks][nClusters][nFeatures + 1]
  changed: usize; // i32[2][tasks]
  stack: usize; // i32[tasks][depth][nClusters], candidates
  stackStride: i32; // integers per task
  results: usize; // f64[tasks][64]
}

@inline
function f64At(base: usize, index: i32): f64 {
  return load<f64>(base + ((<usize>index) << 3));
}
@inline
function setF64(base: usize, index: i32, value: f64): void {
  store<f64>(base + ((<usize>index) << 3), value);
}
@inline
function i32At(base: usize, index: i32): i32 {
  return load<i32>(base + ((<usize>index) << 2));
}
@inline
function setI32(base: usize, index: i32, value: i32): void {
  store<i32>(base + ((<usize>index) << 2), value);
}

// ---- building the tree

/**
 * Splits a node's part of the sample near the median of its widest column, and so on down to the level `until`.
 * Where that is not the last, the parts it ends with are noted in `leafStart`, two numbers each.
 */
export function split(s: Space, node: i32, from: i32, to: i32, until: i32): void {
  if (node >= until) {
    if (until < s.leaves) {
      setI32(s.leafStart, 2 * (node - until), from);
      setI32(s.leafStart, 2 * (node - until) + 1, to);
    }
    return;
  }
  const d = s.nFeatures;
  const sample = s.sample;
  const source = s.source;
  let column = 0;
  let widest: f64 = -1;
  let least: f64 = 0;
  for (let c = 0; c < d; c++) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = from; i < to; i++) {
      const value = f64At(source, i32At(sample, i) * d + c);
      low = min(low, value);
      high = max(high, value);
    }
    if (high - low > widest) {
      widest = high - low;
      column = c;
      least = low;
    }
  }
  const middle = (from + to) >> 1;
  const value = widest > 0 ? above(s, column, from, to, select(s, column, from, to - 1, middle), least) : -Infinity;
  setI32(s.splitColumn, node, column);
  setF64(s.splitValue, node, value);
  let border = from;
  for (let i = from; i < to; i++) {
    const row = i32At(sample, i);
    if (f64At(source, row * d + column) < value) {
      setI32(sample, i, i32At(sample, border));
      setI32(sample, border++, row);
    }
  }
  split(s, 2 * node, from, border, until);
  split(s, 2 * node + 1, border, to, until);
}

/** The value at place `middle` of the part, were it sorted by the column (Hoare's select). */
function select(s: Space, column: i32, from: i32, to: i32, middle: i32): f64 {
  const d = s.nFeatures;
  const sample = s.sample;
  const source = s.source;
  let low = from;
  let high = to;
  while (low < high) {
    const pivot = f64At(source, i32At(sample, (low + high) >> 1) * d + column);
    let i = low;
    let j = high;
    while (i <= j) {
      while (f64At(source, i32At(sample, i) * d + column) < pivot) i++;
      while (f64At(source, i32At(sample, j) * d + column) > pivot) j--;
      if (i <= j) {
        const held = i32At(sample, i);
        setI32(sample, i++, i32At(sample, j));
        setI32(sample, j--, held);
      }
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else break;
  }
  return f64At(source, i32At(sample, middle) * d + column);
}

/** The median itself, or the next value above it where that divides the part more evenly: ties stay together. */
function above(s: Space, column: i32, from: i32, to: i32, median: f64, least: f64): f64 {
  let below = 0;
  let equal = 0;
  let next = Infinity;
  for (let i = from; i < to; i++) {
    const value = f64At(s.source, i32At(s.sample, i) * s.nFeatures + column);
    if (value < median) below++;
    else if (value == median) equal++;
    else next = min(next, value);
  }
  const over = to - from - below - equal;
  return median > least && (over == 0 || below >= over) ? median : next;
}

/** Finds the leaf of each row from..to-1, and counts them per leaf. */
export function route(s: Space, chunk: i32, from: i32, to: i32): void {
  const d = s.nFeatures;
  const leaves = s.leaves;
  const splitColumn = s.splitColumn;
  const splitValue = s.splitValue;
  const counts = s.counts + ((<usize>(chunk * leaves)) << 2);
  memory.fill(counts, 0, (<usize>leaves) << 2);
  for (let row = from; row < to; row++) {
    const base = s.source + ((<usize>(row * d)) << 3);
    let node = 1;
    while (node < leaves) {
      node = 2 * node + i32(f64At(base, i32At(splitColumn, node)) >= f64At(splitValue, node));
    }
    setI32(s.cells, row, node - leaves);
    setI32(counts, node - leaves, i32At(counts, node - leaves) + 1);
  }
}

/** Turns the counts into the place of each chunk's first point in each leaf. */
export function place(s: Space): void {
  const leaves = s.leaves;
  let at = 0;
  for (let leaf = 0; leaf < leaves; leaf++) {
    setI32(s.leafStart, leaf, at);
    for (let chunk = 0; chunk < s.chunks; chunk++) {
      const i = chunk * leaves + leaf;
      const count = i32At(s.counts, i);
      setI32(s.counts, i, at);
      at += count;
    }
  }
  setI32(s.leafStart, leaves, at);
}

/** Moves the rows from..to-1 to their leaves, in their order. */
export function move(s: Space, chunk: i32, from: i32, to: i32): void {
  const d = s.nFeatures;
  const counts = s.counts + ((<usize>(chunk * s.leaves)) << 2);
  for (let row = from; row < to; row++) {
    const leaf = i32At(s.cells, row);
    const at = i32At(counts, leaf);
    setI32(counts, leaf, at + 1);
    setI32(s.rows, at, row);
    const start = i32At(s.leafStart, leaf);
    const size = i32At(s.leafStart, leaf + 1) - start;
    const to = start * d + at - start;
    for (let c = 0; c < d; c++) setF64(s.points, to + c * size, f64At(s.source, row * d + c));
    if (s.weighted) setF64(s.weights, at, f64At(s.sourceWeights, row));
  }
}

/** Box and sums of every node of a task's subtree. */
export function measure(s: Space, task: i32): void {
  const width = s.leaves / s.tasks;
  let level = s.leaves + task * width;
  for (let node = level; node < level + width; node++) measureLeaf(s, node);
  let count = width;
  while (count > 1) {
    count >>= 1;
    level >>= 1;
    for (let node = level; node < level + count; node++) joinChildren(s, node);
  }
}

function measureLeaf(s: Space, node: i32): void {
  const d = s.nFeatures;
  const start = i32At(s.leafStart, node - s.leaves);
  const size = i32At(s.leafStart, node - s.leaves + 1) - start;
  for (let c = 0; c < d; c++) {
    let low = Infinity;
    let high = -Infinity;
    let total: f64 = 0;
    const column = s.points + ((<usize>(start * d + c * size)) << 3);
    for (let i = 0; i < size; i++) {
      const value = f64At(column, i);
      low = min(low, value);
      high = max(high, value);
      total += s.weighted ? value * f64At(s.weights, start + i) : value;
    }
    setF64(s.boxes, node * 2 * d + c, low);
    setF64(s.boxes, node * 2 * d + d + c, high);
    setF64(s.sums, node * (d + 1) + c, total);
  }
  let weight: f64 = size;
  if (s.weighted) {
    weight = 0;
    for (let i = 0; i < size; i++) weight += f64At(s.weights, start + i);
  }
  setF64(s.sums, node * (d + 1) + d, weight);
}

function joinChildren(s: Space, node: i32): void {
  const d = s.nFeatures;
  const box = 2 * d;
  for (let c = 0; c < d; c++) {
    setF64(s.boxes, node * box + c, min(f64At(s.boxes, 2 * node * box + c), f64At(s.boxes, (2 * node + 1) * box + c)));
    const h = d + c;
    setF64(s.boxes, node * box + h, max(f64At(s.boxes, 2 * node * box + h), f64At(s.boxes, (2 * node + 1) * box + h)));
  }
  const width = d + 1;
  for (let c = 0; c < width; c++) {
    setF64(s.sums, node * width + c, f64At(s.sums, 2 * node * width + c) + f64At(s.sums, (2 * node + 1) * width + c));
  }
}

// ---- assigning points to centroids, see lloyd.ts

const empty = -2;
let space: Space = changetype<Space>(0);
let centroids: usize = 0;
let into: usize = 0;
let moved: i32 = 0;
let rounding: f64 = 0;

export function assign(s: Space, task: i32, places: usize, nClusters: i32, set: i32): void {
  const size = (<usize>(s.nClusters * (s.nFeatures + 1))) << 3;
  space = s;
  centroids = places;
  into = s.partial + <usize>(set * s.tasks + task) * size;
  moved = 0;
  rounding = <f64>(s.nFeatures + 4) * 8.881784197001252e-16; // 2^-50
  memory.fill(into, 0, size);
  const candidates = s.stack + ((<usize>(task * s.stackStride)) << 2);
  for (let i = 0; i < nClusters; i++) setI32(candidates, i, i);
  visit(s.tasks + task, candidates, nClusters);
  setI32(s.changed, set * s.tasks + task, moved);
}

/** Answers the cluster that all points below belong to, -1 if several, -2 if there are no points. */
function visit(node: i32, candidates: usize, count: i32): i32 {
  const s = space;
  const kept = filter(node, candidates, count);
  if (kept == 0) return empty;
  const left = candidates + ((<usize>count) << 2);
  if (kept == 1) return own(node, i32At(left, 0));
  if (node >= s.leaves) return compare(node, left, kept);
  const before = i32At(s.owner, node);
  if (before >= 0) {
    setI32(s.owner, 2 * node, before);
    setI32(s.owner, 2 * node + 1, before);
  }
  const one = visit(2 * node, left, kept);
  const two = visit(2 * node + 1, left, kept);
  const common = one == two || two == empty ? one : one == empty ? two : -1;
  setI32(s.owner, node, common);
  return common;
}

/** Writes the candidates that are nearest somewhere in the node's box behind the list; how many, 0 for no points. */
function filter(node: i32, candidates: usize, count: i32): i32 {
  const s = space;
  const d = s.nFeatures;
  const low = s.boxes + ((<usize>(node * 2 * d)) << 3);
  const high = low + ((<usize>d) << 3);
  if (f64At(low, 0) > f64At(high, 0)) return 0;
  const kept = candidates + ((<usize>count) << 2);
  if (count == 1) {
    setI32(kept, 0, i32At(candidates, 0));
    return 1;
  }
  let nearest = 0;
  let least = Infinity;
  for (let i = 0; i < count; i++) {
    const z = centroids + ((<usize>(i32At(candidates, i) * d)) << 3);
    let distance: f64 = 0;
    for (let c = 0; c < d; c++) {
      const difference = 0.5 * (f64At(low, c) + f64At(high, c)) - f64At(z, c);
      distance += difference * difference;
    }
    if (distance < least) {
      least = distance;
      nearest = i32At(candidates, i);
    }
  }
  let diagonal: f64 = 0;
  for (let c = 0; c < d; c++) {
    const side = f64At(high, c) - f64At(low, c);
    diagonal += side * side;
  }
  const best = centroids + ((<usize>(nearest * d)) << 3);
  let size = 0;
  for (let i = 0; i < count; i++) {
    const other = i32At(candidates, i);
    if (other != nearest) {
      const z = centroids + ((<usize>(other * d)) << 3);
      let toOther: f64 = 0;
      let toBest: f64 = 0;
      for (let c = 0; c < d; c++) {
        const place = f64At(z, c);
        const rival = f64At(best, c);
        const corner = place > rival ? f64At(high, c) : f64At(low, c);
        toOther += (corner - place) * (corner - place);
        toBest += (corner - rival) * (corner - rival);
      }
      if (toOther - toBest > rounding * (toOther + diagonal)) continue;
    }
    setI32(kept, size++, other);
  }
  return size;
}

function own(node: i32, cluster: i32): i32 {
  const s = space;
  if (i32At(s.owner, node) != cluster) {
    setI32(s.owner, node, cluster);
    moved = 1;
  }
  const width = s.nFeatures + 1;
  const target = cluster * width;
  for (let c = 0; c < width; c++) setF64(into, target + c, f64At(into, target + c) + f64At(s.sums, node * width + c));
  return cluster;
}

/** Compares every point of a leaf with every candidate, two points at a time. */
function compare(node: i32, candidates: usize, count: i32): i32 {
  const s = space;
  const d = s.nFeatures;
  const start = i32At(s.leafStart, node - s.leaves);
  const size = i32At(s.leafStart, node - s.leaves + 1) - start;
  const labels = s.labels + ((<usize>start) << 2);
  const before = i32At(s.owner, node);
  if (before >= 0) for (let i = 0; i < size; i++) setI32(labels, i, before);
  const block = s.points + ((<usize>(start * d)) << 3);
  const stride = (<usize>size) << 3;
  let i = 0;
  for (; i + 1 < size; i += 2) {
    const at = block + ((<usize>i) << 3);
    let best = f64x2.splat(Infinity);
    let label = i64x2.splat(-1);
    for (let j = 0; j < count; j++) {
      const z = centroids + ((<usize>(i32At(candidates, j) * d)) << 3);
      let distance = f64x2.splat(0);
      let column = at;
      for (let c = 0; c < d; c++) {
        const difference = f64x2.sub(v128.load(column), v128.load64_splat(z + ((<usize>c) << 3)));
        distance = f64x2.add(distance, f64x2.mul(difference, difference));
        column += stride;
      }
      const nearer = f64x2.lt(distance, best);
      best = v128.bitselect(distance, best, nearer);
      label = v128.bitselect(i64x2.splat(i32At(candidates, j)), label, nearer);
    }
    add(start, i, block, size, labels, i32(i64x2.extract_lane(label, 0)));
    add(start, i + 1, block, size, labels, i32(i64x2.extract_lane(label, 1)));
  }
  if (i < size) {
    let least = Infinity;
    let label = -1;
    for (let j = 0; j < count; j++) {
      const cluster = i32At(candidates, j);
      const distance = squared(block, size, i, cluster, d);
      if (distance < least) {
        least = distance;
        label = cluster;
      }
    }
    add(start, i, block, size, labels, label);
  }
  let common = i32At(labels, 0);
  for (let p = 1; p < size; p++) {
    if (i32At(labels, p) != common) {
      common = -1;
      break;
    }
  }
  setI32(s.owner, node, common);
  return common;
}

@inline
function squared(block: usize, size: i32, i: i32, cluster: i32, d: i32): f64 {
  let distance: f64 = 0;
  for (let c = 0; c < d; c++) {
    const difference = f64At(block, c * size + i) - f64At(centroids, cluster * d + c);
    distance += difference * difference;
  }
  return distance;
}

@inline
function add(start: i32, i: i32, block: usize, size: i32, labels: usize, label: i32): void {
  const s = space;
  const d = s.nFeatures;
  moved |= i32(i32At(labels, i) != label);
  setI32(labels, i, label);
  const target = into + ((<usize>(label * (d + 1))) << 3);
  if (s.weighted) {
    const weight = f64At(s.weights, start + i);
    for (let c = 0; c < d; c++) setF64(target, c, f64At(target, c) + weight * f64At(block, c * size + i));
    setF64(target, d, f64At(target, d) + weight);
  } else {
    for (let c = 0; c < d; c++) setF64(target, c, f64At(target, c) + f64At(block, c * size + i));
    setF64(target, d, f64At(target, d) + 1);
  }
}

// ---- after the last step

/** Writes every point's label, and, in `nearest`, its squared distance; results[task][62] is the task's sum of weight x distance. */
export function settle(s: Space, task: i32, places: usize): void {
  space = s;
  centroids = places;
  setF64(s.results, task * 64 + 62, settleNode(s.tasks + task, -1));
}

function settleNode(node: i32, above: i32): f64 {
  const s = space;
  const owner = above >= 0 ? above : i32At(s.owner, node);
  if (node < s.leaves) return settleNode(2 * node, owner) + settleNode(2 * node + 1, owner);
  const d = s.nFeatures;
  const start = i32At(s.leafStart, node - s.leaves);
  const size = i32At(s.leafStart, node - s.leaves + 1) - start;
  const block = s.points + ((<usize>(start * d)) << 3);
  let total: f64 = 0;
  for (let i = 0; i < size; i++) {
    const label = owner >= 0 ? owner : i32At(s.labels, start + i);
    const distance = squared(block, size, i, label, d);
    setF64(s.nearest, start + i, distance);
    setI32(s.labels, start + i, label);
    total += s.weighted ? distance * f64At(s.weights, start + i) : distance;
  }
  return total;
}

/** Writes the labels of a task's points by row, renumbered. */
export function publish(s: Space, task: i32, renumbered: usize): void {
  const width = s.leaves / s.tasks;
  const from = i32At(s.leafStart, task * width);
  const to = i32At(s.leafStart, (task + 1) * width);
  for (let i = from; i < to; i++) setI32(s.cells, i32At(s.rows, i), i32At(renumbered, i32At(s.labels, i)));
}

// ---- seeding, see seed.ts

/** Per trial, the potential that a task's points would have with that place as one more seed: results[task][trial]. */
export function trial(s: Space, task: i32, places: usize, trials: i32): void {
  const d = s.nFeatures;
  const width = s.leaves / s.tasks;
  for (let t = 0; t < trials; t++) {
    const seed = places + ((<usize>(t * d)) << 3);
    let total: f64 = 0;
    for (let leaf = task * width; leaf < (task + 1) * width; leaf++) {
      total += untouched(s, leaf, seed) ? f64At(s.leafPotential, leaf) : potential(s, leaf, seed);
    }
    setF64(s.results, task * 64 + t, total);
  }
}

/** No place of the leaf's box is nearer to the seed than its farthest point is to a seed it has. */
@inline
function untouched(s: Space, leaf: i32, seed: usize): bool {
  const d = s.nFeatures;
  const low = s.boxes + ((<usize>((s.leaves + leaf) * 2 * d)) << 3);
  const high = low + ((<usize>d) << 3);
  let distance: f64 = 0;
  for (let c = 0; c < d; c++) {
    const value = f64At(seed, c);
    const outside = max(max(f64At(low, c) - value, value - f64At(high, c)), 0);
    distance += outside * outside;
  }
  return distance >= f64At(s.leafFarthest, leaf);
}

function potential(s: Space, leaf: i32, seed: usize): f64 {
  const d = s.nFeatures;
  const start = i32At(s.leafStart, leaf);
  const size = i32At(s.leafStart, leaf + 1) - start;
  const block = s.points + ((<usize>(start * d)) << 3);
  const stride = (<usize>size) << 3;
  let both = f64x2.splat(0);
  let i = 0;
  for (; i + 1 < size; i += 2) {
    let column = block + ((<usize>i) << 3);
    let distance = f64x2.splat(0);
    for (let c = 0; c < d; c++) {
      const difference = f64x2.sub(v128.load(column), v128.load64_splat(seed + ((<usize>c) << 3)));
      distance = f64x2.add(distance, f64x2.mul(difference, difference));
      column += stride;
    }
    distance = f64x2.pmin(distance, v128.load(s.nearest + ((<usize>(start + i)) << 3)));
    if (s.weighted) distance = f64x2.mul(distance, v128.load(s.weights + ((<usize>(start + i)) << 3)));
    both = f64x2.add(both, distance);
  }
  let total = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  if (i < size) {
    const distance = min(toSeed(block, size, i, seed, d), f64At(s.nearest, start + i));
    total += s.weighted ? distance * f64At(s.weights, start + i) : distance;
  }
  return total;
}

@inline
function toSeed(block: usize, size: i32, i: i32, seed: usize, d: i32): f64 {
  let distance: f64 = 0;
  for (let c = 0; c < d; c++) {
    const difference = f64At(block, c * size + i) - f64At(seed, c);
    distance += difference * difference;
  }
  return distance;
}

/** Takes a place as one more seed (`first`: as the only one); results[task][63] is the task's potential. */
export function plant(s: Space, task: i32, seed: usize, first: i32): void {
  const d = s.nFeatures;
  const width = s.leaves / s.tasks;
  let total: f64 = 0;
  for (let leaf = task * width; leaf < (task + 1) * width; leaf++) {
    if (first || !untouched(s, leaf, seed)) {
      const start = i32At(s.leafStart, leaf);
      const size = i32At(s.leafStart, leaf + 1) - start;
      const block = s.points + ((<usize>(start * d)) << 3);
      let sum: f64 = 0;
      let farthest: f64 = 0;
      for (let i = 0; i < size; i++) {
        let distance = toSeed(block, size, i, seed, d);
        if (!first) distance = min(distance, f64At(s.nearest, start + i));
        setF64(s.nearest, start + i, distance);
        farthest = max(farthest, distance);
        sum += s.weighted ? distance * f64At(s.weights, start + i) : distance;
      }
      setF64(s.leafPotential, leaf, sum);
      setF64(s.leafFarthest, leaf, farthest);
    }
    total += f64At(s.leafPotential, leaf);
  }
  setF64(s.results, task * 64 + 63, total);
}
