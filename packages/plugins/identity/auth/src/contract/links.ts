// Links with which somebody sets a password, once.
import { RoleId, errors as roleErrors } from '@lectern/access/contract';
import { Email, get, Id, Line, post } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { Entered, Password, session } from './sign-in.ts';

export const linkOperations = {
  link: get('/links/:token', {
    summary: 'Whom a set-up link is for',
    needs: 'public',
    input: z.object({ token: z.string().max(200) }),
    output: z.object({ name: Line, email: z.string(), owner: z.boolean() }),
    errors: [errors.linkUsed],
    secret: ['token'],
    example: { input: { token: 'Zm9v' }, output: { name: 'Ana Ibarra', email: 'ana@example.org', owner: true } },
  }),
  useLink: post('/links/:token', {
    summary: 'Set a password with a set-up link, and sign in',
    needs: 'public',
    audit: 'sign-in',
    input: z.object({
      token: z.string().max(200),
      password: Password,
      name: Line.optional(),
      email: Email.optional(),
    }),
    output: Entered,
    errors: [errors.linkUsed, errors.emailTaken],
    secret: ['token', 'password', 'ticket'],
    example: { input: { token: 'Zm9v', password: 'a long sentence' }, output: session },
  }),
  invite: post('/invitations', {
    summary: 'Create an account and a link to set its password',
    needs: { permission: 'user.invite' },
    audit: 'access',
    tells: ['role'],
    input: z.object({ name: Line, email: Email, role: RoleId.optional() }),
    secret: ['link'],
    output: z.object({ userId: Id, link: z.string() }),
    errors: [errors.emailTaken, roleErrors.unknownRole],
    example: {
      input: { name: 'Ben Okafor', email: 'ben@example.org', role: 'instructor' },
      output: { userId: 'usr-ben', link: 'https://school.example.org/set-up/Zm9v' },
    },
  }),
  createLink: post('/links', {
    summary: 'Make a link with which somebody sets a new password',
    description:
      'For who forgot theirs, or lost the link of an invitation: that one ends. For somebody with a role in the whole school it takes the right to give roles.',
    needs: { permission: 'user.invite' },
    input: z.object({ email: Email }),
    secret: ['link'],
    output: z.object({ userId: Id, link: z.string() }),
    errors: [errors.belongsElsewhere],
    example: {
      input: { email: 'ben@example.org' },
      output: { userId: 'usr-ben', link: 'https://school.example.org/set-up/Zm9v' },
    },
  }),
};
