import { testStorage } from '../../src/storage/testing/conformance.ts';
import { openLocal, openS3 } from './drivers.ts';

testStorage('local files', openLocal);
testStorage('S3', openS3);
