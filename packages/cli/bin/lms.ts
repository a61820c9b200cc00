#!/usr/bin/env node
import '../src/resolve-here.ts';
import { execute } from '@oclif/core';

await execute({ dir: import.meta.url });
