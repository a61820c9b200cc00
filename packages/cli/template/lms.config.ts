import { academy } from '@lectern/academy';
import { defineConfig } from '@lectern/server';

// Values may also stand in .env or the environment: LECTERN_PORT, LECTERN_DATABASE, LECTERN_SMTP, LECTERN_URL...
export default defineConfig({
  plugins: academy,
});
