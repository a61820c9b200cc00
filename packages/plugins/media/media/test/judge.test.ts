import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { judge } from '../src/judge.ts';

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part)))),
  );
const text = (value: string) => judge(bytes(value));

function png(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, body, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(Buffer.alloc(8))),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

test('a picture is known by its bytes, with its size', async () => {
  expect(await judge(png(640, 480))).toEqual({ mime: 'image/png', width: 640, height: 480 });
});

test('SVG is known with and without a prologue', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 200" width="640" height="200"></svg>';
  expect(await text(svg)).toEqual({ mime: 'image/svg+xml', width: 640, height: 200 });
  expect(
    await text(
      `\uFEFF<?xml version="1.0"?>\n<!-- drawn by hand -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">\n${svg}`,
    ),
  ).toMatchObject({ mime: 'image/svg+xml' });
  expect(await text(`<p>${svg}</p>`)).toEqual({ mime: 'text/plain' });
});

test('a page or a script is text, whatever its name says', async () => {
  expect(await text('<!doctype html><script>alert(1)</script>')).toEqual({ mime: 'text/plain' });
  expect(await text('#!/bin/sh\nrm -rf /\n')).toEqual({ mime: 'text/plain' });
  expect(await text('Größe, 大きさ')).toEqual({ mime: 'text/plain' });
  expect(await text('')).toEqual({ mime: 'text/plain' });
});

test('a head that ends inside a character is still text', async () => {
  expect(await judge(bytes('größe').subarray(0, 3))).toEqual({ mime: 'text/plain' });
});

test('what is neither known nor text is bytes', async () => {
  expect(await judge(bytes([0, 1, 2, 3, 254, 255, 7]))).toEqual({ mime: 'application/octet-stream' });
});

test('programs are refused', async () => {
  const exe = Buffer.alloc(512);
  exe.write('MZ');
  const elf = Buffer.alloc(512);
  elf.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  for (const program of [exe, elf, Buffer.from([0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1])])
    expect(await judge(new Uint8Array(program))).toBeUndefined();
});

test('a broken picture is a picture without a size', async () => {
  expect(await judge(png(640, 480).subarray(0, 18))).toEqual({ mime: 'image/png' });
});
