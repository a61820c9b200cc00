// Where spans begin: around operations, units of work, jobs, deliveries of events and requests that leave the school.
import { currentScope, type JobHandler, type OutgoingPort, type Reaction } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import type { Execute } from '../pipeline/pipeline.ts';
import type { SpanOptions, Tracing } from './tracing.ts';

export const tracedExecute =
  (execute: Execute, tracing: Tracing): Execute =>
  (mounted, inbound) => {
    if (!tracing.on) return execute(mounted, inbound);
    const attributes = {
      'lectern.operation': mounted.id,
      'lectern.request': inbound.request,
      'lectern.via': inbound.via,
    };
    return tracing.span(mounted.id, { kind: 'server', parent: inbound.traceparent, attributes }, async (span) => {
      const outcome = await execute(mounted, inbound);
      if (outcome.replayed) span?.set('lectern.replayed', true);
      return outcome;
    });
  };

export function tracedDatabase(database: Database, tracing: Tracing): Database {
  const attributes = { 'db.system.name': database.dialect === 'sqlite' ? 'sqlite' : 'postgresql' };
  const unit: Database['unit'] = (work) =>
    tracing.on && !database.inUnit()
      ? tracing.span('unit of work', { attributes }, () => database.unit(work))
      : database.unit(work);
  return { ...database, unit };
}

/** Of the scope, so that what one request caused is found by its id wherever it runs. */
const cause = (): SpanOptions['attributes'] => {
  const scope = currentScope();
  return scope ? { 'lectern.request': scope.request, ...(scope.org && { 'lectern.organization': scope.org }) } : {};
};

export const tracedJob =
  (tracing: Tracing) =>
  (handler: JobHandler): JobHandler => ({
    ...handler,
    run: (data, run) =>
      tracing.on
        ? tracing.span(
            `job ${handler.job.name}`,
            {
              kind: 'consumer',
              attributes: { ...cause(), 'lectern.job': handler.job.name, 'lectern.attempt': run.attempt },
            },
            () => handler.run(data, run),
          )
        : handler.run(data, run),
  });

export const tracedReaction =
  (tracing: Tracing, plugin: string) =>
  (reaction: Reaction): Reaction => ({
    ...reaction,
    handle: (payload, meta) =>
      tracing.on
        ? tracing.span(
            `event ${reaction.event.name}`,
            {
              kind: 'consumer',
              attributes: { ...cause(), 'lectern.event': reaction.event.name, 'lectern.subscriber': plugin },
            },
            () => reaction.handle(payload, meta),
          )
        : reaction.handle(payload, meta),
  });

export const tracedOutgoing =
  (send: OutgoingPort, tracing: Tracing): OutgoingPort =>
  (address, options = {}) => {
    if (!tracing.on) return send(address, options);
    // Host and method: what stands behind them may be a secret of its own.
    const attributes = {
      'server.address': URL.parse(address)?.host ?? '',
      'http.request.method': options.method ?? 'GET',
    };
    return tracing.span(
      `${attributes['http.request.method']} ${attributes['server.address']}`,
      { kind: 'client', attributes },
      async (span) => {
        const headers = { ...options.headers, ...(span && { traceparent: span.traceparent }) };
        const answer = await send(address, { ...options, headers });
        span?.set('http.response.status_code', answer.status);
        return answer;
      },
    );
  };
