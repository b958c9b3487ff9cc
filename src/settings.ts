import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What the environment says; flags and parameters go before it, and callers hand the values on. */
export interface Settings {
  /** `TILLBOOK_DATA`: the folder that holds the datasets, absolute; null where it is not set. */
  readonly dataFolder: string | null;
  /** `TILLBOOK_ENGINE`: the address of the engine; null where it is not set. */
  readonly engine: string | null;
  /** Colours are welcome on a terminal: `NO_COLOR` and `CI` are not set. */
  readonly colour: boolean;
  /** `TILLBOOK_DEBUG`: errors are printed with their stack. */
  readonly debug: boolean;
  /** The proxy variables, in lower case before upper case; null where they are not set. */
  readonly proxies: { readonly http: string | null; readonly https: string | null; readonly none: string | null };
  /** Where a user's own kernelspecs belong: `JUPYTER_DATA_DIR`, else the platform's folder. */
  readonly jupyterDataFolder: string;
  /** What a kernel's process gets: the environment as it is, with the folders in it made absolute. */
  readonly kernelEnvironment: NodeJS.ProcessEnv;
}

/** Reads the environment, and is alone in doing so. An empty variable counts as not set. */
export function settings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const value = (name: string): string | null => environment[name]?.trim() || null;
  const data = value('TILLBOOK_DATA');
  const dataFolder = data === null ? null : resolve(data);
  return {
    dataFolder,
    engine: value('TILLBOOK_ENGINE'),
    colour: value('NO_COLOR') === null && value('CI') === null,
    debug: value('TILLBOOK_DEBUG') !== null,
    proxies: {
      http: value('http_proxy') ?? value('HTTP_PROXY'),
      https: value('https_proxy') ?? value('HTTPS_PROXY'),
      none: value('no_proxy') ?? value('NO_PROXY'),
    },
    jupyterDataFolder: value('JUPYTER_DATA_DIR') ?? platformFolder(value),
    kernelEnvironment: dataFolder === null ? environment : { ...environment, TILLBOOK_DATA: dataFolder },
  };
}

function platformFolder(value: (name: string) => string | null): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Jupyter');
  if (process.platform === 'win32') return join(value('APPDATA') ?? homedir(), 'jupyter');
  return join(value('XDG_DATA_HOME') ?? join(homedir(), '.local', 'share'), 'jupyter');
}
