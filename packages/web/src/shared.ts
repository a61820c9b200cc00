// What the screens of every plugin share with the app, so that there is one of each: by the name they import.
export const shared = {
  preact: 'app/shared/preact.ts',
  'preact/hooks': 'app/shared/hooks.ts',
  'preact/jsx-runtime': 'app/shared/jsx-runtime.ts',
  '@preact/signals': 'app/shared/signals.ts',
  '@lectern/ui': 'app/shared/ui.ts',
  '@lectern/sdk': 'app/shared/sdk.ts',
} as const;
