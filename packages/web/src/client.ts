// Binds every screen's client to the SDK's: `import type {} from '@lectern/web/client'` in a plugin that stands by itself.
import type { Lectern } from '@lectern/sdk';

declare module '@lectern/ui/client' {
  interface ScreenClient extends Lectern {}
}
