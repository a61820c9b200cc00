// A name server on loopback that knows TXT records (RFC 1035), so that a school asks DNS as it does outside.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface NameServer {
  /** `127.0.0.1:5353`. */
  readonly address: string;
  /** Texts by name; a name that is not here does not exist. */
  readonly texts: Map<string, string>;
  close(): Promise<void>;
}

export async function openNameServer(): Promise<NameServer> {
  const texts = new Map<string, string>();
  const socket = createSocket('udp4');
  socket.on('message', (question, { port, address }) => socket.send(answerTo(question, texts), port, address));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    texts,
    close: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

function answerTo(message: Buffer, texts: ReadonlyMap<string, string>): Buffer {
  const labels: string[] = [];
  let at = 12; // after the header
  for (let size = message[at]!; size > 0; size = message[at]!) {
    labels.push(message.toString('latin1', at + 1, at + 1 + size));
    at += size + 1;
  }
  const question = message.subarray(12, at + 5);
  const text = texts.get(labels.join('.').toLowerCase());
  const header = Buffer.alloc(12);
  message.copy(header, 0, 0, 2);
  header.writeUInt16BE(text === undefined ? 0x8183 : 0x8180, 2); // an answer; NXDOMAIN (3) for what is not here
  header.writeUInt16BE(1, 4);
  if (text === undefined) return Buffer.concat([header, question]);
  header.writeUInt16BE(1, 6);
  // In two parts, as long keys come.
  const parts = [text.slice(0, 20), text.slice(20)].map((part) => Buffer.from(`\0${part}`, 'latin1'));
  for (const part of parts) part[0] = part.length - 1;
  const data = Buffer.concat(parts);
  const record = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, data.length]); // the name above, TXT, IN, a minute
  return Buffer.concat([header, question, record, data]);
}
