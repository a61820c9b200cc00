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

/** Why a drawing is not carried; undefined for one that holds nothing but a drawing. */
export function svgFault(bytes: Uint8Array): string | undefined {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 'is not UTF-8';
  }
  if (/<!ENTITY/i.test(text) || /<!DOCTYPE[^>]*\[/i.test(text)) return 'declares entities';
  if (/<\?xml-stylesheet/i.test(text)) return 'loads a style sheet';
  const markup = text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<\?[\s\S]*?\?>/g, '')
    .replace(/<!DOCTYPE[^>]*>/gi, '');
  if (/<!(?!\[CDATA\[)|<\?|<!--/.test(markup)) return 'is not well formed';
  return faultOfTags(
    markup.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, inside: string) => inside.replace(/[<&]/g, ' ')),
  );
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
  }
  const styles = [...markup.matchAll(/<(?:\w+:)?style[^>]*>([\s\S]*?)<\//gi)].map((match) => unescaped(match[1]!));
  return styles.some(loads) ? 'loads something from elsewhere' : undefined;
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
