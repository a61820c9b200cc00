import type { Handlers } from '@lectern/kit';
import type { certificatesContract } from './contract.ts';
import type { Certificates } from './service.ts';

export const certificatesHandlers = (certificates: Certificates): Handlers<typeof certificatesContract.operations> => ({
  mine: async (_, { actor }) => ({ items: await certificates.of(actor.id) }),
  find: ({ number }) => certificates.find(number),
  file: async ({ number }, _, { site }) =>
    new Response(await certificates.print(number, site), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="certificate-${number}.pdf"`,
        'cache-control': 'private, no-cache', // it may be taken back
      },
    }),
  rule: ({ courseId }) => certificates.ruleOf(courseId),
  setRule: ({ courseId, onCompletion }) => certificates.setRule(courseId, onCompletion),
  revoke: ({ certificateId }) => certificates.revoke(certificateId),
});
