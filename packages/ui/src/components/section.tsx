import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface SectionProps {
  readonly title: string;
  /** At the end of the heading's line: a link, a count. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One thought of a screen, with its heading on a rule. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section class="section" aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>{title}</h2>
        {typeof aside === 'string' ? <span class="small muted">{aside}</span> : aside}
      </div>
      {children}
    </section>
  );
}
