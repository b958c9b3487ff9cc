import type { RunRecord } from '../record.js';

const words = { ok: '✓ Complete', failed: '✕ Failed', interrupted: '◼ Interrupted' } as const;

/** A run's status as a label that needs no colour to be read. */
export function statusLabel(status: RunRecord['status']): string {
  return `<span class="status ${status}">${words[status]}</span>`;
}
