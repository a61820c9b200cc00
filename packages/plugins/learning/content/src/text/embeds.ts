// Players are given by an address for frames; people are sent to the page of the thing itself.
const pages: readonly [RegExp, (id: string) => string][] = [
  [
    /^(?:https?:)?\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]{6,})/,
    (id) => `https://www.youtube.com/watch?v=${id}`,
  ],
  [/^(?:https?:)?\/\/player\.vimeo\.com\/video\/(\d+)/, (id) => `https://vimeo.com/${id}`],
];

/** The page behind a frame's address; the address itself where no player is known. */
export function embedAddress(address: string): string {
  for (const [pattern, page] of pages) {
    const id = pattern.exec(address)?.[1];
    if (id) return page(id);
  }
  return address;
}
