// Written by `npm run sync` from the contracts.
import type { CallOptions } from '../request.ts';

export type AccessMineInput = Record<never, never>;
export type AccessMineOutput = {
  permissions: Array<string>;
};

export type AccessAssignmentsInput = {
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
  /** Resource; the whole school when absent */
  on?: string;
  /** `instructor`, `course-designer`: see access.roles */
  role?: string;
  /** False leaves out who takes a course */
  enrolments?: boolean;
};
export type AccessAssignmentsOutput = {
  items: Array<{
    assignmentId: string;
    /** Null where a team has it */
    userId: string | null;
    teamId: string | null;
    /** Of the person or team */
    name: string;
    /** Null where it is a single permission */
    role: string | null;
    permission: string | null;
    effect: "allow" | "deny";
    /** Resource; null for the whole school */
    on: string | null;
    /** What the resource is, and how it is called where somebody can say so */
    place: {
      type: string;
      title: string | null;
    } | null;
    /** In all schools below this one too, for people who belong there */
    below: boolean;
    from: string | null;
    until: string | null;
    state: "holds" | "later" | "over";
    /** Null for what the school itself gave: an enrollment, an import */
    givenBy: {
      id: string;
      name: string;
    } | null;
    givenAt: string;
  }>;
  next: string | null;
};

export type AccessAssignInput = {
  userId?: string;
  teamId?: string;
  /** `instructor`, `course-designer`: see access.roles */
  role?: string;
  /** `course.publish`: see access.permissions */
  permission?: string;
  effect?: "allow" | "deny";
  /** Resource; the whole school when absent */
  on?: string;
  /** In all schools below this one too; only without `on` */
  below?: boolean;
  from?: string;
  until?: string;
};
export type AccessAssignOutput = {
  assignmentId: string;
  /** Null where a team has it */
  userId: string | null;
  teamId: string | null;
  /** Of the person or team */
  name: string;
  /** Null where it is a single permission */
  role: string | null;
  permission: string | null;
  effect: "allow" | "deny";
  /** Resource; null for the whole school */
  on: string | null;
  /** What the resource is, and how it is called where somebody can say so */
  place: {
    type: string;
    title: string | null;
  } | null;
  /** In all schools below this one too, for people who belong there */
  below: boolean;
  from: string | null;
  until: string | null;
  state: "holds" | "later" | "over";
  /** Null for what the school itself gave: an enrollment, an import */
  givenBy: {
    id: string;
    name: string;
  } | null;
  givenAt: string;
};

export type AccessUnassignInput = {
  userId?: string;
  teamId?: string;
  /** `instructor`, `course-designer`: see access.roles */
  role?: string;
  /** `course.publish`: see access.permissions */
  permission?: string;
  effect?: "allow" | "deny";
  /** Resource; the whole school when absent */
  on?: string;
};
export type AccessUnassignOutput = {
  done: true;
};

export type AccessPersonAssignmentsInput = {
  userId: string;
};
export type AccessPersonAssignmentsOutput = {
  items: Array<{
    assignmentId: string;
    /** Null where a team has it */
    userId: string | null;
    teamId: string | null;
    /** Of the person or team */
    name: string;
    /** Null where it is a single permission */
    role: string | null;
    permission: string | null;
    effect: "allow" | "deny";
    /** Resource; null for the whole school */
    on: string | null;
    /** What the resource is, and how it is called where somebody can say so */
    place: {
      type: string;
      title: string | null;
    } | null;
    /** In all schools below this one too, for people who belong there */
    below: boolean;
    from: string | null;
    until: string | null;
    state: "holds" | "later" | "over";
    /** Null for what the school itself gave: an enrollment, an import */
    givenBy: {
      id: string;
      name: string;
    } | null;
    givenAt: string;
    /** As the school calls it */
    roleName: string | null;
    /** Name of the school above this one where it was given */
    above: string | null;
  }>;
};

export type AccessHandOverInput = {
  userId: string;
};
export type AccessHandOverOutput = {
  done: true;
};

export type AccessPermissionsInput = Record<never, never>;
export type AccessPermissionsOutput = {
  items: Array<{
    /** `course.publish`: see access.permissions */
    name: string;
    summary: string;
    plugin: string;
    /** Built-in roles that have it */
    roles: Array<string>;
    ownerOnly: boolean;
    /** Whether you have it in the whole school, and so may put it into a role */
    mine: boolean;
  }>;
};

export type AccessRolesInput = Record<never, never>;
export type AccessRolesOutput = {
  items: Array<{
    /** `instructor`, `course-designer`: see access.roles */
    id: string;
    name: string;
    summary: string;
    builtIn: boolean;
    permissions: Array<string>;
    /** Of these, what no loaded plugin declares: it means something again when one does */
    stale: Array<string>;
    /** Who has it somewhere, or will; without those who have it through a team */
    people: number;
    teams: number;
    /** Whether you have all of it in the whole school */
    mayGive: boolean;
    changedAt: string | null;
  }>;
};

export type AccessCreateRoleInput = {
  name: string;
  summary?: string;
  permissions: Array<string>;
};
export type AccessCreateRoleOutput = {
  /** `instructor`, `course-designer`: see access.roles */
  id: string;
  name: string;
  summary: string;
  builtIn: boolean;
  permissions: Array<string>;
  /** Of these, what no loaded plugin declares: it means something again when one does */
  stale: Array<string>;
  /** Who has it somewhere, or will; without those who have it through a team */
  people: number;
  teams: number;
  /** Whether you have all of it in the whole school */
  mayGive: boolean;
  changedAt: string | null;
};

export type AccessUpdateRoleInput = {
  /** `instructor`, `course-designer`: see access.roles */
  roleId: string;
  /** The ETag of what `access.roles` answered: refused when somebody changed it since */
  "If-Match"?: string;
  name?: string;
  summary?: string;
  permissions?: Array<string>;
};
export type AccessUpdateRoleOutput = {
  /** `instructor`, `course-designer`: see access.roles */
  id: string;
  name: string;
  summary: string;
  builtIn: boolean;
  permissions: Array<string>;
  /** Of these, what no loaded plugin declares: it means something again when one does */
  stale: Array<string>;
  /** Who has it somewhere, or will; without those who have it through a team */
  people: number;
  teams: number;
  /** Whether you have all of it in the whole school */
  mayGive: boolean;
  changedAt: string | null;
};

export type AccessRemoveRoleInput = {
  /** `instructor`, `course-designer`: see access.roles */
  roleId: string;
  assignments?: "keep" | "take";
};
export type AccessRemoveRoleOutput = {
  done: true;
  taken: {
    people: number;
    teams: number;
  };
};

export type AccessExplainInput = {
  userId: string;
  /** `course.publish`: see access.permissions */
  permission: string;
  /** Resource; the whole school when absent */
  on?: string;
};
export type AccessExplainOutput = {
  allowed: boolean;
  /** later, over: something would allow it at another time; nothing: nothing ever does; not_here: they are not in the school, or suspended */
  because: "given" | "denied" | "later" | "over" | "nothing" | "not_here" | "unknown_permission";
  userId: string;
  name: string;
  /** `course.publish`: see access.permissions */
  permission: string;
  permissionSummary: string | null;
  on: string | null;
  /** What the resource is, and how it is called where somebody can say so */
  place: {
    type: string;
    title: string | null;
  } | null;
  /** The one that decides: a denial, or the widest that allows it */
  decides: {
    assignmentId: string;
    /** Null where a team has it */
    userId: string | null;
    teamId: string | null;
    /** Of the person or team */
    name: string;
    /** Null where it is a single permission */
    role: string | null;
    permission: string | null;
    effect: "allow" | "deny";
    /** Resource; null for the whole school */
    on: string | null;
    /** What the resource is, and how it is called where somebody can say so */
    place: {
      type: string;
      title: string | null;
    } | null;
    /** In all schools below this one too, for people who belong there */
    below: boolean;
    from: string | null;
    until: string | null;
    state: "holds" | "later" | "over";
    /** Null for what the school itself gave: an enrollment, an import */
    givenBy: {
      id: string;
      name: string;
    } | null;
    givenAt: string;
    /** As the school calls it */
    roleName: string | null;
    /** Name of the school above this one where it was given */
    above: string | null;
  } | null;
  /** What else speaks of it there, overruled or not holding now */
  others: Array<{
    assignmentId: string;
    /** Null where a team has it */
    userId: string | null;
    teamId: string | null;
    /** Of the person or team */
    name: string;
    /** Null where it is a single permission */
    role: string | null;
    permission: string | null;
    effect: "allow" | "deny";
    /** Resource; null for the whole school */
    on: string | null;
    /** What the resource is, and how it is called where somebody can say so */
    place: {
      type: string;
      title: string | null;
    } | null;
    /** In all schools below this one too, for people who belong there */
    below: boolean;
    from: string | null;
    until: string | null;
    state: "holds" | "later" | "over";
    /** Null for what the school itself gave: an enrollment, an import */
    givenBy: {
      id: string;
      name: string;
    } | null;
    givenAt: string;
    /** As the school calls it */
    roleName: string | null;
    /** Name of the school above this one where it was given */
    above: string | null;
  }>;
  /** Roles that would allow it, from who may least */
  would: Array<{
    /** `instructor`, `course-designer`: see access.roles */
    id: string;
    name: string;
  }>;
};

export type AccessReviewInput = {
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
  /** Only this role */
  role?: string;
  /** Only what gives or denies it */
  permission?: string;
  /** Only what reaches this resource */
  on?: string;
  /** Only what was given above `on`, or to a team: without what people were given on it themselves */
  elsewhere?: boolean;
  userId?: string;
  /** False leaves out who takes a course */
  enrolments?: boolean;
};
export type AccessReviewOutput = {
  items: Array<{
    userId: string;
    name: string;
    through: {
      teamId: string;
      name: string;
    } | null;
    assignment: {
      assignmentId: string;
      /** Null where a team has it */
      userId: string | null;
      teamId: string | null;
      /** Of the person or team */
      name: string;
      /** Null where it is a single permission */
      role: string | null;
      permission: string | null;
      effect: "allow" | "deny";
      /** Resource; null for the whole school */
      on: string | null;
      /** What the resource is, and how it is called where somebody can say so */
      place: {
        type: string;
        title: string | null;
      } | null;
      /** In all schools below this one too, for people who belong there */
      below: boolean;
      from: string | null;
      until: string | null;
      state: "holds" | "later" | "over";
      /** Null for what the school itself gave: an enrollment, an import */
      givenBy: {
        id: string;
        name: string;
      } | null;
      givenAt: string;
    };
  }>;
  next: string | null;
};

/** Who may do what */
export interface AccessClient {
  /** What I may do in the whole school */
  mine(input?: AccessMineInput, options?: CallOptions): Promise<AccessMineOutput>;
  /** Who was given or denied what on a resource, or in the whole school; teams first, then people by name */
  assignments(input?: AccessAssignmentsInput, options?: CallOptions): Promise<AccessAssignmentsOutput>;
  /** Give or deny a person or team a role or a single permission */
  assign(input?: AccessAssignInput, options?: CallOptions): Promise<AccessAssignOutput>;
  /** Take from a person or team what they were given, or lift what they were denied */
  unassign(input?: AccessUnassignInput, options?: CallOptions): Promise<AccessUnassignOutput>;
  /** All that somebody was given or denied, themselves and through their teams, here and from schools above */
  personAssignments(input: AccessPersonAssignmentsInput, options?: CallOptions): Promise<AccessPersonAssignmentsOutput>;
  /** Hand the school over: somebody else owns it from now on, and you do not */
  handOver(input: AccessHandOverInput, options?: CallOptions): Promise<AccessHandOverOutput>;
  /** Everything that can be allowed, and which roles have it */
  permissions(input?: AccessPermissionsInput, options?: CallOptions): Promise<AccessPermissionsOutput>;
  /** The built-in roles and those of the school, with what each may */
  roles(input?: AccessRolesInput, options?: CallOptions): Promise<AccessRolesOutput>;
  /** Make a role of the school */
  createRole(input: AccessCreateRoleInput, options?: CallOptions): Promise<AccessCreateRoleOutput>;
  /** Change a role of the school; for all who have it on their next request */
  updateRole(input: AccessUpdateRoleInput, options?: CallOptions): Promise<AccessUpdateRoleOutput>;
  /** Remove a role of the school */
  removeRole(input: AccessRemoveRoleInput, options?: CallOptions): Promise<AccessRemoveRoleOutput>;
  /** Why somebody may do something, or may not */
  explain(input: AccessExplainInput, options?: CallOptions): Promise<AccessExplainOutput>;
  /** Who may do what, since when, given by whom: a line for each person and each thing they were given or denied */
  review(input?: AccessReviewInput, options?: CallOptions): Promise<AccessReviewOutput>;
}

export type AdminHealthInput = Record<never, never>;
export type AdminHealthOutput = {
  checks: Array<{
    name: string;
    /** By language tag; `en` is always there */
    title: Record<string, string>;
    /** `look`: nothing is broken, and somebody should know */
    state: "good" | "look" | "bad";
    /** By language tag; `en` is always there */
    says: Record<string, string>;
    /** What to do, where it is not good */
    mend: Record<string, string> | null;
    /** Of the command line, that does it or shows more */
    command: string | null;
  }>;
  facts: {
    version: string;
    node: string;
    system: string;
    /** Of the process that answers, in bytes */
    memory: number;
    upSince: string;
    database: "sqlite" | "postgres";
    jobs: "table" | "pg-boss";
    directory: string;
  };
  /** In this installation */
  schools: number;
  lookedAt: string;
};

export type AdminErrorsInput = {
  limit?: number;
};
export type AdminErrorsOutput = {
  items: Array<{
    at: string;
    message: string;
    operation: string | null;
    /** What the operation does */
    doing: string | null;
    plugin: string | null;
    request: string | null;
    /** Its first line */
    error: string | null;
    /** As far as the words of the error tell */
    why: "disk-full" | "unreachable" | "refused-by-other" | "no-permission" | "process-lost" | "not-understood" | "missing" | "too-slow" | "program-missing" | "unknown";
  }>;
};

export type AdminPluginsInput = Record<never, never>;
export type AdminPluginsOutput = {
  items: Array<{
    id: string;
    summary: string;
    version: string | null;
    state: "on" | "off";
    offSince: string | null;
    /** Name of who switched it off */
    offBy: string | null;
    /** A school cannot be without it */
    essential: boolean;
    needs: Array<string>;
    /** All that cannot work without it */
    neededBy: Array<string>;
    operations: number;
    /** It may see and change the whole installation */
    privileged: boolean;
  }>;
};

export type AdminTurnOffInput = {
  plugin: string;
  /** And all that cannot work without it */
  withDependents?: boolean;
};
export type AdminTurnOffOutput = {
  /** Ids of plugins, in the order it was done */
  switched: Array<string>;
};

export type AdminTurnOnInput = {
  plugin: string;
};
export type AdminTurnOnOutput = {
  /** Ids of plugins, in the order it was done */
  switched: Array<string>;
};

export type AdminSettingsInput = Record<never, never>;
export type AdminSettingsOutput = {
  items: Array<{
    plugin: string;
    key: string;
    /** By language tag; `en` is always there */
    title: Record<string, string>;
    hint: Record<string, string> | null;
    /** Of one that is chosen from several, by value */
    options: Record<string, Record<string, string>> | null;
    /** `parts`: it has parts of its own and is written in lms.config.ts */
    kind: "yes-no" | "number" | "text" | "choice" | "list" | "parts";
    /** JSON Schema of the value */
    schema: Record<string, unknown>;
    /** What holds; null where nothing is set, where it is secret or has parts */
    value: boolean | number | string | Array<string> | null;
    isSet: boolean;
    secret: boolean;
    /** It names something on the machine, and is set there */
    machine: boolean;
    /** `environment` wins over all others */
    from: "default" | "file" | "environment" | "here";
    /** The variable of the environment that would say it */
    variable: string;
    /** Schools below may decide otherwise */
    schoolsDecide: boolean;
  }>;
};

export type AdminSetSettingInput = {
  plugin: string;
  key: string;
  value: boolean | number | string | Array<string>;
};
export type AdminSetSettingOutput = {
  plugin: string;
  key: string;
  /** By language tag; `en` is always there */
  title: Record<string, string>;
  hint: Record<string, string> | null;
  /** Of one that is chosen from several, by value */
  options: Record<string, Record<string, string>> | null;
  /** `parts`: it has parts of its own and is written in lms.config.ts */
  kind: "yes-no" | "number" | "text" | "choice" | "list" | "parts";
  /** JSON Schema of the value */
  schema: Record<string, unknown>;
  /** What holds; null where nothing is set, where it is secret or has parts */
  value: boolean | number | string | Array<string> | null;
  isSet: boolean;
  secret: boolean;
  /** It names something on the machine, and is set there */
  machine: boolean;
  /** `environment` wins over all others */
  from: "default" | "file" | "environment" | "here";
  /** The variable of the environment that would say it */
  variable: string;
  /** Schools below may decide otherwise */
  schoolsDecide: boolean;
};

export type AdminUnsetSettingInput = {
  plugin: string;
  key: string;
};
export type AdminUnsetSettingOutput = {
  plugin: string;
  key: string;
  /** By language tag; `en` is always there */
  title: Record<string, string>;
  hint: Record<string, string> | null;
  /** Of one that is chosen from several, by value */
  options: Record<string, Record<string, string>> | null;
  /** `parts`: it has parts of its own and is written in lms.config.ts */
  kind: "yes-no" | "number" | "text" | "choice" | "list" | "parts";
  /** JSON Schema of the value */
  schema: Record<string, unknown>;
  /** What holds; null where nothing is set, where it is secret or has parts */
  value: boolean | number | string | Array<string> | null;
  isSet: boolean;
  secret: boolean;
  /** It names something on the machine, and is set there */
  machine: boolean;
  /** `environment` wins over all others */
  from: "default" | "file" | "environment" | "here";
  /** The variable of the environment that would say it */
  variable: string;
  /** Schools below may decide otherwise */
  schoolsDecide: boolean;
};

export type AdminSettingHistoryInput = {
  plugin?: string;
  key?: string;
  /** `next` of the page before */
  cursor?: string;
  limit?: number;
};
export type AdminSettingHistoryOutput = {
  items: Array<{
    id: string;
    plugin: string;
    key: string;
    /** By language tag; `en` is always there */
    title: Record<string, string>;
    /** Null: what it is without being set here */
    from: boolean | number | string | Array<string> | null;
    to: boolean | number | string | Array<string> | null;
    secret: boolean;
    at: string;
    /** Name of who did it */
    by: string | null;
    undoes: string | null;
    /** Nothing changed it since: it can be undone */
    latest: boolean;
  }>;
  next: string | null;
};

export type AdminUndoSettingInput = {
  changeId: string;
};
export type AdminUndoSettingOutput = {
  plugin: string;
  key: string;
  /** By language tag; `en` is always there */
  title: Record<string, string>;
  hint: Record<string, string> | null;
  /** Of one that is chosen from several, by value */
  options: Record<string, Record<string, string>> | null;
  /** `parts`: it has parts of its own and is written in lms.config.ts */
  kind: "yes-no" | "number" | "text" | "choice" | "list" | "parts";
  /** JSON Schema of the value */
  schema: Record<string, unknown>;
  /** What holds; null where nothing is set, where it is secret or has parts */
  value: boolean | number | string | Array<string> | null;
  isSet: boolean;
  secret: boolean;
  /** It names something on the machine, and is set there */
  machine: boolean;
  /** `environment` wins over all others */
  from: "default" | "file" | "environment" | "here";
  /** The variable of the environment that would say it */
  variable: string;
  /** Schools below may decide otherwise */
  schoolsDecide: boolean;
};

export type AdminQueuesInput = Record<never, never>;
export type AdminQueuesOutput = {
  items: Array<{
    queue: string;
    waiting: number;
    running: number;
    failed: number;
    /** Since when the first of those that wait could have started */
    since: string | null;
  }>;
};

export type AdminWorkInput = {
  state?: "waiting" | "running" | "done" | "failed" | "cancelled";
  cursor?: string;
  limit?: number;
};
export type AdminWorkOutput = {
  items: Array<{
    id: string;
    /** `event`: a plugin could not take what happened */
    kind: "job" | "event";
    name: string;
    queue: string;
    /** What it does */
    title: Record<string, string>;
    plugin: string;
    state: "waiting" | "running" | "done" | "failed" | "cancelled";
    attempt: number;
    attempts: number;
    done: number;
    total: number;
    note: string | null;
    /** What it was about, as far as that still has a name */
    about: string | null;
    error: string | null;
    why: "disk-full" | "unreachable" | "refused-by-other" | "no-permission" | "process-lost" | "not-understood" | "missing" | "too-slow" | "program-missing" | "unknown" | null;
    createdAt: string;
    runAt: string;
    finishedAt: string | null;
  }>;
  next: string | null;
};

export type AdminRetryWorkInput = {
  workId: string;
};
export type AdminRetryWorkOutput = {
  done: true;
};

export type AdminCancelWorkInput = {
  workId: string;
};
export type AdminCancelWorkOutput = {
  done: true;
};

export type AdminStorageInput = Record<never, never>;
export type AdminStorageOutput = {
  byPlugin: Array<{
    plugin: string;
    objects: number;
    bytes: number;
  }>;
  bySchool: Array<{
    /** Null: of no school alone */
    name: string | null;
    objects: number;
    bytes: number;
  }>;
  objects: number;
  bytes: number;
  database: number;
  /** Of the disk of the school folder */
  free: number;
  total: number;
  /** That nothing names; null when it cannot be told */
  unused: {
    objects: number;
    bytes: number;
  } | null;
  countedAt: string;
};

