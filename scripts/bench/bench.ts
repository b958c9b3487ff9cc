/** One thing that is timed: a command that does the whole job and exits 0. */
export interface Contender {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string;
  /** Set beside what the environment already holds; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface Plan {
  readonly ours: Contender;
  readonly peers: readonly Contender[];
  /** What the reader must know to read the figures: data, versions, what a peer leaves out. */
  readonly notes: readonly string[];
}

export interface Workspace {
  /** The project's folder. */
  readonly root: string;
  /** An empty folder for what the contenders write; removed afterwards. */
  readonly temporary: string;
  /** The virtual environment's bin/, with the requirements installed. */
  readonly bin: string;
}

/** One benchmark: the default export of a file in entries/, named for the file. */
export interface Bench {
  readonly about: string;
  /** pip requirements of the peers, pinned. */
  readonly requirements: readonly string[];
  plan(workspace: Workspace): Promise<Plan>;
}
