import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { staleness } from '../../../src/runner/kernel/launcher/stale.js';
import { root, withFolder } from './fixture.js';

test('a dist of other source is told, one of this source and one without source are not', async () => {
  await withFolder(async (folder) => {
    const launcher = pathToFileURL(join(folder, 'dist/runner/kernel/launcher.js')).href;
    mkdirSync(join(folder, 'dist'));
    expect(await staleness(launcher)).toBeNull();
    for (const name of ['src', 'scripts']) mkdirSync(join(folder, name));
    cpSync(join(root, 'scripts/source-hash.mjs'), join(folder, 'scripts/source-hash.mjs'));
    writeFileSync(join(folder, 'src/index.ts'), 'export {};\n');
    expect(await staleness(launcher)).toMatch(/npm run build/);
    const { sourceHash } = await import(pathToFileURL(join(root, 'scripts/source-hash.mjs')).href);
    writeFileSync(join(folder, 'dist/build-info.json'), JSON.stringify({ sourceHash: sourceHash(folder) }));
    expect(await staleness(launcher)).toBeNull();
    writeFileSync(join(folder, 'src/index.ts'), 'export const changed = 1;\n');
    expect(await staleness(launcher)).toMatch(/npm run build/);
  });
});