export type AdminSweepInput = Record<never, never>;
export type AdminSweepOutput = {
  /** Of the job that does it; `admin.progress` tells how far it is */
  jobId: string;
};

export type AdminBackupsInput = Record<never, never>;
export type AdminBackupsOutput = {
  items: Array<{
    name: string;
    madeAt: string;
    rows: number;
    objects: number;
    bytes: number;
    dialect: "sqlite" | "postgres";
  }>;
  folder: string;
};

export type AdminBackUpInput = Record<never, never>;
export type AdminBackUpOutput = {
  /** Of the job that does it; `admin.progress` tells how far it is */
  jobId: string;
};

export type AdminProgressInput = {
  jobId: string;
};
export type AdminProgressOutput = {
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  done: number;
  total: number;
  error: string | null;
};

/** Looking after the whole installation */
export interface AdminClient {
  /** Look at everything the installation stands on, and say what to mend */
  health(input?: AdminHealthInput, options?: CallOptions): Promise<AdminHealthOutput>;
  /** What went wrong lately, in plain words */
  errors(input?: AdminErrorsInput, options?: CallOptions): Promise<AdminErrorsOutput>;
  /** Every plugin, whether it is on, and what depends on what */
  plugins(input?: AdminPluginsInput, options?: CallOptions): Promise<AdminPluginsOutput>;
  /** Switch a plugin off for the whole installation; its data stays, its work waits */
  turnOff(input: AdminTurnOffInput, options?: CallOptions): Promise<AdminTurnOffOutput>;
  /** Switch a plugin on again, with all that it needs */
  turnOn(input: AdminTurnOnInput, options?: CallOptions): Promise<AdminTurnOnOutput>;
  /** Every setting of every plugin, what holds, and where that comes from */
  settings(input?: AdminSettingsInput, options?: CallOptions): Promise<AdminSettingsOutput>;
  /** Set something for the whole installation; holds at once */
  setSetting(input: AdminSetSettingInput, options?: CallOptions): Promise<AdminSetSettingOutput>;
  /** Let hold again what the file says, or the default */
  unsetSetting(input: AdminUnsetSettingInput, options?: CallOptions): Promise<AdminUnsetSettingOutput>;
  /** Who changed which setting, when, from what to what */
  settingHistory(input?: AdminSettingHistoryInput, options?: CallOptions): Promise<AdminSettingHistoryOutput>;
  /** Set again what was before a change */
  undoSetting(input: AdminUndoSettingInput, options?: CallOptions): Promise<AdminUndoSettingOutput>;
  /** How much waits, runs and has failed, by queue */
  queues(input?: AdminQueuesInput, options?: CallOptions): Promise<AdminQueuesOutput>;
  /** Jobs, latest first; with `failed` also events that were given up */
  work(input?: AdminWorkInput, options?: CallOptions): Promise<AdminWorkOutput>;
  /** Try again what failed */
  retryWork(input: AdminRetryWorkInput, options?: CallOptions): Promise<AdminRetryWorkOutput>;
  /** Stop a job that waits or runs */
  cancelWork(input: AdminCancelWorkInput, options?: CallOptions): Promise<AdminCancelWorkOutput>;
  /** Who uses how much of the storage, and what is left */
  storage(input?: AdminStorageInput, options?: CallOptions): Promise<AdminStorageOutput>;
  /** Look for files that nothing names; they are removed a day later */
  sweep(input?: AdminSweepInput, options?: CallOptions): Promise<AdminSweepOutput>;
  /** Backups in the school folder, latest first */
  backups(input?: AdminBackupsInput, options?: CallOptions): Promise<AdminBackupsOutput>;
  /** Make a backup of the whole installation now */
  backUp(input?: AdminBackUpInput, options?: CallOptions): Promise<AdminBackUpOutput>;
  /** How far a job is that was begun here */
  progress(input: AdminProgressInput, options?: CallOptions): Promise<AdminProgressOutput>;
}

export type AssessmentSourceInput = {
  lessonId: string;
};
export type AssessmentSourceOutput = {
  lessonId: string;
  /** 0 before the first */
  version: number;
  quiz: {
    /** Percent of the points */
    pass: number;
    /** null: as many as one likes */
    attempts: number | null;
    /** Every attempt has the questions in an order of its own */
    shuffle: boolean;
    /** When it is shown what was right: after each question, at the end, or never */
    answers: "after" | "end" | "never";
    questions: Array<{
      /** Stays the same when the question is changed or moved */
      id: string;
      /** single, multiple, true-false, short-text, or what a plugin adds */
      type: string;
      /** Markdown */
      prompt: string;
      points: number;
      /** What the type keeps: `choices` of { text, right }, `right`, or `accepted` */
      body: Record<string, unknown>;
      /** Markdown; shown with the right answer */
      explanation?: string;
    }>;
  };
  savedAt: string | null;
};

export type AssessmentWriteInput = {
  lessonId: string;
  quiz: {
    /** Percent of the points */
    pass: number;
    /** null: as many as one likes */
    attempts: number | null;
    /** Every attempt has the questions in an order of its own */
    shuffle: boolean;
    /** When it is shown what was right: after each question, at the end, or never */
    answers: "after" | "end" | "never";
    questions: Array<{
      /** Stays the same when the question is changed or moved */
      id: string;
      /** single, multiple, true-false, short-text, or what a plugin adds */
      type: string;
      /** Markdown */
      prompt: string;
      points: number;
      /** What the type keeps: `choices` of { text, right }, `right`, or `accepted` */
      body: Record<string, unknown>;
      /** Markdown; shown with the right answer */
      explanation?: string;
    }>;
  };
};
export type AssessmentWriteOutput = {
  lessonId: string;
  /** 0 before the first */
  version: number;
  quiz: {
    /** Percent of the points */
    pass: number;
    /** null: as many as one likes */
    attempts: number | null;
    /** Every attempt has the questions in an order of its own */
    shuffle: boolean;
    /** When it is shown what was right: after each question, at the end, or never */
    answers: "after" | "end" | "never";
    questions: Array<{
      /** Stays the same when the question is changed or moved */
      id: string;
      /** single, multiple, true-false, short-text, or what a plugin adds */
      type: string;
      /** Markdown */
      prompt: string;
      points: number;
      /** What the type keeps: `choices` of { text, right }, `right`, or `accepted` */
      body: Record<string, unknown>;
      /** Markdown; shown with the right answer */
      explanation?: string;
    }>;
  };
  savedAt: string | null;
  /** As a learner will see it */
  shown: Array<{
    /** Stays the same when the question is changed or moved */
    id: string;
    /** single, multiple, true-false, short-text, or what a plugin adds */
    type: string;
    points: number;
    /** The prompt, sanitised */
    html: string;
    /** What there is to choose from: `choices` as HTML, in their places */
    view: Record<string, unknown>;
  }>;
};

export type AssessmentResultsInput = {
  lessonId: string;
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
};
export type AssessmentResultsOutput = {
  items: Array<{
    userId: string;
    name: string;
    state: "not-begun" | "open" | "not-passed" | "passed";
    attempts: number;
    best: number | null;
    lastAt: string | null;
  }>;
  next: string | null;
};

export type AssessmentQuestionStatsInput = {
  lessonId: string;
};
export type AssessmentQuestionStatsOutput = {
  attempts: number;
  questions: Array<{
    id: string;
    type: string;
    html: string;
    answered: number;
    /** Part of the points that its answers earned */
    average: number | null;
    counts: Array<{
      text: string;
      count: number;
      right: boolean;
    }>;
  }>;
};

export type AssessmentAttemptInput = {
  lessonId: string;
  attempt: number;
  userId: string;
};
export type AssessmentAttemptOutput = {
  number: number;
  begunAt: string;
  submittedAt: string | null;
  score: number | null;
  passed: boolean | null;
  lessonId: string;
  pass: number;
  answers: "after" | "end" | "never";
  /** Earned */
  points: number | null;
  /** Points there are */
  total: number;
  questions: Array<{
    /** Stays the same when the question is changed or moved */
    id: string;
    /** single, multiple, true-false, short-text, or what a plugin adds */
    type: string;
    points: number;
    /** The prompt, sanitised */
    html: string;
    /** What there is to choose from: `choices` as HTML, in their places */
    view: Record<string, unknown>;
    /** A place, places, true or false, or words; null without one */
    answer: unknown;
    /** The answer stands, and was told whether it is right */
    checked: boolean;
    /** null as long as it may not be told */
    score: number | null;
    /** `right` or `accepted`; null as long as it may not be told */
    solution: Record<string, unknown> | null;
    /** HTML */
    explanation: string | null;
    /** HTML */
    feedback: string | null;
  }>;
  /** Of the learner */
  name: string;
};

export type AssessmentOpenInput = {
  lessonId: string;
};
export type AssessmentOpenOutput = {
  lessonId: string;
  questions: number;
  points: number;
  pass: number;
  attempts: number | null;
  answers: "after" | "end" | "never";
  mine: Array<{
    number: number;
    begunAt: string;
    submittedAt: string | null;
    score: number | null;
    passed: boolean | null;
  }>;
  /** The attempt that is not handed in */
  running: number | null;
  best: number | null;
  passed: boolean;
  canBegin: boolean;
};

export type AssessmentBeginInput = {
  lessonId: string;
};
export type AssessmentBeginOutput = {
  attempt: number;
};

export type AssessmentReviewInput = {
  lessonId: string;
  attempt: number;
};
export type AssessmentReviewOutput = {
  number: number;
  begunAt: string;
  submittedAt: string | null;
  score: number | null;
  passed: boolean | null;
  lessonId: string;
  pass: number;
  answers: "after" | "end" | "never";
  /** Earned */
  points: number | null;
  /** Points there are */
  total: number;
  questions: Array<{
    /** Stays the same when the question is changed or moved */
    id: string;
    /** single, multiple, true-false, short-text, or what a plugin adds */
    type: string;
    points: number;
    /** The prompt, sanitised */
    html: string;
    /** What there is to choose from: `choices` as HTML, in their places */
    view: Record<string, unknown>;
    /** A place, places, true or false, or words; null without one */
    answer: unknown;
    /** The answer stands, and was told whether it is right */
    checked: boolean;
    /** null as long as it may not be told */
    score: number | null;
    /** `right` or `accepted`; null as long as it may not be told */
    solution: Record<string, unknown> | null;
    /** HTML */
    explanation: string | null;
    /** HTML */
    feedback: string | null;
  }>;
};

export type AssessmentAnswerInput = {
  lessonId: string;
  attempt: number;
  questionId: string;
  /** A place from 0, places, true or false, or words; null takes it back */
  answer: unknown;
};
export type AssessmentAnswerOutput = {
  done: true;
};

export type AssessmentCheckInput = {
  lessonId: string;
  attempt: number;
  questionId: string;
};
export type AssessmentCheckOutput = {
  done: true;
};

export type AssessmentSubmitInput = {
  lessonId: string;
  attempt: number;
};
export type AssessmentSubmitOutput = {
  done: true;
};

/** Quizzes as lessons */
export interface AssessmentClient {
  /** A quiz as it is written, right answers included */
  source(input: AssessmentSourceInput, options?: CallOptions): Promise<AssessmentSourceOutput>;
  /** Write a quiz */
  write(input: AssessmentWriteInput, options?: CallOptions): Promise<AssessmentWriteOutput>;
  /** How the learners of the course did, by name */
  results(input: AssessmentResultsInput, options?: CallOptions): Promise<AssessmentResultsOutput>;
  /** How many answered what, in attempts that were handed in */
  questionStats(input: AssessmentQuestionStatsInput, options?: CallOptions): Promise<AssessmentQuestionStatsOutput>;
  /** An attempt of a learner, or of mine also when I have left the course */
  attempt(input: AssessmentAttemptInput, options?: CallOptions): Promise<AssessmentAttemptOutput>;
  /** A quiz before it is begun, and my attempts */
  open(input: AssessmentOpenInput, options?: CallOptions): Promise<AssessmentOpenOutput>;
  /** Begin an attempt, or go on with the one that is open */
  begin(input: AssessmentBeginInput, options?: CallOptions): Promise<AssessmentBeginOutput>;
  /** My attempt: its questions and what I answered; what was right as soon as the quiz tells it */
  review(input: AssessmentReviewInput, options?: CallOptions): Promise<AssessmentReviewOutput>;
  /** My answer to a question; the last one counts */
  answer(input: AssessmentAnswerInput, options?: CallOptions): Promise<AssessmentAnswerOutput>;
  /** Let my answer stand, and be told in the review whether it is right */
  check(input: AssessmentCheckInput, options?: CallOptions): Promise<AssessmentCheckOutput>;
  /** Hand an attempt in; twice is once */
  submit(input: AssessmentSubmitInput, options?: CallOptions): Promise<AssessmentSubmitOutput>;
}

export type AuditListInput = {
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
  /** Id of a person or service account: what they did, or was done as them, or they did as somebody else */
  actor?: string;
  /** Such as `courses.publish` */
  operation?: string;
  kind?: "sign-in" | "access" | "export" | "erasure";
  /** `done`, `refused` for every refusal, or the code of a problem */
  outcome?: string;
  /** Id of whom or what it was about */
  target?: string;
  from?: string;
  /** Not included */
  to?: string;
};
export type AuditListOutput = {
  items: Array<{
    id: string;
    /** In the log, from 1; null for less than a second */
    position: number | null;
    at: string;
    actor: {
      id: string;
      /** Of who is still here */
      name: string | null;
      kind: "person" | "service" | "system" | "anonymous";
    };
    /** The person who acted as the actor */
    impersonator: {
      id: string;
      /** Of who is still here */
      name: string | null;
    } | null;
    /** By which calls that belong together are found */
    session: string | null;
    via: "http" | "process" | "command-line" | "job" | "event" | "kernel";
    /** Where the call came from, as coarse as the school keeps it */
    address: string | null;
    operation: string;
    /** As what an audit counts it; null for an ordinary change */
    kind: "sign-in" | "access" | "export" | "erasure" | null;
    /** `done`, or the code of the problem that refused it */
    outcome: string;
    /** Whom or what it was about */
    target: {
      id: string;
      /** Of who is still here */
      name: string | null;
      /** `user`, `course`, `team`, `role`; null where nothing here is called so any more */
      type: string | null;
    } | null;
    /** Whom or what else its facts name, as far as it is still here */
    others: Array<{
      id: string;
      /** Of who is still here */
      name: string | null;
      /** `user`, `course`, `team`, `role`; null where nothing here is called so any more */
      type: string | null;
    }>;
    /** Ids in the input and in its path, and `made`, of what came into being; what the operation tells (`role`, `permission`); `digest`, keyed, of all of it; `writes` and `written`, how many statements changed something and a keyed digest of them; `before` and `after`, versions of an authored thing */
    facts: Record<string, string>;
    request: string;
  }>;
  next: string | null;
};

export type AuditEntryInput = {
  entryId: string;
};
export type AuditEntryOutput = {
  id: string;
  /** In the log, from 1; null for less than a second */
  position: number | null;
  at: string;
  actor: {
    id: string;
    /** Of who is still here */
    name: string | null;
    kind: "person" | "service" | "system" | "anonymous";
  };
  /** The person who acted as the actor */
  impersonator: {
    id: string;
    /** Of who is still here */
    name: string | null;
  } | null;
  /** By which calls that belong together are found */
  session: string | null;
  via: "http" | "process" | "command-line" | "job" | "event" | "kernel";
  /** Where the call came from, as coarse as the school keeps it */
  address: string | null;
  operation: string;
  /** As what an audit counts it; null for an ordinary change */
  kind: "sign-in" | "access" | "export" | "erasure" | null;
  /** `done`, or the code of the problem that refused it */
  outcome: string;
  /** Whom or what it was about */
  target: {
    id: string;
    /** Of who is still here */
    name: string | null;
    /** `user`, `course`, `team`, `role`; null where nothing here is called so any more */
    type: string | null;
  } | null;
  /** Whom or what else its facts name, as far as it is still here */
  others: Array<{
    id: string;
    /** Of who is still here */
    name: string | null;
    /** `user`, `course`, `team`, `role`; null where nothing here is called so any more */
    type: string | null;
  }>;
  /** Ids in the input and in its path, and `made`, of what came into being; what the operation tells (`role`, `permission`); `digest`, keyed, of all of it; `writes` and `written`, how many statements changed something and a keyed digest of them; `before` and `after`, versions of an authored thing */
  facts: Record<string, string>;
  request: string;
};

export type AuditTimelineInput = {
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
  /** Id, also of somebody who is gone */
  person?: string;
  session?: string;
  from?: string;
  /** Not included */
  to?: string;
};
export type AuditTimelineOutput = {
  items: Array<{
    id: string;
    /** In the log, from 1; null for less than a second */
    position: number | null;
    at: string;
    actor: {
      id: string;
      /** Of who is still here */
      name: string | null;
      kind: "person" | "service" | "system" | "anonymous";
    };
    /** The person who acted as the actor */
    impersonator: {
      id: string;
      /** Of who is still here */
      name: string | null;
    } | null;
    /** By which calls that belong together are found */
    session: string | null;
    via: "http" | "process" | "command-line" | "job" | "event" | "kernel";
    /** Where the call came from, as coarse as the school keeps it */
    address: string | null;
    operation: string;
    /** As what an audit counts it; null for an ordinary change */
    kind: "sign-in" | "access" | "export" | "erasure" | null;
    /** `done`, or the code of the problem that refused it */
    outcome: string;
    /** Whom or what it was about */
    target: {
      id: string;
      /** Of who is still here */
      name: string | null;
      /** `user`, `course`, `team`, `role`; null where nothing here is called so any more */
      type: string | null;
    } | null;
    /** Whom or what else its facts name, as far as it is still here */
    others: Array<{
      id: string;
      /** Of who is still here */
      name: string | null;
      /** `user`, `course`, `team`, `role`; null where nothing here is called so any more */
      type: string | null;
    }>;
    /** Ids in the input and in its path, and `made`, of what came into being; what the operation tells (`role`, `permission`); `digest`, keyed, of all of it; `writes` and `written`, how many statements changed something and a keyed digest of them; `before` and `after`, versions of an authored thing */
    facts: Record<string, string>;
    request: string;
  }>;
  next: string | null;
};

export type AuditVerifyInput = Record<never, never>;
export type AuditVerifyOutput = {
  /** Entries that are as they were sealed */
  verified: number;
  /** Those among them that were removed in time, as signed tombstones say */
  removed: number;
  /** Kept elsewhere, it proves later that nothing before it was replaced */
  head: {
    organization: string;
    /** Entries, from the first on */
    size: number;
    /** Of the hash tree over them (RFC 6962), SHA-256 in hex */
    root: string;
    at: string;
    /** Public key of the school, Ed25519 in base64url */
    key: string;
    /** Of the text of `note`, in base64 */
    signature: string;
    /** The same as a signed checkpoint (C2SP), a few lines to be written down anywhere */
    note: string;
  } | null;
  /** The first entry that is not as it was sealed */
  fault: {
    position: number;
    /** Of the entry that stands there now */
    id: string | null;
    /** `replaced`: entries up to here were sealed anew; `unsigned`: by something that does not have the school’s key */
    what: "altered" | "missing" | "moved" | "replaced" | "unsigned";
    /** Where a moved entry stood */
    sealedAt: number | null;
  } | null;
};

export type AuditProveInput = {
  entryId: string;
  /** Size of a head that was noted before: the proof then leads on from it */
  older?: number;
};
export type AuditProveOutput = {
  format: "lectern-audit-proof";
  version: 1;
  /** As it was sealed */
  entry: {
    id: string;
    organization: string;
    at: string;
    actorKind: string;
    actor: string;
    impersonator: string | null;
    session: string | null;
    via: string;
    originDigest: string | null;
    operation: string;
    kind: "sign-in" | "access" | "export" | "erasure" | null;
    outcome: string;
    target: string | null;
    facts: Record<string, string>;
    request: string;
  };
  /** Where the call came from, of which the entry has a digest */
  origin: {
    address: string;
    salt: string;
  } | null;
  /** From 0 */
  leafIndex: number;
  /** Inclusion proof (RFC 6962, 2.1.1) */
  path: Array<string>;
  head: {
    organization: string;
    /** Entries, from the first on */
    size: number;
    /** Of the hash tree over them (RFC 6962), SHA-256 in hex */
    root: string;
    at: string;
    /** Public key of the school, Ed25519 in base64url */
    key: string;
    /** Of the text of `note`, in base64 */
    signature: string;
    /** The same as a signed checkpoint (C2SP), a few lines to be written down anywhere */
    note: string;
  };
  /** That the log begins with all of a head from before, which the verifier has (RFC 6962, 2.1.2) */
  older?: {
    size: number;
    path: Array<string>;
  };
};

export type AuditHeadInput = Record<never, never>;
export type AuditHeadOutput = {
  /** null while nothing is in it */
  head: {
    organization: string;
    /** Entries, from the first on */
    size: number;
    /** Of the hash tree over them (RFC 6962), SHA-256 in hex */
    root: string;
    at: string;
    /** Public key of the school, Ed25519 in base64url */
    key: string;
    /** Of the text of `note`, in base64 */
    signature: string;
    /** The same as a signed checkpoint (C2SP), a few lines to be written down anywhere */
    note: string;
  } | null;
};

