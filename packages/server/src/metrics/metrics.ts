// Prometheus metrics of one server. A registry of its own, so that an embedding application keeps its own names.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Lag } from '../events/outbox.ts';
import type { QueueCount } from '../jobs/port.ts';

export interface Metrics {
  request(operation: string, status: number, milliseconds: number): void;
  text(lag: readonly Lag[], counts: readonly QueueCount[], listening: number): Promise<string>;
}
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: 'lectern_requests_total',
    help: 'Operations answered',
    labelNames: ['operation', 'status'],
    registers,
  });
  const duration = new Histogram({
    name: 'lectern_request_seconds',
    help: 'Time to answer an operation',
    labelNames: ['operation'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
    registers,
  });
  const lag = new Gauge({
    name: 'lectern_events_behind',
    help: 'Events a subscriber has not seen yet',
    labelNames: ['subscriber'],
    registers,
  });
  const jobs = new Gauge({ name: 'lectern_jobs', help: 'Jobs by state', labelNames: ['queue', 'state'], registers });
  const listeners = new Gauge({ name: 'lectern_listeners', help: 'Open connections of /api/realtime', registers });
  return {
    request(operation, status, milliseconds) {
      requests.inc({ operation, status: String(status) });
      duration.observe({ operation }, milliseconds / 1000);
    },
    text(lags, counts, listening) {
      listeners.set(listening);
      for (const { subscriber, behind } of lags) lag.set({ subscriber }, behind);
      jobs.reset();
      for (const { queue, state, count } of counts) jobs.set({ queue, state }, count);
      return registry.metrics();
    },
  };
}
