#!/usr/bin/env node
import { cli } from './cli.js';

process.exit(await cli(process.argv.slice(2)));