export type AuditHeadsInput = {
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
};
export type AuditHeadsOutput = {
  items: Array<{
    organization: string;
    /** Entries, from the first on */
    size: number;
    /** Of the hash tree over them (RFC 6962), SHA-256 in hex */
    root: string;
    at: string;
    /** Public key of the school, Ed25519 in base64url */
    key: string;
    /** Of the text of `note`, in base64 */
    signature: string;
    /** The same as a signed checkpoint (C2SP), a few lines to be written down anywhere */
    note: string;
  }>;
  next: string | null;
};

export type AuditKeyInput = Record<never, never>;
export type AuditKeyOutput = {
  /** Ed25519 (RFC 8032), 32 bytes in base64url */
  key: string;
};

export type AuditConsistencyInput = {
  older: number;
  newer: number;
};
export type AuditConsistencyOutput = {
  older: number;
  newer: number;
  path: Array<string>;
};

export type AuditHoldsInput = Record<never, never>;
export type AuditHoldsOutput = {
  /** Entries older than so many days are removed; 0 keeps all */
  keepDays: number;
  items: Array<{
    id: string;
    /** Entries of and about somebody are kept */
    person: {
      id: string;
      name: string | null;
    } | null;
    /** Entries about this are kept; all are when neither is there */
    target: string | null;
    reason: string;
    setBy: {
      id: string;
      name: string | null;
    };
    setAt: string;
    releasedBy: {
      id: string;
      name: string | null;
    } | null;
    /** null while it holds */
    releasedAt: string | null;
  }>;
};

export type AuditHoldInput = {
  person?: string;
  target?: string;
  reason: string;
};
export type AuditHoldOutput = {
  id: string;
  /** Entries of and about somebody are kept */
  person: {
    id: string;
    name: string | null;
  } | null;
  /** Entries about this are kept; all are when neither is there */
  target: string | null;
  reason: string;
  setBy: {
    id: string;
    name: string | null;
  };
  setAt: string;
  releasedBy: {
    id: string;
    name: string | null;
  } | null;
  /** null while it holds */
  releasedAt: string | null;
};

export type AuditReleaseInput = {
  holdId: string;
};
export type AuditReleaseOutput = {
  done: true;
};

export type AuditTombstonesInput = {
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
};
export type AuditTombstonesOutput = {
  items: Array<{
    id: string;
    at: string;
    reason: "retention" | "organization erased";
    by: {
      id: string;
      name: string | null;
    };
    /** First and last position of entries that went */
    runs: Array<Array<unknown>>;
    count: number;
    /** They were from before */
    olderThan: string;
    /** Of the log when they went */
    size: number;
    /** Of its tree, which they are still in */
    root: string;
  }>;
  next: string | null;
};

export type AuditReportInput = {
  from: string;
  /** Not included */
  to: string;
};
export type AuditReportOutput = {
  from: string;
  to: string;
  entries: number;
  /** Everything that was done */
  changes: number;
  refusals: number;
  signIns: {
    done: number;
    refused: number;
  };
  /** Rights that were given or taken */
  access: {
    done: number;
    refused: number;
  };
  exports: {
    done: number;
    refused: number;
  };
  erasures: {
    done: number;
    refused: number;
  };
  /** What somebody did as somebody else */
  actingAs: number;
  /** Those that were asked most often first, at most 100 */
  operations: Array<{
    operation: string;
    done: number;
    refused: number;
  }>;
  /** When the log was gone through, and up to which head; the latest 100 */
  verifications: Array<{
    at: string;
    by: {
      id: string;
      name: string | null;
    };
    verified: number;
    size: number;
    root: string | null;
    /** The first entry that is not as it was sealed */
    fault: {
      position: number;
      /** Of the entry that stands there now */
      id: string | null;
      /** `replaced`: entries up to here were sealed anew; `unsigned`: by something that does not have the school’s key */
      what: "altered" | "missing" | "moved" | "replaced" | "unsigned";
      /** Where a moved entry stood */
      sealedAt: number | null;
    } | null;
  }>;
  /** Entries that retention removed in this time */
  removed: number;
  /** Legal holds that hold now */
  holds: number;
  /** The log this was counted from */
  head: {
    organization: string;
    /** Entries, from the first on */
    size: number;
    /** Of the hash tree over them (RFC 6962), SHA-256 in hex */
    root: string;
    at: string;
    /** Public key of the school, Ed25519 in base64url */
    key: string;
    /** Of the text of `note`, in base64 */
    signature: string;
    /** The same as a signed checkpoint (C2SP), a few lines to be written down anywhere */
    note: string;
  } | null;
};

/** Who did what, and the proof that the log is whole */
export interface AuditClient {
  /** Who did, or was refused, what; latest first */
  list(input?: AuditListInput, options?: CallOptions): Promise<AuditListOutput>;
  /** One entry of the log */
  entry(input: AuditEntryInput, options?: CallOptions): Promise<AuditEntryOutput>;
  /** All that one person or one session did and met, in every plugin; latest first */
  timeline(input?: AuditTimelineInput, options?: CallOptions): Promise<AuditTimelineOutput>;
  /** Go through the whole log and see whether anybody has touched it */
  verify(input?: AuditVerifyInput, options?: CallOptions): Promise<AuditVerifyOutput>;
  /** The proof that an entry is in the log, to be verified without the school */
  prove(input: AuditProveInput, options?: CallOptions): Promise<AuditProveOutput>;
  /** What the log is now, signed by the school */
  head(input?: AuditHeadInput, options?: CallOptions): Promise<AuditHeadOutput>;
  /** Signed heads that were kept on the way; latest first */
  heads(input?: AuditHeadsInput, options?: CallOptions): Promise<AuditHeadsOutput>;
  /** The public key with which this school signs its log */
  key(input?: AuditKeyInput, options?: CallOptions): Promise<AuditKeyOutput>;
  /** The proof that the log of one head begins with all of another’s */
  consistency(input: AuditConsistencyInput, options?: CallOptions): Promise<AuditConsistencyOutput>;
  /** What is kept of the log whatever its age; those that were released too */
  holds(input?: AuditHoldsInput, options?: CallOptions): Promise<AuditHoldsOutput>;
  /** Keep entries whatever their age: of a person, about a thing, or all */
  hold(input: AuditHoldInput, options?: CallOptions): Promise<AuditHoldOutput>;
  /** Keep these entries no longer than others */
  release(input: AuditReleaseInput, options?: CallOptions): Promise<AuditReleaseOutput>;
  /** What was removed of the log, when and why; latest first */
  tombstones(input?: AuditTombstonesInput, options?: CallOptions): Promise<AuditTombstonesOutput>;
  /** What was done, refused, given, taken out and erased in a period */
  report(input: AuditReportInput, options?: CallOptions): Promise<AuditReportOutput>;
}

export type AuthSessionInput = Record<never, never>;
export type AuthSessionOutput = {
  /** null when nobody is signed in */
  person: {
    id: string;
    name: string;
    email: string;
  } | null;
  /** What the person may do in the whole school */
  permissions: Array<string>;
  /** Who acts as this person */
  impersonator: {
    id: string;
    name: string;
  } | null;
  /** The program of the school that asks */
  serviceAccount: {
    id: string;
    name: string;
  } | null;
};

export type AuthSignUpInput = {
  name: string;
  email: string;
  password?: string;
};
export type AuthSignUpOutput = {
  /** null when nobody is signed in */
  person: {
    id: string;
    name: string;
    email: string;
  } | null;
  /** What the person may do in the whole school */
  permissions: Array<string>;
  /** Absent when the person is in; `second-factor`: a code is owed; `set-up-second-factor`: in, and for the person’s own account alone until there is a second step; `mail`: a link was sent */
  next?: "second-factor" | "set-up-second-factor" | "mail";
  /** For `auth.secondFactor` */
  ticket?: string;
};

export type AuthSignInInput = {
  email: string;
  password: string;
};
export type AuthSignInOutput = {
  /** null when nobody is signed in */
  person: {
    id: string;
    name: string;
    email: string;
  } | null;
  /** What the person may do in the whole school */
  permissions: Array<string>;
  /** Absent when the person is in; `second-factor`: a code is owed; `set-up-second-factor`: in, and for the person’s own account alone until there is a second step; `mail`: a link was sent */
  next?: "second-factor" | "set-up-second-factor" | "mail";
  /** For `auth.secondFactor` */
  ticket?: string;
};

export type AuthExchangeInput = {
  token: string;
  as?: "bearer" | "cookie";
};
export type AuthExchangeOutput = {
  /** null when nobody is signed in */
  person: {
    id: string;
    name: string;
    email: string;
  } | null;
  /** What the person may do in the whole school */
  permissions: Array<string>;
  /** null where a cookie was asked for */
  token: string | null;
};

export type AuthSignOutInput = Record<never, never>;
export type AuthSignOutOutput = {
  done: true;
};

export type AuthEnterInput = {
  organizationId: string;
};
export type AuthEnterOutput = {
  /** null when nobody is signed in */
  person: {
    id: string;
    name: string;
    email: string;
  } | null;
  /** What the person may do in the whole school */
  permissions: Array<string>;
};

export type AuthPasskeysInput = Record<never, never>;
export type AuthPasskeysOutput = {
  items: Array<{
    id: string;
    name: string;
    /** Where it signs in: a passkey belongs to one name of the school */
    host: string;
    /** Whether that is this address */
    here: boolean;
    /** Kept in an account of its maker, so that it outlives the device */
    synced: boolean;
    createdAt: string;
    lastUsedAt: string | null;
  }>;
};

export type AuthAddPasskeyInput = {
  name: string;
  credential: {
    id: string;
    rawId: string;
    type: "public-key";
    authenticatorAttachment?: "platform" | "cross-platform" | null;
    clientExtensionResults?: Record<string, unknown>;
    response: {
      clientDataJSON: string;
      attestationObject: string;
      transports?: Array<string>;
    };
  };
};
export type AuthAddPasskeyOutput = {
  id: string;
  name: string;
  /** Where it signs in: a passkey belongs to one name of the school */
  host: string;
  /** Whether that is this address */
  here: boolean;
  /** Kept in an account of its maker, so that it outlives the device */
  synced: boolean;
  createdAt: string;
  lastUsedAt: string | null;
};

export type AuthPasskeyOptionsInput = Record<never, never>;
export type AuthPasskeyOptionsOutput = {
  options: Record<string, unknown>;
};

export type AuthRenamePasskeyInput = {
  passkeyId: string;
  name: string;
};
export type AuthRenamePasskeyOutput = {
  id: string;
  name: string;
  /** Where it signs in: a passkey belongs to one name of the school */
  host: string;
  /** Whether that is this address */
  here: boolean;
  /** Kept in an account of its maker, so that it outlives the device */
  synced: boolean;
  createdAt: string;
  lastUsedAt: string | null;
};

export type AuthRemovePasskeyInput = {
  passkeyId: string;
  /** Also when it is the last way to sign in */
  anyway?: boolean;
};
export type AuthRemovePasskeyOutput = {
  done: true;
};

export type AuthPasskeySignInOptionsInput = Record<never, never>;
export type AuthPasskeySignInOptionsOutput = {
  options: Record<string, unknown>;
};

export type AuthSignInWithPasskeyInput = {
  credential: {
    id: string;
    rawId: string;
    type: "public-key";
    authenticatorAttachment?: "platform" | "cross-platform" | null;
    clientExtensionResults?: Record<string, unknown>;
    response: {
      clientDataJSON: string;
      authenticatorData: string;
      signature: string;
      userHandle?: string | null;
    };
  };
};
export type AuthSignInWithPasskeyOutput = {
  /** null when nobody is signed in */
  person: {
    id: string;
    name: string;
    email: string;
  } | null;
  /** What the person may do in the whole school */
  permissions: Array<string>;
};

export type AuthSignOnOptionsInput = {
  email?: string;
};
export type AuthSignOnOptionsOutput = {
  /** Buttons */
  ways: Array<{
    providerId: string;
    name: string;
    kind: string;
  }>;
  routed: {
    providerId: string;
    name: string;
    required: boolean;
  } | null;
};

export type AuthStartSignOnInput = {
  providerId: string;
  /** To connect it to the account that is signed in */
  connect?: boolean;
  /** Told to the provider, which then need not ask */
  email?: string;
};
export type AuthStartSignOnOutput = {
  location: string;
  state: string;
  ticket: string;
};

export type AuthFinishSignOnInput = {
  answer: string;
  ticket: string;
};
export type AuthFinishSignOnOutput = {
  /** null when nobody is signed in */
  person: {
    id: string;
    name: string;
    email: string;
  } | null;
  /** What the person may do in the whole school */
  permissions: Array<string>;
  /** Absent when the person is in; `second-factor`: a code is owed; `set-up-second-factor`: in, and for the person’s own account alone until there is a second step; `mail`: a link was sent */
  next?: "second-factor" | "set-up-second-factor" | "mail";
  /** For `auth.secondFactor` */
  ticket?: string;
  /** An account was connected, and nobody signed in */
  connected: boolean;
};

export type AuthConnectedAccountsInput = Record<never, never>;
export type AuthConnectedAccountsOutput = {
  items: Array<{
    id: string;
    provider: string;
    providerId: string;
    email: string | null;
    connectedAt: string;
    lastUsedAt: string | null;
  }>;
};

export type AuthDisconnectAccountInput = {
  accountId: string;
  /** Also when it is the last way to sign in */
  anyway?: boolean;
};
export type AuthDisconnectAccountOutput = {
  done: true;
};

export type AuthProvidersInput = Record<never, never>;
export type AuthProvidersOutput = {
  items: Array<{
    id: string;
    kind: string;
    /** As the button says it */
    name: string;
    issuer: string;
    clientId: string;
    /** Whose people it knows: an address there leads to it */
    domains: Array<string>;
    /** As what somebody new is let in */
    admits: "nobody" | "learner" | "instructor";
    /** What its kind asks for beyond that: `kinds` of `auth.providers` names them */
    details: Record<string, string>;
    /** Its word on an address of its domains is enough, though it does not say `email_verified` */
    trusted: boolean;
    /** People of its domains sign in here only; owners can always use their password */
    required: boolean;
    /** Shown to everybody; otherwise found by address only */
    button: boolean;
    enabled: boolean;
    hasSecret: boolean;
  }>;
  kinds: Array<{
    kind: string;
    /** null where its address is asked for */
    issuer: string | null;
    /** Keys of `details`, all of them needed */
    asks: Array<{
      name: string;
      pattern: string;
    }>;
    /** `key`: clientSecret is the PEM of a private key */
    secret: "text" | "key";
    /** The page on which the school is registered there */
    register: string | null;
    /** The address that it has to be told */
    redirect: string;
    /** It says itself which addresses were confirmed; there is nothing to trust */
    everybodys: boolean;
  }>;
  /** The address that providers have to be told, but those whose kind says another */
  redirect: string;
};

export type AuthAddProviderInput = {
  /** As the button says it */
  name: string;
  /** Its address; not of providers there is one of */
  issuer?: string;
  clientId: string;
  /** Whose people it knows: an address there leads to it */
  domains?: Array<string>;
  /** As what somebody new is let in */
  admits?: "nobody" | "learner" | "instructor";
  /** What its kind asks for beyond that: `kinds` of `auth.providers` names them */
  details?: Record<string, string>;
  /** Its word on an address of its domains is enough, though it does not say `email_verified` */
  trusted?: boolean;
  /** People of its domains sign in here only; owners can always use their password */
  required?: boolean;
  /** Shown to everybody; otherwise found by address only */
  button?: boolean;
  enabled?: boolean;
  kind?: string;
  /** Or the PEM of a private key, where the kind wants one */
  clientSecret?: string;
};
export type AuthAddProviderOutput = {
  id: string;
  kind: string;
  /** As the button says it */
  name: string;
  issuer: string;
  clientId: string;
  /** Whose people it knows: an address there leads to it */
  domains: Array<string>;
  /** As what somebody new is let in */
  admits: "nobody" | "learner" | "instructor";
  /** What its kind asks for beyond that: `kinds` of `auth.providers` names them */
  details: Record<string, string>;
  /** Its word on an address of its domains is enough, though it does not say `email_verified` */
  trusted: boolean;
  /** People of its domains sign in here only; owners can always use their password */
  required: boolean;
  /** Shown to everybody; otherwise found by address only */
  button: boolean;
  enabled: boolean;
  hasSecret: boolean;
};

export type AuthUpdateProviderInput = {
  providerId: string;
  /** The ETag of what `auth.providers` answered: refused when somebody changed it since */
  "If-Match"?: string;
  /** As the button says it */
  name?: string;
  /** Its address; not of providers there is one of */
  issuer?: string;
  clientId?: string;
  /** Or the PEM of a private key, where the kind wants one */
  clientSecret?: string;
  /** Whose people it knows: an address there leads to it */
  domains?: Array<string>;
  /** As what somebody new is let in */
  admits?: "nobody" | "learner" | "instructor";
  /** What its kind asks for beyond that: `kinds` of `auth.providers` names them */
  details?: Record<string, string>;
  /** Its word on an address of its domains is enough, though it does not say `email_verified` */
  trusted?: boolean;
  /** People of its domains sign in here only; owners can always use their password */
  required?: boolean;
  /** Shown to everybody; otherwise found by address only */
  button?: boolean;
  enabled?: boolean;
};
export type AuthUpdateProviderOutput = {
  id: string;
  kind: string;
  /** As the button says it */
  name: string;
  issuer: string;
  clientId: string;
  /** Whose people it knows: an address there leads to it */
  domains: Array<string>;
  /** As what somebody new is let in */
  admits: "nobody" | "learner" | "instructor";
  /** What its kind asks for beyond that: `kinds` of `auth.providers` names them */
  details: Record<string, string>;
  /** Its word on an address of its domains is enough, though it does not say `email_verified` */
  trusted: boolean;
  /** People of its domains sign in here only; owners can always use their password */
  required: boolean;
  /** Shown to everybody; otherwise found by address only */
  button: boolean;
  enabled: boolean;
  hasSecret: boolean;
};

export type AuthRemoveProviderInput = {
  providerId: string;
};
export type AuthRemoveProviderOutput = {
  done: true;
};

export type AuthTestProviderInput = {
  providerId: string;
};
export type AuthTestProviderOutput = {
  ok: boolean;
  /** What is wrong, and what to do */
  problem: string | null;
};

export type AuthSessionsInput = Record<never, never>;
export type AuthSessionsOutput = {
  items: Array<{
    id: string;
    current: boolean;
    startedAt: string;
    /** Exact to the hour */
    lastSeenAt: string;
    how: "password" | "passkey" | "link" | "sign-on" | "social" | "token" | "device" | "impersonation";
    /** Such as "Firefox on Linux"; empty where it is not known */
    device: string;
    /** Of an IPv6 address its first half */
    network: string | null;
  }>;
};

export type AuthEndSessionInput = {
  sessionId: string;
};
export type AuthEndSessionOutput = {
  done: true;
};

export type AuthEndOtherSessionsInput = Record<never, never>;
export type AuthEndOtherSessionsOutput = {
  ended: number;
};

export type AuthSessionsOfInput = {
  userId: string;
};
export type AuthSessionsOfOutput = {
  items: Array<{
    id: string;
    current: boolean;
    startedAt: string;
    /** Exact to the hour */
    lastSeenAt: string;
    how: "password" | "passkey" | "link" | "sign-on" | "social" | "token" | "device" | "impersonation";
    /** Such as "Firefox on Linux"; empty where it is not known */
    device: string;
    /** Of an IPv6 address its first half */
    network: string | null;
  }>;
};

export type AuthEndSessionsOfInput = {
  userId: string;
};
export type AuthEndSessionsOfOutput = {
  ended: number;
};

export type AuthConfirmInput = {
  password?: string;
  code?: string;
};
export type AuthConfirmOutput = {
  done: true;
};

export type AuthSecondFactorInput = {
  /** From `auth.signIn` */
  ticket: string;
  /** Six digits of the phone, or a recovery code */
  code: string;
};
export type AuthSecondFactorOutput = {
  /** null when nobody is signed in */
  person: {
    id: string;
    name: string;
    email: string;
  } | null;
  /** What the person may do in the whole school */
  permissions: Array<string>;
};

export type AuthSecondFactorStateInput = Record<never, never>;
export type AuthSecondFactorStateOutput = {
  /** null when there is none */
  since: string | null;
  /** How many are left */
  recoveryCodes: number;
  /** The school asks for it */
  required: boolean;
  /** Whether the account has a password */
  password: boolean;
};

export type AuthProposeSecondFactorInput = Record<never, never>;
export type AuthProposeSecondFactorOutput = {
  /** Base32, to type where no picture can be taken */
  secret: string;
  /** otpauth://..., to show as a QR code */
  address: string;
};

export type AuthTurnOnSecondFactorInput = {
  /** Six digits of the phone, or a recovery code */
  code: string;
};
export type AuthTurnOnSecondFactorOutput = {
  /** Each signs in once; shown in this answer only */
  codes: Array<string>;
};

export type AuthTurnOffSecondFactorInput = Record<never, never>;
export type AuthTurnOffSecondFactorOutput = {
  done: true;
};

export type AuthRenewRecoveryCodesInput = Record<never, never>;
export type AuthRenewRecoveryCodesOutput = {
  /** Each signs in once; shown in this answer only */
  codes: Array<string>;
};

export type AuthResetSecondFactorInput = {
  email: string;
};
export type AuthResetSecondFactorOutput = {
  done: true;
};

export type AuthWaysInput = Record<never, never>;
export type AuthWaysOutput = {
  /** The school sends mail: links to sign in and for a new password */
  mail: boolean;
};

export type AuthForgotInput = {
  email: string;
};
export type AuthForgotOutput = {
  done: true;
};

export type AuthMailSignInInput = {
  email: string;
};
export type AuthMailSignInOutput = {
  done: true;
};

