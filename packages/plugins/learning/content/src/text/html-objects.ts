// Pictures and players.
import type { Inline } from './blocks.ts';
import { embedAddress } from './embeds.ts';
import { type Flow, flush, push, type Walker } from './flow.ts';
import { collapse, type Reader, titleOf } from './html-reader.ts';
import { attribute, descendants, type HtmlElement } from './html-tree.ts';
import type { Format } from './inline-builder.ts';
import { pixels } from './sanitize.ts';

export function pictureOf(node: HtmlElement, { link }: Format, reader: Reader): Extract<Inline, { type: 'image' }> {
  const width = pixels(attribute(node, 'width'));
  const height = pixels(attribute(node, 'height'));
  return {
    type: 'image',
    source: reader.picture(attribute(node, 'src') ?? '', node),
    alt: collapse(attribute(node, 'alt') ?? ''),
    ...titleOf(node),
    ...(width && { width }),
    ...(height && { height }),
    ...(link && { link }),
  };
}

/** A frame, video or sound becomes a link to it, in a line or as a block. */
export function readEmbed(node: HtmlElement, format: Format, flow: Flow, walker: Walker): void {
  const address =
    attribute(node, 'src') ?? [...descendants(node, 'source')].map((one) => attribute(one, 'src')).find(Boolean);
  if (!address) {
    walker.report(node, `${node.tagName} without an address is removed`);
    return;
  }
  const link = walker.link(embedAddress(address), node);
  if (!link || 'lesson' in link) return;
  const { title, ...source } = link;
  if (flow.flat) flow.inline.text(title ?? address, { ...format, link });
  else {
    flush(flow, walker);
    push({ id: '', type: 'embed', source, ...(title && { title }) }, flow, walker);
  }
}
