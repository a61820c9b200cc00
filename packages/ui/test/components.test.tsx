// Components as the server writes them: the names, roles and states that a screen reader goes by.
import { signal } from '@preact/signals';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import {
  Avatar,
  Bell,
  Button,
  Check,
  Choices,
  Confirm,
  CourseCard,
  Cover,
  Crumbs,
  Dropzone,
  ForeEdge,
  Form,
  inLanguage,
  type Leaf,
  Loading,
  loadLanguage,
  Menu,
  Problem,
  ProgressBar,
  problemFrom,
  Rail,
  Ring,
  Segmented,
  Select,
  Shell,
  Skeleton,
  Switch,
  Tabbar,
  TabLinks,
  Table,
  Tabs,
  TextField,
  ThemeControl,
  Time,
  Toc,
  Topbar,
  toast,
} from '../src/index.ts';

const html = (node: VNode) => renderToString(node);
/** The element that matches, as its attributes and its text. */
const tag = (markup: string, pattern: RegExp) => pattern.exec(markup)?.[0] ?? markup;
const words = (markup: string) =>
  markup
    .replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, '|')
    .replace(/\|+/g, '|');

describe('a button', () => {
  test('is a button that submits nothing unless it says so', () => {
    expect(html(<Button>Enrol</Button>)).toBe('<button type="button" class="button button-secondary">Enrol</button>');
    expect(
      html(
        <Button submit kind="primary">
          Sign in
        </Button>,
      ),
    ).toContain('type="submit" class="button button-primary"');
  });

  test('that is busy says so and shows what it does; its other face is silent and holds the width', () => {
    const markup = html(
      <Button busy busyLabel="Saving">
        Save
      </Button>,
    );
    expect(markup).toContain('aria-busy="true"');
    expect(markup).not.toContain('disabled');
    expect(markup).toMatch(/data-hidden aria-hidden="true">Save</);
    expect(markup).toMatch(/<span class="face"><i class="turning"><\/i>Saving</);
    const quiet = html(<Button busyLabel="Saving">Save</Button>);
    expect(quiet).toMatch(/<span class="face">Save</);
    expect(quiet).toMatch(/data-hidden aria-hidden="true"><i class="turning">/);
  });

  test('that cannot be pressed yet keeps the focus and is described by its reason', () => {
    const markup = html(<Button disabledReason="Write a title first">Publish</Button>);
    const id = /aria-describedby="([^"]+)"/.exec(markup)?.[1];
    expect(markup).toContain('aria-disabled="true"');
    expect(markup).not.toMatch(/\sdisabled/);
    expect(markup).toContain(`<span id="${id}" class="small muted">Write a title first</span>`);
  });

  test('of an icon has a name, and the icon has none', () => {
    const markup = html(<Button kind="icon" icon="ellipsis" label="More" />);
    expect(markup).toContain('aria-label="More"');
    expect(markup).toContain('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">');
  });
});