export type AuthResetLinkInput = {
  token: string;
};
export type AuthResetLinkOutput = {
  name: string;
  email: string;
};

export type AuthResetInput = {
  token: string;
  password: string;
};
export type AuthResetOutput = {
  /** null when nobody is signed in */
  person: {
    id: string;
    name: string;
    email: string;
  } | null;
  /** What the person may do in the whole school */
  permissions: Array<string>;
  /** Absent when the person is in; `second-factor`: a code is owed; `set-up-second-factor`: in, and for the person’s own account alone until there is a second step; `mail`: a link was sent */
  next?: "second-factor" | "set-up-second-factor" | "mail";
  /** For `auth.secondFactor` */
  ticket?: string;
};

export type AuthMagicLinkInput = {
  token: string;
};
export type AuthMagicLinkOutput = {
  name: string;
  email: string;
};

export type AuthUseMagicLinkInput = {
  token: string;
};
export type AuthUseMagicLinkOutput = {
  /** null when nobody is signed in */
  person: {
    id: string;
    name: string;
    email: string;
  } | null;
  /** What the person may do in the whole school */
  permissions: Array<string>;
  /** Absent when the person is in; `second-factor`: a code is owed; `set-up-second-factor`: in, and for the person’s own account alone until there is a second step; `mail`: a link was sent */
  next?: "second-factor" | "set-up-second-factor" | "mail";
  /** For `auth.secondFactor` */
  ticket?: string;
};

export type AuthAddressInput = Record<never, never>;
export type AuthAddressOutput = {
  email: string;
  confirmed: boolean;
  /** The address that waits to be confirmed */
  next: string | null;
};

export type AuthChangeAddressInput = {
  email: string;
};
export type AuthChangeAddressOutput = {
  done: true;
};

export type AuthConfirmAddressInput = Record<never, never>;
export type AuthConfirmAddressOutput = {
  done: true;
};

export type AuthAddressLinkInput = {
  token: string;
};
export type AuthAddressLinkOutput = {
  email: string;
};

export type AuthVerifyAddressInput = {
  token: string;
};
export type AuthVerifyAddressOutput = {
  done: true;
};

export type AuthChangePasswordInput = {
  password: string;
};
export type AuthChangePasswordOutput = {
  done: true;
};

export type AuthLinkInput = {
  token: string;
};
export type AuthLinkOutput = {
  name: string;
  email: string;
  owner: boolean;
};

export type AuthUseLinkInput = {
  token: string;
  password: string;
  name?: string;
  email?: string;
};
export type AuthUseLinkOutput = {
  /** null when nobody is signed in */
  person: {
    id: string;
    name: string;
    email: string;
  } | null;
  /** What the person may do in the whole school */
  permissions: Array<string>;
  /** Absent when the person is in; `second-factor`: a code is owed; `set-up-second-factor`: in, and for the person’s own account alone until there is a second step; `mail`: a link was sent */
  next?: "second-factor" | "set-up-second-factor" | "mail";
  /** For `auth.secondFactor` */
  ticket?: string;
};

export type AuthInviteInput = {
  name: string;
  email: string;
  /** `instructor`, `course-designer`: see access.roles */
  role?: string;
};
export type AuthInviteOutput = {
  userId: string;
  link: string;
};

export type AuthCreateLinkInput = {
  email: string;
};
export type AuthCreateLinkOutput = {
  userId: string;
  link: string;
};

export type AuthKeysInput = Record<never, never>;
export type AuthKeysOutput = {
  items: Array<{
    id: string;
    name: string;
    /** How the key begins */
    hint: string;
    /** What it is limited to; null for all that its owner may */
    permissions: Array<string> | null;
    /** Its own quota beside that of its owner; null for none */
    requestsPerMinute: number | null;
    createdAt: string;
    expiresAt: string | null;
    /** To the minute */
    lastUsedAt: string | null;
  }>;
};

export type AuthCreateKeyInput = {
  name: string;
  permissions?: Array<string>;
  expiresInDays?: number;
  /** Its own quota, beside that of its owner */
  requestsPerMinute?: number;
};
export type AuthCreateKeyOutput = {
  id: string;
  name: string;
  /** How the key begins */
  hint: string;
  /** What it is limited to; null for all that its owner may */
  permissions: Array<string> | null;
  /** Its own quota beside that of its owner; null for none */
  requestsPerMinute: number | null;
  createdAt: string;
  expiresAt: string | null;
  /** To the minute */
  lastUsedAt: string | null;
  key: string;
};

export type AuthKeyPermissionsInput = Record<never, never>;
export type AuthKeyPermissionsOutput = {
  items: Array<{
    name: string;
    summary: string;
    /** Whose it is */
    plugin: string;
  }>;
};

export type AuthRevokeKeyInput = {
  keyId: string;
};
export type AuthRevokeKeyOutput = {
  done: true;
};

export type AuthServiceAccountsInput = Record<never, never>;
export type AuthServiceAccountsOutput = {
  items: Array<{
    id: string;
    name: string;
    description: string;
    /** All it may do, in the whole school */
    permissions: Array<string>;
    createdAt: string;
    /** Its keys open nothing since */
    disabledAt: string | null;
    /** Several, so that one can take the place of another */
    keys: Array<{
      id: string;
      name: string;
      /** How the key begins */
      hint: string;
      /** Its own quota beside that of its owner; null for none */
      requestsPerMinute: number | null;
      createdAt: string;
      expiresAt: string | null;
      /** To the minute */
      lastUsedAt: string | null;
    }>;
  }>;
};

export type AuthCreateServiceAccountInput = {
  name: string;
  description?: string;
  permissions: Array<string>;
};
export type AuthCreateServiceAccountOutput = {
  id: string;
  name: string;
  description: string;
  /** All it may do, in the whole school */
  permissions: Array<string>;
  createdAt: string;
  /** Its keys open nothing since */
  disabledAt: string | null;
  /** Several, so that one can take the place of another */
  keys: Array<{
    id: string;
    name: string;
    /** How the key begins */
    hint: string;
    /** Its own quota beside that of its owner; null for none */
    requestsPerMinute: number | null;
    createdAt: string;
    expiresAt: string | null;
    /** To the minute */
    lastUsedAt: string | null;
  }>;
};

export type AuthUpdateServiceAccountInput = {
  accountId: string;
  name?: string;
  description?: string;
  permissions?: Array<string>;
  disabled?: boolean;
};
export type AuthUpdateServiceAccountOutput = {
  id: string;
  name: string;
  description: string;
  /** All it may do, in the whole school */
  permissions: Array<string>;
  createdAt: string;
  /** Its keys open nothing since */
  disabledAt: string | null;
  /** Several, so that one can take the place of another */
  keys: Array<{
    id: string;
    name: string;
    /** How the key begins */
    hint: string;
    /** Its own quota beside that of its owner; null for none */
    requestsPerMinute: number | null;
    createdAt: string;
    expiresAt: string | null;
    /** To the minute */
    lastUsedAt: string | null;
  }>;
};

export type AuthRemoveServiceAccountInput = {
  accountId: string;
};
export type AuthRemoveServiceAccountOutput = {
  done: true;
};

export type AuthCreateServiceKeyInput = {
  accountId: string;
  name: string;
  expiresInDays?: number;
  /** Its own quota, beside that of the account */
  requestsPerMinute?: number;
};
export type AuthCreateServiceKeyOutput = {
  id: string;
  name: string;
  /** How the key begins */
  hint: string;
  /** Its own quota beside that of its owner; null for none */
  requestsPerMinute: number | null;
  createdAt: string;
  expiresAt: string | null;
  /** To the minute */
  lastUsedAt: string | null;
  key: string;
};

export type AuthRevokeServiceKeyInput = {
  accountId: string;
  keyId: string;
};
export type AuthRevokeServiceKeyOutput = {
  done: true;
};

export type AuthDeviceInput = {
  /** As the other screen shows it: WDJB-MJHT */
  code: string;
};
export type AuthDeviceOutput = {
  /** What the program says of itself; nobody has checked it */
  client: string;
  machine: string;
  /** What it asks for; null for all that I may */
  permissions: Array<string> | null;
  network: string | null;
  requestedAt: string;
};

export type AuthDecideDeviceInput = {
  /** As the other screen shows it: WDJB-MJHT */
  code: string;
  allow: boolean;
};
export type AuthDecideDeviceOutput = {
  done: true;
};

export type AuthImpersonateInput = {
  userId: string;
  /** The person reads it */
  reason: string;
};
export type AuthImpersonateOutput = {
  until: string;
};

export type AuthStopImpersonatingInput = Record<never, never>;
export type AuthStopImpersonatingOutput = {
  done: true;
};

export type AuthLookedAtInput = Record<never, never>;
export type AuthLookedAtOutput = {
  items: Array<{
    id: string;
    by: {
      id: string;
      /** null when they are gone */
      name: string | null;
    };
    reason: string;
    startedAt: string;
    /** null while it lasts */
    endedAt: string | null;
  }>;
};

/** Signing in, sessions and keys */
export interface AuthClient {
  /** Who I am here */
  session(input?: AuthSessionInput, options?: CallOptions): Promise<AuthSessionOutput>;
  /** Make an account and sign in */
  signUp(input: AuthSignUpInput, options?: CallOptions): Promise<AuthSignUpOutput>;
  /** Sign in */
  signIn(input: AuthSignInInput, options?: CallOptions): Promise<AuthSignInOutput>;
  /** Come in with a token that another application signed */
  exchange(input: AuthExchangeInput, options?: CallOptions): Promise<AuthExchangeOutput>;
  /** End this session, or the key that asks */
  signOut(input?: AuthSignOutInput, options?: CallOptions): Promise<AuthSignOutOutput>;
  /** Go on in another school that I belong to */
  enter(input: AuthEnterInput, options?: CallOptions): Promise<AuthEnterOutput>;
  /** My passkeys */
  passkeys(input?: AuthPasskeysInput, options?: CallOptions): Promise<AuthPasskeysOutput>;
  /** Add a passkey that the browser made */
  addPasskey(input: AuthAddPasskeyInput, options?: CallOptions): Promise<AuthAddPasskeyOutput>;
  /** What the browser is asked with to make a passkey of mine */
  passkeyOptions(input?: AuthPasskeyOptionsInput, options?: CallOptions): Promise<AuthPasskeyOptionsOutput>;
  /** Call a passkey of mine something else */
  renamePasskey(input: AuthRenamePasskeyInput, options?: CallOptions): Promise<AuthRenamePasskeyOutput>;
  /** Take away a passkey of mine */
  removePasskey(input: AuthRemovePasskeyInput, options?: CallOptions): Promise<AuthRemovePasskeyOutput>;
  /** What the browser is asked with to sign in with a passkey */
  passkeySignInOptions(input?: AuthPasskeySignInOptionsInput, options?: CallOptions): Promise<AuthPasskeySignInOptionsOutput>;
  /** Sign in with a passkey */
  signInWithPasskey(input: AuthSignInWithPasskeyInput, options?: CallOptions): Promise<AuthSignInWithPasskeyOutput>;
  /** With which other accounts one signs in here */
  signOnOptions(input?: AuthSignOnOptionsInput, options?: CallOptions): Promise<AuthSignOnOptionsOutput>;
  /** Begin to sign in with another account */
  startSignOn(input: AuthStartSignOnInput, options?: CallOptions): Promise<AuthStartSignOnOutput>;
  /** Sign in with what another account answered */
  finishSignOn(input: AuthFinishSignOnInput, options?: CallOptions): Promise<AuthFinishSignOnOutput>;
  /** Other accounts that sign in as me */
  connectedAccounts(input?: AuthConnectedAccountsInput, options?: CallOptions): Promise<AuthConnectedAccountsOutput>;
  /** Let another account not sign in as me any more */
  disconnectAccount(input: AuthDisconnectAccountInput, options?: CallOptions): Promise<AuthDisconnectAccountOutput>;
  /** Providers of sign-in, as their owner sees them */
  providers(input?: AuthProvidersInput, options?: CallOptions): Promise<AuthProvidersOutput>;
  /** Let people sign in with accounts of another place */
  addProvider(input: AuthAddProviderInput, options?: CallOptions): Promise<AuthAddProviderOutput>;
  /** Change a provider of sign-in */
  updateProvider(input: AuthUpdateProviderInput, options?: CallOptions): Promise<AuthUpdateProviderOutput>;
  /** Take away a provider of sign-in, and what was connected through it */
  removeProvider(input: AuthRemoveProviderInput, options?: CallOptions): Promise<AuthRemoveProviderOutput>;
  /** Ask a provider whether it would work */
  testProvider(input: AuthTestProviderInput, options?: CallOptions): Promise<AuthTestProviderOutput>;
  /** Where I am signed in */
  sessions(input?: AuthSessionsInput, options?: CallOptions): Promise<AuthSessionsOutput>;
  /** End a session of mine */
  endSession(input: AuthEndSessionInput, options?: CallOptions): Promise<AuthEndSessionOutput>;
  /** End every session of mine but this one */
  endOtherSessions(input?: AuthEndOtherSessionsInput, options?: CallOptions): Promise<AuthEndOtherSessionsOutput>;
  /** Where somebody is signed in */
  sessionsOf(input: AuthSessionsOfInput, options?: CallOptions): Promise<AuthSessionsOfOutput>;
  /** Sign somebody out everywhere */
  endSessionsOf(input: AuthEndSessionsOfInput, options?: CallOptions): Promise<AuthEndSessionsOfOutput>;
  /** Prove once more who I am */
  confirm(input?: AuthConfirmInput, options?: CallOptions): Promise<AuthConfirmOutput>;
  /** The second step of signing in */
  secondFactor(input: AuthSecondFactorInput, options?: CallOptions): Promise<AuthSecondFactorOutput>;
  /** Whether my account has a second step */
  secondFactorState(input?: AuthSecondFactorStateInput, options?: CallOptions): Promise<AuthSecondFactorStateOutput>;
  /** A new secret for my phone */
  proposeSecondFactor(input?: AuthProposeSecondFactorInput, options?: CallOptions): Promise<AuthProposeSecondFactorOutput>;
  /** From now on signing in takes a code */
  turnOnSecondFactor(input: AuthTurnOnSecondFactorInput, options?: CallOptions): Promise<AuthTurnOnSecondFactorOutput>;
  /** Sign in with the password alone again */
  turnOffSecondFactor(input?: AuthTurnOffSecondFactorInput, options?: CallOptions): Promise<AuthTurnOffSecondFactorOutput>;
  /** New recovery codes; those before end */
  renewRecoveryCodes(input?: AuthRenewRecoveryCodesInput, options?: CallOptions): Promise<AuthRenewRecoveryCodesOutput>;
  /** Take the second step from somebody who lost it */
  resetSecondFactor(input: AuthResetSecondFactorInput, options?: CallOptions): Promise<AuthResetSecondFactorOutput>;
  /** How people come in here */
  ways(input?: AuthWaysInput, options?: CallOptions): Promise<AuthWaysOutput>;
  /** Have a link for a new password mailed */
  forgot(input: AuthForgotInput, options?: CallOptions): Promise<AuthForgotOutput>;
  /** Have a link mailed that signs in */
  mailSignIn(input: AuthMailSignInInput, options?: CallOptions): Promise<AuthMailSignInOutput>;
  /** Whom a link for a new password is for */
  resetLink(input: AuthResetLinkInput, options?: CallOptions): Promise<AuthResetLinkOutput>;
  /** Set a new password with a mailed link, and sign in */
  reset(input: AuthResetInput, options?: CallOptions): Promise<AuthResetOutput>;
  /** Whom a mailed link signs in */
  magicLink(input: AuthMagicLinkInput, options?: CallOptions): Promise<AuthMagicLinkOutput>;
  /** Sign in with a mailed link */
  useMagicLink(input: AuthUseMagicLinkInput, options?: CallOptions): Promise<AuthUseMagicLinkOutput>;
  /** My address, and whether it is confirmed */
  address(input?: AuthAddressInput, options?: CallOptions): Promise<AuthAddressOutput>;
  /** Sign in with another address from now on */
  changeAddress(input: AuthChangeAddressInput, options?: CallOptions): Promise<AuthChangeAddressOutput>;
  /** Have a link mailed that confirms my address */
  confirmAddress(input?: AuthConfirmAddressInput, options?: CallOptions): Promise<AuthConfirmAddressOutput>;
  /** Which address a mailed link confirms */
  addressLink(input: AuthAddressLinkInput, options?: CallOptions): Promise<AuthAddressLinkOutput>;
  /** Confirm an address with a mailed link */
  verifyAddress(input: AuthVerifyAddressInput, options?: CallOptions): Promise<AuthVerifyAddressOutput>;
  /** Change my password */
  changePassword(input: AuthChangePasswordInput, options?: CallOptions): Promise<AuthChangePasswordOutput>;
  /** Whom a set-up link is for */
  link(input: AuthLinkInput, options?: CallOptions): Promise<AuthLinkOutput>;
  /** Set a password with a set-up link, and sign in */
  useLink(input: AuthUseLinkInput, options?: CallOptions): Promise<AuthUseLinkOutput>;
  /** Create an account and a link to set its password */
  invite(input: AuthInviteInput, options?: CallOptions): Promise<AuthInviteOutput>;
  /** Make a link with which somebody sets a new password */
  createLink(input: AuthCreateLinkInput, options?: CallOptions): Promise<AuthCreateLinkOutput>;
  /** My keys */
  keys(input?: AuthKeysInput, options?: CallOptions): Promise<AuthKeysOutput>;
  /** Create a key for a program that acts as me */
  createKey(input: AuthCreateKeyInput, options?: CallOptions): Promise<AuthCreateKeyOutput>;
  /** What I can let a key do */
  keyPermissions(input?: AuthKeyPermissionsInput, options?: CallOptions): Promise<AuthKeyPermissionsOutput>;
  /** End a key of mine */
  revokeKey(input: AuthRevokeKeyInput, options?: CallOptions): Promise<AuthRevokeKeyOutput>;
  /** The service accounts of the school and their keys */
  serviceAccounts(input?: AuthServiceAccountsInput, options?: CallOptions): Promise<AuthServiceAccountsOutput>;
  /** Create an account for a program of the school */
  createServiceAccount(input: AuthCreateServiceAccountInput, options?: CallOptions): Promise<AuthCreateServiceAccountOutput>;
  /** Change a service account, or disable it */
  updateServiceAccount(input: AuthUpdateServiceAccountInput, options?: CallOptions): Promise<AuthUpdateServiceAccountOutput>;
  /** Remove a service account and its keys */
  removeServiceAccount(input: AuthRemoveServiceAccountInput, options?: CallOptions): Promise<AuthRemoveServiceAccountOutput>;
  /** Create a key of a service account */
  createServiceKey(input: AuthCreateServiceKeyInput, options?: CallOptions): Promise<AuthCreateServiceKeyOutput>;
  /** End a key of a service account */
  revokeServiceKey(input: AuthRevokeServiceKeyInput, options?: CallOptions): Promise<AuthRevokeServiceKeyOutput>;
  /** What asks to be let in with a code */
  device(input: AuthDeviceInput, options?: CallOptions): Promise<AuthDeviceOutput>;
  /** Let a program in that acts as me, or do not */
  decideDevice(input: AuthDecideDeviceInput, options?: CallOptions): Promise<AuthDecideDeviceOutput>;
  /** Act as somebody else, for an hour at most */
  impersonate(input: AuthImpersonateInput, options?: CallOptions): Promise<AuthImpersonateOutput>;
  /** Be myself again */
  stopImpersonating(input?: AuthStopImpersonatingInput, options?: CallOptions): Promise<AuthStopImpersonatingOutput>;
  /** Who of the school acted as me, when and why */
  lookedAt(input?: AuthLookedAtInput, options?: CallOptions): Promise<AuthLookedAtOutput>;
}

export type CertificatesMineInput = Record<never, never>;
export type CertificatesMineOutput = {
  items: Array<{
    id: string;
    number: string;
    courseId: string;
    /** The name as it was then, as are course, teacher and school */
    person: string;
    course: string;
    teacher: string;
    language: string;
    school: string;
    brandHue: number;
    completedAt: string;
    issuedAt: string;
    revokedAt: string | null;
  }>;
};

export type CertificatesFindInput = {
  number: string;
};
export type CertificatesFindOutput = {
  id: string;
  number: string;
  courseId: string;
  /** The name as it was then, as are course, teacher and school */
  person: string;
  course: string;
  teacher: string;
  language: string;
  school: string;
  brandHue: number;
  completedAt: string;
  issuedAt: string;
  revokedAt: string | null;
};

export type CertificatesRuleInput = {
  courseId: string;
};
export type CertificatesRuleOutput = {
  /** Whoever completes the course gets one */
  onCompletion: boolean;
};

export type CertificatesSetRuleInput = {
  courseId: string;
  /** The ETag of what `certificates.rule` answered: refused when somebody changed it since */
  "If-Match"?: string;
  /** Whoever completes the course gets one */
  onCompletion: boolean;
};
export type CertificatesSetRuleOutput = {
  /** Whoever completes the course gets one */
  onCompletion: boolean;
};

export type CertificatesRevokeInput = {
  certificateId: string;
};
export type CertificatesRevokeOutput = {
  id: string;
  number: string;
  courseId: string;
  /** The name as it was then, as are course, teacher and school */
  person: string;
  course: string;
  teacher: string;
  language: string;
  school: string;
  brandHue: number;
  completedAt: string;
  issuedAt: string;
  revokedAt: string | null;
};

