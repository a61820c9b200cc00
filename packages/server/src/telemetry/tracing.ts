// What happens within a request, a job or a delivery, for those who ask for it. Without OTEL_EXPORTER_OTLP_ENDPOINT nothing
// of OpenTelemetry is loaded, and a span is a call of the work itself.

export type SpanKind = 'server' | 'internal' | 'producer' | 'consumer' | 'client';
export interface SpanOptions {
  readonly kind?: SpanKind;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  /** `traceparent` of whoever asked (W3C Trace Context). */
  readonly parent?: string | undefined;
}
export interface Span {
  set(name: string, value: string | number | boolean): void;
  /** For whoever is asked next: the value of `traceparent`. */
  readonly traceparent: string;
}
export interface Tracing {
  readonly on: boolean;
  /** The work's own error ends the span as failed and is thrown again. */
  span<T>(name: string, options: SpanOptions, work: (span: Span | undefined) => T): T;
  /** Of the span that runs; undefined when there is none. */
  traceparent(): string | undefined;
  /** Sends what has not been sent. */
  stop(): Promise<void>;
}

export const noTracing: Tracing = {
  on: false,
  span: (_name, _options, work) => work(undefined),
  traceparent: () => undefined,
  stop: async () => {},
};

/** Stands in until OpenTelemetry is loaded, which is when the school starts. */
export interface LateTracing extends Tracing {
  /** Whether it will be loaded. */
  readonly wanted: boolean;
  load(): Promise<void>;
}
export function tracingOf(environment: NodeJS.ProcessEnv = process.env): LateTracing {
  let inner: Tracing = noTracing;
  const wanted =
    Boolean(environment.OTEL_EXPORTER_OTLP_ENDPOINT || environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) &&
    environment.OTEL_SDK_DISABLED !== 'true' &&
    environment.OTEL_TRACES_EXPORTER !== 'none';
  return {
    wanted,
    get on() {
      return inner.on;
    },
    span: (name, options, work) => inner.span(name, options, work),
    traceparent: () => inner.traceparent(),
    async load() {
      if (!wanted || inner.on) return;
      inner = (await import('./otel.ts')).startTracing(environment);
    },
    stop: () => inner.stop(),
  };
}
