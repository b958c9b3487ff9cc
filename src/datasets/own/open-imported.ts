import path from 'node:path';
import { transactionsSchema } from '../../base/schema.js';
import type { Engine, Relation } from '../../engine/engine.js';
import type { Dataset } from '../dataset.js';
import { importedAt, type Manifest } from './imported.js';

/** Opens a dataset that was imported before; the relation is read into the engine, so that a new import does not disturb it. */
export async function openImported(engine: Engine, folder: string, found: Manifest): Promise<Dataset> {
  const { name } = found;
  const load = async (manifest: Manifest) => {
    const scanned = await engine.scan(path.join(folder, name, manifest.file), { dataset: name });
    const provenance = { ...scanned.provenance, files: manifest.sources };
    const kept = await engine.materialise(`select * from ${scanned.name}`, { provenance });
    await engine.drop(scanned);
    return { manifest, transactions: { ...kept, schema: schemaOf(manifest) } };
  };
  const { manifest, transactions } = await load(found).catch(async (error: unknown) => {
    // A new import may have replaced the file between the manifest and the look at it.
    const again = await importedAt(folder, name);
    if (again === undefined || again.file === found.file) throw error;
    return load(again);
  });
  const raw: Relation[] = [transactions];
  const { overlap } = manifest;
  return {
    name,
    title: name,
    synthetic: false,
    currency: manifest.currency,
    raw,
    relations: { transactions },
    stacked: async () => transactions,
    waterfall: manifest.waterfall,
    overlap: { ...overlap, kept: manifest.imported },
    duplicateRows: manifest.duplicates,
    notes: manifest.notes,
  };
}

/** What the files did not name is null throughout. */
function schemaOf({ mapping }: Manifest) {
  return transactionsSchema.map((column) =>
    column.name === 'product_id'
      ? { ...column, nullable: true, ...(mapping.product ? {} : { meaning: 'not in these data' }) }
      : column,
  );
}
