import { TillbookError } from '../base/errors.js';
import type { Engine } from './engine.js';

/**
 * Opens the engine that an address names.
 *
 * @param uri `duckdb:` (default): DuckDB inside this process.
 * @throws TillbookError ENGINE_UNAVAILABLE for an address of no known kind.
 */
export async function openEngine(uri = 'duckdb:'): Promise<Engine> {
  if (uri === 'duckdb:') return (await import('./duckdb.js')).duckdbEngine();
  throw new TillbookError('ENGINE_UNAVAILABLE', `no engine for the address "${uri}"`, {
    hint: 'the engine here is duckdb:',
  });
}
