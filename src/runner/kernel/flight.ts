import type { Message } from './wire.js';

export interface Landed {
  readonly message: Message;
  readonly executionCount: number | null;
}

/** One cell under way. It has landed when its reply and its idle have both come, or its kernel is gone. */
export interface Flight {
  readonly done: Promise<Landed | 'died' | 'closed'>;
  reply(parent: string | undefined, message: Message): void;
  idle(parent: string): void;
  die(): void;
  close(): void;
}

export function newFlight(id: string): Flight {
  let message: Message | null = null;
  let idle = false;
  let resolve: (landed: Landed | 'died' | 'closed') => void = () => undefined;
  const done = new Promise<Landed | 'died' | 'closed'>((settle) => {
    resolve = settle;
  });
  function land(): void {
    if (message === null || !idle) return;
    const count = message.content.execution_count;
    resolve({ message, executionCount: typeof count === 'number' ? count : null });
  }
  return {
    done,
    reply(parent, received) {
      if (parent !== id) return;
      message = received;
      land();
    },
    idle(parent) {
      if (parent !== id) return;
      idle = true;
      land();
    },
    die: () => resolve('died'),
    close: () => resolve('closed'),
  };
}
