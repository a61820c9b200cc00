// All first-party plugins, as a value: a school's lms.config.ts takes it whole or picks.
import { accessPlugin } from '@lectern/access';
import { adminPlugin } from '@lectern/admin';
import { assessmentPlugin } from '@lectern/assessment';
import { auditPlugin } from '@lectern/audit';
import { authPlugin } from '@lectern/auth';
import { certificatesPlugin } from '@lectern/certificates';
import { contentPlugin } from '@lectern/content';
import { coursesPlugin } from '@lectern/courses';
import { enrollmentPlugin } from '@lectern/enrollment';
import { interopPlugin } from '@lectern/interop';
import { invitationsPlugin } from '@lectern/invitations';
import type { Plugin } from '@lectern/kit';
import { mediaPlugin } from '@lectern/media';
import { organizationsPlugin } from '@lectern/organizations';
import { progressPlugin } from '@lectern/progress';
import { streamingPlugin } from '@lectern/streaming';
import { teamsPlugin } from '@lectern/teams';
import { usersPlugin } from '@lectern/users';
import { videoPlugin } from '@lectern/video';

export const academy: readonly Plugin[] = [
  organizationsPlugin,
  usersPlugin,
  accessPlugin,
  authPlugin,
  invitationsPlugin,
  teamsPlugin,
  auditPlugin,
  adminPlugin,
  coursesPlugin,
  mediaPlugin,
  videoPlugin,
  streamingPlugin,
  contentPlugin,
  enrollmentPlugin,
  progressPlugin,
  assessmentPlugin,
  certificatesPlugin,
  interopPlugin,
];
