#!/usr/bin/env node
/**
 * The `edgereel` command, on a machine with any Node from 18 on.
 * @module
 */
import { launch } from './bootstrap.mjs';

launch(['client/cli/main.ts', ...process.argv.slice(2)]);
