import { useEffect, useRef } from 'preact/hooks';

/**
 * Holds something open while the page is in front of somebody: `useWhileSeen(() => lms.listen([id], { heard }))`. A browser
 * gives a school few connections (HTTP/1.1: six), and windows in the background would take them all.
 * @param open answers with what closes it
 */
export function useWhileSeen(open: () => () => void): void {
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    let close: (() => void) | undefined;
    const leave = () => {
      close?.();
      close = undefined;
    };
    const follow = () => {
      if (document.visibilityState === 'hidden') leave();
      else close ??= latest.current();
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      leave();
    };
  }, []);
}
