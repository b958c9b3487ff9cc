/**
 * The members that run one program together: every member calls the same functions in the same order, and the work of
 * each loop is shared out. What a member keeps for itself must follow from shared results only, so that all agree.
 */
export interface Crew {
  readonly rank: number;
  readonly size: number;
  /**
   * Runs `work` once for every task in 0..tasks-1, each on some member, and returns on all when all are done.
   * A task writes only places of its own; whoever adds tasks up does so in the order of their numbers.
   */
  each(tasks: number, work: (task: number) => void): void;
}

/** A crew of one: runs everything where it is called. */
export const alone: Crew = {
  rank: 0,
  size: 1,
  each(tasks, work) {
    for (let task = 0; task < tasks; task++) work(task);
  },
};
