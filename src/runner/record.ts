import type { ErrorCode } from '../base/errors.js';
import type { Input, MetricData } from '../base/mime.js';

/** Where and why a run stopped. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
  /** The failing cell, or null if no cell was to blame. `number` counts all cells of the notebook as written, from 1. */
  readonly cell: {
    readonly number: number;
    readonly id: string;
    readonly tags: readonly string[];
    readonly source: string;
  } | null;
}

/** `<name>.json`: what one run of one notebook left, besides its pictures. */
export interface RunRecord {
  readonly name: string;
  /** The notebook's first heading, or its name. */
  readonly title: string;
  readonly status: 'ok' | 'failed' | 'interrupted';
  readonly exitCode: number;
  readonly failure: Failure | null;
  readonly startedAt: string;
  readonly seconds: number;
  readonly cells: { readonly code: number; readonly run: number };
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>;
  readonly dataset: string | null;
  readonly synthetic: boolean;
  readonly inputs: readonly Input[];
  readonly metrics: Readonly<Record<string, Omit<MetricData, 'name'>>>;
  readonly versions: Readonly<Record<string, string>>;
}
