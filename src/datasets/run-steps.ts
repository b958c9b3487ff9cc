import type { Engine, Provenance, Relation } from '../engine/engine.js';
import type { Step } from './retail-steps.js';

/** What steps left. */
export interface Done {
  /** A relation for each step that was materialised. */
  readonly relations: ReadonlyMap<string, Relation>;
  /** Puts what stands for each `@name` into a statement. */
  fill(sql: string): string;
}

/** Runs cleaning steps in their order, after those that are done already. */
export async function runSteps(
  engine: Engine,
  steps: readonly Step[],
  provenance: Provenance,
  before?: Done,
): Promise<Done> {
  const relations = new Map(before?.relations);
  const inline = new Map<string, string>();
  const fill = (sql: string) =>
    sql.replace(
      /@([a-z]+)/g,
      (_, name: string) => relations.get(name)?.name ?? inline.get(name) ?? before?.fill(`@${name}`) ?? unknown(name),
    );
  for (const { name, how, sql } of steps) {
    if (how === 'inline') inline.set(name, `(${fill(sql)})`);
    else relations.set(name, await engine.materialise(fill(sql), { provenance }));
  }
  return { relations, fill };
}

function unknown(name: string): never {
  throw new RangeError(`no step @${name} before this one`);
}
