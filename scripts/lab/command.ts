import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface LabCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** To be set beside what the environment already holds. */
  readonly env: Readonly<Record<string, string>>;
}

/** Where JupyterLab is: in the environment named by TILLBOOK_VENV, in .venv, on the PATH, or nowhere. */
export function findLab(root: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const folders = [
    ...(env.TILLBOOK_VENV ? [join(env.TILLBOOK_VENV, 'bin')] : []),
    join(root, '.venv/bin'),
    ...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
  ];
  return folders.map((folder) => join(folder, 'jupyter-lab')).find((program) => existsSync(program));
}

/**
 * How JupyterLab is started: on the project's folder, with notebooks/ open, our kernel as the one that a new notebook
 * gets, and the server's limits on output (1,000 messages or 1 MB a second, beyond which it drops) out of the way.
 * `jupyterPath` is the folder whose `kernels/` holds the kernelspec. The user's own arguments come last and so win.
 */
export function labCommand(options: {
  program: string;
  root: string;
  jupyterPath: string;
  env: Readonly<Record<string, string | undefined>>;
  extra: readonly string[];
}): LabCommand {
  const { program, root, jupyterPath, env, extra } = options;
  return {
    program,
    args: [
      `--ServerApp.root_dir=${root}`,
      '--LabApp.default_url=/lab/tree/notebooks',
      '--MultiKernelManager.default_kernel_name=tillbook',
      '--ZMQChannelsWebsocketConnection.iopub_msg_rate_limit=10000000',
      '--ZMQChannelsWebsocketConnection.iopub_data_rate_limit=10000000000',
      ...extra,
    ],
    env: { JUPYTER_PATH: [jupyterPath, ...(env.JUPYTER_PATH ? [env.JUPYTER_PATH] : [])].join(delimiter) },
  };
}

/** What to say where JupyterLab is not there. */
export const missingLab = `JupyterLab was not found: neither in TILLBOOK_VENV, nor in .venv, nor on the PATH. Two ways to get it:
  conda env create -f environment.yml && conda activate tillbook
  python3 -m venv .venv && .venv/bin/pip install jupyterlab plotly
Then run \`npm run lab\` again.`;
