#!/usr/bin/env node
// First, for all that follows.
import '@lectern/server/quick-start';
import '../src/resolve-here.ts';

const { execute } = await import('@oclif/core');
const [first, ...rest] = process.argv.slice(2);
await execute({ dir: import.meta.url, ...(first === 'help' && { args: [...rest, '--help'] }) });
