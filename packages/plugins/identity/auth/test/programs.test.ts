import { testScenarios } from '@lectern/server/testing';
import { authPlugin } from '../src/plugin.ts';
import { identityWing } from './browser.ts';
import { deviceScenarios } from './programs/device.ts';
import { impersonationScenarios } from './programs/impersonation.ts';
import { limitedKeyScenarios } from './programs/keys.ts';
import { otherSchoolScenarios } from './programs/other-school.ts';
import { serviceAccountScenarios } from './programs/service-accounts.ts';

testScenarios(
  authPlugin,
  (test) => {
    limitedKeyScenarios(test);
    serviceAccountScenarios(test);
    deviceScenarios(test);
    impersonationScenarios(test);
    otherSchoolScenarios(test);
  },
  identityWing,
);