describe('a field', () => {
  test('has a label above and is described by its hint', () => {
    const markup = html(<TextField name="title" label="Title of the course" hint="Learners see this first." />);
    const id = /<label class="label" for="([^"]+)"/.exec(markup)?.[1];
    expect(markup).toContain(`id="${id}" aria-describedby="${id}-hint"`);
    expect(markup).toContain(`<span class="hint" id="${id}-hint">Learners see this first.</span>`);
    expect(markup).toContain('required');
    expect(markup).not.toContain('aria-invalid');
  });

  test('puts its error in place of the hint', () => {
    const markup = html(
      <TextField name="seats" label="Seats" optional hint="How many" error="Write a number, for example 40." />,
    );
    expect(markup).toMatch(/aria-describedby="([^"]+)-error" aria-invalid="true"/);
    expect(markup).not.toContain('How many');
    expect(words(markup)).toContain('|optional|');
    expect(markup).not.toContain('required');
  });

  test('says what the server said about it, and the form says the rest', () => {
    const problem = problemFrom({
      code: 'invalid',
      status: 422,
      title: 'Not quite',
      errors: [{ pointer: '#/seats', detail: 'At most 40.' }],
    });
    const form = (children: VNode) =>
      html(
        <Form onSubmit={() => {}} problem={problem}>
          {children}
        </Form>,
      );
    expect(words(form(<TextField name="seats" label="Seats" />))).toContain('At most 40.');
    const elsewhere = form(<TextField name="title" label="Title" />);
    expect(words(elsewhere)).toContain('Something is not right yet|At most 40. Nothing was changed.');
    expect(elsewhere).toContain('role="alert"');
    expect(elsewhere).toContain('novalidate');
  });

  test('that takes addresses reads left to right in every language', () => {
    expect(html(<TextField name="mail" label="E-mail" type="email" />)).toContain('dir="ltr"');
    expect(html(<TextField name="name" label="Name" />)).not.toContain('dir=');
  });

  test('of fixed answers shows an empty line until one is chosen', () => {
    const options = [{ value: 'some', label: 'Some groundwork' }];
    expect(html(<Select name="level" label="Level" options={options} />)).toContain('<option value selected></option>');
    expect(html(<Select name="level" label="Level" options={options} value="some" />)).not.toContain(
      '<option value selected',
    );
  });
});

describe('choices', () => {
  test('are a group with a name, and the chosen one is checked', () => {
    const markup = html(
      <Choices
        legend="Plan"
        name="plan"
        value={signal('b')}
        options={[
          { value: 'a', label: 'At my own pace' },
          { value: 'b', label: 'With the cohort', note: '€96' },
        ]}
      />,
    );
    expect(markup).toMatch(/<fieldset class="choices"><legend class="visually-hidden">Plan<\/legend>/);
    expect(tag(markup, /<input[^>]+value="b"[^>]*>/)).toContain('checked');
    expect(tag(markup, /<input[^>]+value="a"[^>]*>/)).not.toContain('checked');
  });

  test('that were judged say it in words', () => {
    const markup = html(
      <Choices
        several
        letters
        legend="Which?"
        name="q"
        value={['a']}
        options={[
          { value: 'a', label: 'Mean', verdict: 'wrong' },
          { value: 'b', label: 'Median', verdict: 'right' },
        ]}
      />,
    );
    expect(words(markup)).toMatch(/A\|Mean\|.*Not yet\|.*B\|Median\|.*Right/);
    expect(markup).toContain('type="checkbox"');
  });

  test('between views are pressed or not', () => {
    const markup = html(
      <Segmented
        label="Order"
        value="new"
        options={[
          { value: 'new', label: 'Newest' },
          { value: 'best', label: 'Best' },
        ]}
      />,
    );
    expect(markup).toBe(
      '<div class="segmented" role="group" aria-label="Order"><button type="button" aria-pressed="true">Newest</button><button type="button" aria-pressed="false">Best</button></div>',
    );
  });

  test('of yes and no are a checkbox or a switch inside their label', () => {
    expect(html(<Check checked>Remind me</Check>)).toMatch(
      /^<label class="check"><input type="checkbox" checked\/><span>Remind me/,
    );
    expect(html(<Switch checked={signal(true)}>Open</Switch>)).toMatch(/role="switch" checked\/>/);
  });
});

