import type { UsersMeOutput } from '@lectern/sdk';
import { Avatar, Button, Problem, type ScreenProps, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { pictureOf } from '../picture.ts';
import { Crop } from './crop.tsx';
import { t } from './words.ts';

/** My picture, chosen, cut to a square and scaled down here: what is sent is small, and holds nothing of where it was taken. */
export function Picture({ me, lms }: { readonly me: UsersMeOutput; readonly lms: ScreenProps['lms'] }) {
  const picture = useSignal(me.picture);
  const image = useSignal<ImageBitmap | undefined>(undefined);
  const file = useRef<HTMLInputElement>(null);
  const open = useAction(async (chosen: File) => {
    image.value = await createImageBitmap(chosen).catch(() => {
      throw new Error(t('picture.not-one'));
    });
  });
  const save = useAction(async (bytes: Blob) => {
    const answer = await lms.request('/api/users/me/picture', { method: 'PUT', body: bytes });
    picture.value = ((await answer.json()) as { picture: string }).picture;
    image.value = undefined;
  });
  const remove = useAction(async () => {
    await lms.users.removePicture({});
    picture.value = null;
  });
  const problem = save.problem ?? remove.problem;
  return (
    <section class="account-picture" aria-label={t('picture')}>
      <Avatar name={me.name} picture={pictureOf({ id: me.id, picture: picture.value })} size="l" />
      <div class="stack" style={{ '--gap': 'var(--s-2)' }}>
        <div class="row">
          <input
            ref={file}
            class="visually-hidden"
            type="file"
            accept="image/png,image/jpeg,image/webp"
            aria-label={t('picture.choose')}
            tabIndex={-1}
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              if (chosen) void open.run(chosen);
            }}
          />
          <Button size="s" icon="image" busy={open.busy} onClick={() => file.current?.click()}>
            {t(picture.value ? 'picture.other' : 'picture.choose')}
          </Button>
          {picture.value && (
            <Button kind="quiet" size="s" busy={remove.busy} onClick={() => remove.run()}>
              {t('picture.remove')}
            </Button>
          )}
        </div>
        <p class="small muted">{t('picture.hint')}</p>
        {open.problem && <p class="small account-wrong">{t('picture.not-one')}</p>}
        {problem && <Problem problem={problem} />}
      </div>
      <Crop image={image} busy={save.busy} onCropped={save.run} />
    </section>
  );
}
