// What the school stands on: Node, the disk, the clock, the address people type, the files.
import { statfs } from 'node:fs/promises';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { Health } from '@lectern/kit';
import type { School } from '../school.ts';
import { sweepable, UnknowableError } from '../storage/sweep.ts';
import { bad, good, look } from './check.ts';

export function nodeVersion(version: string): Health {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 18))
    return bad(
      { en: `Node ${version} is too old`, ar: `Node ${version} قديم جدًا` },
      { en: 'Install Node 22.18 or newer.', ar: 'ثبّت Node 22.18 أو أحدث.' },
    );
  return good(`Node ${version}`, `Node ${version}`);
}

export async function spaceLeft(directory: string): Promise<Health> {
  const { bavail, blocks, bsize } = await statfs(directory);
  const free = (bavail * bsize) / 2 ** 30;
  const [left, all] = [free.toFixed(free < 10 ? 1 : 0), ((blocks * bsize) / 2 ** 30).toFixed(0)];
  const mend = {
    en: 'Make room, or move the school folder to a larger disk.',
    ar: 'أفرغ مساحة، أو انقل مجلد المدرسة إلى قرص أكبر.',
  };
  const says = { en: `${left} GB left of ${all}`, ar: `بقي ${left} غيغابايت من ${all}` };
  if (free < 1) return bad(says, mend);
  return free < 5 ? look(says, mend) : good(says.en, says.ar);
}

/** Time that went back would end nobody's session and start no job. There is no asking the network: the log of changes knows. */
export async function clockGoesOn({ database, now }: School): Promise<Health> {
  const [row] = await database.rawAll('select at as latest from audit_entries order by id desc limit 1');
  const latest = row?.latest ? new Date(String(row.latest)) : undefined;
  const ahead = latest ? latest.getTime() - now().getTime() : 0;
  if (ahead > 120_000)
    return bad(
      {
        en: `The clock went back: something was recorded ${Math.round(ahead / 60_000)} minutes from now`,
        ar: `رجعت الساعة إلى الوراء: سُجّل شيء بعد ${Math.round(ahead / 60_000)} دقيقة من الآن`,
      },
      { en: 'Set the clock of the machine, best by NTP.', ar: 'اضبط ساعة الجهاز، والأفضل عبر NTP.' },
      'timedatectl set-ntp true',
    );
  const time = `${now().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return good(time, time);
}

const certificateMend = {
  en: 'Renew the certificate where https is spoken for the school: the proxy before it.',
  ar: 'جدّد الشهادة حيث يُتحدَّث https عن المدرسة: الوكيل الذي أمامها.',
};
export async function addressHolds({ url }: School): Promise<Health> {
  if (url === undefined)
    return good(
      'as it is asked for; set url (LECTERN_URL) once people reach it through a proxy',
      'كما يُسأل عنه؛ اضبط url (LECTERN_URL) حين يصل الناس عبر وكيل',
    );
  const { protocol, hostname, port } = new URL(url);
  const atHome = /^(?:localhost|.*\.(?:localhost|test|lan|local))$/.test(hostname) || isIP(hostname) !== 0;
  if (protocol !== 'https:')
    return atHome
      ? good(`${url}, without https, as is right at home`, `${url} دون https، وهذا مناسب في البيت`)
      : look(
          {
            en: `${url} is reached without https: others on the way can read along`,
            ar: `${url} يُفتح دون https: قد يقرأ الآخرون ما يمر`,
          },
          {
            en: 'Put a proxy before it that speaks https; the guide shows one.',
            ar: 'ضع أمامها وكيلًا يتحدث https؛ في الدليل مثال.',
          },
        );
  const until = await certificateUntil(hostname, Number(port) || 443).catch((error: unknown) => String(error));
  if (typeof until === 'string')
    return look(
      { en: `${url} does not answer from here: ${until}`, ar: `لا يجيب ${url} من هنا: ${until}` },
      certificateMend,
    );
  const days = Math.floor((until.getTime() - Date.now()) / 86_400_000);
  const day = until.toISOString().slice(0, 10);
  const says = { en: `${url}, certificate until ${day}`, ar: `${url}، الشهادة صالحة حتى ${day}` };
  if (days < 0) return bad(says, certificateMend);
  return days < 14 ? look(says, certificateMend) : good(says.en, says.ar);
}
function certificateUntil(host: string, port: number): Promise<Date> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host, timeout: 3_000 }, () => {
      resolve(new Date(socket.getPeerCertificate().valid_to));
      socket.destroy();
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer within 3 seconds')));
    socket.once('error', reject);
  });
}

export async function unusedFiles({ storage, address }: School): Promise<Health> {
  if ((await storage.list()[Symbol.asyncIterator]().next()).done) return good('none', 'لا شيء');
  try {
    const { objects, bytes } = await sweepable({ storage, address, now: () => new Date() });
    if (objects === 0) return good('none', 'لا شيء');
    const size = (bytes / 1e6).toFixed(1);
    return good(
      `${objects} files (${size} MB) that nothing names; they are removed by themselves in a day or two`,
      `${objects} ملفات (${size} ميغابايت) لا يسميها شيء؛ تُزال من تلقاء نفسها خلال يوم أو يومين`,
    );
  } catch (error) {
    if (error instanceof UnknowableError)
      return good(`cannot be told: ${error.message}`, `لا يمكن معرفته: ${error.message}`);
    throw error;
  }
}
