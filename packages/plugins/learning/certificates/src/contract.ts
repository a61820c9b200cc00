import { defineContract, event, get, Id, Line, Moment, Nothing, post, put, raw, service } from '@lectern/kit/contract';
import { z } from 'zod';

/** Three groups of four from Crockford's Base32, which has no letter that looks like a figure: 60 bits, not to be guessed. */
export const CertificateNumber = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/, 'a number such as H7QK-2M9D-XC41');

export const Certificate = z.object({
  id: Id,
  number: CertificateNumber,
  courseId: Id,
  person: Line.describe('The name as it was then, as are course, teacher and school'),
  course: z.string(),
  teacher: z.string(),
  language: z.string(),
  school: z.string(),
  brandHue: z.number().int(),
  completedAt: Moment,
  issuedAt: Moment,
  revokedAt: Moment.nullable(),
});
export type Certificate = z.infer<typeof Certificate>;
const Rule = z.object({ onCompletion: z.boolean().describe('Whoever completes the course gets one') });

const byTeachers = { permission: 'certificate.write', on: 'courseId' } as const;
const facts = z.object({ certificateId: Id, courseId: Id, userId: Id });
export const certificateIssued = event('certificate.issued', facts, {
  heardBy: [{ person: 'userId' }, byTeachers],
});
export const certificateRevoked = event('certificate.revoked', facts, { heardBy: [{ person: 'userId' }] });

export const errors = {
  revoked: {
    code: 'certificates.revoked',
    status: 410,
    message: 'The school has taken this certificate back. Its page says since when.',
  },
} as const;

export interface CertificatesService {
  of(userId: string): Promise<Certificate[]>;
}
export const certificatesService = service<CertificatesService>('certificates');

const example: Certificate = {
  id: 'crt-1',
  number: 'H7QK-2M9D-XC41',
  courseId: 'crs-1',
  person: 'Inés Carrasco Ferrer',
  course: 'How Maps Persuade',
  teacher: 'Jonas Oyelaran',
  language: 'en',
  school: 'Halden Evening School',
  brandHue: 205,
  completedAt: '2026-06-14T18:20:00.000Z',
  issuedAt: '2026-06-14T18:20:01.000Z',
  revokedAt: null,
};

export const certificatesContract = defineContract({
  id: 'certificates',
  summary: 'Certificates that anybody can verify',
  service: certificatesService,
  permissions: {
    'certificate.write': { summary: 'Say who gets a certificate, and take one back', roles: ['manager', 'instructor'] },
  },
  events: { certificateIssued, certificateRevoked },
  errors,
  operations: {
    mine: get('/mine', {
      summary: 'My certificates, latest first',
      needs: 'self',
      input: Nothing,
      output: z.object({ items: z.array(Certificate) }),
      example: { input: {}, output: { items: [example] } },
    }),
    find: get('/by-number/:number', {
      summary: 'Whether a certificate is genuine and in force',
      description: 'Nobody at the school is asked, and who asks is not recorded.',
      needs: 'public',
      input: z.object({ number: CertificateNumber }),
      output: Certificate,
      example: { input: { number: example.number }, output: example },
    }),
    file: raw('GET', '/by-number/:number/pdf', {
      summary: 'A certificate as a page to print: the same bytes every time',
      needs: 'public',
      input: z.object({ number: CertificateNumber }),
      produces: ['application/pdf'],
      errors: [errors.revoked],
      example: { input: { number: example.number } },
    }),
    rule: get('/courses/:courseId/rule', {
      summary: 'Who gets a certificate of a course',
      needs: byTeachers,
      input: z.object({ courseId: Id }),
      output: Rule,
      example: { input: { courseId: 'crs-1' }, output: { onCompletion: true } },
    }),
    setRule: put('/courses/:courseId/rule', {
      authored: 'rule',
      summary: 'Say who gets a certificate of a course',
      description: 'Who has completed it already gets one too. Certificates that were given stay.',
      needs: byTeachers,
      input: Rule.extend({ courseId: Id }),
      output: Rule,
      example: { input: { courseId: 'crs-1', onCompletion: true }, output: { onCompletion: true } },
    }),
    revoke: post('/:certificateId/revoke', {
      summary: 'Take a certificate back',
      description: 'Its page goes on telling that there was one, and since when it is not in force.',
      needs: { permission: 'certificate.write', on: 'certificateId' },
      input: z.object({ certificateId: Id }),
      output: Certificate,
      example: {
        input: { certificateId: 'crt-1' },
        output: { ...example, revokedAt: '2026-07-01T09:00:00.000Z' },
      },
    }),
  },
});
