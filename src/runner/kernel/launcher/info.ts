import { createRequire } from 'node:module';
import type { Content, Request } from './server.js';
import type { Tslab } from './tslab.js';

const { version } = createRequire(import.meta.url)('../../../../package.json') as { version: string };

const kernelInfo = {
  status: 'ok',
  protocol_version: '5.3',
  implementation: 'tillbook',
  implementation_version: version,
  banner: `Tillbook ${version}: TypeScript on Node ${process.versions.node}`,
  help_links: [],
  language_info: {
    name: 'typescript',
    version: '5.0.4',
    mimetype: 'text/typescript',
    file_extension: '.ts',
    // JupyterLab and the classic notebook highlight TypeScript by this pair.
    codemirror_mode: { mode: 'typescript', name: 'javascript', typescript: true },
  },
};

interface Parts {
  readonly streams: { flush(): void };
  readonly tslab: Promise<Tslab>;
}

/** Answers every request that is not a cell. */
export async function answer(request: Request, channel: string, { streams, tslab }: Parts): Promise<void> {
  const code = String(request.content.code ?? '');
  const position = Number(request.content.cursor_pos ?? code.length);
  const reply = (content: Content) => request.reply(request.type.replace(/_request$/, '_reply'), content);
  switch (request.type) {
    case 'kernel_info_request':
      return reply(kernelInfo);
    case 'is_complete_request':
      return reply(await guarded(async () => (await tslab).isComplete(code), { status: 'unknown' }));
    case 'complete_request': {
      const none = { status: 'ok', matches: [], cursor_start: position, cursor_end: position, metadata: {} };
      return reply(await guarded(async () => (await tslab).complete(code, position), none));
    }
    case 'inspect_request': {
      const none = { status: 'ok', found: false, data: {}, metadata: {} };
      return reply(await guarded(async () => (await tslab).inspect(code, position), none));
    }
    case 'comm_info_request':
      return reply({ status: 'ok', comms: {} });
    case 'history_request':
      return reply({ status: 'ok', history: [] });
    case 'interrupt_request':
      (await tslab).interrupt();
      return reply({ status: 'ok' });
    case 'shutdown_request':
      reply({ status: 'ok', restart: request.content.restart === true });
      streams.flush();
      setTimeout(() => process.exit(0), 20);
      return;
    default:
      // A comm or a debugger's message: Jupyter expects silence from a kernel that has neither.
      if (channel === 'control') reply({ status: 'error', ename: 'Unsupported', evalue: request.type, traceback: [] });
  }
}

/** The compiler's services may fail on text that is half typed. */
async function guarded(work: () => Promise<Content>, otherwise: Content): Promise<Content> {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}
