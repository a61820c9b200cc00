#!/usr/bin/env node
// First, for all that follows.
import '@lectern/server/quick-start';
import '../src/resolve-here.ts';

const { execute, settings } = await import('@oclif/core');
// Sources run as they are and packages are built: it looks for a compiler where NODE_ENV is development.
settings.enableAutoTranspile = false;
const [first, ...rest] = process.argv.slice(2);
await execute({ dir: import.meta.url, ...(first === 'help' && { args: [...rest, '--help'] }) });
