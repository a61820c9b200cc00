// Things that somebody writes and somebody else may write too: whoever read one and changes it is told when it is another by
// now (If-Match, RFC 9110, 13.1.1). The tag is a digest of what the reading operation answers, so no plugin keeps versions
// for it; where one does (lessons, quizzes), its own tag stands.
import { hash } from 'node:crypto';
import { type AnyOperation, kernelProblems, Refusal, type Resources } from '@lectern/kit';
import { Refused } from '../http/refused.ts';
import type { Input } from './input.ts';
import type { Mounted } from './pipeline.ts';

export interface Authored {
  /** Whether an operation reads such a thing. */
  isRead(id: string): boolean;
  /** What a changing operation changes; undefined for what nobody authors, and for a part of nothing. */
  changedBy(mounted: Mounted, input: Input, call: Call): Thing | undefined | Promise<Thing | undefined>;
}
export interface Thing {
  /** Of this thing and no other. */
  readonly name: string;
  /** Its tag as of now; undefined when it is not there. */
  tag(): Promise<string | undefined>;
}
type Call = Parameters<Mounted['handle']>[1];

/** Digest of an answer as it goes over the wire, half of SHA-256. */
export const tagOf = (answer: unknown): string => hash('sha256', JSON.stringify(answer), 'base64url').slice(0, 22);

/**
 * @param resources by which a part finds what it is a part of: a section, the course that `courseId` names
 * @throws Error for an operation that names a reading one that is not there
 */
export function authoredOf(mounted: readonly Mounted[], resources: Pick<Resources, 'find'>): Authored {
  const byId = new Map(mounted.map((one) => [one.id, one]));
  const reads = new Set<string>();
  const things = new Map<string, Mounted>();
  for (const { id, plugin, operation } of mounted) {
    const { authored } = (operation as AnyOperation).spec;
    if (authored === undefined) continue;
    const thing = byId.get(`${plugin}.${authored}`);
    if (!thing || thing.prepare)
      throw new Error(`${id} changes what ${plugin}.${authored} reads, and there is no such operation`);
    reads.add(thing.id);
    things.set(id, thing);
  }
  async function above(id: string, type: string): Promise<string | undefined> {
    const found = await resources.find(id);
    if (!found || found.type === type) return found?.id;
    return found.parent === undefined ? undefined : above(found.parent, type);
  }
  return {
    isRead: (id) => reads.has(id),
    changedBy({ id, operation }, input, call) {
      const thing = things.get(id);
      if (!thing) return undefined;
      const keys = Object.keys(thing.operation.spec.input.shape as object);
      const own = Object.fromEntries(keys.flatMap((key) => (input[key] === undefined ? [] : [[key, input[key]]])));
      const { needs } = operation.spec;
      const part = typeof needs === 'object' && needs.on !== undefined ? input[needs.on] : undefined;
      const key = keys.find((one) => one.endsWith('Id') && !(one in own));
      if (key === undefined || typeof part !== 'string') return thingOf(thing, own, call);
      return above(part, key.slice(0, -'Id'.length)).then(
        (whole) => whole && thingOf(thing, { ...own, [key]: whole }, call),
      ) as Promise<Thing | undefined>;
    },
  };
}
const thingOf = (read: Mounted, own: Input, call: Call): Thing => ({
  name: `${read.id} ${JSON.stringify(own)}`,
  async tag() {
    try {
      return tagOf(await read.handle(read.parse(own), silent(call), undefined));
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  },
});

/** A call that nobody waits for: it sets no cookie, has no tag, and is about nobody. */
const silent = (call: Call): Call => ({ ...call, cookie: () => {}, tag: () => {}, about: () => {} });

/** @throws Refused 412 with the tag as of now */
export async function assertUnchanged(thing: Thing, ifMatch: string | undefined): Promise<void> {
  if (ifMatch === undefined || ifMatch === '*') return;
  const current = await thing.tag();
  if (current === ifMatch) return;
  throw new Refused(current === undefined ? {} : { etag: `"${current}"` }, kernelProblems.conflict, {
    ...(current !== undefined && { facts: { current } }),
  });
}
