import { readFileSync, writeSync } from 'node:fs';
import type { Connection } from './connection.js';
import { cellRunner } from './launcher/cells.js';
import { installDisplay } from './launcher/display.js';
import { lateFailures } from './launcher/late.js';
import { watchParent } from './launcher/parent-watch.js';
import { openServer } from './launcher/server.js';
import { staleness } from './launcher/stale.js';
import { joinedStreams } from './launcher/streams.js';
import { loadTslab } from './launcher/tslab.js';

/**
 * The process behind the kernelspec `tillbook`: `node --disable-warning=ExperimentalWarning launcher.js <connection file>`.
 * Sockets come first, so that a client has its answer while the compiler is still loading.
 */
const file = process.argv[2];
if (file === undefined) {
  console.error('usage: launcher.js <connection file>; Jupyter and `tillbook run` start it, nobody else need');
  process.exit(2);
}
const connection = JSON.parse(readFileSync(file, 'utf8')) as Connection;
watchParent(file, connection.tillbook?.owner);

const server = await openServer(connection);
const streams = joinedStreams((name, text) => server.publish('stream', { name, text }));
server.beforePublish(streams.flush);
const late = lateFailures();
const warm = new Promise<void>((resolve) => setTimeout(resolve, 0));
const tslab = warm.then(() => loadTslab({ docs: connection.tillbook === undefined }));
tslab.catch((error: Error) => {
  // Past stderr's redirection: the client sees the process end, and these words.
  writeSync(2, `the compiler does not load: ${error.stack}\n`);
  process.exit(1);
});
server.serve(cellRunner({ server, streams, late, tslab, notice: staleness(import.meta.url) }));
process.on('exit', streams.flush);
process.on('SIGINT', async () => (await tslab).interrupt());
void tslab.then(({ onDisplay }) => installDisplay(server, onDisplay));
