// What somebody may, from all that was given to and taken from them: one evaluator for every check, list and explanation.
import { type Range, type Visible, visibleRanges } from './resources.ts';

export interface Grant {
  /** Shared by everybody who has the role, never copied for a person. */
  readonly permissions: ReadonlySet<string>;
  /** Path on the resource tree. */
  readonly scope: string;
  readonly effect: 'allow' | 'deny';
  /** Milliseconds since 1970. Holds from the first of these moments, without the second; always where they are absent. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  /** Of the resource at the scope; undefined for the organization. */
  readonly type?: string | undefined;
  /** What an explanation names it by. */
  readonly source?: string | undefined;
}

export interface Decision {
  readonly allowed: boolean;
  /** The denial, or the widest allowance; undefined where nothing speaks of it. */
  readonly by: Grant | undefined;
}

export interface Rights {
  /** Deny wins, at any level; without an allow it is no. `at` in milliseconds, so that a moment that passes needs nobody to notice it. */
  decide(permission: string, path: string, at: number): Decision;
  /** Where an allow and no deny reaches. */
  visible(permission: string, at: number): Range[];
  /**
   * Likewise of the things of one type, none of which lies in another: what was given or denied on such a thing by itself
   * is told by its id.
   */
  visibleOf(type: string, permission: string, at: number): Omit<Visible, 'few'>;
  /**
   * Whether they have it on a path with all below, the whole time: who gives something on must. One grant has to cover it,
   * and no denial may reach in.
   */
  holds(permission: string, path: string, from: number, until: number): boolean;
  /** All that ever speaks of it there, holding or not, the widest first. */
  speaking(permission: string, path: string): Grant[];
}

const holdsAt = ({ from, until }: Grant, at: number): boolean =>
  (from === undefined || at >= from) && (until === undefined || at < until);

/** @param only what the credential is limited to: allowed is what both it and its actor may */
export function rightsOf(grants: readonly Grant[], only?: ReadonlySet<string>): Rights {
  // By scope, so that somebody with a role on a thousand courses is asked at the four places above a lesson, not at a thousand.
  const byScope = new Map<string, Grant[]>();
  for (const grant of grants) {
    const same = byScope.get(grant.scope);
    if (same) same.push(grant);
    else byScope.set(grant.scope, [grant]);
  }
  // Between two of these what holds is the same, and so is what is seen.
  const moments = [...new Set(grants.flatMap(({ from, until }) => [from ?? [], until ?? []].flat()))].sort(
    (a, b) => a - b,
  );
  const seen = new Map<string, Omit<Visible, 'few'>>();
  const denials = grants.filter(({ effect }) => effect === 'deny');
  const limited = (permission: string) => only !== undefined && !only.has(permission);

  return {
    decide(permission, path, at) {
      let allows: Grant | undefined;
      for (let end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
        for (const grant of byScope.get(path.slice(0, end + 1)) ?? []) {
          if (!grant.permissions.has(permission) || !holdsAt(grant, at)) continue;
          if (grant.effect === 'deny') return { allowed: false, by: grant };
          allows ??= grant;
        }
      }
      return { allowed: allows !== undefined && !limited(permission), by: allows };
    },
    visible(permission, at) {
      if (limited(permission)) return [];
      const scopes = (effect: Grant['effect'], of: readonly Grant[]) =>
        of
          .filter((grant) => grant.effect === effect && grant.permissions.has(permission) && holdsAt(grant, at))
          .map(({ scope }) => scope);
      return visibleRanges(scopes('allow', grants), scopes('deny', denials));
    },
    visibleOf(type, permission, at) {
      if (limited(permission)) return { type, ids: [], ranges: [], without: [] };
      const key = `${type} ${permission} ${moments.filter((one) => one <= at).length}`;
      const known = seen.get(key);
      if (known) return known;
      const speaking = grants.filter((grant) => grant.permissions.has(permission) && holdsAt(grant, at));
      const scopes = (effect: Grant['effect'], alone: boolean) =>
        speaking
          .filter((grant) => grant.effect === effect && (grant.type === type) === alone)
          .map(({ scope }) => scope);
      const idOf = (scope: string) => scope.slice(scope.lastIndexOf('/', scope.length - 2) + 1, -1);
      const given = scopes('allow', true).filter((scope) => this.decide(permission, scope, at).allowed);
      const visible = {
        type,
        ids: [...new Set(given.map(idOf))],
        ranges: visibleRanges(scopes('allow', false), scopes('deny', false)),
        without: [...new Set(scopes('deny', true).map(idOf))],
      };
      seen.set(key, visible);
      return visible;
    },
    holds(permission, path, from, until) {
      if (limited(permission)) return false;
      const overlaps = (grant: Grant) => (grant.from ?? -Infinity) < until && (grant.until ?? Infinity) > from;
      const reachesIn = ({ scope }: Grant) => path.startsWith(scope) || scope.startsWith(path);
      if (denials.some((grant) => grant.permissions.has(permission) && reachesIn(grant) && overlaps(grant)))
        return false;
      const covers = (grant: Grant) => (grant.from ?? -Infinity) <= from && (grant.until ?? Infinity) >= until;
      return this.speaking(permission, path).some((grant) => grant.effect === 'allow' && covers(grant));
    },
    speaking(permission, path) {
      const found: Grant[] = [];
      for (let end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1))
        for (const grant of byScope.get(path.slice(0, end + 1)) ?? [])
          if (grant.permissions.has(permission)) found.push(grant);
      return found;
    },
  };
}
