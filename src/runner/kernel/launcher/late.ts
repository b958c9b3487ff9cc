export interface LateFailures {
  /** The first failure that nobody has reported yet, which is then forgotten. */
  take(): { readonly error: unknown } | null;
  /** Called at each failure while set. */
  onFailure: (() => void) | null;
}

/** Collects what fails outside of any call: rejections that nobody handles, throws in timers and events. */
export function lateFailures(): LateFailures {
  let first: { error: unknown } | null = null;
  const add = (error: unknown): void => {
    if (first === null) first = { error };
    else console.error('and another failure:', error);
    late.onFailure?.();
  };
  const late: LateFailures = {
    onFailure: null,
    take() {
      const taken = first;
      first = null;
      return taken;
    },
  };
  process.on('uncaughtException', add);
  process.on('unhandledRejection', add);
  return late;
}
