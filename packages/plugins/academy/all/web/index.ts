// The screens of all first-party plugins.

import { accessWeb } from '@lectern/access/web';
import { adminWeb } from '@lectern/admin/web';
import { assessmentWeb } from '@lectern/assessment/web';
import { auditWeb } from '@lectern/audit/web';
import { authWeb } from '@lectern/auth/web';
import { certificatesWeb } from '@lectern/certificates/web';
import { contentWeb } from '@lectern/content/web';
import { coursesWeb } from '@lectern/courses/web';
import { interopWeb } from '@lectern/interop/web';
import { invitationsWeb } from '@lectern/invitations/web';
import { mediaWeb } from '@lectern/media/web';
import { organizationsWeb } from '@lectern/organizations/web';
import { progressWeb } from '@lectern/progress/web';
import { streamingWeb } from '@lectern/streaming/web';
import { teamsWeb } from '@lectern/teams/web';
import type { WebPlugin } from '@lectern/ui';
import { usersWeb } from '@lectern/users/web';

export const academyWeb: readonly WebPlugin[] = [
  coursesWeb,
  progressWeb,
  contentWeb,
  authWeb,
  usersWeb,
  accessWeb,
  organizationsWeb,
  invitationsWeb,
  teamsWeb,
  interopWeb,
  adminWeb,
  auditWeb,
  mediaWeb,
  streamingWeb,
  certificatesWeb,
  assessmentWeb,
];
