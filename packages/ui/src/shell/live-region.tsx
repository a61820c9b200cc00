import { announcement } from '../hooks/announce.ts';

/** Where `announce` speaks. Both regions stand in the page from the start, or the first sentence would go unheard. */
export const LiveRegion = () => {
  const { text, urgent } = announcement.value;
  return (
    <div class="visually-hidden">
      <div role="status" aria-live="polite">
        {urgent ? '' : text}
      </div>
      <div role="alert" aria-live="assertive">
        {urgent ? text : ''}
      </div>
    </div>
  );
};
