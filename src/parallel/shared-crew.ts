import type { Crew } from '../kernels/crew.js';

const arrived = 0;
const generation = 1;
const nextTask = 2;
const failed = 3;
export const controlLength = 4;

/** What the members say who were stopped because of another. */
export const crewFailed = 'another member of the crew failed';

/** Long enough to bridge the difference between two members' last tasks, short enough to leave the core to others. */
const spins = 2000;

/** One member of a crew of threads that share `control` (Int32Array(controlLength) over shared memory, zeroed). */
export function sharedCrew(control: Int32Array, rank: number, size: number): Crew {
  const meet = (): void => {
    const now = Atomics.load(control, generation);
    if (Atomics.add(control, arrived, 1) + 1 === size) {
      Atomics.store(control, arrived, 0);
      Atomics.store(control, nextTask, 0);
      Atomics.add(control, generation, 1);
      Atomics.notify(control, generation);
    } else {
      for (let i = 0; i < spins && Atomics.load(control, generation) === now; i++);
      // `failed` is set before the generation moves on, so that looking in this order misses neither.
      while (Atomics.load(control, failed) === 0 && Atomics.load(control, generation) === now) {
        Atomics.wait(control, generation, now);
      }
    }
    if (Atomics.load(control, failed) === 1) throw new Error(crewFailed);
  };
  return {
    rank,
    size,
    each(tasks, work) {
      for (let task = Atomics.add(control, nextTask, 1); task < tasks; task = Atomics.add(control, nextTask, 1)) {
        work(task);
      }
      meet();
    },
  };
}

/** Lets every member that waits, or will wait, throw instead. */
export function disband(control: Int32Array): void {
  Atomics.store(control, failed, 1);
  Atomics.add(control, generation, 1);
  Atomics.notify(control, generation);
}
