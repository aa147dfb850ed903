/**
 * What the bench keeps between runs, outside the project: prepared scenes, source videos, lossless frames, the peers.
 * @module
 */
import { homedir } from 'node:os';
import { join } from 'node:path';

export const BENCH_CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'edgereel/bench');
