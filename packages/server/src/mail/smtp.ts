import type { MailPort } from '@lectern/kit';
import type { Transporter } from 'nodemailer';

/** Nobody's holiday notice answers it (RFC 3834). */
export const unanswered = { 'Auto-Submitted': 'auto-generated' };

/** @param url `smtp://user:password@host:587` or `smtps://...` */
export function smtpMail(url: string, from: string): MailPort & { close(): void } {
  let made: Promise<Transporter> | undefined;
  const transport = () =>
    (made ??= import('nodemailer').then(({ createTransport }) => createTransport(url, { from, headers: unanswered })));
  return {
    delivers: true,
    send: async (mail) => void (await (await transport()).sendMail(mail)),
    check: async () => void (await (await transport()).verify()),
    close: () => void made?.then((one) => one.close()),
  };
}
