import { useSignal } from '@preact/signals';
import {
  Badge,
  Button,
  Check,
  Choices,
  Field,
  Form,
  formatMoney,
  formatNumber,
  Select,
  Status,
  Switch,
  Tabs,
  TextArea,
  TextField,
  t,
  toast,
} from '../src/index.ts';
import { w } from './words.ts';

const colours =
  'paper surface well rule rule-strong ink-3 ink-2 ink accent-wash accent-edge accent-mark accent accent-strong good-wash good-mark good warn-wash warn-mark warn danger-wash danger-mark danger highlight series-2 series-3 series-4'.split(
    ' ',
  );

export function Basics() {
  const tab = useSignal<'lessons' | 'learners' | 'reviews'>('lessons');
  const plan = useSignal('pace');
  const answer = useSignal<readonly string[]>(['mean']);
  const busy = useSignal(false);
  const work = () => {
    busy.value = true;
    setTimeout(() => (busy.value = false), 1500);
  };
  return (
    <>
      <section class="wide">
        <h2>{w('colour')}</h2>
        <div class="swatches">
          {colours.map((name) => (
            <div key={name}>
              <i style={{ '--swatch': `var(--${name})` }} />
              <p class="tiny" dir="ltr">
                {name}
              </p>
            </div>
          ))}
        </div>
      </section>
      <section class="wide">
        <h2>{w('type')}</h2>
        <div class="stack">
          <p class="serif display">{w('display')}</p>
          <p class="serif display-2">{w('display2')}</p>
          <p class="prose">{w('reading')}</p>
          <p>
            {w('interface')} <span class="num">{formatNumber(1204.5, { minimumFractionDigits: 2 })}</span>
          </p>
          {/* Italics and code wait for "faces" in the query, so that the plain page shows what is fetched when nothing asks. */}
          {new URLSearchParams(location.search).has('faces') && (
            <p>
              <em class="serif">Italics</em> <code>{'const mean = sum / n; // 0O 1lI'}</code>
            </p>
          )}
        </div>
      </section>
      <section>
        <h2>{w('buttons')}</h2>
        <div class="row">
          <Button kind="primary">{w('enrol')}</Button>
          <Button>{w('preview')}</Button>
          <Button kind="quiet">{t('action.cancel')}</Button>
          <Button kind="danger">{w('remove')}</Button>
          <Button kind="final">{w('deleteCourse')}</Button>
          <Button kind="primary" busy busyLabel={t('action.saving')}>
            {t('action.save')}
          </Button>
          <Button icon="rotate-ccw" busy={busy.value} busyLabel={t('action.saving')} onClick={work}>
            {t('action.save')}
          </Button>
          <Button size="s">{w('small')}</Button>
          <Button kind="icon" icon="ellipsis" label={t('action.more')} />
          <Button kind="primary" disabledReason={w('publishReason')}>
            {w('publish')}
          </Button>
        </div>
      </section>
      <section>
        <h2>{w('fields')}</h2>
        <Form onSubmit={(data) => toast(String(data.get('title')))} label={w('fields')}>
          <TextField name="title" label={w('courseTitle')} hint={w('courseTitleHint')} value={w('courseTitleValue')} />
          <TextField name="seats" label={w('seats')} optional value={w('seatsValue')} error={w('seatsError')} />
          <Select
            name="level"
            label={w('level')}
            value="some"
            options={[
              { value: 'none', label: w('levelNone') },
              { value: 'some', label: w('levelSome') },
            ]}
          />
          <TextArea name="about" label={w('about')} value={w('aboutValue')} />
          <Field label={t('shell.search-short')}>
            {(control) => <input {...control} class="input" type="search" placeholder={t('shell.search')} />}
          </Field>
          <Check name="reminder" checked>
            {w('reminder')}
          </Check>
          <Switch checked>{w('openFor')}</Switch>
          <div>
            <Button submit busyLabel={t('action.saving')}>
              {t('action.save')}
            </Button>
          </div>
        </Form>
      </section>
      <section>
        <h2>{w('tabs')}</h2>
        <div class="stack">
          <div>
            <Tabs
              label={w('tabs')}
              value={tab}
              tabs={[
                { value: 'lessons', label: w('lessons'), count: 21, panel: () => <p class="soft">{w('tabText')}</p> },
                { value: 'learners', label: w('learners'), count: 26, panel: () => <p class="soft">{w('tabText')}</p> },
                { value: 'reviews', label: w('reviews'), panel: () => <p class="soft">{w('tabText')}</p> },
              ]}
            />
          </div>
          <div class="row">
            <Badge>{w('draft')}</Badge>
            <Badge tone="accent">{w('week')}</Badge>
            <Badge tone="good" icon="check">
              {w('passed')}
            </Badge>
            <Badge tone="warn">{w('tomorrow')}</Badge>
            <Badge tone="danger">{w('late')}</Badge>
          </div>
          <div class="row small">
            <Status tone="good">{w('live')}</Status>
            <Status tone="warn">{w('waiting')}</Status>
            <Status tone="danger">{w('stopped')}</Status>
          </div>
        </div>
      </section>
      <section>
        <h2>{w('choices')}</h2>
        <div class="stack">
          <Choices
            legend={w('plan')}
            name="plan"
            value={plan}
            options={[
              { value: 'pace', label: w('pace'), note: w('free') },
              { value: 'cohort', label: w('cohort'), note: formatMoney(9600, 'EUR') },
            ]}
          />
          <Choices
            legend={w('question')}
            legendShown
            name="answer"
            several
            letters
            value={answer}
            options={[
              { value: 'mean', label: w('mean'), verdict: 'wrong' },
              { value: 'median', label: w('median'), verdict: 'right' },
            ]}
          />
        </div>
      </section>
    </>
  );
}
