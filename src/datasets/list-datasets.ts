import path from 'node:path';
import { type CatalogueEntry, catalogue } from './catalogue.js';
import type { DataFolders } from './open-dataset.js';
import { listImported } from './own/imported.js';
import { publishedFiles } from './retail-files.js';
import { sampleAt } from './sample/ensure-sample.js';

/** A dataset of the catalogue and whether it is on this machine. */
export interface Listed extends CatalogueEntry {
  readonly name: string;
  readonly synthetic: boolean;
  readonly present: boolean;
  /** Its files, or none. */
  readonly files: readonly string[];
}

/** Every dataset that is known, and where it is; looks and makes nothing. */
export async function listDatasets({ dataDirs, sampleDir, importedDir }: DataFolders): Promise<Listed[]> {
  const real = (await publishedFiles(dataDirs)) ?? [];
  const sample = await sampleAt(sampleDir);
  const imported = importedDir === undefined ? [] : await listImported(importedDir);
  return [
    {
      name: 'online-retail-ii',
      ...catalogue['online-retail-ii'],
      synthetic: false,
      present: real.length > 0,
      files: real,
    },
    {
      name: 'sample',
      ...catalogue.sample,
      rows: sample?.stamp.rows ?? null,
      synthetic: true,
      present: sample !== undefined,
      files: sample?.files ?? [],
    },
    ...imported.map((manifest) => ({
      name: manifest.name,
      title: manifest.name,
      licence: 'your own',
      source: manifest.sources.map(({ file }) => file).join(', '),
      rows: manifest.rows,
      synthetic: false,
      present: true,
      files: [path.join(importedDir!, manifest.name, manifest.file)],
    })),
  ];
}
