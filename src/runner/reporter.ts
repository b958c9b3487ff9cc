import type { RunRecord } from './record.js';

/** Who is told how a run goes; the terminal and the log each have one. */
export interface Reporter {
  note(message: string): void;
  /** A notebook of so many code cells begins. */
  notebookStarted(name: string, cells: number): void;
  /** The code cell of this rank, from 1, begins. */
  cellStarted(rank: number): void;
  /** A notebook ended, well or not; its files stand under `folder`. */
  notebookFinished(record: RunRecord, folder: string): void;
}

export const silentReporter: Reporter = {
  note() {},
  notebookStarted() {},
  cellStarted() {},
  notebookFinished() {},
};
