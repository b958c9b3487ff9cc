/** Why a request failed, in words, and whether a further attempt can help. */
export interface Broken {
  readonly reason: string;
  readonly isFinal: boolean;
}

const words: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host is not known here (no network, or a name misspelt)',
  EAI_AGAIN: 'its host cannot be looked up (no network?)',
  ECONNREFUSED: 'its host refuses the connection',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'there is no way to its host',
  ETIMEDOUT: 'its host does not answer',
  UND_ERR_SOCKET: 'the connection was cut',
};

/** Reads the error of a request. Certificates and logins do not mend themselves; everything else may. */
export function brokenConnection(error: unknown): Broken {
  const { code = '', message } = deepest(error);
  const isCertificate = /CERT|^ERR_TLS|SELF_SIGNED|UNABLE_TO_/.test(code);
  const isUsage = code === 'UND_ERR_INVALID_ARG' || code === 'ERR_INVALID_URL';
  const isRefusedByProxy = /Proxy response \(4\d\d\)/.test(message);
  if (isCertificate) return { reason: `its certificate is refused (${code})`, isFinal: true };
  return { reason: words[code] ?? (message || code || String(error)), isFinal: isUsage || isRefusedByProxy };
}

/** A failed connection to several addresses comes as one error with the several inside. */
function deepest(error: unknown): { code?: string; message: string } {
  const { errors, cause, code } = error as { errors?: unknown[]; cause?: unknown; code?: string };
  if (errors?.[0] !== undefined) return deepest(errors[0]);
  if (cause !== undefined && code === undefined) return deepest(cause);
  return error as { code?: string; message: string };
}
