import { expect, test } from 'vitest';
import * as tillbook from '../../src/index.js';
import { examples, run } from '../helpers/examples.js';
import { files, text } from '../helpers/repository.js';

const all = files('src/*.ts').flatMap((file) =>
  examples(file, text(file)).map((example) => ({ where: `${file}:${example.line}`, ...example })),
);

test.each(all)('the example at $where gives the value it states', async ({ code }) => {
  expect(await run(code, tillbook), 'a value after // =>').toBeGreaterThan(0);
});
