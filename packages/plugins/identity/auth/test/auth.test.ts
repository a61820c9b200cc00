import { testPlugin } from '@lectern/server/testing';
import { vi } from 'vitest';
import { authPlugin } from '../src/plugin.ts';
import { accountScenarios } from './accounts.ts';
import { identityWing } from './browser.ts';
import { keyScenarios } from './keys.ts';
import { sessionScenarios } from './sessions.ts';
import { signOnRows } from './sign-on-rows.ts';
import { throttleScenarios } from './throttle.ts';
import { unknownAddressScenarios } from './unknown-address.ts';

vi.mock('@node-rs/argon2', { spy: true }); // the real functions, counted

testPlugin(
  authPlugin,
  (test) => {
    sessionScenarios(test);
    accountScenarios(test);
    throttleScenarios(test);
    unknownAddressScenarios(test);
    keyScenarios(test);
  },
  {
    ...identityWing,
    data: signOnRows,
    unproven: [
      'renamePasskey',
      'removePasskey',
      'startSignOn',
      'endSession',
      'revokeKey',
      'revokeServiceKey',
      'impersonate',
    ],
  },
);
