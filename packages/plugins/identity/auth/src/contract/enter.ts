// From one of my schools into another.
import { Id, post } from '@lectern/kit/contract';
import { z } from 'zod';
import { Session, session } from './sign-in.ts';

export const enterOperations = {
  enter: post('/enter', {
    summary: 'Go on in another school that I belong to',
    description: 'The session here ends and one there begins. `organizations.mine` says where.',
    needs: 'self',
    audit: 'sign-in',
    inPerson: true,
    input: z.object({ organizationId: Id }),
    output: Session,
    example: { input: { organizationId: 'org-2' }, output: session },
  }),
};
