// Spans as a collector gets them: a real OTLP receiver on this machine, and a school that was told of it.
import { createServer as createHttp } from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { served, titled } from './gateway.ts';
import { ask, keyOf } from './prepared-school.ts';

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly status?: { readonly code?: number; readonly message?: string };
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: OtlpSpan['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

async function receiver() {
  const got: Export[] = [];
  const heard: string[] = [];
  const http = createHttp((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        heard.push(`${request.method} ${request.url} ${request.headers['x-team']}`);
        got.push(JSON.parse(Buffer.concat(chunks).toString()) as Export);
        response.setHeader('content-type', 'application/json').end('{}');
      });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void http.close());
  const spans = () =>
    got.flatMap(({ resourceSpans }) => resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)));
  const { port } = http.address() as { port: number };
  return { endpoint: `http://127.0.0.1:${port}`, got, heard, spans };
}
const said = ({ attributes }: OtlpSpan, name: string) => attributes.find(({ key }) => key === name)?.value.stringValue;

describe('a school that is told of a collector', () => {
  // Guard: with `parent` not handed to the span, the operation began a trace of its own.
  it('tells it of operations, units of work, events and jobs, within the trace of who asked', async () => {
    const collector = await receiver();
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collector.endpoint);
    vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'x-team=school');
    vi.stubEnv('OTEL_SERVICE_NAME', 'halden');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { school, url, courses, close } = await served();
    const key = await keyOf(url);
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = { ...key, traceparent: `00-${trace}-00f067aa0ba902b7-01` };
    const made = await ask(courses, { ...titled('Maps'), headers });
    await ask(`${courses}/none`, { headers });
    const section = await ask(`${courses}/${made.json.id}/sections`, { ...titled('Scale'), headers: key });
    const lessons = `${courses}/sections/${section.json.id}/lessons`;
    const lesson = await ask(lessons, { ...titled('One to a thousand'), headers: key });
    // What other plugins keep of a lesson goes when they hear that it was removed.
    const removed = await ask(`${courses}/lessons/${lesson.json.id}`, { method: 'DELETE', headers: key });
    expect(removed.status, removed.text).toBe(200);
    await school.outbox.drain();
    await close(); // sends what is left

    expect(collector.heard.every((line) => line === 'POST /v1/traces school')).toBe(true);
    expect(collector.got[0]!.resourceSpans[0]!.resource.attributes).toContainEqual({
      key: 'service.name',
      value: { stringValue: 'halden' },
    });
    const spans = collector.spans();
    const create = spans.find(({ name }) => name === 'courses.create')!;
    expect(create).toMatchObject({ traceId: trace, parentSpanId: '00f067aa0ba902b7', kind: 2 });
    expect(said(create, 'lectern.request')).toBe(made.headers['x-request-id']);
    const unit = spans.find(({ name, parentSpanId }) => name === 'unit of work' && parentSpanId === create.spanId)!;
    expect(unit.traceId).toBe(trace);
    // A refusal is an answer, not a fault.
    const missing = spans.filter(
      ({ traceId, name }) => traceId === trace && name.startsWith('courses.') && name !== 'courses.create',
    );
    expect(missing.map(({ status }) => status?.code ?? 0)).toEqual([0]);
    expect(spans.filter(({ name }) => name.startsWith('event ')).map(({ kind }) => kind)).toContain(5);
    expect(JSON.stringify(collector.got)).not.toContain(key.authorization!.slice('Bearer '.length));
  });

  it('is not held up by one that is away', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:9');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { courses } = await served();
    expect((await ask(courses)).status).toBe(200);
  });
});

it('a school that is told of none loads nothing of OpenTelemetry', async () => {
  const { courses } = await served();
  await ask(courses);
  const { tracingOf } = await import('../../src/telemetry/tracing.ts');
  const tracing = tracingOf({});
  await tracing.load();
  expect([tracing.wanted, tracing.on]).toEqual([false, false]);
  expect(tracing.span('nothing', {}, (span) => span)).toBeUndefined();
});
