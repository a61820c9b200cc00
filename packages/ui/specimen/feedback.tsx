import { useSignal } from '@preact/signals';
import {
  announce,
  Button,
  Callout,
  Confirm,
  Cover,
  Dropzone,
  Empty,
  ForeEdge,
  type Leaf,
  Loading,
  Menu,
  Problem,
  ProgressBar,
  Ring,
  Skeleton,
  t,
  toast,
} from '../src/index.ts';
import { w } from './words.ts';

const done = (count: number): Leaf[] => Array.from({ length: count }, () => ({ done: true }));
const ahead = (count: number): Leaf[] => Array.from({ length: count }, () => ({ done: false }));
const edge: readonly (readonly Leaf[])[] = [
  done(5),
  [{ done: false, here: 0.45 }, ...ahead(4)],
  ahead(4),
  ahead(4),
  ahead(3),
];

export function Feedback() {
  const asking = useSignal(false);
  const move = () => {
    toast({ text: w('moved'), undo: () => announce(t('action.undo')) });
  };
  return (
    <>
      <section>
        <h2>{w('progress')}</h2>
        <div class="stack">
          <ProgressBar value={0.64} />
          <ForeEdge parts={edge} />
          <div class="row">
            <Ring value={0.64} />
            <span class="small-cover">
              <Cover title="Counterpoint for Listeners" author="Agnes Thorvald" progress={0.64} />
            </span>
          </div>
          <p class="small soft">{w('progressText')}</p>
        </div>
      </section>
      <section>
        <h2>{w('callouts')}</h2>
        <div class="stack">
          <Callout title={w('guess')}>
            <p>{w('guessText')}</p>
          </Callout>
          <Callout tone="warn" title={w('closes')} />
          <Callout tone="danger" title={w('video')}>
            <p>{w('videoText')}</p>
          </Callout>
        </div>
      </section>
      <section>
        <h2>{w('menus')}</h2>
        <div class="row">
          <Menu
            label={t('action.more')}
            items={[
              { label: w('rename'), icon: 'pencil-line', keys: 'F2' },
              { label: w('duplicate'), icon: 'copy', keys: 'D' },
              { label: w('asLearner'), icon: 'eye', href: '#learner' },
              'rule',
              { label: t('action.delete'), icon: 'trash', danger: true, onSelect: () => (asking.value = true) },
            ]}
          />
          <Button kind="danger" onClick={() => (asking.value = true)}>
            {w('deleteLesson')}
          </Button>
          <Button onClick={move}>{w('sayIt')}</Button>
        </div>
        <Confirm
          open={asking.value}
          onClose={() => (asking.value = false)}
          title={w('deleteQuestion')}
          deed={w('deleteLesson')}
          onConfirm={() => (asking.value = false)}
        >
          <p class="soft">{w('deleteText')}</p>
        </Confirm>
      </section>
      <section>
        <h2>{w('empty')}</h2>
        <div class="halves">
          <Empty
            title={w('table')}
            drawing={<Shelf />}
            action={
              <Button kind="primary" size="s">
                {w('look')}
              </Button>
            }
          >
            {w('tableText')}
          </Empty>
          <Loading>
            <Skeleton shape="cover" width="6rem" />
            <Skeleton width="80%" />
            <Skeleton width="55%" />
          </Loading>
        </div>
      </section>
      <section>
        <h2>{w('problems')}</h2>
        <div class="stack">
          <Problem problem={{ code: 'offline', status: 0, fields: {} }} onRetry={() => {}} />
          <Problem
            problem={{
              code: 'enrollment.seat_limit_reached',
              status: 409,
              title: w('fullTitle'),
              detail: w('fullText'),
              fields: {},
            }}
          />
        </div>
      </section>
      <section>
        <h2>{w('dropzone')}</h2>
        <Dropzone onFiles={(files) => toast(files.map(({ path }) => path).join(', '))}>
          <p class="soft">{w('dropText')}</p>
        </Dropzone>
      </section>
    </>
  );
}

const Shelf = () => (
  <svg
    viewBox="0 0 88 64"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d="M4 58H84M12 58V14H22V58M22 58V20H34V58M34 58V10H42V58M56 58 46 20 55 17.5 66 56" />
    <path d="M14.5 20H19.5M14.5 24H19.5M25 26H31M36.5 16H39.5" />
  </svg>
);
