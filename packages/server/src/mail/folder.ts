// Without SMTP every mail is a file a person can open: nothing is lost, and a test reads what would have been sent.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mail, MailPort } from '@lectern/kit';
import { unanswered } from './smtp.ts';

export function folderMail(folder: string, from: string, now: () => Date): MailPort {
  let count = 0;
  return {
    delivers: false,
    async send(mail: Mail) {
      const { createTransport } = await import('nodemailer');
      const render = createTransport(
        { streamTransport: true, buffer: true, newline: 'unix' },
        { from, headers: unanswered },
      );
      const { message } = await render.sendMail(mail);
      await mkdir(folder, { recursive: true });
      const stamp = now().toISOString().replace(/[:.]/g, '-');
      await writeFile(join(folder, `${stamp}-${process.pid}-${++count}.eml`), message as Buffer, {
        flag: 'wx',
        mode: 0o600,
      });
    },
    check: async () => void (await mkdir(folder, { recursive: true })),
  };
}