/** Certificates that anybody can verify */
export interface CertificatesClient {
  /** My certificates, latest first */
  mine(input?: CertificatesMineInput, options?: CallOptions): Promise<CertificatesMineOutput>;
  /** Whether a certificate is genuine and in force */
  find(input: CertificatesFindInput, options?: CallOptions): Promise<CertificatesFindOutput>;
  /** Who gets a certificate of a course */
  rule(input: CertificatesRuleInput, options?: CallOptions): Promise<CertificatesRuleOutput>;
  /** Say who gets a certificate of a course */
  setRule(input: CertificatesSetRuleInput, options?: CallOptions): Promise<CertificatesSetRuleOutput>;
  /** Take a certificate back */
  revoke(input: CertificatesRevokeInput, options?: CallOptions): Promise<CertificatesRevokeOutput>;
}

export type ContentReadInput = {
  lessonId: string;
};
export type ContentReadOutput = {
  lessonId: string;
  version: number;
  /** Sanitised. Links to lessons and files are addresses of this school */
  html: string;
  minutes: number;
  headings: Array<{
    id: string;
    level: number;
    text: string;
  }>;
};

export type ContentSourceInput = {
  lessonId: string;
};
export type ContentSourceOutput = {
  lessonId: string;
  version: number;
  markdown: string;
  /** null before the first version */
  savedAt: string | null;
};

export type ContentWriteInput = {
  lessonId: string;
  markdown: string;
};
export type ContentWriteOutput = {
  lessonId: string;
  version: number;
  /** Sanitised. Links to lessons and files are addresses of this school */
  html: string;
  minutes: number;
  headings: Array<{
    id: string;
    level: number;
    text: string;
  }>;
  lost: Array<{
    place: string;
    reason: string;
  }>;
};

export type ContentTextInput = {
  lessonId: string;
};
export type ContentTextOutput = {
  lessonId: string;
  version: number;
  /** Blocks, each with `id` and `type` */
  blocks: Array<Record<string, unknown>>;
  /** Those that the blocks name, by id */
  files: Record<string, {
    address: string;
    kind: "video" | "audio" | "image" | "document" | "other";
    title: string;
  }>;
};

export type ContentWriteTextInput = {
  lessonId: string;
  /** Blocks, each with `id` and `type` */
  blocks: Array<Record<string, unknown>>;
};
export type ContentWriteTextOutput = {
  lessonId: string;
  version: number;
  /** Blocks, each with `id` and `type` */
  blocks: Array<Record<string, unknown>>;
  /** Those that the blocks name, by id */
  files: Record<string, {
    address: string;
    kind: "video" | "audio" | "image" | "document" | "other";
    title: string;
  }>;
};

/** What lessons say */
export interface ContentClient {
  /** A lesson to read */
  read(input: ContentReadInput, options?: CallOptions): Promise<ContentReadOutput>;
  /** A lesson as Markdown */
  source(input: ContentSourceInput, options?: CallOptions): Promise<ContentSourceOutput>;
  /** Write a lesson in Markdown */
  write(input: ContentWriteInput, options?: CallOptions): Promise<ContentWriteOutput>;
  /** A lesson as blocks */
  text(input: ContentTextInput, options?: CallOptions): Promise<ContentTextOutput>;
  /** Write a lesson in blocks */
  writeText(input: ContentWriteTextInput, options?: CallOptions): Promise<ContentWriteTextOutput>;
}

export type CoursesListInput = {
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
  search?: string;
};
export type CoursesListOutput = {
  items: Array<{
    id: string;
    slug: string;
    title: string;
    summary: string;
    /** Name on the cover */
    author: string;
    language: string;
    status: "draft" | "published";
    lessons: number;
    /** Reading time of all lessons */
    minutes: number;
  }>;
  next: string | null;
};

export type CoursesCreateInput = {
  title: string;
  slug?: string;
  summary?: string;
  description?: string;
  language?: string;
};
export type CoursesCreateOutput = {
  id: string;
  slug: string;
  title: string;
  summary: string;
  /** Name on the cover */
  author: string;
  language: string;
  status: "draft" | "published";
  lessons: number;
  /** Reading time of all lessons */
  minutes: number;
  /** Markdown */
  description: string;
  publishedAt: string | null;
  sections: Array<{
    id: string;
    title: string;
    lessons: Array<{
      id: string;
      slug: string;
      title: string;
      /** What it is made of: text, or a kind that a plugin adds, such as quiz */
      kind: string;
      minutes: number;
    }>;
  }>;
};

export type CoursesTeachingInput = {
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
  search?: string;
};
export type CoursesTeachingOutput = {
  items: Array<{
    id: string;
    slug: string;
    title: string;
    summary: string;
    /** Name on the cover */
    author: string;
    language: string;
    status: "draft" | "published";
    lessons: number;
    /** Reading time of all lessons */
    minutes: number;
    changedAt: string;
  }>;
  next: string | null;
};

export type CoursesFindInput = {
  slug: string;
};
export type CoursesFindOutput = {
  id: string;
  slug: string;
  title: string;
  summary: string;
  /** Name on the cover */
  author: string;
  language: string;
  status: "draft" | "published";
  lessons: number;
  /** Reading time of all lessons */
  minutes: number;
  /** Markdown */
  description: string;
  publishedAt: string | null;
  sections: Array<{
    id: string;
    title: string;
    lessons: Array<{
      id: string;
      slug: string;
      title: string;
      /** What it is made of: text, or a kind that a plugin adds, such as quiz */
      kind: string;
      minutes: number;
    }>;
  }>;
  /** The description, sanitised; headings begin at the third level */
  descriptionHtml: string;
};

export type CoursesGetInput = {
  courseId: string;
};
export type CoursesGetOutput = {
  id: string;
  slug: string;
  title: string;
  summary: string;
  /** Name on the cover */
  author: string;
  language: string;
  status: "draft" | "published";
  lessons: number;
  /** Reading time of all lessons */
  minutes: number;
  /** Markdown */
  description: string;
  publishedAt: string | null;
  sections: Array<{
    id: string;
    title: string;
    lessons: Array<{
      id: string;
      slug: string;
      title: string;
      /** What it is made of: text, or a kind that a plugin adds, such as quiz */
      kind: string;
      minutes: number;
    }>;
  }>;
};

export type CoursesUpdateInput = {
  courseId: string;
  /** The ETag of what `courses.get` answered: refused when somebody changed it since */
  "If-Match"?: string;
  title?: string;
  slug?: string;
  summary?: string;
  description?: string;
  language?: string;
};
export type CoursesUpdateOutput = {
  id: string;
  slug: string;
  title: string;
  summary: string;
  /** Name on the cover */
  author: string;
  language: string;
  status: "draft" | "published";
  lessons: number;
  /** Reading time of all lessons */
  minutes: number;
  /** Markdown */
  description: string;
  publishedAt: string | null;
  sections: Array<{
    id: string;
    title: string;
    lessons: Array<{
      id: string;
      slug: string;
      title: string;
      /** What it is made of: text, or a kind that a plugin adds, such as quiz */
      kind: string;
      minutes: number;
    }>;
  }>;
};

export type CoursesRemoveInput = {
  courseId: string;
  /** The ETag of what `courses.get` answered: refused when somebody changed it since */
  "If-Match"?: string;
};
export type CoursesRemoveOutput = {
  done: true;
};

export type CoursesPublishInput = {
  courseId: string;
  /** The ETag of what `courses.get` answered: refused when somebody changed it since */
  "If-Match"?: string;
};
export type CoursesPublishOutput = {
  id: string;
  slug: string;
  title: string;
  summary: string;
  /** Name on the cover */
  author: string;
  language: string;
  status: "draft" | "published";
  lessons: number;
  /** Reading time of all lessons */
  minutes: number;
  /** Markdown */
  description: string;
  publishedAt: string | null;
  sections: Array<{
    id: string;
    title: string;
    lessons: Array<{
      id: string;
      slug: string;
      title: string;
      /** What it is made of: text, or a kind that a plugin adds, such as quiz */
      kind: string;
      minutes: number;
    }>;
  }>;
};

export type CoursesUnpublishInput = {
  courseId: string;
  /** The ETag of what `courses.get` answered: refused when somebody changed it since */
  "If-Match"?: string;
};
export type CoursesUnpublishOutput = {
  id: string;
  slug: string;
  title: string;
  summary: string;
  /** Name on the cover */
  author: string;
  language: string;
  status: "draft" | "published";
  lessons: number;
  /** Reading time of all lessons */
  minutes: number;
  /** Markdown */
  description: string;
  publishedAt: string | null;
  sections: Array<{
    id: string;
    title: string;
    lessons: Array<{
      id: string;
      slug: string;
      title: string;
      /** What it is made of: text, or a kind that a plugin adds, such as quiz */
      kind: string;
      minutes: number;
    }>;
  }>;
};

export type CoursesAddSectionInput = {
  courseId: string;
  /** The ETag of what `courses.get` answered: refused when somebody changed it since */
  "If-Match"?: string;
  title: string;
};
export type CoursesAddSectionOutput = {
  id: string;
  title: string;
  lessons: Array<{
    id: string;
    slug: string;
    title: string;
    /** What it is made of: text, or a kind that a plugin adds, such as quiz */
    kind: string;
    minutes: number;
  }>;
};

export type CoursesUpdateSectionInput = {
  sectionId: string;
  /** The ETag of what `courses.get` answered: refused when somebody changed it since */
  "If-Match"?: string;
  title: string;
};
export type CoursesUpdateSectionOutput = {
  done: true;
};

export type CoursesRemoveSectionInput = {
  sectionId: string;
  /** The ETag of what `courses.get` answered: refused when somebody changed it since */
  "If-Match"?: string;
};
export type CoursesRemoveSectionOutput = {
  done: true;
};

export type CoursesAddLessonInput = {
  sectionId: string;
  /** The ETag of what `courses.get` answered: refused when somebody changed it since */
  "If-Match"?: string;
  title: string;
  slug?: string;
  kind?: string;
};
export type CoursesAddLessonOutput = {
  id: string;
  slug: string;
  title: string;
  /** What it is made of: text, or a kind that a plugin adds, such as quiz */
  kind: string;
  minutes: number;
};

export type CoursesUpdateLessonInput = {
  lessonId: string;
  /** The ETag of what `courses.get` answered: refused when somebody changed it since */
  "If-Match"?: string;
  title?: string;
  slug?: string;
};
export type CoursesUpdateLessonOutput = {
  done: true;
};

export type CoursesRemoveLessonInput = {
  lessonId: string;
  /** The ETag of what `courses.get` answered: refused when somebody changed it since */
  "If-Match"?: string;
};
export type CoursesRemoveLessonOutput = {
  done: true;
};

export type CoursesArrangeInput = {
  courseId: string;
  /** The ETag of what `courses.get` answered: refused when somebody changed it since */
  "If-Match"?: string;
  order: Array<{
    sectionId: string;
    lessonIds: Array<string>;
  }>;
};
export type CoursesArrangeOutput = {
  id: string;
  slug: string;
  title: string;
  summary: string;
  /** Name on the cover */
  author: string;
  language: string;
  status: "draft" | "published";
  lessons: number;
  /** Reading time of all lessons */
  minutes: number;
  /** Markdown */
  description: string;
  publishedAt: string | null;
  sections: Array<{
    id: string;
    title: string;
    lessons: Array<{
      id: string;
      slug: string;
      title: string;
      /** What it is made of: text, or a kind that a plugin adds, such as quiz */
      kind: string;
      minutes: number;
    }>;
  }>;
};

/** Courses, their sections and lessons */
export interface CoursesClient {
  /** Published courses, newest first */
  list(input?: CoursesListInput, options?: CallOptions): Promise<CoursesListOutput>;
  /** Create a course */
  create(input: CoursesCreateInput, options?: CallOptions): Promise<CoursesCreateOutput>;
  /** Courses I may change, drafts too, newest first */
  teaching(input?: CoursesTeachingInput, options?: CallOptions): Promise<CoursesTeachingOutput>;
  /** A course with its outline, by its address */
  find(input: CoursesFindInput, options?: CallOptions): Promise<CoursesFindOutput>;
  /** A course with its outline */
  get(input: CoursesGetInput, options?: CallOptions): Promise<CoursesGetOutput>;
  /** Change title, address or description of a course */
  update(input: CoursesUpdateInput, options?: CallOptions): Promise<CoursesUpdateOutput>;
  /** Delete a course with everything in it */
  remove(input: CoursesRemoveInput, options?: CallOptions): Promise<CoursesRemoveOutput>;
  /** Show a course to everybody */
  publish(input: CoursesPublishInput, options?: CallOptions): Promise<CoursesPublishOutput>;
  /** Hide a course; those enrolled keep it */
  unpublish(input: CoursesUnpublishInput, options?: CallOptions): Promise<CoursesUnpublishOutput>;
  /** Add a section at the end */
  addSection(input: CoursesAddSectionInput, options?: CallOptions): Promise<CoursesAddSectionOutput>;
  /** Rename a section */
  updateSection(input: CoursesUpdateSectionInput, options?: CallOptions): Promise<CoursesUpdateSectionOutput>;
  /** Delete a section with its lessons */
  removeSection(input: CoursesRemoveSectionInput, options?: CallOptions): Promise<CoursesRemoveSectionOutput>;
  /** Add a lesson at the end of a section */
  addLesson(input: CoursesAddLessonInput, options?: CallOptions): Promise<CoursesAddLessonOutput>;
  /** Rename a lesson */
  updateLesson(input: CoursesUpdateLessonInput, options?: CallOptions): Promise<CoursesUpdateLessonOutput>;
  /** Delete a lesson */
  removeLesson(input: CoursesRemoveLessonInput, options?: CallOptions): Promise<CoursesRemoveLessonOutput>;
  /** Put sections and lessons in a new order */
  arrange(input: CoursesArrangeInput, options?: CallOptions): Promise<CoursesArrangeOutput>;
}

export type EnrollmentEnrollInput = {
  courseId: string;
};
export type EnrollmentEnrollOutput = {
  courseId: string;
  userId: string;
  enrolledAt: string;
};

export type EnrollmentLeaveInput = {
  courseId: string;
};
export type EnrollmentLeaveOutput = {
  done: true;
};

export type EnrollmentMineInput = Record<never, never>;
export type EnrollmentMineOutput = {
  items: Array<{
    courseId: string;
    userId: string;
    enrolledAt: string;
  }>;
};

export type EnrollmentPeopleInput = {
  courseId: string;
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
};
export type EnrollmentPeopleOutput = {
  items: Array<{
    userId: string;
    name: string;
    picture: string | null;
    enrolledAt: string;
  }>;
  next: string | null;
};

/** Who takes which course */
export interface EnrollmentClient {
  /** Enrol myself in a course */
  enroll(input: EnrollmentEnrollInput, options?: CallOptions): Promise<EnrollmentEnrollOutput>;
  /** Leave a course; my progress is kept */
  leave(input: EnrollmentLeaveInput, options?: CallOptions): Promise<EnrollmentLeaveOutput>;
  /** My courses */
  mine(input?: EnrollmentMineInput, options?: CallOptions): Promise<EnrollmentMineOutput>;
  /** Who takes a course, by name */
  people(input: EnrollmentPeopleInput, options?: CallOptions): Promise<EnrollmentPeopleOutput>;
}

export type GatewayOperationsInput = Record<never, never>;
export type GatewayOperationsOutput = {
  items: Array<string>;
};

export type GatewayMyUsageInput = {
  /** Back from today, which is the first of them */
  days?: number;
};
export type GatewayMyUsageOutput = {
  items: Array<{
    /** A person or service account; `anonymous` for visitors */
    actorId: string;
    /** Null for what was asked without a key */
    keyId: string | null;
    /** In UTC */
    day: string;
    requests: number;
    /** Answered with 400 or more */
    errors: number;
    /** Of answers, before compression */
    bytes: number;
  }>;
};

export type GatewayUsageInput = {
  /** Back from today, which is the first of them */
  days?: number;
  /** What is added up: a row for each of these */
  by: "key" | "actor" | "day";
};
export type GatewayUsageOutput = {
  items: Array<{
    actorId: string | null;
    /** Null for what was asked without a key */
    keyId: string | null;
    requests: number;
    /** Answered with 400 or more */
    errors: number;
    /** Of answers, before compression */
    bytes: number;
    day: string | null;
  }>;
};

export type GatewayLimitsInput = Record<never, never>;
export type GatewayLimitsOutput = {
  items: Array<{
    organizationId: string;
    requestsPerMinute: number;
  }>;
};

export type GatewaySetLimitInput = {
  organizationId: string;
  requestsPerMinute: number | null;
};
export type GatewaySetLimitOutput = {
  organizationId: string;
  requestsPerMinute: number | null;
};

export type GatewayMaintenanceInput = Record<never, never>;
export type GatewayMaintenanceOutput = {
  on: boolean;
  since: string | null;
  /** When it shall be over, as far as that is known */
  until: string | null;
  /** What people read while it is closed */
  message: string | null;
};

export type GatewaySetMaintenanceInput = {
  on: boolean;
  until?: string;
  message?: string;
};
export type GatewaySetMaintenanceOutput = {
  on: boolean;
  since: string | null;
  /** When it shall be over, as far as that is known */
  until: string | null;
  /** What people read while it is closed */
  message: string | null;
};

/** How much the school is used, and when it is closed */
export interface GatewayClient {
  /** What I may ask */
  operations(input?: GatewayOperationsInput, options?: CallOptions): Promise<GatewayOperationsOutput>;
  /** What I and my keys have asked of the school */
  myUsage(input?: GatewayMyUsageInput, options?: CallOptions): Promise<GatewayMyUsageOutput>;
  /** What everybody has asked of the school */
  usage(input: GatewayUsageInput, options?: CallOptions): Promise<GatewayUsageOutput>;
  /** How often schools as a whole may ask in a minute */
  limits(input?: GatewayLimitsInput, options?: CallOptions): Promise<GatewayLimitsOutput>;
  /** Limit how often a school as a whole may ask */
  setLimit(input: GatewaySetLimitInput, options?: CallOptions): Promise<GatewaySetLimitOutput>;
  /** Whether the school is closed for maintenance */
  maintenance(input?: GatewayMaintenanceInput, options?: CallOptions): Promise<GatewayMaintenanceOutput>;
  /** Close the school for maintenance, or open it again */
  setMaintenance(input: GatewaySetMaintenanceInput, options?: CallOptions): Promise<GatewaySetMaintenanceOutput>;
}

export type InteropStartInput = {
  name: string;
};
export type InteropStartOutput = {
  id: string;
  name: string;
  importer: string | null;
  state: "collecting" | "waiting" | "running" | "done" | "failed";
  files: number;
  done: number;
  total: number;
  note: string | null;
  courseId: string | null;
  courseSlug: string | null;
  report: {
    created: Record<string, number>;
    updated: Record<string, number>;
    unchanged: Record<string, number>;
    lost: Array<{
      /** path#place */
      at: string;
      reason: string;
    }>;
  } | null;
  error: string | null;
  createdAt: string;
};

export type InteropPlanInput = {
  importId: string;
  /** The course that is brought up to date, whatever folder it came from */
  courseId?: string;
};
export type InteropPlanOutput = {
  importer: string;
  tree: {
    title: string;
    sections: Array<{
      title: string;
      lessons: Array<{
        title: string;
        path: string;
        minutes: number;
      }>;
    }>;
  };
  report: {
    created: Record<string, number>;
    updated: Record<string, number>;
    unchanged: Record<string, number>;
    lost: Array<{
      /** path#place */
      at: string;
      reason: string;
    }>;
  };
};

export type InteropRunInput = {
  importId: string;
  publish?: boolean;
  /** The course that is brought up to date, whatever folder it came from */
  courseId?: string;
};
export type InteropRunOutput = {
  id: string;
  name: string;
  importer: string | null;
  state: "collecting" | "waiting" | "running" | "done" | "failed";
  files: number;
  done: number;
  total: number;
  note: string | null;
  courseId: string | null;
  courseSlug: string | null;
  report: {
    created: Record<string, number>;
    updated: Record<string, number>;
    unchanged: Record<string, number>;
    lost: Array<{
      /** path#place */
      at: string;
      reason: string;
    }>;
  } | null;
  error: string | null;
  createdAt: string;
};

export type InteropGetInput = {
  importId: string;
};
export type InteropGetOutput = {
  id: string;
  name: string;
  importer: string | null;
  state: "collecting" | "waiting" | "running" | "done" | "failed";
  files: number;
  done: number;
  total: number;
  note: string | null;
  courseId: string | null;
  courseSlug: string | null;
  report: {
    created: Record<string, number>;
    updated: Record<string, number>;
    unchanged: Record<string, number>;
    lost: Array<{
      /** path#place */
      at: string;
      reason: string;
    }>;
  } | null;
  error: string | null;
  createdAt: string;
};

export type InteropExportCourseInput = {
  courseId: string;
};
export type InteropExportCourseOutput = {
  folder: string;
  files: Array<{
    path: string;
    text: string;
  } | {
    path: string;
    /** Address of the bytes */
    asset: string;
  }>;
};

/** Courses in from other formats, and out again */
export interface InteropClient {
  /** Begin an import; its files come next */
  start(input: InteropStartInput, options?: CallOptions): Promise<InteropStartOutput>;
  /** What the import would make */
  plan(input: InteropPlanInput, options?: CallOptions): Promise<InteropPlanOutput>;
  /** Make the courses */
  run(input: InteropRunInput, options?: CallOptions): Promise<InteropRunOutput>;
  /** How far an import is, and its report */
  get(input: InteropGetInput, options?: CallOptions): Promise<InteropGetOutput>;
  /** A course as a folder of Markdown */
  exportCourse(input: InteropExportCourseInput, options?: CallOptions): Promise<InteropExportCourseOutput>;
}

