/** How far one is, hanging from the head of a cover. `progress` is 0 to 1. The number itself belongs beside the cover. */
export const Ribbon = ({ progress }: { readonly progress: number }) => (
  <span class="ribbon" style={{ '--p': progress }} />
);
