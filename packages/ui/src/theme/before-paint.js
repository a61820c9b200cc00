// Loaded by a blocking <script src> in the head, so that a dark page never flashes white. A file of its own because the
// content security policy allows no inline script. Keep in step with theme.ts.
try {
  const theme = localStorage.getItem('lectern.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing follows the device.
}
