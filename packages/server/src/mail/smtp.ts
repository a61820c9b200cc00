import type { MailPort } from '@lectern/kit';
import type { Transporter } from 'nodemailer';

/** @param url `smtp://user:password@host:587` or `smtps://...` */
export function smtpMail(url: string, from: string): MailPort & { close(): void } {
  let made: Promise<Transporter> | undefined;
  const transport = () => (made ??= import('nodemailer').then(({ createTransport }) => createTransport(url, { from })));
  return {
    send: async (mail) => void (await (await transport()).sendMail(mail)),
    check: async () => void (await (await transport()).verify()),
    close: () => void made?.then((one) => one.close()),
  };
}
