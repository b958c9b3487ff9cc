/** A Jupyter connection file, as far as Tillbook uses it. */
export interface Connection {
  readonly transport: 'ipc' | 'tcp';
  /** An address, or for ipc the path that the sockets' names begin with. */
  readonly ip: string;
  readonly key: string;
  readonly signature_scheme: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  /** Written by our own runner only. */
  readonly tillbook?: { readonly owner: number };
}

/** The ZeroMQ address of one of the five sockets; ipc names are Jupyter's (`<ip>-<port>`). */
export function address(connection: Connection, port: number): string {
  return connection.transport === 'ipc' ? `ipc://${connection.ip}-${port}` : `tcp://${connection.ip}:${port}`;
}
