#!/usr/bin/env node
// First, for all that follows.
import '@lectern/server/quick-start';
import '../src/resolve-here.ts';

const { execute } = await import('@oclif/core');
await execute({ dir: import.meta.url });
