import { describe, expect, it } from 'vitest';
import { svgFault } from '../../src/markdown/svg.ts';
import { svg } from './memory-source.ts';

const fault = (text: string) => svgFault(new TextEncoder().encode(text));

describe('a drawing', () => {
  it.each([
    svg(),
    `<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${svg('<g fill="url(#a)" style="fill:red"><use xlink:href="#b"/></g>')}`,
    svg('<style>.a{fill:url(#x)}</style><a href="https://a.b"><text>a &amp; b &lt; c</text></a>'),
    svg('<style><![CDATA[ a > b { fill: red } ]]></style><image href="data:image/png;base64,AAAA"/>'),
    svg('<animate attributeName="opacity" from="0" to="1" dur="1s"/><sodipodi:namedview id="x"/>'),
  ])('is carried: %#', (text) => expect(fault(text)).toBeUndefined());

  it.each([
    [svg('<script>1</script>'), 'holds a script element'],
    [svg('<s:script xmlns:s="http://www.w3.org/2000/svg">1</s:script>'), 'holds a script element'],
    [svg('<foreignObject><p>x</p></foreignObject>'), 'holds a foreignobject element'],
    [svg('<g onclick="x()"/>'), 'holds the handler onclick'],
    [svg('<a href="java&#x73;cript:x"/>'), 'holds a link that runs'],
    [svg('<a href="&#9;javascript:x"/>'), 'holds a link that runs'],
    [svg('<set attributeName="href" to="javascript:x"/>'), 'changes a link by animation'],
    [svg('<animate attributeName="onclick" values="x"/>'), 'changes a link by animation'],
    [svg('<use href="other.svg#x"/>'), 'loads something from elsewhere'],
    [svg('<use href="data:image/svg+xml;base64,AA"/>'), 'loads something from elsewhere'],
    [svg('<style>@import "x.css";</style>'), 'loads something from elsewhere'],
    [svg('<g style="fill:u\\72l(https://a.b)"/>'), 'loads something from elsewhere'],
    [`<!DOCTYPE svg [<!ENTITY x "y">]>${svg()}`, 'declares entities'],
    [`<?xml-stylesheet href="x.css"?>${svg()}`, 'loads a style sheet'],
    [svg('<g a=b/>'), 'is not well formed'],
    [svg('<g title="<script>"/>'), 'is not well formed'],
    [svg('<!-- a --><!-- '), 'is not well formed'],
    [svg('<style>a<g/>@import "x.css";</style>'), 'is not well formed'],
    [svg(' '.repeat(5_000_000)), 'has 5000067 bytes; one has at most 5000000'],
  ])('is refused: %#', (text, reason) => expect(fault(text)).toBe(reason));

  // With expressions that looked for `<!--...-->` each of these took minutes.
  it.each(['<!--', '<?', '<!DOCTYPE', '<![CDATA[', '<style>', '<g>'])(
    'is looked through once, whatever opens and never closes: %s',
    (mark) => {
      const begun = performance.now();
      fault(`<svg>${mark.repeat(1_000_000 / mark.length)}`);
      expect(performance.now() - begun).toBeLessThan(2_000); // 0.1 s measured
    },
  );
});