export type InvitationsListInput = {
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
};
export type InvitationsListOutput = {
  items: Array<{
    id: string;
    /** For one address, or for whoever has the link */
    kind: "mail" | "link";
    email: string | null;
    /** In the whole school; without one somebody comes to learn */
    role: string | null;
    /** As the school calls it */
    roleName: string | null;
    into: Array<{
      /** team or course */
      kind: string;
      id: string;
      name: string;
    }>;
    places: number;
    taken: number;
    /** Name */
    invitedBy: string | null;
    /** Of a link; of a mail only where the school sends none */
    link: string | null;
    sentAt: string | null;
    createdAt: string;
    expiresAt: string;
  }>;
  next: string | null;
};

export type InvitationsInviteInput = {
  emails: Array<string>;
  /** `instructor`, `course-designer`: see access.roles */
  role?: string;
  into?: Array<{
    /** team or course */
    kind: string;
    id: string;
  }>;
};
export type InvitationsInviteOutput = {
  items: Array<{
    id: string;
    /** For one address, or for whoever has the link */
    kind: "mail" | "link";
    email: string | null;
    /** In the whole school; without one somebody comes to learn */
    role: string | null;
    /** As the school calls it */
    roleName: string | null;
    into: Array<{
      /** team or course */
      kind: string;
      id: string;
      name: string;
    }>;
    places: number;
    taken: number;
    /** Name */
    invitedBy: string | null;
    /** Of a link; of a mail only where the school sends none */
    link: string | null;
    sentAt: string | null;
    createdAt: string;
    expiresAt: string;
  }>;
};

export type InvitationsCreateLinkInput = {
  /** How many may come by it */
  places?: number;
  /** How long it is good for */
  days?: number;
  /** `instructor`, `course-designer`: see access.roles */
  role?: string;
  into?: Array<{
    /** team or course */
    kind: string;
    id: string;
  }>;
};
export type InvitationsCreateLinkOutput = {
  id: string;
  /** For one address, or for whoever has the link */
  kind: "mail" | "link";
  email: string | null;
  /** In the whole school; without one somebody comes to learn */
  role: string | null;
  /** As the school calls it */
  roleName: string | null;
  into: Array<{
    /** team or course */
    kind: string;
    id: string;
    name: string;
  }>;
  places: number;
  taken: number;
  /** Name */
  invitedBy: string | null;
  /** Of a link; of a mail only where the school sends none */
  link: string | null;
  sentAt: string | null;
  createdAt: string;
  expiresAt: string;
};

export type InvitationsResendInput = {
  invitationId: string;
};
export type InvitationsResendOutput = {
  done: true;
};

export type InvitationsRevokeInput = {
  invitationId: string;
};
export type InvitationsRevokeOutput = {
  done: true;
};

export type InvitationsShowInput = {
  token: string;
};
export type InvitationsShowOutput = {
  school: string;
  brandHue: number;
  email: string | null;
  role: string | null;
  roleName: string | null;
  into: Array<{
    kind: string;
    name: string;
  }>;
  invitedBy: string | null;
  /** Of who comes anew: name and password, or first an address to mail to */
  asks: "account" | "address";
  /** The caller belongs to the school already */
  member: boolean;
};

export type InvitationsAcceptInput = {
  token: string;
  name?: string;
  /** Only where the school sends no mail and the invitation names none */
  email?: string;
  password?: string;
};
export type InvitationsAcceptOutput = {
  /** null when nobody is signed in */
  person: {
    id: string;
    name: string;
    email: string;
  } | null;
  /** What the person may do in the whole school */
  permissions: Array<string>;
};

export type InvitationsAskInput = {
  token: string;
  email: string;
};
export type InvitationsAskOutput = {
  done: true;
};

/** Asking people into the school */
export interface InvitationsClient {
  /** Invitations that are open */
  list(input?: InvitationsListInput, options?: CallOptions): Promise<InvitationsListOutput>;
  /** Invite people by their addresses */
  invite(input: InvitationsInviteInput, options?: CallOptions): Promise<InvitationsInviteOutput>;
  /** Make a link by which several people come in */
  createLink(input?: InvitationsCreateLinkInput, options?: CallOptions): Promise<InvitationsCreateLinkOutput>;
  /** Mail an invitation again; the time to accept it begins anew */
  resend(input: InvitationsResendInput, options?: CallOptions): Promise<InvitationsResendOutput>;
  /** Take an invitation back */
  revoke(input: InvitationsRevokeInput, options?: CallOptions): Promise<InvitationsRevokeOutput>;
  /** What an invitation is for */
  show(input: InvitationsShowInput, options?: CallOptions): Promise<InvitationsShowOutput>;
  /** Accept an invitation: as who is signed in, or as somebody new */
  accept(input: InvitationsAcceptInput, options?: CallOptions): Promise<InvitationsAcceptOutput>;
  /** Have the invitation of a link mailed to an address */
  ask(input: InvitationsAskInput, options?: CallOptions): Promise<InvitationsAskOutput>;
}

export type MediaListInput = {
  courseId: string;
  search?: string;
  kind?: "video" | "audio" | "image" | "document" | "other";
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
};
export type MediaListOutput = {
  items: Array<{
    id: string;
    courseId: string;
    /** File name, as it is saved under */
    name: string;
    title: string;
    kind: "video" | "audio" | "image" | "document" | "other";
    mime: string;
    /** In bytes */
    size: number;
    /** In pixels, of pictures */
    width?: number;
    height?: number;
    addedAt: string;
    /** Of the file; whoever may read the course may open it */
    address: string;
    /** Lessons that show it */
    usedIn: Array<{
      lessonId: string;
      title: string;
    }>;
  }>;
  next: string | null;
};

export type MediaGetInput = {
  mediaId: string;
};
export type MediaGetOutput = {
  id: string;
  courseId: string;
  /** File name, as it is saved under */
  name: string;
  title: string;
  kind: "video" | "audio" | "image" | "document" | "other";
  mime: string;
  /** In bytes */
  size: number;
  /** In pixels, of pictures */
  width?: number;
  height?: number;
  addedAt: string;
  /** Of the file; whoever may read the course may open it */
  address: string;
  /** Lessons that show it */
  usedIn: Array<{
    lessonId: string;
    title: string;
  }>;
};

export type MediaRenameInput = {
  mediaId: string;
  title: string;
};
export type MediaRenameOutput = {
  id: string;
  courseId: string;
  /** File name, as it is saved under */
  name: string;
  title: string;
  kind: "video" | "audio" | "image" | "document" | "other";
  mime: string;
  /** In bytes */
  size: number;
  /** In pixels, of pictures */
  width?: number;
  height?: number;
  addedAt: string;
  /** Of the file; whoever may read the course may open it */
  address: string;
  /** Lessons that show it */
  usedIn: Array<{
    lessonId: string;
    title: string;
  }>;
};

export type MediaRemoveInput = {
  mediaId: string;
};
export type MediaRemoveOutput = {
  done: true;
};

export type MediaLinkInput = {
  mediaId: string;
  seconds?: number;
};
export type MediaLinkOutput = {
  address: string;
  expiresAt: string;
};

/** The files of courses */
export interface MediaClient {
  /** The files of a course, newest first */
  list(input: MediaListInput, options?: CallOptions): Promise<MediaListOutput>;
  /** What is known of a file */
  get(input: MediaGetInput, options?: CallOptions): Promise<MediaGetOutput>;
  /** Give a file another title */
  rename(input: MediaRenameInput, options?: CallOptions): Promise<MediaRenameOutput>;
  /** Remove a file that no lesson shows */
  remove(input: MediaRemoveInput, options?: CallOptions): Promise<MediaRemoveOutput>;
  /** A link to a file for whoever has it, without signing in */
  link(input: MediaLinkInput, options?: CallOptions): Promise<MediaLinkOutput>;
}

export type OrganizationsCurrentInput = Record<never, never>;
export type OrganizationsCurrentOutput = {
  id: string;
  name: string;
  /** One or two sentences on the front page */
  summary: string;
  locale: string;
  timeZone: string;
  /** OKLCH hue of the accent */
  brandHue: number;
  signUp: "open" | "closed";
  /** Whoever has an address of certain domains may make an account though it be closed */
  welcomesAddresses: boolean;
  /** Address of the logo, below the address of the site */
  logo: string | null;
  /** Of the one for dark surroundings */
  darkLogo: string | null;
};

export type OrganizationsUpdateInput = {
  /** The ETag of what `organizations.current` answered: refused when somebody changed it since */
  "If-Match"?: string;
  name?: string;
  /** One or two sentences on the front page */
  summary?: string;
  locale?: string;
  timeZone?: string;
  /** OKLCH hue of the accent */
  brandHue?: number;
  signUp?: "open" | "closed";
};
export type OrganizationsUpdateOutput = {
  id: string;
  name: string;
  /** One or two sentences on the front page */
  summary: string;
  locale: string;
  timeZone: string;
  /** OKLCH hue of the accent */
  brandHue: number;
  signUp: "open" | "closed";
  /** Whoever has an address of certain domains may make an account though it be closed */
  welcomesAddresses: boolean;
  /** Address of the logo, below the address of the site */
  logo: string | null;
  /** Of the one for dark surroundings */
  darkLogo: string | null;
};

export type OrganizationsEntranceInput = Record<never, never>;
export type OrganizationsEntranceOutput = {
  signUp: "open" | "closed";
  /** Who shows to have an address there may make an account, though sign-up be closed */
  emailDomains: Array<string>;
  domains: Array<{
    domain: string;
    /** When it was shown to be the school’s own */
    verifiedAt: string | null;
    /** Whoever confirms an address there belongs to the school from then on */
    joins: boolean;
    /** The TXT record that shows whose it is */
    record: {
      name: string;
      value: string;
    };
  }>;
};

export type OrganizationsSetEntranceInput = {
  /** The ETag of what `organizations.entrance` answered: refused when somebody changed it since */
  "If-Match"?: string;
  signUp?: "open" | "closed";
  /** Who shows to have an address there may make an account, though sign-up be closed */
  emailDomains?: Array<string>;
};
export type OrganizationsSetEntranceOutput = {
  signUp: "open" | "closed";
  /** Who shows to have an address there may make an account, though sign-up be closed */
  emailDomains: Array<string>;
  domains: Array<{
    domain: string;
    /** When it was shown to be the school’s own */
    verifiedAt: string | null;
    /** Whoever confirms an address there belongs to the school from then on */
    joins: boolean;
    /** The TXT record that shows whose it is */
    record: {
      name: string;
      value: string;
    };
  }>;
};

export type OrganizationsVerifyEmailDomainInput = {
  domain: string;
};
export type OrganizationsVerifyEmailDomainOutput = {
  signUp: "open" | "closed";
  /** Who shows to have an address there may make an account, though sign-up be closed */
  emailDomains: Array<string>;
  domains: Array<{
    domain: string;
    /** When it was shown to be the school’s own */
    verifiedAt: string | null;
    /** Whoever confirms an address there belongs to the school from then on */
    joins: boolean;
    /** The TXT record that shows whose it is */
    record: {
      name: string;
      value: string;
    };
  }>;
};

export type OrganizationsRemoveLogoInput = {
  /** The surroundings it is for */
  on: "light" | "dark";
  /** The ETag of what `organizations.current` answered: refused when somebody changed it since */
  "If-Match"?: string;
};
export type OrganizationsRemoveLogoOutput = {
  done: true;
};

export type OrganizationsDomainsInput = Record<never, never>;
export type OrganizationsDomainsOutput = {
  items: Array<{
    host: string;
    /** Until then it leads nowhere */
    verifiedAt: string | null;
    addedAt: string;
  }>;
};

export type OrganizationsAddDomainInput = {
  host: string;
};
export type OrganizationsAddDomainOutput = {
  host: string;
  /** Until then it leads nowhere */
  verifiedAt: string | null;
  addedAt: string;
};

export type OrganizationsVerifyDomainInput = {
  host: string;
};
export type OrganizationsVerifyDomainOutput = {
  host: string;
  /** Until then it leads nowhere */
  verifiedAt: string | null;
  addedAt: string;
};

export type OrganizationsRemoveDomainInput = {
  host: string;
};
export type OrganizationsRemoveDomainOutput = {
  done: true;
};

export type OrganizationsDomainProofInput = {
  challenge: string;
};
export type OrganizationsDomainProofOutput = {
  proof: string;
};

export type OrganizationsQuotasInput = Record<never, never>;
export type OrganizationsQuotasOutput = {
  items: Array<{
    kind: "people" | "bytes" | "minutes";
    limit: number | null;
    used: number;
  }>;
};

export type OrganizationsListInput = {
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
};
export type OrganizationsListOutput = {
  items: Array<{
    id: string;
    name: string;
    address: string | null;
    parent: string | null;
    state: "active" | "suspended" | "deleted";
    createdAt: string;
    /** When everything in it goes, of one that is deleted */
    eraseAt: string | null;
    limits: {
      /** Members who are not removed */
      people: number | null;
      /** Of files */
      bytes: number | null;
      /** Of films made ready, in a month */
      minutes: number | null;
    };
  }>;
  next: string | null;
};

export type OrganizationsCreateInput = {
  name: string;
  address: string;
  parentId?: string;
};
export type OrganizationsCreateOutput = {
  id: string;
  name: string;
  address: string | null;
  parent: string | null;
  state: "active" | "suspended" | "deleted";
  createdAt: string;
  /** When everything in it goes, of one that is deleted */
  eraseAt: string | null;
  limits: {
    /** Members who are not removed */
    people: number | null;
    /** Of files */
    bytes: number | null;
    /** Of films made ready, in a month */
    minutes: number | null;
  };
};

export type OrganizationsChangeInput = {
  organizationId: string;
  name?: string;
  address?: string;
  parentId?: string;
  limits?: {
    /** Members who are not removed */
    people?: number | null;
    /** Of files */
    bytes?: number | null;
    /** Of films made ready, in a month */
    minutes?: number | null;
  };
};
export type OrganizationsChangeOutput = {
  id: string;
  name: string;
  address: string | null;
  parent: string | null;
  state: "active" | "suspended" | "deleted";
  createdAt: string;
  /** When everything in it goes, of one that is deleted */
  eraseAt: string | null;
  limits: {
    /** Members who are not removed */
    people: number | null;
    /** Of files */
    bytes: number | null;
    /** Of films made ready, in a month */
    minutes: number | null;
  };
};

export type OrganizationsDeleteInput = {
  organizationId: string;
};
export type OrganizationsDeleteOutput = {
  id: string;
  name: string;
  address: string | null;
  parent: string | null;
  state: "active" | "suspended" | "deleted";
  createdAt: string;
  /** When everything in it goes, of one that is deleted */
  eraseAt: string | null;
  limits: {
    /** Members who are not removed */
    people: number | null;
    /** Of files */
    bytes: number | null;
    /** Of films made ready, in a month */
    minutes: number | null;
  };
};

export type OrganizationsSuspendInput = {
  organizationId: string;
};
export type OrganizationsSuspendOutput = {
  id: string;
  name: string;
  address: string | null;
  parent: string | null;
  state: "active" | "suspended" | "deleted";
  createdAt: string;
  /** When everything in it goes, of one that is deleted */
  eraseAt: string | null;
  limits: {
    /** Members who are not removed */
    people: number | null;
    /** Of files */
    bytes: number | null;
    /** Of films made ready, in a month */
    minutes: number | null;
  };
};

export type OrganizationsResumeInput = {
  organizationId: string;
};
export type OrganizationsResumeOutput = {
  id: string;
  name: string;
  address: string | null;
  parent: string | null;
  state: "active" | "suspended" | "deleted";
  createdAt: string;
  /** When everything in it goes, of one that is deleted */
  eraseAt: string | null;
  limits: {
    /** Members who are not removed */
    people: number | null;
    /** Of files */
    bytes: number | null;
    /** Of films made ready, in a month */
    minutes: number | null;
  };
};

export type OrganizationsGiveOwnerInput = {
  organizationId: string;
  userId: string;
};
export type OrganizationsGiveOwnerOutput = {
  done: true;
};

export type OrganizationsMineInput = Record<never, never>;
export type OrganizationsMineOutput = {
  items: Array<{
    id: string;
    name: string;
    current: boolean;
  }>;
};

export type OrganizationsSettingsInput = {
  /** A school below this one, for who looks after those; this one when absent */
  organizationId?: string;
};
export type OrganizationsSettingsOutput = {
  items: Array<{
    plugin: string;
    key: string;
    /** By language tag; `en` is always there */
    title: Record<string, string>;
    hint: Record<string, string> | null;
    /** Of one that is chosen from several, by value */
    options: Record<string, Record<string, string>> | null;
    /** JSON Schema of the value */
    schema: Record<string, unknown>;
    /** What holds in the school */
    value: boolean | number | string;
    /** Where that comes from; installation is lms.config.ts, above a school above this one */
    from: "default" | "installation" | "environment" | "above" | "here";
    /** Name of the school above, for who belongs to it */
    above: string | null;
    /** Name of the school above that locked it, for who belongs to it */
    lockedBy: string | null;
    /** What is locked here holds for all schools below */
    locked: "no" | "here" | "above";
  }>;
  /** Whether there are schools below */
  hasSchools: boolean;
  /** Whether there is a school above */
  isBelow: boolean;
};

export type OrganizationsSetSettingInput = {
  plugin: string;
  key: string;
  /** The ETag of what `organizations.settings` answered: refused when somebody changed it since */
  "If-Match"?: string;
  /** A school below this one, for who looks after those; this one when absent */
  organizationId?: string;
  value: boolean | number | string;
};
export type OrganizationsSetSettingOutput = {
  plugin: string;
  key: string;
  /** By language tag; `en` is always there */
  title: Record<string, string>;
  hint: Record<string, string> | null;
  /** Of one that is chosen from several, by value */
  options: Record<string, Record<string, string>> | null;
  /** JSON Schema of the value */
  schema: Record<string, unknown>;
  /** What holds in the school */
  value: boolean | number | string;
  /** Where that comes from; installation is lms.config.ts, above a school above this one */
  from: "default" | "installation" | "environment" | "above" | "here";
  /** Name of the school above, for who belongs to it */
  above: string | null;
  /** Name of the school above that locked it, for who belongs to it */
  lockedBy: string | null;
  /** What is locked here holds for all schools below */
  locked: "no" | "here" | "above";
};

export type OrganizationsUnsetSettingInput = {
  /** A school below this one, for who looks after those; this one when absent */
  organizationId?: string;
  plugin: string;
  key: string;
  /** The ETag of what `organizations.settings` answered: refused when somebody changed it since */
  "If-Match"?: string;
};
export type OrganizationsUnsetSettingOutput = {
  plugin: string;
  key: string;
  /** By language tag; `en` is always there */
  title: Record<string, string>;
  hint: Record<string, string> | null;
  /** Of one that is chosen from several, by value */
  options: Record<string, Record<string, string>> | null;
  /** JSON Schema of the value */
  schema: Record<string, unknown>;
  /** What holds in the school */
  value: boolean | number | string;
  /** Where that comes from; installation is lms.config.ts, above a school above this one */
  from: "default" | "installation" | "environment" | "above" | "here";
  /** Name of the school above, for who belongs to it */
  above: string | null;
  /** Name of the school above that locked it, for who belongs to it */
  lockedBy: string | null;
  /** What is locked here holds for all schools below */
  locked: "no" | "here" | "above";
};

export type OrganizationsLockSettingInput = {
  plugin: string;
  key: string;
  /** The ETag of what `organizations.settings` answered: refused when somebody changed it since */
  "If-Match"?: string;
  /** A school below this one, for who looks after those; this one when absent */
  organizationId?: string;
  locked: boolean;
};
export type OrganizationsLockSettingOutput = {
  plugin: string;
  key: string;
  /** By language tag; `en` is always there */
  title: Record<string, string>;
  hint: Record<string, string> | null;
  /** Of one that is chosen from several, by value */
  options: Record<string, Record<string, string>> | null;
  /** JSON Schema of the value */
  schema: Record<string, unknown>;
  /** What holds in the school */
  value: boolean | number | string;
  /** Where that comes from; installation is lms.config.ts, above a school above this one */
  from: "default" | "installation" | "environment" | "above" | "here";
  /** Name of the school above, for who belongs to it */
  above: string | null;
  /** Name of the school above that locked it, for who belongs to it */
  lockedBy: string | null;
  /** What is locked here holds for all schools below */
  locked: "no" | "here" | "above";
};

