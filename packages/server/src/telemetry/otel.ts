// OpenTelemetry, when OTEL_EXPORTER_OTLP_ENDPOINT says where to: spans in batches as OTLP over HTTP. Nothing is registered
// globally, for an application that embeds the school may have a tracer of its own. Endpoint, headers and timeouts are read
// from the environment by the exporter itself (OpenTelemetry specification, "OTLP Exporter Configuration").
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '@lectern/kit';
import { type Context, type Span as OtelSpan, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Tracing } from './tracing.ts';

const kinds = {
  server: SpanKind.SERVER,
  internal: SpanKind.INTERNAL,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  client: SpanKind.CLIENT,
} as const;

/** W3C Trace Context, 3.2. @returns undefined for what is none: then a trace of our own begins */
function contextOf(traceparent: string | undefined): Context | undefined {
  const found = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/.exec(traceparent ?? '');
  if (!found || /^0+$/.test(found[1]!) || /^0+$/.test(found[2]!)) return undefined;
  const [, traceId = '', spanId = '', flags = '00'] = found;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & 1,
    isRemote: true,
  });
}
const traceparentOf = (span: OtelSpan): string => {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-0${traceFlags & 1}`;
};

/** A share of the traces (0 to 1), of those that nobody has decided about before. */
function samplerOf({ OTEL_TRACES_SAMPLER: name = '', OTEL_TRACES_SAMPLER_ARG: share }: NodeJS.ProcessEnv) {
  const root = name.endsWith('traceidratio') ? new TraceIdRatioBasedSampler(Number(share ?? 1)) : new AlwaysOnSampler();
  return new ParentBasedSampler({ root });
}

export function startTracing(environment: NodeJS.ProcessEnv = process.env): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': environment.OTEL_SERVICE_NAME || 'lectern' }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    sampler: samplerOf(environment),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer('lectern');
  const ambient = new AsyncLocalStorage<OtelSpan>();

  return {
    on: true,
    span(name, { kind = 'internal', attributes, parent }, work) {
      const running = ambient.getStore();
      const within = contextOf(parent) ?? (running ? trace.setSpan(ROOT_CONTEXT, running) : ROOT_CONTEXT);
      const span = tracer.startSpan(name, { kind: kinds[kind], ...(attributes && { attributes }) }, within);
      const failed = (error: unknown) => {
        // A refusal is an answer. Of other errors only the kind: their words may hold what somebody wrote.
        if (!(error instanceof Refusal))
          span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'Error' });
        span.end();
      };
      let result: ReturnType<typeof work>;
      try {
        result = ambient.run(span, () =>
          work({ set: (key, value) => void span.setAttribute(key, value), traceparent: traceparentOf(span) }),
        );
      } catch (error) {
        failed(error);
        throw error;
      }
      if (result instanceof Promise) result.then(() => span.end(), failed);
      else span.end();
      return result;
    },
    traceparent() {
      const running = ambient.getStore();
      return running && traceparentOf(running);
    },
    // A collector that is away holds nobody up: what was not sent within two seconds is not sent.
    stop: () => Promise.race([provider.shutdown().catch(() => {}), pause(2_000, undefined, { ref: false })]),
  };
}