describe('a course', () => {
  test('card is one link named by the title alone', () => {
    const markup = html(
      <CourseCard
        title="Νέα ελληνικά"
        href="/courses/greek"
        author="Eleni Markou"
        facts={['10 weeks', '€110']}
        lang="el"
        progress={0.1}
      />,
    );
    expect(markup.match(/<a /g)).toHaveLength(1);
    expect(markup).toContain('<h3><a href="/courses/greek"><bdi lang="el">Νέα ελληνικά</bdi></a></h3>');
    expect(markup).toContain('<span class="cover" aria-hidden="true">');
    expect(markup).toContain('<span class="ribbon" style="--p:0.1;"></span>');
  });

  test('without a title is named all the same', () => {
    expect(words(html(<CourseCard title=" " href="/c" />))).toContain('|Untitled course|');
    expect(html(<Cover title="" />)).toContain('>course</text>');
  });

  test('that stands twice in a page has two patterns', () => {
    const ids = [
      ...html(
        <div>
          <Cover title="Go" />
          <Cover title="Go" />
        </div>,
      ).matchAll(/pattern id="([\w-]+)/g),
    ].map((match) => match[1]);
    expect(new Set(ids).size).toBe(2);
  });

  test('has contents with a number for each part and a leader for each lesson', () => {
    const markup = html(
      <Toc
        parts={[
          {
            id: '1',
            title: 'Looking',
            end: '1 h',
            lessons: [
              { id: 'a', title: 'First', href: '/a', end: '11:40' },
              { id: 'b', title: 'Second' },
            ],
          },
        ]}
      />,
    );
    expect(words(markup)).toBe('|1|Looking|1 h|First|11:40|Second|');
    expect(markup.match(/class="leader"/g)).toHaveLength(2);
    expect(markup).toContain('<a href="/a"><bdi>First</bdi></a>');
  });

  const leaves = (count: number, done: number): Leaf[] => Array.from({ length: count }, (_, i) => ({ done: i < done }));

  test('shows its fore-edge with a sentence, a leaf a lesson and a gap between parts', () => {
    const markup = html(<ForeEdge parts={[leaves(3, 3), [{ done: false, here: 0.4 }, ...leaves(2, 0)]]} />);
    expect(markup).toContain('role="img" aria-label="3 of 6 lessons"');
    expect([...markup.matchAll(/<i(?: class="([^"]*)")?/g)].map((match) => match[1] ?? '')).toEqual([
      'done',
      'done',
      'done',
      'here part',
      '',
      '',
    ]);
  });

  test('of five hundred lessons shows a leaf a part', () => {
    const markup = html(<ForeEdge parts={[leaves(250, 250), leaves(250, 50)]} />);
    expect([...markup.matchAll(/<i class="([^"]*)" style="([^"]*)"/g)].map((match) => match.slice(1))).toEqual([
      ['done', '--w:250;'],
      ['here part', '--p:0.2;--w:250;'],
    ]);
    expect(markup).toContain('300 of 500 lessons');
  });
});

describe('what is going on', () => {
  test('progress has a number and words for it', () => {
    expect(html(<ProgressBar value={18} max={28} label="Lessons" />)).toContain(
      'role="progressbar" aria-label="Lessons" aria-valuemin="0" aria-valuemax="28" aria-valuenow="18" aria-valuetext="64%"',
    );
    expect(html(<Ring value={0.64} label="Done" />)).toContain('role="img" aria-label="Done: 64%"');
  });

  test('loading is said, its bones are not', () => {
    const markup = html(
      <Loading>
        <Skeleton width="80%" />
      </Loading>,
    );
    expect(markup).toContain('aria-busy="true"');
    expect(markup).toMatch(/role="status">One moment</);
    expect(markup).toMatch(/class="skeleton" style="inline-size:80%;" aria-hidden="true"/);
  });

  test('a problem says what happened, what is safe and what to do', () => {
    const offline = html(<Problem problem={problemFrom(new TypeError('Failed to fetch'))} onRetry={() => {}} />);
    expect(offline).toContain('role="alert"');
    expect(words(offline)).toContain(
      'The school cannot be reached|What you wrote is still on this page. Look at your connection, then try again.|Try again',
    );
    const fault = html(
      <Problem
        as="page"
        problem={problemFrom({
          code: 'internal',
          status: 500,
          title: 'Internal Server Error',
          detail: undefined,
          instance: 'req_8f2',
        })}
      />,
    );
    expect(words(fault)).toContain('This did not work, and it is our fault|Nothing was changed.');
    expect(words(fault)).toContain('req_8f2');
    expect(fault).not.toContain('Internal Server Error');
  });

  test('a problem that a plugin declared speaks in its words, one of the kernel in the reader’s language', () => {
    const said = (document: object) => words(html(<Problem problem={problemFrom(document)} />));
    expect(
      said({ code: 'enrollment.full', status: 409, title: 'No seats left', detail: 'You are third in line.' }),
    ).toBe('|No seats left|You are third in line.|');
    expect(
      said({ code: 'auth.wrong_credentials', status: 401, title: 'Address and password do not belong together.' }),
    ).toContain('|Address and password');
    expect(said({ code: 'not_signed_in', status: 401, title: 'Sign in first.' })).toContain(
      'You are no longer signed in',
    );
    expect(said({ code: 'too_many_requests', status: 429, title: 'x', retryAfter: 1 })).toContain(
      'Try again in 1 second.',
    );
    expect(said({ code: 'too_large', status: 413, title: 'This is larger than the school takes.' })).toContain(
      'larger than the school takes',
    );
  });

  test('toasts arrive in a region that is there before them', () => {
    const shell = () => html(<Shell topbar={<Topbar school="Halden" home="/" />}>x</Shell>);
    expect(shell()).toMatch(/<section class="toasts" aria-label="What just happened"><div role="status"><\/div>/);
    toast({ text: 'Lesson moved to part 3.', undo: () => {} });
    expect(words(shell())).toContain('Lesson moved to part 3.|Undo');
  });

  test('a moment is said as people say it and written in full', () => {
    expect(html(<Time at="1926-12-02T12:00:00Z" />)).toMatch(
      /^<time datetime="1926-12-02T12:00:00.000Z" title="[^"]+1926[^"]+">December 2, 1926<\/time>$/,
    );
  });
});

describe('what opens', () => {
  test('a menu belongs to its button, and its entries are not in the order of Tab', () => {
    const markup = html(
      <Menu label="Lesson" items={[{ label: 'Rename', keys: 'F2' }, 'rule', { label: 'See it', href: '/l' }]} />,
    );
    const id = /popovertarget="([^"]+)"/.exec(markup)?.[1];
    expect(markup).toContain(`id="${id}" popover="auto" class="menu" role="menu" aria-label="Lesson"`);
    expect(markup).toContain('aria-haspopup="menu" aria-label="Lesson"');
    expect(markup.match(/role="menuitem" tabindex="-1"/g)).toHaveLength(2);
  });

  test('a dialog that asks names the deed, and the safe choice comes first', () => {
    const markup = html(
      <Confirm open onClose={() => {}} title="Delete “Coins”?" deed="Delete lesson" onConfirm={() => {}}>
        14 learners have begun it.
      </Confirm>,
    );
    expect(markup).toMatch(
      /<dialog class="dialog" role="alertdialog" aria-labelledby="([^"]+)-title" aria-describedby="\1-text" closedby="closerequest"/,
    );
    expect(words(markup)).toMatch(/Keep it\|Delete lesson\|/);
    expect(html(<Confirm open={false} onClose={() => {}} title="x" deed="y" onConfirm={() => {}} />)).toMatch(
      /<dialog [^>]+><\/dialog>/,
    );
  });

  test('of tabs one is in the order of Tab, and its panel is named by it', () => {
    const tabs = ['a', 'b'].map((value) => ({ value, label: value.toUpperCase(), panel: () => <p>{value}</p> }));
    const markup = html(<Tabs label="Views" value="b" tabs={tabs} />);
    expect(
      [...markup.matchAll(/aria-selected="(\w+)" aria-controls="[^"]+" tabindex="(-?\d)"/g)].map((match) =>
        match.slice(1),
      ),
    ).toEqual([
      ['false', '-1'],
      ['true', '0'],
    ]);
    expect(markup).toMatch(/role="tabpanel" class="tabpanel" aria-labelledby="[^"]+-b"><p>b<\/p>/);
    expect(html(<TabLinks label="Views" links={[{ label: 'A', href: '/a', current: true }]} />)).toContain(
      'aria-current="page"',
    );
  });
});

