#!/usr/bin/env node
/**
 * The `edgereel` command, on a machine with any Node from 18 on.
 * @module
 */
import { launch } from '../scripts/bootstrap.mjs';

launch(['cli/main.ts', ...process.argv.slice(2)]);
