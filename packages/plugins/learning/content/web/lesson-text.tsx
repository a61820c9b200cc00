import { FillsContext, Place, ScreenContext } from '@lectern/ui';
import { render } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { t } from './messages.ts';
import { type LessonMediaProps, lessonMedia } from './places.ts';

/** Sanitised where it was stored and again where it was read; what makes it nicer in a browser is added afterwards. */
export function LessonText({ html, language }: { readonly html: string; readonly language: string }) {
  const text = useRef<HTMLElement>(null);
  const around = useRef({ screen: useContext(ScreenContext), fills: useContext(FillsContext) });
  useEffect(() => {
    for (const code of text.current?.querySelectorAll('figure.code') ?? []) {
      const head = code.querySelector('figcaption, .code-head') ?? code;
      if (!code.querySelector('.copy')) head.append(copyButton(code));
    }
    const figures = text.current?.querySelectorAll<HTMLElement>('figure[data-media]') ?? [];
    const players = [...figures].map((figure) => addPlayer(figure, around.current));
    return () => {
      for (const player of players) {
        render(null, player);
        player.remove();
      }
    };
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

type ContextOf<C> = C extends { readonly Provider: (props: { value: infer Value }) => unknown } ? Value : never;
interface Around {
  readonly screen: ContextOf<typeof ScreenContext>;
  readonly fills: ContextOf<typeof FillsContext>;
}
/** A tree of its own, for the text around it is not drawn by us. The link in the figure stays until something plays. */
function addPlayer(figure: HTMLElement, { screen, fills }: Around): HTMLElement {
  const player = document.createElement('div');
  player.className = 'player';
  figure.append(player);
  const { media = '', kind } = figure.dataset as { media?: string; kind: LessonMediaProps['kind'] };
  render(
    <FillsContext.Provider value={fills}>
      <ScreenContext.Provider value={screen}>
        <Place of={lessonMedia} mediaId={media} kind={kind} title={figure.querySelector('a')?.textContent ?? ''} />
      </ScreenContext.Provider>
    </FillsContext.Provider>,
    player,
  );
  return player;
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
