// Entry of the suite: opens a path as retail transactions. Another entry has the same shape.
import { openDataset } from '../../../dist/datasets/open-dataset.js';
import { openEngine } from '../../../dist/engine/open-engine.js';

export async function openRetail(path) {
  const engine = await openEngine();
  try {
    const dataset = await openDataset(engine, path, { dataDirs: [], sampleDir: '/no/sample' });
    const { name } = dataset.relations.transactions;
    const cell = async (sql) => {
      const column = (await engine.query(`select ${sql} as x from ${name}`)).getChild('x');
      return String(column.get(0));
    };
    return {
      rows: dataset.waterfall.reduce((sum, row) => sum + row.rows, 0),
      kept: Number(await cell('count(*)')),
      amount: await cell('cast(sum(amount) as string)'),
      description: await cell('max(description)'),
      notes: dataset.notes,
    };
  } finally {
    await engine.close();
  }
}
