#!/usr/bin/env node
// First, for all that follows.
import '@lectern/server/quick-start';
import '../src/resolve-here.ts';

const { handle, run, settings } = await import('@oclif/core');
// Sources run as they are and packages are built: it looks for a compiler where NODE_ENV is development.
settings.enableAutoTranspile = false;
const [first, ...rest] = process.argv.slice(2);
const words = first === 'help' ? [...rest, '--help'] : process.argv.slice(2);
// Not `execute`: it waits for a reader that is gone (`lms plugin list | head -1`) until Node complains.
await run(words, import.meta.url).catch(handle);
