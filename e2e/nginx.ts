// A real nginx that ends TLS in front of a school, with the lines that templates/academy gives to self-hosters.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** Debian keeps it where only administrators look. */
const program = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
  .map((folder) => join(folder, 'nginx'))
  .find((file) => existsSync(file));
/** Skipping is for a laptop without it; on CI the test must run, so there it fails instead. */
export const noNginx = program === undefined && !process.env.CI;

const snippet = join(import.meta.dirname, '..', 'templates/academy/nginx.conf');

export interface Nginx {
  /** `https://127.0.0.1:8443`, with a certificate that nobody vouches for. */
  readonly origin: string;
  /** A file with its certificate, for who is to believe it. */
  readonly certificate: string;
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** Below which the school lives; empty at the root. */
  readonly path?: string;
  /** What its certificate is for beside 127.0.0.1. */
  readonly names?: readonly string[];
}
/** @param school where it serves or will, such as `http://127.0.0.1:4040` */
export async function openProxy(school: string, { path = '/learn', names = [] }: ProxyOptions = {}): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-nginx-'));
  const port = await freePort();
  await promisify(execFile)(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'].concat(
      [
        '-subj',
        '/CN=127.0.0.1',
        '-addext',
        `subjectAltName=${['IP:127.0.0.1', ...names.map((name) => `DNS:${name}`)]}`,
      ],
      ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
    ),
  );
  const location = (await readFile(snippet, 'utf8'))
    .replace('http://127.0.0.1:4040', new URL(school).origin)
    .replace('location /learn {', `location ${path || '/'} {`);
  await writeFile(join(folder, 'nginx.conf'), configuration({ folder, port, location }));
  const nginx = spawn(program!, ['-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(nginx, 'exit');
  const origin = `https://127.0.0.1:${port}`;
  await Promise.race([
    listening(port),
    ended.then(async () => {
      throw new Error(`nginx ended: ${await readFile(join(folder, 'error.log'), 'utf8')}`);
    }),
  ]);
  return {
    origin,
    certificate: join(folder, 'cert.pem'),
    close: async () => {
      nginx.kill('SIGQUIT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const configuration = ({ folder, port, location }: { folder: string; port: number; location: string }) => `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${folder}/nginx.pid;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/cert.pem;
    ssl_certificate_key ${folder}/key.pem;
${location}
  }
}
`;

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const socket = connect(port, '127.0.0.1');
    const there = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (there) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`nothing listens at ${port}`);
}
