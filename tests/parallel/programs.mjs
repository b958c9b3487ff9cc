// Programs for run-together.test.ts, as threads load them.

export function rounds(crew, { done, rounds }) {
  let whole = true;
  for (let round = 1; round <= rounds; round++) {
    crew.each(done.length, (task) => Atomics.add(done, task, 1));
    for (let task = 0; task < done.length; task++) whole &&= Atomics.load(done, task) >= round;
  }
  return whole;
}

export function failing(crew, { rank }) {
  crew.each(10, () => undefined);
  if (crew.rank === rank) throw new Error(`member ${rank} gave up`);
  crew.each(10, () => undefined);
}

export const sizes = (crew) => crew.size;
