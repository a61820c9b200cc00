// Fifteen folders that mean harm or were damaged. What each brings in is said in hostile.test.ts; that nothing of it runs in
// a browser, in e2e/hostile.test.ts. Whatever runs calls `pwned`, which that browser listens to.
import { type Folder, png, svg } from './memory-source.ts';

interface Hostile {
  readonly folder: Folder;
  /** Files of which only the size matters. */
  readonly sizes?: Readonly<Record<string, number>>;
}

const laughs = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
  .split('')
  .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[at]}`).join(',')}]`)
  .join('\n')}`;

export const hostile = {
  scripts: {
    folder: {
      'a.md':
        'Before <script>pwned(1)</script> after.\n\n<script src="https://e.vil/x.js"></script>\n\n[a](javascript:pwned(1)) <a href="JaVa\tScript:pwned(1)">b</a> [c](vbscript:x) <javascript:pwned(2)>',
    },
  },
  dataAddresses: {
    folder: {
      'a.md': '![dot](data:image/png;base64,iVBORw0KGgo=) [page](data:text/html,<script>pwned(1)</script>)',
    },
  },
  aHundredMegabytes: { folder: { 'a.md': 'See [big](big.md).' }, sizes: { 'big.md': 100_000_000 } },
  tenThousandLists: { folder: { 'a.md': `First.\n\n${'- '.repeat(10_000)}x\n\nLast.` } },
  noText: {
    folder: {
      'a.md': Uint8Array.from([...Buffer.from('One\n\nTwo '), 0xc3, 0x28, 0xff]),
      'b.md': Uint8Array.from([0xff, 0xfe, ...Buffer.from('# Größe\r\n\r\nWörter', 'utf16le')]),
      'c.md': '\ufeff# Mark\r\n\r\ntwo\rlines',
      'd.md': 'x\0y',
    },
  },
  climbingPaths: {
    folder: {
      'ok.md': 'x',
      '../up.md': 'x',
      'a/../../b.md': 'x',
      '/etc/passwd.md': 'x',
      'nul\0.md': 'x',
      'a//b.md': 'x',
      'c:\\x.md': 'x',
    },
  },
  noPictures: {
    folder: {
      'a.md': '![a](a.png) ![b](b.png) [zip](b.png)\n\n![c](c.md.png)',
      'a.png': '<html><script>pwned(1)</script></html>',
      'b.png': Uint8Array.from([0x50, 0x4b, 3, 4, ...Array<number>(40).fill(0)]),
      'c.md.png': Uint8Array.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff]),
    },
  },
  absurdSettings: {
    folder: {
      'a.md': `---\n${laughs}\ntitle: *j\n---\n\nx`,
      'b.md': '---\ntitle: [1, {a: 2}]\norder: first\nlang: "!!"\n---\nx',
      'c.md': '---\ntitle: "unclosed\n---\nx',
      'd.md': `---\ntitle: ${'x'.repeat(70_000)}\n---\nx`,
      'e.md': '---\nlayout: default\ntags: [a]\nauthor: me\n---\nx',
      'f.md': '+++\ntitle = "T"\n+++\nx',
      'g.md': `---\na: ${'['.repeat(20_000)}\n---\nx`,
      'h.md': '---\n- just\n- a list: x\n---\nx',
      'i.md': '---\n__proto__: {polluted: true}\nconstructor: x\ntitle: 5\n---\nx',
      'j.md': '---\ntitle: "</script><script>pwned(1)</script><img src=x onerror=pwned(1)>"\n---\nx',
    },
  },
  hidingComments: {
    folder: {
      'a.md':
        '<!--> <script>pwned(1)</script> -->\n\na <!-- b --> c\n\n<!-- d --!> <img src=x onerror=pwned(1)> -->\n\n<!-- kept -->\n\n<!-- never ends\n\nlast **words**',
    },
  },
  handlers: {
    folder: {
      'a.md':
        '<img src="p.png" alt="p" onerror="pwned(1)" style="x">\n\n<div onclick="pwned(1)" onmouseover=pwned(1)>words</div>\n\n<iframe src="https://e.vil/" onload="pwned(1)"></iframe>\n\n<form action="/x"><input name="q"><button>Go</button></form>\n\n<style>body{}</style>\n\n<object data="x.swf"></object>\n\n<dl onclick="pwned(1)"><dt onmouseover="pwned(1)">term</dt><dd><a href="javascript:pwned(1)" onfocus="pwned(1)">link</a> <img src="p.png" onload="pwned(1)"> <ruby>a<rt onclick=pwned(1)>b</rt></ruby></dd></dl>',
      'p.png': png(),
    },
  },
  drawingsThatRun: {
    folder: {
      'a.md': '![s](s.svg) ![t](t.svg) ![ok](ok.svg)\n\n<svg onload="pwned(1)"><script>pwned(1)</script></svg>',
      's.svg': svg('<script>pwned(1)</script>'),
      't.svg': svg('<a xlink:href="&#106;avascript:pwned(1)"><text>x</text></a>'),
      'ok.svg': svg(),
    },
  },
  tagsThatNeverEnd: {
    folder: {
      'a.md':
        'One <b>bold\n\n<div class="x\n\nTwo\n\n<title>\n\nThree <textarea>\n\n- <select> four\n\n<ul><li>five\n\nSix',
    },
  },
  oneLineOfAMegabyte: { folder: { 'a.md': `${'word '.repeat(200_000)}[x](gone.md)` } },
  fortyThousandCells: { folder: { 'a.md': `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(20_000)}\nAfter.` } },
  hiddenSchemes: {
    folder: {
      'a.md':
        '[a](&#x6A;avascript:pwned&lpar;1&rpar;) <a href="java&Tab;script&colon;pwned(1)">b</a> &lt;script&gt;pwned(1)&lt;/script&gt; &#0; &#x110000; &copy;',
    },
  },
} as const satisfies Record<string, Hostile>;
