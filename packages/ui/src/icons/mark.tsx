/** The open book of the nameplate, where a school has no logo of its own. */
export const Mark = () => (
  <svg
    viewBox="0 0 26 26"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linejoin="round"
  >
    <path d="M13 6.5v16M13 6.5C10.5 4 6.5 3.5 2.5 4v15.5c4-.5 8 0 10.5 3 2.5-3 6.5-3.5 10.5-3V4c-4-.5-8 0-10.5 2.5Z" />
    <path d="M13 10.5c2-1.5 4-2 6.5-2M13 14.5c2-1.5 4-2 6.5-2" stroke-width="1.25" />
  </svg>
);
