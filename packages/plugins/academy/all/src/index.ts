// All first-party plugins, as a value: a school's lms.config.ts takes it whole or picks.
import { accessPlugin } from '@lectern/access';
import { auditPlugin } from '@lectern/audit';
import { authPlugin } from '@lectern/auth';
import { certificatesPlugin } from '@lectern/certificates';
import { contentPlugin } from '@lectern/content';
import { coursesPlugin } from '@lectern/courses';
import { enrollmentPlugin } from '@lectern/enrollment';
import { interopPlugin } from '@lectern/interop';
import type { Plugin } from '@lectern/kit';
import { organizationsPlugin } from '@lectern/organizations';
import { progressPlugin } from '@lectern/progress';
import { usersPlugin } from '@lectern/users';

export const academy: readonly Plugin[] = [
  organizationsPlugin,
  usersPlugin,
  accessPlugin,
  authPlugin,
  auditPlugin,
  coursesPlugin,
  contentPlugin,
  enrollmentPlugin,
  progressPlugin,
  certificatesPlugin,
  interopPlugin,
];
