import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/helpers/built.ts'],
    reporters: ['default', './tests/helpers/closing-line.ts'],
    // A kernel test holds a core for seconds: more workers than cores only make timeouts.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
