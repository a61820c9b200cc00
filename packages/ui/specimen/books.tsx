import { useSignal } from '@preact/signals';
import {
  Avatar,
  Badge,
  CourseCard,
  Crumbs,
  formatDuration,
  formatMoney,
  formatTimecode,
  Menu,
  type Order,
  ProgressBar,
  Section,
  Table,
  Time,
  Toc,
  t,
} from '../src/index.ts';
import { w } from './words.ts';

const shelf = [
  { title: 'How Maps Persuade', author: 'Jonas Oyelaran', weeks: 4, price: 6400 },
  { title: 'Counterpoint for Listeners', author: 'Agnes Thorvald', weeks: 8, price: 12000 },
  { title: 'Bookbinding by Hand', author: 'Ruth Castellanos', weeks: 5, price: 14000 },
  { title: 'Νέα ελληνικά: πρώτη συζήτηση', author: 'Eleni Markou', weeks: 10, price: 11000, lang: 'el' },
  { title: 'مدخل إلى الخط العربي', author: 'ميرا أيدين', weeks: 6, price: 9900, lang: 'ar' },
  { title: '統計学入門', author: '田中 美咲', weeks: 7, price: 8050, lang: 'ja' },
];

const people = [
  { name: 'Anders Bakke', begun: '2026-09-14T18:00:00Z', mark: 96, paper: 20 },
  { name: 'Beatriz Souza', begun: '2026-10-02T18:00:00Z', mark: 95, paper: 19 },
  { name: 'Сергей Иванов', begun: '2025-11-20T18:00:00Z', mark: 84, paper: 17 },
  { name: 'Yasmin Al-Rashid', begun: '2026-11-21T18:00:00Z', mark: 98, paper: 20 },
];

export function Books() {
  const order = useSignal<Order>({ column: 'name', falling: false });
  const sorted = [...people].sort((a, b) => {
    const by = order.value.column === 'mark' ? a.mark - b.mark : a.name.localeCompare(b.name);
    return order.value.falling ? -by : by;
  });
  return (
    <>
      <section class="wide">
        <h2>{w('shelf')}</h2>
        <div class="stack">
          <Crumbs
            path={[
              { label: t('nav.courses'), href: '#courses' },
              { label: w('shelf'), href: '#shelf' },
            ]}
          />
          <ul class="shelf">
            {shelf.map(({ weeks, price, ...book }) => (
              <CourseCard
                key={book.title}
                {...book}
                href="#course"
                facts={[formatDuration(weeks * 3600), formatMoney(price, 'EUR')]}
              />
            ))}
          </ul>
        </div>
      </section>
      <div>
        <Section title={w('contents')} aside={w('contentsAside')}>
          <Toc parts={contents()} />
        </Section>
      </div>
      <div>
        <Section title={w('onTable')} aside={<a href="#all">{w('allCourses')}</a>}>
          <ul class="rows">
            <CourseCard title="Counterpoint for Listeners" href="#reader" layout="row" progress={0.64}>
              <p class="small soft">{w('next')}</p>
              <div class="on-table">
                <ProgressBar value={18} max={28} />
                <span class="small muted nowrap">{t('progress.lessons', { done: 18, count: 28 })}</span>
              </div>
            </CourseCard>
            <CourseCard title="" href="#reader" layout="row" progress={0.1}>
              <p class="small soft">{w('next')}</p>
            </CourseCard>
          </ul>
        </Section>
      </div>
      <section class="wide">
        <h2>{w('people')}</h2>
        <Table
          label={w('people')}
          rows={sorted}
          rowKey={(row) => row.name}
          order={order.value}
          onOrder={(next) => (order.value = next)}
          columns={[
            {
              id: 'name',
              label: w('name'),
              header: true,
              sortable: true,
              cell: ({ name }) => (
                <span class="person">
                  <Avatar name={name} size="s" />
                  <span class="bidi">{name}</span>
                </span>
              ),
            },
            { id: 'begun', label: w('begun'), cell: ({ begun }) => <Time at={begun} /> },
            { id: 'mark', label: w('mark'), numeric: true, sortable: true, cell: ({ mark }) => mark },
            {
              id: 'menu',
              label: w('actions'),
              quiet: true,
              cell: ({ name }) => (
                <Menu
                  size="s"
                  label={`${t('action.more')}: ${name}`}
                  items={[{ label: t('action.edit'), icon: 'pencil-line' }]}
                />
              ),
            },
          ]}
        />
      </section>
      <section class="wide">
        <h2>{w('marks')}</h2>
        <Table
          label={w('marks')}
          as="matrix"
          rows={people}
          rowKey={(row) => row.name}
          columns={[
            { id: 'name', label: w('name'), header: true, cell: ({ name }) => <span class="bidi">{name}</span> },
            ...[1, 2, 3, 4, 5, 6].map((n) => ({
              id: `m${n}`,
              label: `${w('mark')} ${n}`,
              numeric: true,
              cell: (row: (typeof people)[number]) => row.mark - n,
            })),
            { id: 'paper', label: w('paper'), numeric: true, cell: ({ paper }) => paper },
          ]}
        />
      </section>
    </>
  );
}

const contents = () => [
  {
    id: '1',
    title: w('part1'),
    end: formatDuration(5100),
    lessons: [
      {
        id: '1',
        title: w('l1'),
        href: '#l1',
        note: <Badge tone="accent">{w('free')}</Badge>,
        end: formatTimecode(700),
      },
      { id: '2', title: w('l2'), end: formatDuration(840) },
      { id: '3', title: w('l3'), end: w('questions', { count: 8 }) },
    ],
  },
  {
    id: '2',
    title: w('part2'),
    end: formatDuration(7800),
    lessons: [
      { id: '4', title: w('l4'), href: '#l4', end: formatTimecode(728) },
      { id: '5', title: w('l5'), end: formatDuration(960) },
    ],
  },
  {
    id: '3',
    title: w('part3'),
    end: formatDuration(9600),
    lessons: [
      { id: '6', title: w('l6'), href: '#l6', end: formatTimecode(862) },
      { id: '7', title: w('l7'), end: w('questions', { count: 1 }) },
    ],
  },
];
