import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ScreenClient } from './client.ts';
import type { Viewer } from './screen.ts';

interface Around {
  readonly lms: ScreenClient;
  readonly viewer: Viewer | undefined;
}

/** Provided once by the web app, around everything. */
export const ScreenContext = /* #__PURE__ */ createContext<Around | undefined>(undefined);

/** The client and the person, for what stands deeper than a Page and for fillings of places. Throws outside of the app. */
export function useScreen(): Around {
  const around = useContext(ScreenContext);
  if (!around)
    throw new Error('useScreen was called outside of ScreenContext: the web app provides it, a test must too');
  return around;
}
