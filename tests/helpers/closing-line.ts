import { writeSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

export interface Skipped {
  readonly name: string;
  /** Which component is missing and how to get it; empty if the test says none. */
  readonly reason: string;
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly Skipped[];
}

/** What the end of a test run says: the skipped tests by missing component, then the line that CI reads, alone. */
export function closing({ passed, failed, skipped }: Tally): string {
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  const list = reasons.flatMap((reason) => [
    `  ${reason || 'no reason given'}`,
    ...skipped.filter((test) => test.reason === reason).map(({ name }) => `    - ${name}`),
  ]);
  const head = skipped.length > 0 ? ['', `Skipped, by what is missing:`, ...list, ''] : [''];
  return `${[...head, `${passed} passed, ${failed} failed, ${skipped.length} skipped`].join('\n')}\n`;
}

/** Vitest's reporter of the closing line; it must stand last, and writes when the process ends so that nothing follows. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    // What .ci/run did before the tests and saw fail, one a line: the line that CI reads must not hide it.
    const steps = (process.env.TILLBOOK_FAILED_STEPS ?? '').split('\n').filter((step) => step !== '');
    const counted = tally(modules, unhandled.length);
    const also = steps.map((step) => `\nFailed before the tests: ${step}\n`).join('');
    const text = also + closing({ ...counted, failed: counted.failed + steps.length });
    process.once('exit', () => writeSync(1, text));
  }
}

function tally(modules: readonly TestModule[], unhandled: number): Tally {
  const cases = modules.flatMap((module) => [...module.children.allTests()]);
  const state = (name: string) => cases.filter((test) => test.result().state === name);
  const brokenFiles = modules.filter((module) => module.errors().length > 0).length;
  const brokenSuites = modules
    .flatMap((module) => [...module.children.allSuites()])
    .filter((suite) => suite.errors().length > 0).length;
  return {
    passed: state('passed').length,
    failed: state('failed').length + brokenFiles + brokenSuites + unhandled,
    skipped: [...state('skipped'), ...state('pending')].map(skipped),
  };
}

function skipped(test: TestCase): Skipped {
  const result = test.result();
  const reason = (result.state === 'skipped' && result.note) || '';
  return { name: `${test.module.relativeModuleId} > ${test.fullName}`, reason };
}
