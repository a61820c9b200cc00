import type { MailPort } from '@lectern/kit';
import { createTransport } from 'nodemailer';

/** @param url `smtp://user:password@host:587` or `smtps://...` */
export function smtpMail(url: string, from: string): MailPort & { close(): void } {
  const transport = createTransport(url, { from });
  return {
    send: async (mail) => void (await transport.sendMail(mail)),
    check: async () => void (await transport.verify()),
    close: () => transport.close(),
  };
}