/** The school itself */
export interface OrganizationsClient {
  /** The school */
  current(input?: OrganizationsCurrentInput, options?: CallOptions): Promise<OrganizationsCurrentOutput>;
  /** Change the school */
  update(input?: OrganizationsUpdateInput, options?: CallOptions): Promise<OrganizationsUpdateOutput>;
  /** Who may make an account here, and who comes in by their address */
  entrance(input?: OrganizationsEntranceInput, options?: CallOptions): Promise<OrganizationsEntranceOutput>;
  /** Say who may make an account here */
  setEntrance(input?: OrganizationsSetEntranceInput, options?: CallOptions): Promise<OrganizationsSetEntranceOutput>;
  /** Look whether a domain of addresses is the school’s own; from then on its people come in by themselves */
  verifyEmailDomain(input: OrganizationsVerifyEmailDomainInput, options?: CallOptions): Promise<OrganizationsVerifyEmailDomainOutput>;
  /** Take the logo away */
  removeLogo(input: OrganizationsRemoveLogoInput, options?: CallOptions): Promise<OrganizationsRemoveLogoOutput>;
  /** Addresses of the school’s own */
  domains(input?: OrganizationsDomainsInput, options?: CallOptions): Promise<OrganizationsDomainsOutput>;
  /** Claim an address */
  addDomain(input: OrganizationsAddDomainInput, options?: CallOptions): Promise<OrganizationsAddDomainOutput>;
  /** Look whether the address leads here; from then on the school answers there */
  verifyDomain(input: OrganizationsVerifyDomainInput, options?: CallOptions): Promise<OrganizationsVerifyDomainOutput>;
  /** Give an address up */
  removeDomain(input: OrganizationsRemoveDomainInput, options?: CallOptions): Promise<OrganizationsRemoveDomainOutput>;
  /** What shows to a server that it has reached itself */
  domainProof(input: OrganizationsDomainProofInput, options?: CallOptions): Promise<OrganizationsDomainProofOutput>;
  /** What the school may use, and has used */
  quotas(input?: OrganizationsQuotasInput, options?: CallOptions): Promise<OrganizationsQuotasOutput>;
  /** Schools below this one */
  list(input?: OrganizationsListInput, options?: CallOptions): Promise<OrganizationsListOutput>;
  /** Make a school below this one, and own it */
  create(input: OrganizationsCreateInput, options?: CallOptions): Promise<OrganizationsCreateOutput>;
  /** Rename a school, move it below another, or limit what it uses */
  change(input: OrganizationsChangeInput, options?: CallOptions): Promise<OrganizationsChangeOutput>;
  /** Delete a school: it is closed at once, and everything in it goes after 30 days */
  delete(input: OrganizationsDeleteInput, options?: CallOptions): Promise<OrganizationsDeleteOutput>;
  /** Close a school until it is opened again */
  suspend(input: OrganizationsSuspendInput, options?: CallOptions): Promise<OrganizationsSuspendOutput>;
  /** Open a school again */
  resume(input: OrganizationsResumeInput, options?: CallOptions): Promise<OrganizationsResumeOutput>;
  /** Make a member of this school an owner of that one */
  giveOwner(input: OrganizationsGiveOwnerInput, options?: CallOptions): Promise<OrganizationsGiveOwnerOutput>;
  /** Schools I belong to */
  mine(input?: OrganizationsMineInput, options?: CallOptions): Promise<OrganizationsMineOutput>;
  /** What holds in a school, of what it may decide for itself */
  settings(input?: OrganizationsSettingsInput, options?: CallOptions): Promise<OrganizationsSettingsOutput>;
  /** Decide something for a school and those below it */
  setSetting(input: OrganizationsSetSettingInput, options?: CallOptions): Promise<OrganizationsSetSettingOutput>;
  /** Let hold again what comes from above */
  unsetSetting(input: OrganizationsUnsetSettingInput, options?: CallOptions): Promise<OrganizationsUnsetSettingOutput>;
  /** Let what holds in a school hold for all below it, whatever they have decided; or end that */
  lockSetting(input: OrganizationsLockSettingInput, options?: CallOptions): Promise<OrganizationsLockSettingOutput>;
}

export type ProgressOpenInput = {
  lessonId: string;
};
export type ProgressOpenOutput = {
  done: true;
};

export type ProgressPlaceInput = {
  lessonId: string;
  /** Id of the block at the top of the screen */
  place: string;
};
export type ProgressPlaceOutput = {
  done: true;
};

export type ProgressCompleteInput = {
  lessonId: string;
};
export type ProgressCompleteOutput = {
  courseId: string;
  /** Lessons that were opened or completed */
  lessons: Record<string, "opened" | "completed">;
  done: number;
  total: number;
  /** Where the learner was last; null before the first lesson */
  resume: {
    lessonId: string;
    place: string | null;
  } | null;
  lastAt: string | null;
};

export type ProgressReopenInput = {
  lessonId: string;
};
export type ProgressReopenOutput = {
  courseId: string;
  /** Lessons that were opened or completed */
  lessons: Record<string, "opened" | "completed">;
  done: number;
  total: number;
  /** Where the learner was last; null before the first lesson */
  resume: {
    lessonId: string;
    place: string | null;
  } | null;
  lastAt: string | null;
};

export type ProgressCourseInput = {
  courseId: string;
};
export type ProgressCourseOutput = {
  courseId: string;
  /** Lessons that were opened or completed */
  lessons: Record<string, "opened" | "completed">;
  done: number;
  total: number;
  /** Where the learner was last; null before the first lesson */
  resume: {
    lessonId: string;
    place: string | null;
  } | null;
  lastAt: string | null;
};

export type ProgressMineInput = Record<never, never>;
export type ProgressMineOutput = {
  items: Array<{
    courseId: string;
    /** Lessons that were opened or completed */
    lessons: Record<string, "opened" | "completed">;
    done: number;
    total: number;
    /** Where the learner was last; null before the first lesson */
    resume: {
      lessonId: string;
      place: string | null;
    } | null;
    lastAt: string | null;
  }>;
};

export type ProgressPeopleInput = {
  courseId: string;
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
};
export type ProgressPeopleOutput = {
  items: Array<{
    userId: string;
    name: string;
    /** Digest: see `users.picture` */
    picture: string | null;
    done: number;
    total: number;
    lastAt: string | null;
  }>;
  next: string | null;
};

/** How far a learner is, and where to go on */
export interface ProgressClient {
  /** I opened a lesson */
  open(input: ProgressOpenInput, options?: CallOptions): Promise<ProgressOpenOutput>;
  /** Where I am in a lesson */
  place(input: ProgressPlaceInput, options?: CallOptions): Promise<ProgressPlaceOutput>;
  /** I finished a lesson */
  complete(input: ProgressCompleteInput, options?: CallOptions): Promise<ProgressCompleteOutput>;
  /** I am not finished with a lesson after all */
  reopen(input: ProgressReopenInput, options?: CallOptions): Promise<ProgressReopenOutput>;
  /** How far I am in a course */
  course(input: ProgressCourseInput, options?: CallOptions): Promise<ProgressCourseOutput>;
  /** How far I am in each of my courses, last used first */
  mine(input?: ProgressMineInput, options?: CallOptions): Promise<ProgressMineOutput>;
  /** How far each learner of a course is, by name */
  people(input: ProgressPeopleInput, options?: CallOptions): Promise<ProgressPeopleOutput>;
}

export type StreamingPlayInput = {
  mediaId: string;
};
export type StreamingPlayOutput = {
  mediaId: string;
  /** Address of the HLS playlist (RFC 8216) */
  hls: string;
  /** Address of the DASH manifest, over the same segments */
  dash: string;
  poster: string | null;
  captions: Array<{
    language: string;
    label: string;
    address: string;
  }>;
  seconds: number;
  width: number;
  height: number;
  /** Where this person left off */
  position: number;
  /** Until then the addresses work, for whoever has them */
  expiresAt: string;
};

export type StreamingPositionInput = {
  mediaId: string;
};
export type StreamingPositionOutput = {
  seconds: number;
};

export type StreamingSetPositionInput = {
  mediaId: string;
  seconds: number;
};
export type StreamingSetPositionOutput = {
  done: true;
};

/** Films that play anywhere, from where one left off */
export interface StreamingClient {
  /** Addresses to play a video with, without a session, for a few hours */
  play(input: StreamingPlayInput, options?: CallOptions): Promise<StreamingPlayOutput>;
  /** Where I left off in a video */
  position(input: StreamingPositionInput, options?: CallOptions): Promise<StreamingPositionOutput>;
  /** Remember where I am in a video */
  setPosition(input: StreamingSetPositionInput, options?: CallOptions): Promise<StreamingSetPositionOutput>;
}

export type TeamsListInput = Record<never, never>;
export type TeamsListOutput = {
  items: Array<{
    id: string;
    name: string;
    /** The team it is part of */
    parent: string | null;
    /** Its own, without those of its parts */
    members: number;
  }>;
};

export type TeamsCreateInput = {
  name: string;
  parentId?: string;
};
export type TeamsCreateOutput = {
  id: string;
  name: string;
  /** The team it is part of */
  parent: string | null;
  /** Its own, without those of its parts */
  members: number;
};

export type TeamsMineInput = Record<never, never>;
export type TeamsMineOutput = {
  items: Array<{
    id: string;
    name: string;
  }>;
};

export type TeamsUpdateInput = {
  teamId: string;
  name?: string;
  parentId?: string | null;
};
export type TeamsUpdateOutput = {
  id: string;
  name: string;
  /** The team it is part of */
  parent: string | null;
  /** Its own, without those of its parts */
  members: number;
};

export type TeamsRemoveInput = {
  teamId: string;
};
export type TeamsRemoveOutput = {
  done: true;
};

export type TeamsMembersInput = {
  teamId: string;
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
};
export type TeamsMembersOutput = {
  items: Array<{
    userId: string;
    name: string;
    picture: string | null;
    joinedAt: string;
  }>;
  next: string | null;
};

export type TeamsAddMemberInput = {
  teamId: string;
  userId: string;
};
export type TeamsAddMemberOutput = {
  done: true;
};

export type TeamsRemoveMemberInput = {
  teamId: string;
  userId: string;
};
export type TeamsRemoveMemberOutput = {
  done: true;
};

/** People who belong together */
export interface TeamsClient {
  /** All teams, by name */
  list(input?: TeamsListInput, options?: CallOptions): Promise<TeamsListOutput>;
  /** Make a team */
  create(input: TeamsCreateInput, options?: CallOptions): Promise<TeamsCreateOutput>;
  /** Teams I am in */
  mine(input?: TeamsMineInput, options?: CallOptions): Promise<TeamsMineOutput>;
  /** Rename a team, or make it part of another */
  update(input: TeamsUpdateInput, options?: CallOptions): Promise<TeamsUpdateOutput>;
  /** Remove a team with its parts; its people stay in the school */
  remove(input: TeamsRemoveInput, options?: CallOptions): Promise<TeamsRemoveOutput>;
  /** Who is in a team, by name */
  members(input: TeamsMembersInput, options?: CallOptions): Promise<TeamsMembersOutput>;
  /** Put somebody into a team */
  addMember(input: TeamsAddMemberInput, options?: CallOptions): Promise<TeamsAddMemberOutput>;
  /** Take somebody out of a team */
  removeMember(input: TeamsRemoveMemberInput, options?: CallOptions): Promise<TeamsRemoveMemberOutput>;
}

export type UsersImportsInput = {
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
};
export type UsersImportsOutput = {
  items: Array<{
    id: string;
    name: string;
    bytes: number;
    state: "ready" | "waiting" | "running" | "done" | "failed" | "cancelled";
    encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
    delimiter: "," | ";" | "\t" | "|";
    columns: Array<{
      /** As the file has it */
      header: string;
      /** Null: the column is left out */
      target: string | null;
    }>;
    /** What a column may be */
    targets: Array<{
      target: string;
      label: string | null;
    }>;
    /** The first rows; what is secret in them is left out */
    sample: Array<Array<string>>;
    key: "email" | "externalId";
    /** Nothing was or will be changed */
    dryRun: boolean;
    invite: boolean;
    /** Judged so far */
    rows: number;
    /** Of the file, judged so far */
    fraction: number;
    counts: {
      /** New here, those with an account elsewhere too */
      created: number;
      updated: number;
      unchanged: number;
      refused: number;
      /** Of those created or updated */
      suspended: number;
      restored: number;
      removed: number;
      /** Rows that were taken with a remark */
      noted: number;
    };
    /** The file could not be read on from this line; rows before it were taken */
    stopped: {
      line: number;
      reason: string;
      code: string;
      /** What stands in the sentence of the code */
      facts: Record<string, string | number>;
    } | null;
    error: string | null;
    /** Whether the file is still here and can be run */
    kept: boolean;
    createdAt: string;
    finishedAt: string | null;
  }>;
  next: string | null;
};

export type UsersReadImportInput = {
  importId: string;
  encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  delimiter?: "," | ";" | "\t" | "|";
};
export type UsersReadImportOutput = {
  id: string;
  name: string;
  bytes: number;
  state: "ready" | "waiting" | "running" | "done" | "failed" | "cancelled";
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  delimiter: "," | ";" | "\t" | "|";
  columns: Array<{
    /** As the file has it */
    header: string;
    /** Null: the column is left out */
    target: string | null;
  }>;
  /** What a column may be */
  targets: Array<{
    target: string;
    label: string | null;
  }>;
  /** The first rows; what is secret in them is left out */
  sample: Array<Array<string>>;
  key: "email" | "externalId";
  /** Nothing was or will be changed */
  dryRun: boolean;
  invite: boolean;
  /** Judged so far */
  rows: number;
  /** Of the file, judged so far */
  fraction: number;
  counts: {
    /** New here, those with an account elsewhere too */
    created: number;
    updated: number;
    unchanged: number;
    refused: number;
    /** Of those created or updated */
    suspended: number;
    restored: number;
    removed: number;
    /** Rows that were taken with a remark */
    noted: number;
  };
  /** The file could not be read on from this line; rows before it were taken */
  stopped: {
    line: number;
    reason: string;
    code: string;
    /** What stands in the sentence of the code */
    facts: Record<string, string | number>;
  } | null;
  error: string | null;
  /** Whether the file is still here and can be run */
  kept: boolean;
  createdAt: string;
  finishedAt: string | null;
};

export type UsersRunImportInput = {
  importId: string;
  dryRun?: boolean;
  key?: "email" | "externalId";
  /** What each column of the file says, in order; as it was found when absent */
  columns?: Array<string | null>;
  /** Mail everybody who is new here a link to come in */
  invite?: boolean;
  /** Of those who are new and whose row says none */
  locale?: string;
};
export type UsersRunImportOutput = {
  id: string;
  name: string;
  bytes: number;
  state: "ready" | "waiting" | "running" | "done" | "failed" | "cancelled";
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  delimiter: "," | ";" | "\t" | "|";
  columns: Array<{
    /** As the file has it */
    header: string;
    /** Null: the column is left out */
    target: string | null;
  }>;
  /** What a column may be */
  targets: Array<{
    target: string;
    label: string | null;
  }>;
  /** The first rows; what is secret in them is left out */
  sample: Array<Array<string>>;
  key: "email" | "externalId";
  /** Nothing was or will be changed */
  dryRun: boolean;
  invite: boolean;
  /** Judged so far */
  rows: number;
  /** Of the file, judged so far */
  fraction: number;
  counts: {
    /** New here, those with an account elsewhere too */
    created: number;
    updated: number;
    unchanged: number;
    refused: number;
    /** Of those created or updated */
    suspended: number;
    restored: number;
    removed: number;
    /** Rows that were taken with a remark */
    noted: number;
  };
  /** The file could not be read on from this line; rows before it were taken */
  stopped: {
    line: number;
    reason: string;
    code: string;
    /** What stands in the sentence of the code */
    facts: Record<string, string | number>;
  } | null;
  error: string | null;
  /** Whether the file is still here and can be run */
  kept: boolean;
  createdAt: string;
  finishedAt: string | null;
};

export type UsersImportInput = {
  importId: string;
};
export type UsersImportOutput = {
  id: string;
  name: string;
  bytes: number;
  state: "ready" | "waiting" | "running" | "done" | "failed" | "cancelled";
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  delimiter: "," | ";" | "\t" | "|";
  columns: Array<{
    /** As the file has it */
    header: string;
    /** Null: the column is left out */
    target: string | null;
  }>;
  /** What a column may be */
  targets: Array<{
    target: string;
    label: string | null;
  }>;
  /** The first rows; what is secret in them is left out */
  sample: Array<Array<string>>;
  key: "email" | "externalId";
  /** Nothing was or will be changed */
  dryRun: boolean;
  invite: boolean;
  /** Judged so far */
  rows: number;
  /** Of the file, judged so far */
  fraction: number;
  counts: {
    /** New here, those with an account elsewhere too */
    created: number;
    updated: number;
    unchanged: number;
    refused: number;
    /** Of those created or updated */
    suspended: number;
    restored: number;
    removed: number;
    /** Rows that were taken with a remark */
    noted: number;
  };
  /** The file could not be read on from this line; rows before it were taken */
  stopped: {
    line: number;
    reason: string;
    code: string;
    /** What stands in the sentence of the code */
    facts: Record<string, string | number>;
  } | null;
  error: string | null;
  /** Whether the file is still here and can be run */
  kept: boolean;
  createdAt: string;
  finishedAt: string | null;
};

export type UsersRemoveImportInput = {
  importId: string;
};
export type UsersRemoveImportOutput = {
  done: true;
};

export type UsersImportReportInput = {
  importId: string;
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
  /** Only refused ones */
  refused?: boolean;
};
export type UsersImportReportOutput = {
  items: Array<{
    line: number;
    /** False: taken, with this remark */
    refused: boolean;
    /** Header of the column at fault */
    column: string | null;
    /** Of the reason, where it has one: `no_email` */
    code: string | null;
    /** In English; `code` and `facts` say it in any language */
    reason: string;
    /** What stands in the sentence of the code */
    facts: Record<string, string | number>;
    cells: Array<string>;
  }>;
  next: string | null;
};

export type UsersCancelImportInput = {
  importId: string;
};
export type UsersCancelImportOutput = {
  id: string;
  name: string;
  bytes: number;
  state: "ready" | "waiting" | "running" | "done" | "failed" | "cancelled";
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  delimiter: "," | ";" | "\t" | "|";
  columns: Array<{
    /** As the file has it */
    header: string;
    /** Null: the column is left out */
    target: string | null;
  }>;
  /** What a column may be */
  targets: Array<{
    target: string;
    label: string | null;
  }>;
  /** The first rows; what is secret in them is left out */
  sample: Array<Array<string>>;
  key: "email" | "externalId";
  /** Nothing was or will be changed */
  dryRun: boolean;
  invite: boolean;
  /** Judged so far */
  rows: number;
  /** Of the file, judged so far */
  fraction: number;
  counts: {
    /** New here, those with an account elsewhere too */
    created: number;
    updated: number;
    unchanged: number;
    refused: number;
    /** Of those created or updated */
    suspended: number;
    restored: number;
    removed: number;
    /** Rows that were taken with a remark */
    noted: number;
  };
  /** The file could not be read on from this line; rows before it were taken */
  stopped: {
    line: number;
    reason: string;
    code: string;
    /** What stands in the sentence of the code */
    facts: Record<string, string | number>;
  } | null;
  error: string | null;
  /** Whether the file is still here and can be run */
  kept: boolean;
  createdAt: string;
  finishedAt: string | null;
};

export type UsersFieldsInput = Record<never, never>;
export type UsersFieldsOutput = {
  items: Array<{
    id: string;
    key: string;
    type: "text" | "number" | "date" | "choice";
    label: string;
    hint: string;
    /** Once there it cannot be emptied */
    required: boolean;
    /** Fewest characters of a text, least number, earliest date */
    min: string | null;
    /** Most characters of a text, largest number, latest date */
    max: string | null;
    /** Answers of a choice, in order */
    choices: Array<string>;
    visibleTo: "everyone" | "self-and-staff" | "staff";
    editors: "self-and-staff" | "staff";
  }>;
};

export type UsersAddFieldInput = {
  /** Made from the label when absent */
  key?: string;
  type: "text" | "number" | "date" | "choice";
  label: string;
  hint?: string;
  /** Once there it cannot be emptied */
  required?: boolean;
  min?: string | null;
  max?: string | null;
  /** Answers of a choice, in order */
  choices?: Array<string>;
  visibleTo?: "everyone" | "self-and-staff" | "staff";
  editors?: "self-and-staff" | "staff";
};
export type UsersAddFieldOutput = {
  id: string;
  key: string;
  type: "text" | "number" | "date" | "choice";
  label: string;
  hint: string;
  /** Once there it cannot be emptied */
  required: boolean;
  /** Fewest characters of a text, least number, earliest date */
  min: string | null;
  /** Most characters of a text, largest number, latest date */
  max: string | null;
  /** Answers of a choice, in order */
  choices: Array<string>;
  visibleTo: "everyone" | "self-and-staff" | "staff";
  editors: "self-and-staff" | "staff";
};

export type UsersChangeFieldInput = {
  fieldId: string;
  label?: string;
  hint?: string;
  /** Once there it cannot be emptied */
  required?: boolean;
  /** Fewest characters of a text, least number, earliest date */
  min?: string | null;
  /** Most characters of a text, largest number, latest date */
  max?: string | null;
  /** Answers of a choice, in order */
  choices?: Array<string>;
  visibleTo?: "everyone" | "self-and-staff" | "staff";
  editors?: "self-and-staff" | "staff";
  /** The field it comes to stand before; null for the end */
  beforeFieldId?: string | null;
};
export type UsersChangeFieldOutput = {
  id: string;
  key: string;
  type: "text" | "number" | "date" | "choice";
  label: string;
  hint: string;
  /** Once there it cannot be emptied */
  required: boolean;
  /** Fewest characters of a text, least number, earliest date */
  min: string | null;
  /** Most characters of a text, largest number, latest date */
  max: string | null;
  /** Answers of a choice, in order */
  choices: Array<string>;
  visibleTo: "everyone" | "self-and-staff" | "staff";
  editors: "self-and-staff" | "staff";
};

export type UsersRemoveFieldInput = {
  fieldId: string;
};
export type UsersRemoveFieldOutput = {
  /** How many people had something in it */
  values: number;
};

