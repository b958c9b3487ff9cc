import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as tillbook from '../../src/index.js';
import { run } from '../helpers/examples.js';
import { files, root, text } from '../helpers/repository.js';

const pages = ['README.md', 'CONTRIBUTING.md', ...files('docs/*.md', 'data/*.md')].filter((file) =>
  existsSync(join(root, file)),
);

function blocks(page: string, language: RegExp): Array<{ page: string; code: string }> {
  return [...text(page).matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => language.test(name ?? ''))
    .map(([, , code]) => ({ page, code: code ?? '' }));
}

const shell = pages
  .flatMap((page) => blocks(page, /^(bash|sh|console)$/))
  .flatMap(({ page, code }) => code.split(/\n|&&/).map((line) => ({ page, command: line.replace(/#.*$/, '').trim() })))
  .filter(({ command }) => command !== '');

const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };

test.each(shell)('$page: $command names an npm script that there is', ({ command }) => {
  const script = /^npm (?:run (?:-s )?([\w:-]+)|(test))\b/.exec(command);
  if (script) expect(scripts).toHaveProperty([script[1] ?? script[2] ?? '']);
  else
    expect(command).toMatch(
      /^(npm (ci|install|pack)\b|npx (vitest|tillbook|biome) |bash \.ci\/run$|node |python3 -m venv |\.venv\/bin\/|conda |git )/,
    );
});

const ours = shell.flatMap(({ page, command }) => {
  const rest = /^(?:npx tillbook|npm run (?:-s )?tillbook --|npm run (?:-s )?(reports) --)\s+(.*)$/.exec(command);
  return rest ? [{ page, args: [...(rest[1] ? ['run'] : []), ...(rest[2] ?? '').split(/\s+/)] }] : [];
});

test.each(ours)('$page: tillbook $args is a command with these options', ({ args }) => {
  const words = args.findIndex((word) => word.startsWith('-'));
  const help = spawnSync(
    process.execPath,
    ['dist/cli/main.js', ...args.slice(0, words < 0 ? undefined : words), '--help'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  expect(help.status, help.stderr).toBe(0);
  const name = args[0] === 'data' || args[0] === 'kernel' ? args.slice(0, 2).join(' ') : args[0];
  expect(help.stdout).toContain(`tillbook ${name}`);
  for (const option of args.filter((word) => word.startsWith('--'))) expect(help.stdout).toContain(option);
});

const typescript = pages.flatMap((page) => blocks(page, /^(ts|typescript)$/));
test.each(typescript)('$page: its TypeScript runs: $code', async ({ code }) => {
  await run(code, tillbook);
});

const links = pages.flatMap((page) =>
  [...text(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(([, target]) => ({ page, target: target ?? '' })),
);

test.each(links)('$page links to $target, which is there', ({ page, target }) => {
  expect(existsSync(join(root, page, '..', target))).toBe(true);
});

test('the README asks for the Node that package.json asks for', () => {
  const { engines } = JSON.parse(text('package.json')) as { engines: { node: string } };
  expect(text('README.md')).toContain(`Node ${engines.node.replace('>=', '')}`);
});
