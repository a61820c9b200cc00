/** Of a file of captions, without its ending: other captions have another name, so each is good for ever. */
export const captionName = ({ language, digest }: { readonly language: string; readonly digest: string }): string =>
  `captions-${language}-${digest}`;
