#!/usr/bin/env node
// JavaScript, so that the compile cache is on before the first TypeScript: otherwise Node loads its type stripper at every
// start, which is a quarter of the time of `lms --help`.
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./lms.ts');
