import { afterEach, describe, expect, expectTypeOf, test } from 'vitest';
import {
  assembleScreens,
  belowBase,
  fill,
  isOpenTo,
  place,
  type ScreenClient,
  type ScreenProps,
  screen,
  setBase,
  to,
  type Viewer,
  webPlugin,
} from '../src/index.ts';

afterEach(() => setBase(''));

const plain = (path: string, rest: object = {}) =>
  screen({ path, title: path, access: 'public', component: async () => ({ Page: () => null }), ...rest });
const learner: Viewer = { id: 'u1', name: 'Inés', may: () => false };
const teacher: Viewer = { id: 'u2', name: 'Marta', may: (permission) => permission === 'course.edit' };
const loading = {
  lms: {} as ScreenClient,
  query: new URLSearchParams(),
  signal: new AbortController().signal,
  viewer: undefined,
};

describe('a screen', () => {
  test('loads its data and hands it to its own title, head and Page', async () => {
    const course = screen({
      path: '/courses/:slug',
      access: 'public',
      load: async ({ params }) => ({ name: `Course ${params.slug}`, seats: 14 }),
      title: (data) => data.name,
      head: (data) => ({ description: `${data.seats} seats left` }),
      component: async () => ({ Page: ({ data }: ScreenProps<{ name: string; seats: number }>) => data.name }),
    });
    const data = await course.load({ ...loading, params: { slug: 'maps' } });
    expect(course.title(data)).toBe('Course maps');
    expect(course.head(data)).toEqual({ description: '14 seats left' });
    expect(typeof (await course.component())).toBe('function');
  });

  test('is checked by the compiler: path against blanks, data against Page', () => {
    screen({
      path: '/courses/:slug/lessons/:lesson?',
      access: 'signed-in',
      title: 'x',
      load: ({ params }) => {
        expectTypeOf(params).toEqualTypeOf<unknown & { readonly slug: string } & { readonly lesson?: string }>();
        return 1;
      },
      component: async () => ({ Page: () => null }),
    });
    screen({
      path: '/x',
      access: 'public',
      title: 'x',
      // @ts-expect-error the Page wants other data than load makes
      load: () => ({ seats: 14 }),
      component: async () => ({ Page: ({ data }: ScreenProps<{ name: string }>) => data.name }),
    });
    // @ts-expect-error who may see it is always stated
    screen({ path: '/x', title: 'x', component: async () => ({ Page: () => null }) });
    // @ts-expect-error the blank is not filled
    to('/courses/:slug');
    expect(to('/courses/:slug', { slug: 'maps' })).toBe('/courses/maps');
  });
});

describe('the registry', () => {
  const registry = assembleScreens([
    webPlugin({
      id: 'courses',
      screens: [
        plain('/'),
        plain('/courses'),
        plain('/courses/:slug'),
        plain('/courses/new'),
        plain('/courses/:slug/read/:lesson?'),
        plain('/files/:path*'),
      ],
    }),
  ]);
  const found = (path: string) => {
    const match = registry.match(path);
    return match && [match.screen.path, match.params];
  };

  test('answers an address with the most exact screen and its blanks', () => {
    expect(found('/')).toEqual(['/', {}]);
    expect(found('/courses/')).toEqual(['/courses', {}]);
    expect(found('/courses/new')).toEqual(['/courses/new', {}]);
    expect(found('/courses/how-maps-persuade')).toEqual(['/courses/:slug', { slug: 'how-maps-persuade' }]);
    expect(found('/courses/maps/read')).toEqual(['/courses/:slug/read/:lesson?', { slug: 'maps' }]);
    expect(found('/courses/maps/read/3')).toEqual(['/courses/:slug/read/:lesson?', { slug: 'maps', lesson: '3' }]);
    expect(found('/files/a/b%20c.pdf')).toEqual(['/files/:path*', { path: 'a/b c.pdf' }]);
  });

  test('finds nothing where nothing stands, also not for a broken escape', () => {
    expect([found('/nowhere'), found('/courses/maps/read/3/4'), found('/courses/%E0%A4%A')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('names every fault at once, with the plugins and the way out', () => {
    const assemble = () =>
      assembleScreens([
        webPlugin({ id: 'courses', screens: [plain('/courses/:slug'), plain('files')] }),
        webPlugin({ id: 'forum', screens: [plain('/courses/:id'), plain('/a/:rest*/b')] }),
      ]);
    expect(assemble).toThrow(
      /forum and courses both have a screen at \/courses\/:id \(\/courses\/:slug\): give one of them another path/,
    );
    expect(assemble).toThrow(/courses has a screen at "files": paths begin with a slash/);
    expect(assemble).toThrow(/a rest \(:name\*\) must be the last part/);
  });

  test('shows in a menu what somebody may open, in order', () => {
    const { navigation } = assembleScreens([
      webPlugin({
        id: 'teach',
        screens: [
          plain('/teach', {
            access: 'signed-in',
            permission: 'course.edit',
            place: { menu: 'main', label: () => 'Teach', order: 90 },
          }),
        ],
      }),
      webPlugin({
        id: 'courses',
        screens: [
          plain('/learning', { access: 'signed-in', place: { menu: 'main', label: () => 'My learning', order: 20 } }),
          plain('/courses', { place: { menu: 'main', label: () => 'Courses', order: 10 } }),
          plain('/settings', { access: 'signed-in', place: { menu: 'settings', label: () => 'School' } }),
        ],
      }),
    ]);
    const shown = (viewer: Viewer | undefined) => navigation('main', viewer).map(({ path }) => path);
    expect(shown(undefined)).toEqual(['/courses']);
    expect(shown(learner)).toEqual(['/courses', '/learning']);
    expect(shown(teacher)).toEqual(['/courses', '/learning', '/teach']);
    expect(isOpenTo(plain('/x', { access: 'signed-in' }), undefined)).toBe(false);
  });

  test('hands a place its fillings in order, each loaded once', async () => {
    const aside = place<{ courseId: string }>('courses.course.aside');
    let loads = 0;
    const Filling = ({ courseId }: { courseId: string }) => courseId;
    const component = async () => {
      loads++;
      return { Filling };
    };
    const late = fill(aside, { component, order: 200 });
    const early = fill(aside, { component });
    const { fillsOf } = assembleScreens([webPlugin({ id: 'reviews', fills: [late, early] })]);
    expect(fillsOf('courses.course.aside')).toEqual([early, late]);
    expect(fillsOf('elsewhere')).toEqual([]);
    expect(early.ready).toBeUndefined();
    await early.load();
    await early.load();
    expect([early.ready, loads]).toEqual([Filling, 1]);
    // @ts-expect-error the filling wants to be told more than the place tells
    fill(aside, { component: async () => ({ Filling: ({ lessonId }: { lessonId: string }) => lessonId }) });
  });
});

describe('an address', () => {
  test('goes through the base path, both ways', () => {
    setBase('/school/');
    expect(to('/courses/:slug', { slug: 'maps & more/2' }, { sort: 'new', page: 2, tag: undefined })).toBe(
      '/school/courses/maps%20%26%20more%2F2?sort=new&page=2',
    );
    expect(to('/')).toBe('/school/');
    expect(to('/files/:path*', { path: 'a/b c.pdf' })).toBe('/school/files/a/b%20c.pdf');
    expect([belowBase('/school/courses'), belowBase('/school'), belowBase('/schoolbook')]).toEqual([
      '/courses',
      '/',
      undefined,
    ]);
  });
});
