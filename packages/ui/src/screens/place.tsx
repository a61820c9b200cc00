// Named places on a screen that other plugins fill: the course page has one under its contents, reviews fills it.
import { useSignal } from '@preact/signals';
import { type ComponentType, createContext } from 'preact';
import { useContext, useEffect, useErrorBoundary } from 'preact/hooks';

/** A place, declared by the plugin whose screen it is on. `Props` is what a filling is told. */
export interface PlaceRef<Props> {
  readonly id: string;
  readonly props?: Props;
}

/** Declares a place: `export const courseAside = place<{ courseId: string }>('courses.course.aside')`. */
export const place = <Props,>(id: string): PlaceRef<Props> => ({ id });

type Loaded = ComponentType<Record<string, unknown>>;

/** What a plugin puts in a place; sealed, for lists. */
export interface Fill {
  readonly placeId: string;
  readonly order: number;
  /** Loads its code; from then on `ready` holds it, and the server can render it too. */
  load(): Promise<Loaded>;
  readonly ready: Loaded | undefined;
}

/** Fills another plugin's place: `fill(courseAside, { component: () => import('./reviews-aside.tsx') })`; the module exports `Filling`. */
export function fill<Props>(
  target: PlaceRef<Props>,
  {
    component,
    order = 100,
  }: {
    readonly component: () => Promise<{ readonly Filling: ComponentType<NoInfer<Props>> }>;
    readonly order?: number;
  },
): Fill {
  let ready: Loaded | undefined;
  return {
    placeId: target.id,
    order,
    get ready() {
      return ready;
    },
    load: async () => {
      ready ??= (await component()).Filling as unknown as Loaded;
      return ready;
    },
  };
}

/** The fillings of a place, in order; given by the web app from its registry. */
export const FillsContext = /* #__PURE__ */ createContext<(placeId: string) => readonly Fill[]>(() => []);

/** Stands on a screen where others may add something: `<Place of={courseAside} courseId={course.id} />`. */
export function Place<Props extends object>({ of, ...props }: { readonly of: PlaceRef<Props> } & Props) {
  const fills = useContext(FillsContext)(of.id);
  return (
    <>
      {fills.map((one, i) => (
        <Filling key={i} fill={one} props={props} />
      ))}
    </>
  );
}

/** One filling. A fault in it takes it away and leaves the screen standing. */
function Filling({ fill: one, props }: { readonly fill: Fill; readonly props: object }) {
  const Component = useSignal<Loaded | undefined>(one.ready);
  const [fault] = useErrorBoundary((error) => console.error(`What fills ${one.placeId} failed`, error));
  useEffect(() => {
    if (!Component.peek())
      one.load().then(
        (loaded) => (Component.value = loaded),
        (error) => console.error(`What fills ${one.placeId} could not be loaded`, error),
      );
  }, [one, Component]);
  if (fault || !Component.value) return null;
  return <Component.value {...(props as Record<string, unknown>)} />;
}
