// SVG drawings are documents that can run. One is carried only when it is nothing but a drawing; there is no repair, for a
// drawing that was changed may show something else than its author saw.

const names = new Set(
  `svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon text tspan textPath tref image
  clipPath mask pattern marker linearGradient radialGradient stop filter feBlend feColorMatrix feComponentTransfer
  feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
  feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
  feSpotLight feTile feTurbulence switch style view a RDF Work format type creator Agent publisher rights license License
  permits requires date language subject Bag li source relation identifier contributor namedview grid guide page
  path-effect perspective pgf sfw slices sliceSourceBounds i aipgfRef aipgf font font-face font-face-src font-face-name
  glyph missing-glyph hkern vkern animate animateTransform animateMotion mpath set`
    .split(/\s+/)
    .map((name) => name.toLowerCase()),
);

/** Looked through in a tenth of a second. */
const largest = 5_000_000;

/** Why a drawing is not carried; undefined for one that holds nothing but a drawing. Its time grows with the length only. */
export function svgFault(bytes: Uint8Array): string | undefined {
  if (bytes.length > largest) return `has ${bytes.length} bytes; one has at most ${largest}`;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 'is not UTF-8';
  }
  if ((text.match(/<!DOCTYPE/gi)?.length ?? 0) > 1) return 'is not well formed';
  if (/<!ENTITY/i.test(text) || /<!DOCTYPE[^>]*\[/i.test(text)) return 'declares entities';
  if (/<\?xml-stylesheet/i.test(text)) return 'loads a style sheet';
  const markup = replaced(text, '<!--', '-->', () => '');
  const drawing = markup && replaced(markup, '<?', '?>', () => '')?.replace(/<!DOCTYPE[^>]*>/i, '');
  const plain = drawing && replaced(drawing, '<![CDATA[', ']]>', (inside) => inside.replace(/[<&]/g, ' '));
  return plain && !/<[!?]/.test(plain) ? faultOfTags(plain) : 'is not well formed';
}

/**
 * What stands between two marks, replaced. A regular expression would look through the rest of the text again for every
 * mark that opens and is never closed: 1.6 s for 100 kB of them, and a hundred times that for a megabyte.
 *
 * @returns undefined when one is never closed
 */
function replaced(text: string, open: string, close: string, by: (inside: string) => string): string | undefined {
  let [out, from] = ['', 0];
  for (let at = text.indexOf(open); at >= 0; at = text.indexOf(open, from)) {
    const end = text.indexOf(close, at + open.length);
    if (end < 0) return undefined;
    out += text.slice(from, at) + by(text.slice(at + open.length, end));
    from = end + close.length;
  }
  return out + text.slice(from);
}

const tag = /<(\/?)([^\s/>"'=<]+)((?:\s+[^\s=/>"'<]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*\/?>/y;

function faultOfTags(markup: string): string | undefined {
  for (let open = markup.indexOf('<'); open >= 0; open = markup.indexOf('<', tag.lastIndex)) {
    tag.lastIndex = open;
    const match = tag.exec(markup);
    if (!match) return 'is not well formed';
    const name = match[2]!.replace(/^.*:/, '').toLowerCase();
    if (!names.has(name)) return `holds a ${name} element`;
    for (const [, attribute, double, single] of match[3]!.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
      const fault = faultOfAttribute(attribute!.toLowerCase(), unescaped(double ?? single ?? ''), name);
      if (fault) return fault;
    }
    if (name !== 'style' || match[1] || match[0].endsWith('/>')) continue;
    const end = markup.indexOf('<', tag.lastIndex);
    if (end < 0 || markup[end + 1] !== '/') return 'is not well formed';
    if (loads(unescaped(markup.slice(tag.lastIndex, end)))) return 'loads something from elsewhere';
  }
  return undefined;
}

function faultOfAttribute(name: string, value: string, element: string): string | undefined {
  const local = name.replace(/^.*:/, '');
  const squeezed = value.replace(/[\0-\x20]+/g, '').toLowerCase();
  if (/^on/.test(local)) return `holds the handler ${name}`;
  if (/^(?:java|vb)script:/.test(squeezed)) return 'holds a link that runs';
  if (local === 'attributename' && /href$|^on/.test(squeezed)) return 'changes a link by animation';
  if (local === 'href' || local === 'src') {
    if (
      element === 'a'
        ? /^(?:https?:|mailto:|#)/.test(squeezed)
        : /^(?:#|data:image\/(?:png|jpeg|gif|webp);base64,)/.test(squeezed) || squeezed === ''
    )
      return undefined;
    return 'loads something from elsewhere';
  }
  return /^xmlns/.test(name) || !loads(value) ? undefined : 'loads something from elsewhere';
}

/** CSS that fetches: an import, or a `url()` other than a part of the drawing. Backslashes could hide either. */
const loads = (css: string): boolean =>
  /@import|url\(\s*['"]?\s*(?!['"]?(?:#|data:image\/(?:png|jpeg|gif|webp);base64,))|expression\(|\\/i.test(css);

/** Character references, which would hide a scheme. */
function unescaped(value: string): string {
  return value
    .replace(/&#(?:x([0-9a-f]+)|(\d+));?/gi, (_, hex?: string, decimal?: string) =>
      String.fromCodePoint(Math.min(0x10ffff, hex ? Number.parseInt(hex, 16) : Number(decimal))),
    )
    .replace(
      /&(?:amp|lt|gt|quot|apos|colon|tab|newline);/gi,
      (entity) =>
        ({ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&colon;': ':' })[
          entity.toLowerCase()
        ] ?? ' ',
    );
}
