import { testScenarios } from '@lectern/server/testing';
import { authPlugin } from '../src/plugin.ts';
import { identityWing } from './browser.ts';
import { signOnScenarios } from './sign-on.ts';

testScenarios(authPlugin, signOnScenarios, identityWing);
