/** The main job, `npm run reports`: runs every notebook and writes the reports; its arguments go on to `tillbook run`. */
import { cli } from '#src/cli/cli.js';

process.exit(await cli(['run', ...process.argv.slice(2)]));