describe('a table', () => {
  const columns = [
    { id: 'name', label: 'Name', header: true, sortable: true, cell: (row: { name: string }) => row.name },
    { id: 'mark', label: 'Mark', numeric: true, cell: () => 96 },
  ];
  const table = (as?: 'matrix') =>
    html(
      <Table
        label="Marks"
        columns={columns}
        rows={[{ name: 'Anders' }]}
        rowKey={(row) => row.name}
        order={{ column: 'name', falling: true }}
        onOrder={() => {}}
        {...(as && { as })}
      />,
    );

  test('of records keeps its roles when it is laid out as sheets, and every cell knows its column', () => {
    expect(table()).toContain('<th scope="row" role="rowheader">Anders</th>');
    expect(table()).toContain('<td role="cell" class="n" data-label="Mark">96</td>');
    expect(table()).toContain('role="columnheader" aria-sort="descending"><button type="button">Name');
    expect(table()).toMatch(
      /<select class="select is-small table-order" aria-label="Order">.*<option value="1" selected>Name, falling/,
    );
  });

  test('of a matrix scrolls by keyboard and says what it is', () => {
    expect(table('matrix')).toContain('<div class="table-wrap" tabindex="0" role="region" aria-label="Marks">');
    expect(table('matrix')).not.toContain('table-records');
  });
});

