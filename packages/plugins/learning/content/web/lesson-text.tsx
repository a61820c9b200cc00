import { useEffect, useRef } from 'preact/hooks';
import { t } from './messages.ts';

/** Sanitised where it was stored and again where it was read; what makes it nicer in a browser is added afterwards. */
export function LessonText({ html, language }: { readonly html: string; readonly language: string }) {
  const text = useRef<HTMLElement>(null);
  useEffect(() => {
    for (const code of text.current?.querySelectorAll('figure.code') ?? []) {
      const head = code.querySelector('figcaption, .code-head') ?? code;
      if (!code.querySelector('.copy')) head.append(copyButton(code));
    }
  }, [html]);
  return (
    <article
      ref={text}
      class="prose"
      data-lesson
      lang={language}
      dir="auto"
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
function copyButton(code: Element): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-quiet button-s copy';
  button.textContent = t('copy');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.querySelector('code')?.textContent ?? '');
    button.textContent = t('copied');
    setTimeout(() => (button.textContent = t('copy')), 2_000);
  });
  return button;
}
