import { TillbookError } from '../../base/errors.js';
import { wasmBytes } from './wasm-bytes.js';
import { type WasmMemory, type WasmModule, webAssembly } from './web-assembly.js';

/** The functions of k-means.as; `space` is the address of the header that `allocate` wrote. */
export interface Functions {
  split(space: number, node: number, from: number, to: number, until: number): void;
  route(space: number, chunk: number, from: number, to: number): void;
  place(space: number): void;
  move(space: number, chunk: number, from: number, to: number): void;
  measure(space: number, task: number): void;
  assign(space: number, task: number, places: number, nClusters: number, set: number): void;
  settle(space: number, task: number, places: number): void;
  publish(space: number, task: number, renumbered: number): void;
  trial(space: number, task: number, places: number, trials: number): void;
  plant(space: number, task: number, seed: number, first: number): void;
}

/** Where everything lies in the memory of one K-Means: plain numbers, so that a thread can be told. */
export interface Layout {
  readonly memory: WasmMemory;
  readonly module: WasmModule;
  readonly n: number;
  readonly nFeatures: number;
  /** The most clusters there is room for. */
  readonly nClusters: number;
  readonly leaves: number;
  /** Subtrees that are worked on apart, the nodes `tasks` to 2 `tasks` - 1: a power of two that n alone decides. */
  readonly tasks: number;
  readonly chunks: number;
  readonly sampled: number;
  readonly weighted: boolean;
  readonly addresses: Readonly<Record<Field, number>>;
  /** Addresses of a place for centroids and a place for integers, for each member alone. */
  readonly own: readonly { readonly centroids: number; readonly integers: number }[];
}

/** The arrays of the header, in the order of the class Space in k-means.as. */
const fields = [
  'source',
  'sourceWeights',
  'points',
  'weights',
  'rows',
  'cells',
  'labels',
  'nearest',
  'leafStart',
  'leafPotential',
  'leafFarthest',
  'splitColumn',
  'splitValue',
  'boxes',
  'sums',
  'owner',
  'counts',
  'sample',
  'partial',
  'changed',
  'stack',
  'stackStride',
  'results',
] as const;
export type Field = (typeof fields)[number];

export const header = 1024;
export const resultsPerTask = 64;
const mostBytes = 2 ** 32;

/** Points per leaf at most on average, and rows per leaf that decide where its borders lie. */
const leafSize = 128;
const sampledPerLeaf = 4;
const mostLeaves = 2 ** 17;
const pointsPerTask = 8192;

/**
 * Memory for n x nFeatures points in up to nClusters clusters and a crew of `members`, with its header written.
 *
 * @throws TillbookError BUDGET_EXCEEDED over 4 GiB, which is some 70 million points x 3.
 */
export function allocate(n: number, nFeatures: number, nClusters: number, weighted: boolean, members: number): Layout {
  const leaves = Math.min(mostLeaves, powerOfTwo(n / leafSize));
  const tasks = Math.min(leaves, 256, powerOfTwo(n / pointsPerTask));
  const chunks = Math.min(32, tasks);
  const sampled = Math.min(n, leaves * sampledPerLeaf);
  const stackStride = (Math.log2(leaves / tasks) + 3) * nClusters;
  const bytes: Record<Field, number> = {
    source: 8 * n * nFeatures,
    sourceWeights: weighted ? 8 * n : 0,
    points: 8 * n * nFeatures,
    weights: weighted ? 8 * n : 0,
    rows: 4 * n,
    cells: 4 * n,
    labels: 4 * n,
    nearest: 8 * n,
    leafStart: 4 * (leaves + 1),
    leafPotential: 8 * leaves,
    leafFarthest: 8 * leaves,
    splitColumn: 4 * leaves,
    splitValue: 8 * leaves,
    boxes: 8 * 2 * leaves * 2 * nFeatures,
    sums: 8 * 2 * leaves * (nFeatures + 1),
    owner: 4 * 2 * leaves,
    counts: 4 * chunks * leaves,
    sample: 4 * sampled,
    partial: 8 * 2 * tasks * nClusters * (nFeatures + 1),
    changed: 4 * 2 * tasks,
    stack: 4 * tasks * stackStride,
    stackStride: 0,
    results: 8 * tasks * resultsPerTask,
  };
  let end = 4096;
  const take = (length: number): number => {
    const address = end;
    end += Math.ceil(length / 64) * 64;
    return address;
  };
  const addresses = Object.fromEntries(fields.map((field) => [field, take(bytes[field])])) as Record<Field, number>;
  const places = Math.max(nClusters, resultsPerTask);
  const own = Array.from({ length: members }, () => ({
    centroids: take(8 * places * nFeatures),
    integers: take(4 * places),
  }));
  if (end > mostBytes) {
    throw new TillbookError(
      'BUDGET_EXCEEDED',
      `${n} points x ${nFeatures} need ${(end / 2 ** 30).toFixed(1)} GiB, over 4`,
      {
        hint: 'cluster a sample and assign the rest to its centroids, or let the engine do it in SQL',
      },
    );
  }
  const pages = Math.ceil(end / 65536);
  const memory = new webAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const order = [nFeatures, leaves, tasks, chunks, n, sampled, nClusters, weighted ? 1 : 0];
  const values = fields.map((field) => (field === 'stackStride' ? stackStride : addresses[field]));
  new Uint32Array(memory.buffer, header).set([...order, ...values]);
  new Int32Array(memory.buffer, addresses.owner, 2 * leaves).fill(-1);
  return {
    memory,
    module: compiled(),
    n,
    nFeatures,
    nClusters,
    leaves,
    tasks,
    chunks,
    sampled,
    weighted,
    addresses,
    own,
  };
}

export function doubles({ memory }: Layout, address: number, length: number): Float64Array {
  return new Float64Array(memory.buffer, address, length);
}

export function integers({ memory }: Layout, address: number, length: number): Int32Array {
  return new Int32Array(memory.buffer, address, length);
}

export function instantiate({ module, memory }: Layout): Functions {
  return new webAssembly.Instance(module, { env: { memory } }).exports as Functions;
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(atLeast)));
}

/** Compiled once in a process: what the engine learns about its hot functions serves all threads and all later calls. */
let module: WasmModule | undefined;
function compiled(): WasmModule {
  module ??= new webAssembly.Module(Buffer.from(wasmBytes, 'base64'));
  return module;
}
