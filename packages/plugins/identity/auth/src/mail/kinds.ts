// Which mails there are about somebody's own account, and what their links open.
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Links with a token: of each kind a person has one, and a new one ends the one before. Lifetimes in milliseconds. */
export const linkKinds = {
  'set-up': { path: '/set-up/', lifetime: 7 * day },
  verification: { path: '/verify/', lifetime: 3 * day },
  reset: { path: '/reset/', lifetime: hour },
  magic: { path: '/magic/', lifetime: 15 * minute },
  'address-change': { path: '/verify/', lifetime: day },
} as const;
export type LinkKind = keyof typeof linkKinds;

/** What a mail says, and the token it brings; null for those that only tell something. */
export const mailKinds = {
  invitation: 'set-up',
  verification: 'verification',
  reset: 'reset',
  magic: 'magic',
  'address-change': 'address-change',
  'already-here': null,
  'address-changing': null,
  'password-changed': null,
  'second-factor-on': null,
  'second-factor-off': null,
} as const satisfies Record<string, LinkKind | null>;
export type MailKind = keyof typeof mailKinds;
