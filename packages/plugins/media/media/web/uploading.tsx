import { Button, Dropzone, formatBytes, Icon, Problem, ProgressBar } from '@lectern/ui';
import { useEffect } from 'preact/hooks';
import { t } from './messages.ts';
import type { Upload, Uploads } from './uploads.ts';

/** Where files come in, and how far those are that do. */
export function Uploading({ uploads }: { readonly uploads: Uploads }) {
  const list = uploads.list.value;
  useEffect(() => {
    if (list.every(({ state }) => state === 'failed')) return undefined;
    // A page that is left takes its uploads along; they go on when the file is chosen again, and still it is asked.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [list]);
  return (
    <>
      <Dropzone onFiles={(files) => uploads.add(files.map(({ file }) => file))}>
        <Icon name="upload" />
      </Dropzone>
      {list.length > 0 && (
        <ul class="rows media-uploads" aria-label={t('under-way')}>
          {list.map((one) => (
            <li key={one.id}>
              <Line one={one} uploads={uploads} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Line({ one, uploads }: { readonly one: Upload; readonly uploads: Uploads }) {
  const { id, name, size, sent, state, problem } = one;
  return (
    <div class="media-upload">
      <div class="row">
        <bdi class="media-name">{name}</bdi>
        <span class="small muted nowrap">
          {state === 'waiting'
            ? t('waiting')
            : state === 'paused'
              ? t('paused')
              : t('sent-of', { sent: formatBytes(sent), size: formatBytes(size) })}
        </span>
        {state === 'sending' && (
          <Button kind="icon" size="s" icon="pause" label={t('pause', { name })} onClick={() => uploads.pause(id)} />
        )}
        {state === 'paused' && (
          <Button kind="icon" size="s" icon="play" label={t('resume', { name })} onClick={() => uploads.resume(id)} />
        )}
        <Button kind="icon" size="s" icon="x" label={t('give-up', { name })} onClick={() => uploads.giveUp(id)} />
      </div>
      {problem ? (
        <Problem problem={problem} safe={t('safe')} onRetry={() => uploads.resume(id)} />
      ) : (
        <ProgressBar value={sent} max={Math.max(1, size)} label={t('upload-of', { name })} />
      )}
    </div>
  );
}
