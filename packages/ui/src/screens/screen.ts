// A screen as a value: what stands at an address, who may see it, how its data comes, where its code lies.
import type { ComponentType } from 'preact';
import type { IconName } from '../icons/names.ts';
import type { ScreenClient } from './client.ts';

/** The blanks of a path: `/courses/:slug` has `{ slug: string }`. `:name?` may be missing, `:name*` takes the rest. */
export type Params<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? Params<Head> & Params<Tail>
  : Path extends `:${infer Name}?` | `:${infer Name}*`
    ? { readonly [Key in Name]?: string }
    : Path extends `:${infer Name}`
      ? { readonly [Key in Name]: string }
      : unknown;

/** Who looks, as far as a screen needs to know. */
export interface Viewer {
  readonly id: string;
  readonly name: string;
  /** Address of their picture, for `Avatar`. */
  readonly picture?: string | undefined;
  may(permission: string): boolean;
}

export interface LoadContext<Blanks> {
  readonly lms: ScreenClient;
  readonly params: Blanks;
  readonly query: URLSearchParams;
  /** Aborted when the person has gone on before the answer came. */
  readonly signal: AbortSignal;
  readonly viewer: Viewer | undefined;
}

/** What a Page gets. */
export interface ScreenProps<Data = unknown, Blanks = unknown> {
  readonly data: Data;
  readonly params: Blanks;
  readonly query: URLSearchParams;
  readonly lms: ScreenClient;
  readonly viewer: Viewer | undefined;
}

/** Where the navigation shows a screen. */
export interface NavItem {
  /** `main` is the bar and the tab bar, `course` and `settings` are rails, `account` the menu of the person, `foot` the footer. */
  readonly menu: 'main' | 'course' | 'settings' | 'account' | 'foot';
  readonly label: () => string;
  readonly short?: () => string;
  readonly icon?: IconName;
  /** Heading of its group in a rail. */
  readonly group?: () => string;
  /** Smaller comes first; 100 without one. */
  readonly order?: number;
}

export type Frame = 'page' | 'wide' | 'quiet' | 'settings' | 'account';

/** For the head of a page that is found by search engines or shared. */
export interface Head {
  readonly description?: string;
  readonly image?: string;
  /** schema.org, as JSON-LD. */
  readonly jsonLd?: Readonly<Record<string, unknown>>;
  readonly robots?: 'noindex';
}

export interface ScreenDefinition<Path extends string, Data> {
  readonly path: Path;
  readonly title: string | ((data: NoInfer<Data>) => string);
  /** A screen for `signed-in` leads the others through signing in and back. */
  readonly access: 'public' | 'signed-in';
  /** Needed beyond being signed in; decides what is shown, the server decides what is done. */
  readonly permission?: string;
  readonly load?: (context: LoadContext<Params<Path>>) => Data | Promise<Data>;
  /** The module's `Page` shows the data. */
  readonly component: () => Promise<{ readonly Page: ComponentType<ScreenProps<Data, Params<Path>>> }>;
  readonly head?: (data: NoInfer<Data>) => Head;
  readonly place?: NavItem;
  /**
   * `quiet` has no tab bar and no foot, for one thing is being done; `wide` uses the whole width; `settings` and `account`
   * stand beside the rail of everything in that menu.
   */
  readonly frame?: Frame;
}

declare const opaque: unique symbol;

/** A screen in a list: its data's type is sealed in, so that a hundred of them cost the compiler nothing. */
export interface Screen {
  readonly [opaque]?: never;
  readonly path: string;
  readonly access: 'public' | 'signed-in';
  readonly permission: string | undefined;
  readonly place: NavItem | undefined;
  readonly frame: Frame;
  title(data: unknown): string;
  head(data: unknown): Head;
  load(context: LoadContext<unknown>): Promise<unknown>;
  component(): Promise<ComponentType<ScreenProps<unknown, unknown>>>;
}

/** Declares a screen. Path, data and Page are checked against each other here and nowhere else. */
export function screen<const Path extends string, Data>(definition: ScreenDefinition<Path, Data>): Screen {
  const { path, access, permission, place, frame = 'page', title, head, load, component } = definition;
  // Sealing: from here on the data that load made is handed to its own title, head and Page only.
  const made = (data: unknown) => data as Data;
  return {
    path,
    access,
    permission,
    place,
    frame,
    title: (data) => (typeof title === 'function' ? title(made(data)) : title),
    head: (data) => head?.(made(data)) ?? {},
    load: async (context) => load?.(context as LoadContext<Params<Path>>),
    component: async () => (await component()).Page as unknown as ComponentType<ScreenProps<unknown, unknown>>,
  };
}
