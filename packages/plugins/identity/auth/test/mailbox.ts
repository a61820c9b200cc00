// A mail server on loopback: what the school sends is received as SMTP and read as a mail program reads it.
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Mailbox {
  readonly smtp: string;
  /** Mails since the last call, oldest first. */
  read(): readonly ParsedMail[];
  /** What the server does with the next mail, once: refuse it, or run something first. */
  next(then: (() => void) | 'refuse'): void;
  close(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  let mails: ParsedMail[] = [];
  let once: (() => void) | 'refuse' | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _, done) {
      const then = once;
      once = undefined;
      void simpleParser(stream).then((mail) => {
        if (then === 'refuse') return done(new Error('not now'));
        then?.();
        mails.push(mail);
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    smtp: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    read: () => {
      const read = mails;
      mails = [];
      return read;
    },
    next: (then) => {
      once = then;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The one link of a mail, the same in its text and its HTML. */
export function linkIn(mail: ParsedMail | undefined): string {
  const inText = /https?:\/\/\S+/.exec(mail?.text ?? '')?.[0];
  if (inText === undefined || !String(mail?.html).includes(inText)) throw new Error('a mail without its link');
  return inText;
}
export const tokenIn = (mail: ParsedMail | undefined): string => linkIn(mail).split('/').at(-1)!;
