import { installationProblems } from '@lectern/kit/contract';

export const errors = {
  ...installationProblems,
  nothingToRetry: {
    code: 'admin.nothing_to_retry',
    status: 409,
    message: 'It has not failed, or somebody tries it again already.',
  },
  failedAgain: {
    code: 'admin.failed_again',
    status: 409,
    message: 'It failed again. Mend the cause first.',
  },
  nothingToCancel: { code: 'admin.nothing_to_cancel', status: 409, message: 'It has ended already.' },
} as const;
