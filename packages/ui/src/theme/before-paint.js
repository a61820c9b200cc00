// Loaded by a blocking <script src> in the head. A file of its own because the content security policy allows no inline
// script.

// A dark page never flashes white. Keep in step with theme.ts.
try {
  const theme = localStorage.getItem('lectern.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing follows the device.
}

// What is pressed before the app has taken the page over would go nowhere, and a form would be sent by the browser
// itself: the last of it is kept, and done when the app says that it is there (web/app/client.tsx). Links, menus and
// forms with an address need no app.
let pressed;
const early = {
  click({ target }) {
    const button = target.closest('button:not([popovertarget])');
    if (button && !(button.form && button.type === 'submit')) pressed = () => button.click();
  },
  submit(event) {
    const { target: form, submitter } = event;
    if (form.method !== 'post') return;
    event.preventDefault();
    pressed = () => form.requestSubmit(submitter);
  },
};
for (const kind in early) addEventListener(kind, early[kind]);
addEventListener(
  'lectern:ready',
  () => {
    for (const kind in early) removeEventListener(kind, early[kind]);
    pressed?.();
  },
  { once: true },
);
