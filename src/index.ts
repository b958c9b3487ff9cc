/** The contents page of Tillbook: everything a notebook or a program can call, grouped by room. */

// base
export { type Columns, rows } from './base/columns.js';
export { exitCode, TillbookError } from './base/errors.js';
export { type Schema, transactionsSchema } from './base/schema.js';