describe('the shell', () => {
  const links = [
    { label: 'Courses', href: '/courses', icon: 'library', current: true },
    { label: 'Mine', href: '/mine', icon: 'book-open' },
  ] as const;

  test('begins with the way past itself and has its landmarks named', () => {
    const markup = html(
      <Shell
        topbar={
          <Topbar school="Halden" home="/" nav={links}>
            <Bell unread={2} href="/bell" />
          </Topbar>
        }
        rail={<Rail label="Settings" groups={[{ title: 'School', links }]} />}
        tabbar={<Tabbar links={links} />}
      >
        x
      </Shell>,
    );
    expect(markup.indexOf('<a class="skip-link" href="#main">Skip to content')).toBe(0);
    expect(markup).toContain('<main id="main" class="main main-pad" tabindex="-1">');
    expect([...markup.matchAll(/<nav class="\w+" aria-label="([^"]+)"/g)].map((match) => match[1])).toEqual([
      'Main',
      'Settings',
      'Sections',
    ]);
    expect(markup).toContain('aria-label="Notifications, 2 unread"');
    expect(markup.match(/aria-current="page"/g)).toHaveLength(3);
  });

  test('says where one is, and offers light and dark', () => {
    expect(html(<Crumbs path={[{ label: 'Courses', href: '/courses' }]} />)).toContain(
      '<nav class="breadcrumb" aria-label="You are here"><ol><li><a href="/courses"><bdi>Courses',
    );
    expect(html(<ThemeControl />)).toMatch(/aria-label="Light or dark".*aria-pressed="true">As the device/);
  });

  test('speaks Arabic on the server while another page speaks English', async () => {
    await loadLanguage('ar');
    const page = () => html(<Crumbs path={[]} />);
    expect(inLanguage('ar', page)).toContain('aria-label="أنت هنا"');
    expect(page()).toContain('aria-label="You are here"');
  });

  test('gives nothing an inline handler, and a style only where it is a number', () => {
    const markup = html(
      <div>
        <Dropzone onFiles={() => {}} />
        <Avatar name="Inés Carrasco" />
        <ProgressBar value={0.5} />
        <Menu label="x" items={[{ label: 'y' }]} />
      </div>,
    );
    expect(markup).not.toMatch(/\son[a-z]+=/);
    expect([...markup.matchAll(/style="([^"]*)"/g)].map((match) => match[1]!.replace(/[\d.]+/, 'n'))).toEqual([
      '--who:n;',
      '--p:n;',
    ]);
    expect(markup).toContain('>IC</span>');
  });
});
