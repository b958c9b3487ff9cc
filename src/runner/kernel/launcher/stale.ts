import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * In a checkout: what to say if `dist`, which `moduleUrl` lies in, was not built from the `src` beside it; else null.
 */
export async function staleness(moduleUrl: string): Promise<string | null> {
  const root = fileURLToPath(new URL('../../../', moduleUrl));
  const hasher = new URL('../../../scripts/source-hash.mjs', moduleUrl);
  if (!existsSync(`${root}src/index.ts`) || !existsSync(hasher)) return null;
  try {
    const { sourceHash } = (await import(hasher.href)) as { sourceHash(root: string): string };
    const stamp = JSON.parse(await readFile(`${root}dist/build-info.json`, 'utf8')) as { sourceHash: string };
    if (stamp.sourceHash === sourceHash(root)) return null;
  } catch {
    // No stamp is a stamp that does not fit.
  }
  return 'tillbook: the compiled code in dist is not that of src; run `npm run build` and start the kernel again';
}
