/** Who is told how a fetch goes. */
export interface FetchReporter {
  note(message: string): void;
  /** Also when an attempt goes on: `bytes` are here already. `total` is null while nobody has said it. */
  started(target: string, bytes: number, total: number | null): void;
  progressed(bytes: number): void;
  finished(target: string, bytes: number): void;
}

export const silentReporter: FetchReporter = {
  note: () => {},
  started: () => {},
  progressed: () => {},
  finished: () => {},
};
