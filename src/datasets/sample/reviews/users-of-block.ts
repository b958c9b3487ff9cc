import type { Random } from '../../../base/random.js';

/** Rows of a block: it holds users of every size in their share, each whole. */
export const blockRows = 10_000;

/** How many users of a block write so many reviews: 4,178 users, 2.39 reviews each (18.3 of 43.9 million in the real data). */
const sizes: ReadonlyArray<readonly [reviews: number, users: number]> = [
  [1, 2560],
  [2, 740],
  [3, 320],
  [4, 170],
  [5, 105],
  [6, 70],
  [7, 50],
  [8, 38],
  [10, 55],
  [13, 28],
  [18, 17],
  [25, 10],
  [40, 7],
  [70, 4],
  [120, 2],
  [200, 1],
  [251, 1],
];

/** One row of the block: number of the user in it, how many reviews the user writes, and which of them this is. */
export interface Slot {
  readonly user: number;
  readonly reviews: number;
  readonly nth: number;
}

/** The rows of a block, its users in an order that the stream settles. */
export function usersOfBlock(random: Random): Slot[] {
  const users = sizes.flatMap(([reviews, count]) => Array<number>(count).fill(reviews));
  for (let i = users.length - 1; i > 0; i--) {
    const other = random.integer(0, i);
    [users[i], users[other]] = [users[other]!, users[i]!];
  }
  return users.flatMap((reviews, user) => Array.from({ length: reviews }, (_, nth) => ({ user, reviews, nth })));
}
