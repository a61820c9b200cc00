// Written by `npm run sync` from the contracts.
import type { CallOptions } from '../request.ts';

export type AccessMineInput = Record<never, never>;
export type AccessMineOutput = {
  permissions: Array<string>;
};

export type AccessAssignmentsInput = {
  on?: string;
};
export type AccessAssignmentsOutput = {
  items: Array<{
    userId: string;
    name: string;
    role: "owner" | "instructor" | "learner";
    /** Resource; null for the whole school */
    on: string | null;
  }>;
};

export type AccessAssignInput = {
  userId: string;
  role: "owner" | "instructor" | "learner";
  on?: string;
};
export type AccessAssignOutput = {
  done: true;
};

export type AccessUnassignInput = {
  userId: string;
  role: "owner" | "instructor" | "learner";
  on?: string;
};
export type AccessUnassignOutput = {
  done: true;
};

/** Who may do what */
export interface AccessClient {
  /** What I may do in the whole school */
  mine(input?: AccessMineInput, options?: CallOptions): Promise<AccessMineOutput>;
  /** Who has which role on a resource, or in the whole school */
  assignments(input?: AccessAssignmentsInput, options?: CallOptions): Promise<AccessAssignmentsOutput>;
  /** Give somebody a role */
  assign(input: AccessAssignInput, options?: CallOptions): Promise<AccessAssignOutput>;
  /** Take a role from somebody */
  unassign(input: AccessUnassignInput, options?: CallOptions): Promise<AccessUnassignOutput>;
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
  /** Id of a person or a key */
  actor?: string;
  /** Such as `courses.publish` */
  operation?: string;
  /** Id of what it was about */
  target?: string;
};
export type AuditListOutput = {
  items: Array<{
    id: string;
    /** In the chain, from 1; null for less than a second */
    position: number | null;
    at: string;
    actor: {
      kind: "person" | "service" | "system" | "anonymous";
      id: string;
      /** Of a person who is still here */
      name: string | null;
    };
    via: "http" | "process" | "command-line" | "job" | "event" | "kernel";
    operation: string;
    /** `done`, or the code of the problem that refused it */
    outcome: string;
    /** Id of what it was about */
    target: string | null;
    request: string;
  }>;
  next: string | null;
};

export type AuditVerifyInput = Record<never, never>;
export type AuditVerifyOutput = {
  /** Records whose chain holds */
  verified: number;
  /** Of the last of them: kept elsewhere, it proves later that nothing before it was replaced */
  hash: string | null;
  /** The first record that is not as it was sealed */
  fault: {
    position: number;
    /** Of the record that stands there now */
    id: string | null;
    what: "altered" | "missing";
  } | null;
};

/** Who did what, and the proof that the log is whole */
export interface AuditClient {
  /** Who did, or was refused, what; latest first */
  list(input?: AuditListInput, options?: CallOptions): Promise<AuditListOutput>;
  /** Go through the whole log and see whether anybody has touched it */
  verify(input?: AuditVerifyInput, options?: CallOptions): Promise<AuditVerifyOutput>;
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
};

export type AuthSignUpInput = {
  name: string;
  email: string;
  password: string;
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
};

export type AuthInviteInput = {
  name: string;
  email: string;
  role?: "owner" | "instructor";
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
    createdAt: string;
    lastUsedAt: string | null;
  }>;
};

export type AuthCreateKeyInput = {
  name: string;
};
export type AuthCreateKeyOutput = {
  id: string;
  name: string;
  /** How the key begins */
  hint: string;
  createdAt: string;
  lastUsedAt: string | null;
  key: string;
};

export type AuthRevokeKeyInput = {
  keyId: string;
};
export type AuthRevokeKeyOutput = {
  done: true;
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
  /** End this session */
  signOut(input?: AuthSignOutInput, options?: CallOptions): Promise<AuthSignOutOutput>;
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
  /** End a key of mine */
  revokeKey(input: AuthRevokeKeyInput, options?: CallOptions): Promise<AuthRevokeKeyOutput>;
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
};
export type CoursesRemoveOutput = {
  done: true;
};

export type CoursesPublishInput = {
  courseId: string;
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
  title: string;
};
export type CoursesUpdateSectionOutput = {
  done: true;
};

export type CoursesRemoveSectionInput = {
  sectionId: string;
};
export type CoursesRemoveSectionOutput = {
  done: true;
};

export type CoursesAddLessonInput = {
  sectionId: string;
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
  title?: string;
  slug?: string;
};
export type CoursesUpdateLessonOutput = {
  done: true;
};

export type CoursesRemoveLessonInput = {
  lessonId: string;
};
export type CoursesRemoveLessonOutput = {
  done: true;
};

export type CoursesArrangeInput = {
  courseId: string;
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
  /** OKLCH hue of the accent */
  brandHue: number;
  signUp: "open" | "closed";
};

export type OrganizationsUpdateInput = {
  name?: string;
  /** One or two sentences on the front page */
  summary?: string;
  locale?: string;
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
  /** OKLCH hue of the accent */
  brandHue: number;
  signUp: "open" | "closed";
};

/** The school itself */
export interface OrganizationsClient {
  /** The school */
  current(input?: OrganizationsCurrentInput, options?: CallOptions): Promise<OrganizationsCurrentOutput>;
  /** Change the school */
  update(input?: OrganizationsUpdateInput, options?: CallOptions): Promise<OrganizationsUpdateOutput>;
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

export type UsersMeInput = Record<never, never>;
export type UsersMeOutput = {
  id: string;
  name: string;
  email: string;
  locale: string | null;
  createdAt: string;
};

export type UsersUpdateMeInput = {
  name?: string;
  locale?: string | null;
};
export type UsersUpdateMeOutput = {
  id: string;
  name: string;
  email: string;
  locale: string | null;
  createdAt: string;
};

export type UsersListInput = {
  /** `next` of the page before */
  cursor?: string;
  /** Items in a page */
  limit?: number;
  search?: string;
};
export type UsersListOutput = {
  items: Array<{
    id: string;
    name: string;
    email: string;
    locale: string | null;
    createdAt: string;
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
  createdAt: string;
};

/** The people of the school */
export interface UsersClient {
  /** My account */
  me(input?: UsersMeInput, options?: CallOptions): Promise<UsersMeOutput>;
  /** Change my name or language */
  updateMe(input?: UsersUpdateMeInput, options?: CallOptions): Promise<UsersUpdateMeOutput>;
  /** People, by name */
  list(input?: UsersListInput, options?: CallOptions): Promise<UsersListOutput>;
  /** Create an account */
  create(input: UsersCreateInput, options?: CallOptions): Promise<UsersCreateOutput>;
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
  readonly assessment: AssessmentClient;
  readonly audit: AuditClient;
  readonly auth: AuthClient;
  readonly certificates: CertificatesClient;
  readonly content: ContentClient;
  readonly courses: CoursesClient;
  readonly enrollment: EnrollmentClient;
  readonly interop: InteropClient;
  readonly media: MediaClient;
  readonly organizations: OrganizationsClient;
  readonly progress: ProgressClient;
  readonly streaming: StreamingClient;
  readonly users: UsersClient;
  readonly video: VideoClient;
}

/** What `lms.listen` tells of, by name. */
export interface Events {
  readonly 'role.given': {
    userId: string;
    role: "owner" | "instructor" | "learner";
    on: string | null;
  };
  readonly 'role.taken': {
    userId: string;
    role: "owner" | "instructor" | "learner";
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
