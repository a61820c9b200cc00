// Loaded before a program that is watched: tells the watcher of every module, and ends the program when the watcher is gone.
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:') && !url.includes('/node_modules/')) process.send?.({ loaded: fileURLToPath(url) });
    return next(url, context);
  },
});
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref(); // by itself it keeps no process alive