export type UsersMeInput = Record<never, never>;
export type UsersMeOutput = {
  id: string;
  name: string;
  email: string;
  locale: string | null;
  timeZone: string | null;
  bio: string;
  links: Array<{
    label: string;
    url: string;
  }>;
  picture: string | null;
  createdAt: string;
  fields: Array<{
    id: string;
    key: string;
    type: "text" | "number" | "date" | "choice";
    label: string;
    hint: string;
    /** Once there it cannot be emptied */
    required: boolean;
    /** Fewest characters of a text, least number, earliest date */
    min: string | null;
    /** Most characters of a text, largest number, latest date */
    max: string | null;
    /** Answers of a choice, in order */
    choices: Array<string>;
    visibleTo: "everyone" | "self-and-staff" | "staff";
    editors: "self-and-staff" | "staff";
    value: string | null;
  }>;
};

export type UsersUpdateMeInput = {
  name?: string;
  locale?: string | null;
  timeZone?: string | null;
  bio?: string;
  links?: Array<{
    label: string;
    url: string;
  }>;
  /** By key; fields that are not named stay */
  fields?: Record<string, string | null>;
};
export type UsersUpdateMeOutput = {
  id: string;
  name: string;
  email: string;
  locale: string | null;
  timeZone: string | null;
  bio: string;
  links: Array<{
    label: string;
    url: string;
  }>;
  picture: string | null;
  createdAt: string;
  fields: Array<{
    id: string;
    key: string;
    type: "text" | "number" | "date" | "choice";
    label: string;
    hint: string;
    /** Once there it cannot be emptied */
    required: boolean;
    /** Fewest characters of a text, least number, earliest date */
    min: string | null;
    /** Most characters of a text, largest number, latest date */
    max: string | null;
    /** Answers of a choice, in order */
    choices: Array<string>;
    visibleTo: "everyone" | "self-and-staff" | "staff";
    editors: "self-and-staff" | "staff";
    value: string | null;
  }>;
};

export type UsersRemovePictureInput = Record<never, never>;
export type UsersRemovePictureOutput = {
  done: true;
};

export type UsersLeaveInput = Record<never, never>;
export type UsersLeaveOutput = {
  done: true;
};

export type UsersProfileInput = {
  userId: string;
};
export type UsersProfileOutput = {
  id: string;
  name: string;
  picture: string | null;
  bio: string;
  links: Array<{
    label: string;
    url: string;
  }>;
  fields: Array<{
    id: string;
    key: string;
    type: "text" | "number" | "date" | "choice";
    label: string;
    hint: string;
    /** Once there it cannot be emptied */
    required: boolean;
    /** Fewest characters of a text, least number, earliest date */
    min: string | null;
    /** Most characters of a text, largest number, latest date */
    max: string | null;
    /** Answers of a choice, in order */
    choices: Array<string>;
    visibleTo: "everyone" | "self-and-staff" | "staff";
    editors: "self-and-staff" | "staff";
    value: string | null;
  }>;
};

export type UsersListInput = {
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
  /** Beginnings of words of the name or the address */
  search?: string;
  /** Exactly this address */
  email?: string;
  /** Active and suspended when absent */
  state?: "active" | "suspended" | "removed" | "any";
  /** In the whole school; `none` for who has none */
  role?: string;
  /** `key=value` of a field of the school, as it is kept */
  fields?: Array<string>;
  joinedSince?: string;
  sort?: "name" | "newest";
};
export type UsersListOutput = {
  items: Array<{
    id: string;
    name: string;
    email: string;
    locale: string | null;
    timeZone: string | null;
    bio: string;
    links: Array<{
      label: string;
      url: string;
    }>;
    picture: string | null;
    createdAt: string;
    state: "active" | "suspended" | "removed";
    joinedAt: string;
    /** In the whole school */
    roles: Array<string>;
  }>;
  next: string | null;
};

export type UsersCreateInput = {
  name: string;
  email: string;
  locale?: string;
};
export type UsersCreateOutput = {
  id: string;
  name: string;
  email: string;
  locale: string | null;
  timeZone: string | null;
  bio: string;
  links: Array<{
    label: string;
    url: string;
  }>;
  picture: string | null;
  createdAt: string;
};

export type UsersGetInput = {
  userId: string;
};
export type UsersGetOutput = {
  id: string;
  name: string;
  email: string;
  locale: string | null;
  timeZone: string | null;
  bio: string;
  links: Array<{
    label: string;
    url: string;
  }>;
  picture: string | null;
  createdAt: string;
  state: "active" | "suspended" | "removed";
  joinedAt: string;
  /** In the whole school */
  roles: Array<string>;
  stateSince: string;
  /** Why they are suspended or removed; empty when nobody said */
  reason: string;
  /** They belong to another school too: name and address are theirs to change */
  elsewhere: boolean;
  fields: Array<{
    id: string;
    key: string;
    type: "text" | "number" | "date" | "choice";
    label: string;
    hint: string;
    /** Once there it cannot be emptied */
    required: boolean;
    /** Fewest characters of a text, least number, earliest date */
    min: string | null;
    /** Most characters of a text, largest number, latest date */
    max: string | null;
    /** Answers of a choice, in order */
    choices: Array<string>;
    visibleTo: "everyone" | "self-and-staff" | "staff";
    editors: "self-and-staff" | "staff";
    value: string | null;
  }>;
};

export type UsersUpdateInput = {
  userId: string;
  name?: string;
  email?: string;
  /** By key; fields that are not named stay */
  fields?: Record<string, string | null>;
  /** Takes the picture away */
  picture?: null;
};
export type UsersUpdateOutput = {
  id: string;
  name: string;
  email: string;
  locale: string | null;
  timeZone: string | null;
  bio: string;
  links: Array<{
    label: string;
    url: string;
  }>;
  picture: string | null;
  createdAt: string;
  state: "active" | "suspended" | "removed";
  joinedAt: string;
  /** In the whole school */
  roles: Array<string>;
  stateSince: string;
  /** Why they are suspended or removed; empty when nobody said */
  reason: string;
  /** They belong to another school too: name and address are theirs to change */
  elsewhere: boolean;
  fields: Array<{
    id: string;
    key: string;
    type: "text" | "number" | "date" | "choice";
    label: string;
    hint: string;
    /** Once there it cannot be emptied */
    required: boolean;
    /** Fewest characters of a text, least number, earliest date */
    min: string | null;
    /** Most characters of a text, largest number, latest date */
    max: string | null;
    /** Answers of a choice, in order */
    choices: Array<string>;
    visibleTo: "everyone" | "self-and-staff" | "staff";
    editors: "self-and-staff" | "staff";
    value: string | null;
  }>;
};

export type UsersRemoveInput = {
  userId: string;
  /** For who looks after people; the person is not told */
  reason?: string;
};
export type UsersRemoveOutput = {
  id: string;
  name: string;
  email: string;
  locale: string | null;
  timeZone: string | null;
  bio: string;
  links: Array<{
    label: string;
    url: string;
  }>;
  picture: string | null;
  createdAt: string;
  state: "active" | "suspended" | "removed";
  joinedAt: string;
  /** In the whole school */
  roles: Array<string>;
  stateSince: string;
  /** Why they are suspended or removed; empty when nobody said */
  reason: string;
  /** They belong to another school too: name and address are theirs to change */
  elsewhere: boolean;
  fields: Array<{
    id: string;
    key: string;
    type: "text" | "number" | "date" | "choice";
    label: string;
    hint: string;
    /** Once there it cannot be emptied */
    required: boolean;
    /** Fewest characters of a text, least number, earliest date */
    min: string | null;
    /** Most characters of a text, largest number, latest date */
    max: string | null;
    /** Answers of a choice, in order */
    choices: Array<string>;
    visibleTo: "everyone" | "self-and-staff" | "staff";
    editors: "self-and-staff" | "staff";
    value: string | null;
  }>;
};

export type UsersSuspendInput = {
  userId: string;
  /** For who looks after people; the person is not told */
  reason?: string;
};
export type UsersSuspendOutput = {
  id: string;
  name: string;
  email: string;
  locale: string | null;
  timeZone: string | null;
  bio: string;
  links: Array<{
    label: string;
    url: string;
  }>;
  picture: string | null;
  createdAt: string;
  state: "active" | "suspended" | "removed";
  joinedAt: string;
  /** In the whole school */
  roles: Array<string>;
  stateSince: string;
  /** Why they are suspended or removed; empty when nobody said */
  reason: string;
  /** They belong to another school too: name and address are theirs to change */
  elsewhere: boolean;
  fields: Array<{
    id: string;
    key: string;
    type: "text" | "number" | "date" | "choice";
    label: string;
    hint: string;
    /** Once there it cannot be emptied */
    required: boolean;
    /** Fewest characters of a text, least number, earliest date */
    min: string | null;
    /** Most characters of a text, largest number, latest date */
    max: string | null;
    /** Answers of a choice, in order */
    choices: Array<string>;
    visibleTo: "everyone" | "self-and-staff" | "staff";
    editors: "self-and-staff" | "staff";
    value: string | null;
  }>;
};

export type UsersRestoreInput = {
  userId: string;
};
export type UsersRestoreOutput = {
  id: string;
  name: string;
  email: string;
  locale: string | null;
  timeZone: string | null;
  bio: string;
  links: Array<{
    label: string;
    url: string;
  }>;
  picture: string | null;
  createdAt: string;
  state: "active" | "suspended" | "removed";
  joinedAt: string;
  /** In the whole school */
  roles: Array<string>;
  stateSince: string;
  /** Why they are suspended or removed; empty when nobody said */
  reason: string;
  /** They belong to another school too: name and address are theirs to change */
  elsewhere: boolean;
  fields: Array<{
    id: string;
    key: string;
    type: "text" | "number" | "date" | "choice";
    label: string;
    hint: string;
    /** Once there it cannot be emptied */
    required: boolean;
    /** Fewest characters of a text, least number, earliest date */
    min: string | null;
    /** Most characters of a text, largest number, latest date */
    max: string | null;
    /** Answers of a choice, in order */
    choices: Array<string>;
    visibleTo: "everyone" | "self-and-staff" | "staff";
    editors: "self-and-staff" | "staff";
    value: string | null;
  }>;
};

export type UsersMergeInput = {
  /** The account that goes */
  userId: string;
  /** The account that stays */
  intoId: string;
};
export type UsersMergeOutput = {
  /** `here`: the person belongs to another school too, so only what is in this one was touched */
  reach: "everywhere" | "here";
  changes: Array<{
    plugin: string;
    table: string;
    /** As the archive of the data calls such rows */
    name: string | null;
    rows: number;
    /** Rows given up for another of the same kind */
    dropped: number;
  }>;
};

export type UsersEraseInput = {
  userId: string;
};
export type UsersEraseOutput = {
  /** `here`: the person belongs to another school too, so only what is in this one was touched */
  reach: "everywhere" | "here";
  changes: Array<{
    plugin: string;
    table: string;
    /** As the archive of the data calls such rows */
    name: string | null;
    rows: number;
    /** Rows given up for another of the same kind */
    dropped: number;
  }>;
};

export type UsersExportDataInput = {
  userId: string;
};
export type UsersExportDataOutput = {
  /** Of a ZIP archive, for whoever asked and nobody else */
  address: string;
  until: string;
};

export type UsersExportMineInput = Record<never, never>;
export type UsersExportMineOutput = {
  /** Of a ZIP archive, for whoever asked and nobody else */
  address: string;
  until: string;
};

export type UsersMyErasureInput = Record<never, never>;
export type UsersMyErasureOutput = {
  askedAt: string | null;
};

export type UsersAskErasureInput = Record<never, never>;
export type UsersAskErasureOutput = {
  askedAt: string;
};

export type UsersWithdrawErasureInput = Record<never, never>;
export type UsersWithdrawErasureOutput = {
  done: true;
};

export type UsersErasureRequestsInput = Record<never, never>;
export type UsersErasureRequestsOutput = {
  items: Array<{
    userId: string;
    name: string;
    email: string;
    askedAt: string;
  }>;
};

/** The people of the school */
export interface UsersClient {
  /** Imports of people, latest first */
  imports(input?: UsersImportsInput, options?: CallOptions): Promise<UsersImportsOutput>;
  /** Read the file of an import another way */
  readImport(input: UsersReadImportInput, options?: CallOptions): Promise<UsersReadImportOutput>;
  /** Create and change the people of the file, or see what would become of each row */
  runImport(input: UsersRunImportInput, options?: CallOptions): Promise<UsersRunImportOutput>;
  /** How far an import is, and what became of it */
  import(input: UsersImportInput, options?: CallOptions): Promise<UsersImportOutput>;
  /** Forget an import with its file and its report; the people stay */
  removeImport(input: UsersRemoveImportInput, options?: CallOptions): Promise<UsersRemoveImportOutput>;
  /** Rows that were refused, and those taken with a remark, in their order */
  importReport(input: UsersImportReportInput, options?: CallOptions): Promise<UsersImportReportOutput>;
  /** Stop an import; what it has done stays */
  cancelImport(input: UsersCancelImportInput, options?: CallOptions): Promise<UsersCancelImportOutput>;
  /** What the school wants to know of its people, in order */
  fields(input?: UsersFieldsInput, options?: CallOptions): Promise<UsersFieldsOutput>;
  /** Add a field to the profiles of the school */
  addField(input: UsersAddFieldInput, options?: CallOptions): Promise<UsersAddFieldOutput>;
  /** Change a field, or where it stands */
  changeField(input: UsersChangeFieldInput, options?: CallOptions): Promise<UsersChangeFieldOutput>;
  /** Remove a field with everything that was written in it */
  removeField(input: UsersRemoveFieldInput, options?: CallOptions): Promise<UsersRemoveFieldOutput>;
  /** My account */
  me(input?: UsersMeInput, options?: CallOptions): Promise<UsersMeOutput>;
  /** Change my profile */
  updateMe(input?: UsersUpdateMeInput, options?: CallOptions): Promise<UsersUpdateMeOutput>;
  /** Take my picture away */
  removePicture(input?: UsersRemovePictureInput, options?: CallOptions): Promise<UsersRemovePictureOutput>;
  /** Leave this school */
  leave(input?: UsersLeaveInput, options?: CallOptions): Promise<UsersLeaveOutput>;
  /** What everybody of the school may see of somebody */
  profile(input: UsersProfileInput, options?: CallOptions): Promise<UsersProfileOutput>;
  /** People, by name or the newest first */
  list(input?: UsersListInput, options?: CallOptions): Promise<UsersListOutput>;
  /** Create an account */
  create(input: UsersCreateInput, options?: CallOptions): Promise<UsersCreateOutput>;
  /** Somebody of this school, with all that the school knows of them */
  get(input: UsersGetInput, options?: CallOptions): Promise<UsersGetOutput>;
  /** Change name, address and fields of somebody */
  update(input: UsersUpdateInput, options?: CallOptions): Promise<UsersUpdateOutput>;
  /** Remove somebody from this school */
  remove(input: UsersRemoveInput, options?: CallOptions): Promise<UsersRemoveOutput>;
  /** Keep somebody out until they are restored */
  suspend(input: UsersSuspendInput, options?: CallOptions): Promise<UsersSuspendOutput>;
  /** Let somebody in again who was suspended or removed */
  restore(input: UsersRestoreInput, options?: CallOptions): Promise<UsersRestoreOutput>;
  /** Make two accounts of one person one */
  merge(input: UsersMergeInput, options?: CallOptions): Promise<UsersMergeOutput>;
  /** Erase a person */
  erase(input: UsersEraseInput, options?: CallOptions): Promise<UsersEraseOutput>;
  /** All that the school holds on a person, as an archive to download */
  exportData(input: UsersExportDataInput, options?: CallOptions): Promise<UsersExportDataOutput>;
  /** All that the school holds on me, as an archive to download */
  exportMine(input?: UsersExportMineInput, options?: CallOptions): Promise<UsersExportMineOutput>;
  /** Whether I have asked to be erased */
  myErasure(input?: UsersMyErasureInput, options?: CallOptions): Promise<UsersMyErasureOutput>;
  /** Ask the school to erase me */
  askErasure(input?: UsersAskErasureInput, options?: CallOptions): Promise<UsersAskErasureOutput>;
  /** Take back that I asked to be erased */
  withdrawErasure(input?: UsersWithdrawErasureInput, options?: CallOptions): Promise<UsersWithdrawErasureOutput>;
  /** Who has asked to be erased, the longest wait first */
  erasureRequests(input?: UsersErasureRequestsInput, options?: CallOptions): Promise<UsersErasureRequestsOutput>;
}

export type VideoGetInput = {
  mediaId: string;
};
export type VideoGetOutput = {
  mediaId: string;
  state: "waiting" | "working" | "ready" | "failed";
  /** How far the work has come */
  percent: number;
  /** How long it lasts; null until that is known */
  seconds: number | null;
  width: number | null;
  height: number | null;
  /** Why it failed, for people */
  failure: {
    code: string;
    message: string;
    /** Whether who asks may have it made again */
    mayRetry: boolean;
  } | null;
  captions: Array<{
    language: string;
    label: string;
  }>;
};

export type VideoRetryInput = {
  mediaId: string;
};
export type VideoRetryOutput = {
  mediaId: string;
  state: "waiting" | "working" | "ready" | "failed";
  /** How far the work has come */
  percent: number;
  /** How long it lasts; null until that is known */
  seconds: number | null;
  width: number | null;
  height: number | null;
  /** Why it failed, for people */
  failure: {
    code: string;
    message: string;
    /** Whether who asks may have it made again */
    mayRetry: boolean;
  } | null;
  captions: Array<{
    language: string;
    label: string;
  }>;
};

export type VideoRemoveCaptionsInput = {
  mediaId: string;
  language: string;
};
export type VideoRemoveCaptionsOutput = {
  done: true;
};

/** Films made ready to play anywhere */
export interface VideoClient {
  /** Whether a video can be played, and what is still to do */
  get(input: VideoGetInput, options?: CallOptions): Promise<VideoGetOutput>;
  /** Make a video that failed once more */
  retry(input: VideoRetryInput, options?: CallOptions): Promise<VideoRetryOutput>;
  /** Remove the captions in a language */
  removeCaptions(input: VideoRemoveCaptionsInput, options?: CallOptions): Promise<VideoRemoveCaptionsOutput>;
}

export interface Client {
  readonly access: AccessClient;
  readonly admin: AdminClient;
  readonly assessment: AssessmentClient;
  readonly audit: AuditClient;
  readonly auth: AuthClient;
  readonly certificates: CertificatesClient;
  readonly content: ContentClient;
  readonly courses: CoursesClient;
  readonly enrollment: EnrollmentClient;
  readonly gateway: GatewayClient;
  readonly interop: InteropClient;
  readonly invitations: InvitationsClient;
  readonly media: MediaClient;
  readonly organizations: OrganizationsClient;
  readonly progress: ProgressClient;
  readonly streaming: StreamingClient;
  readonly teams: TeamsClient;
  readonly users: UsersClient;
  readonly video: VideoClient;
}

/** What `lms.listen` tells of, by name. */
export interface Events {
  readonly 'role.given': {
    userId: string;
    /** `instructor`, `course-designer`: see access.roles */
    role: string;
    on: string | null;
  };
  readonly 'role.taken': {
    userId: string;
    /** `instructor`, `course-designer`: see access.roles */
    role: string;
    on: string | null;
  };
  readonly 'right.given': {
    assignmentId: string;
    userId: string | null;
    teamId: string | null;
    role: string | null;
    permission: string | null;
    effect: "allow" | "deny";
    on: string | null;
  };
  readonly 'right.taken': {
    assignmentId: string;
    userId: string | null;
    teamId: string | null;
    role: string | null;
    permission: string | null;
    effect: "allow" | "deny";
    on: string | null;
  };
  readonly 'quiz.written': {
    lessonId: string;
    version: number;
  };
  readonly 'quiz.begun': {
    userId: string;
    courseId: string;
    lessonId: string;
    attempt: number;
  };
  readonly 'quiz.handed-in': {
    userId: string;
    courseId: string;
    lessonId: string;
    attempt: number;
  };
  readonly 'quiz.submitted': {
    userId: string;
    courseId: string;
    lessonId: string;
    attempt: number;
    passed: boolean;
    score: number;
  };
  readonly 'certificate.issued': {
    certificateId: string;
    courseId: string;
    userId: string;
  };
  readonly 'certificate.revoked': {
    certificateId: string;
    courseId: string;
    userId: string;
  };
  readonly 'lesson.written': {
    lessonId: string;
    version: number;
  };
  readonly 'course.published': {
    courseId: string;
  };
  readonly 'course.unpublished': {
    courseId: string;
  };
  readonly 'course.changed': {
    courseId: string;
  };
  readonly 'lesson.added': {
    courseId: string;
    lessonId: string;
  };
  readonly 'lesson.removed': {
    courseId: string;
    lessonId: string;
  };
  readonly 'enrollment.enrolled': {
    courseId: string;
    userId: string;
  };
  readonly 'enrollment.left': {
    courseId: string;
    userId: string;
  };
  readonly 'media.added': {
    mediaId: string;
    courseId: string;
    kind: "video" | "audio" | "image" | "document" | "other";
  };
  readonly 'media.removed': {
    mediaId: string;
    courseId: string;
  };
  readonly 'lesson.opened': {
    userId: string;
    courseId: string;
    lessonId: string;
  };
  readonly 'lesson.completed': {
    userId: string;
    courseId: string;
    lessonId: string;
  };
  readonly 'course.completed': {
    userId: string;
    courseId: string;
  };
  readonly 'user.merged': {
    fromId: string;
    intoId: string;
  };
  readonly 'video.advanced': {
    mediaId: string;
    courseId: string;
    percent: number;
  };
  readonly 'video.ready': {
    mediaId: string;
    courseId: string;
  };
  readonly 'video.failed': {
    mediaId: string;
    courseId: string;
    code: string;
  };
}
