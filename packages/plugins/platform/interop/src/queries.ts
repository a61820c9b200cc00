import { list, query, ranges, resources, unitOrg } from '@lectern/kit';
import { and, asc, count, eq, inArray, isNull, lt, ne } from 'drizzle-orm';
import { importCourses, importFiles, importParts, imports } from './tables.ts';

const ofImport = eq(imports.org, unitOrg);
const { id, owner, name, importer, state, job, publish, targets, course, files, lessons, report, createdAt } = imports;

export const insertImport = query('interop.insertImport', { id, owner, name, createdAt }, (q, p) =>
  q.insert(imports).values({
    ...p,
    org: unitOrg,
    importer: null,
    state: 'collecting',
    job: null,
    publish: false,
    targets: {},
    course: null,
    files: 0,
    lessons: 0,
    report: null,
  }),
);
export const importById = query('interop.import', { id }, (q, p) =>
  q
    .select({ id, owner, name, importer, state, job, publish, targets, course, files, lessons, report, createdAt })
    .from(imports)
    .where(and(ofImport, eq(id, p.id))),
);
/** All of a person's imports of one name, held until the unit ends: of two that are started at once, the second sees the first. */
export const holdNamed = query('interop.holdNamed', { owner, name }, (q, p) =>
  q
    .update(imports)
    .set({ name: p.name })
    .where(and(ofImport, eq(owner, p.owner), eq(name, p.name)))
    .returning({ id, state }),
);
export const startImport = query('interop.start', { id, importer, job, publish, targets }, (q, { id: one, ...p }) =>
  q
    .update(imports)
    .set({ ...p, state: 'started' })
    .where(and(ofImport, eq(id, one))),
);
/** Changes a row once: of two workers that have the same import, the second is told by no change. */
export const setCourse = query('interop.setCourse', { id, course, lessons }, (q, { id: one, ...p }) =>
  q
    .update(imports)
    .set(p)
    .where(and(ofImport, eq(id, one), isNull(course))),
);
/** Changes a row once. */
export const finishImport = query('interop.finish', { id, report, files }, (q, { id: one, ...p }) =>
  q
    .update(imports)
    .set({ ...p, state: 'done' })
    .where(and(ofImport, eq(id, one), ne(state, 'done'))),
);

const inImport = eq(importFiles.org, unitOrg);
const file = { path: importFiles.path, digest: importFiles.digest, size: importFiles.size };
const byImport = { import: importFiles.import };
export const filesOf = query('interop.files', byImport, (q, p) =>
  q
    .select(file)
    .from(importFiles)
    .where(and(inImport, eq(importFiles.import, p.import)))
    .orderBy(asc(importFiles.path)),
);
export const countFiles = query('interop.countFiles', byImport, (q, p) =>
  q
    .select({ files: count() })
    .from(importFiles)
    .where(and(inImport, eq(importFiles.import, p.import))),
);
export const putFile = query('interop.putFile', { ...byImport, ...file }, (q, p) =>
  q
    .insert(importFiles)
    .values({ ...p, org: unitOrg })
    .onConflictDoUpdate({
      target: [importFiles.import, importFiles.path, importFiles.org],
      set: { digest: p.digest, size: p.size },
    }),
);
export const forgetFiles = query('interop.forgetFiles', byImport, (q, p) =>
  q.delete(importFiles).where(and(inImport, eq(importFiles.import, p.import))),
);
/** Of imports that nobody ran, or that failed, since. */
export const forgetFilesBefore = query('interop.forgetFilesBefore', { createdAt }, (q, p) =>
  q.delete(importFiles).where(
    and(
      inImport,
      inArray(
        importFiles.import,
        q
          .select({ id })
          .from(imports)
          .where(and(ofImport, lt(createdAt, p.createdAt))),
      ),
    ),
  ),
);

const ofCourse = eq(importCourses.org, unitOrg);
const source = { course: importCourses.course, importer: importCourses.importer, source: importCourses.source };
/** Oldest first. */
export const writableSources = query(
  'interop.writableSources',
  { importer: importCourses.importer, ranges: ranges() },
  (q, p, powers) =>
    q
      .select({ source: importCourses.source, course: importCourses.course })
      .from(importCourses)
      .innerJoin(resources, and(eq(resources.org, unitOrg), eq(resources.id, importCourses.course)))
      .where(and(ofCourse, eq(importCourses.importer, p.importer), powers.within(resources.path, p.ranges)))
      .orderBy(asc(importCourses.course)),
);
export const sourceOf = query('interop.sourceOf', { course: importCourses.course }, (q, p) =>
  q
    .select({
      ...source,
      digest: importCourses.digest,
      order: importCourses.order,
      createdIn: importCourses.createdIn,
      changedIn: importCourses.changedIn,
    })
    .from(importCourses)
    .where(and(ofCourse, eq(importCourses.course, p.course))),
);
const traces = { createdIn: importCourses.createdIn, changedIn: importCourses.changedIn };
export const insertSource = query(
  'interop.insertSource',
  { ...source, ...traces, digest: importCourses.digest },
  (q, p) => q.insert(importCourses).values({ ...p, org: unitOrg, order: '' }),
);
export const updateSource = query(
  'interop.updateSource',
  {
    course: importCourses.course,
    source: importCourses.source,
    digest: importCourses.digest,
    changedIn: importCourses.changedIn,
  },
  (q, { course: one, ...p }) =>
    q
      .update(importCourses)
      .set(p)
      .where(and(ofCourse, eq(importCourses.course, one))),
);
export const setOrder = query(
  'interop.setOrder',
  { course: importCourses.course, order: importCourses.order },
  (q, p) =>
    q
      .update(importCourses)
      .set({ order: p.order })
      .where(and(ofCourse, eq(importCourses.course, p.course))),
);
/** Changes nothing, but holds the source until the unit ends: what two workers would make twice, the second finds made. */
export const holdSource = query('interop.holdSource', { course: importCourses.course }, (q, p) =>
  q
    .update(importCourses)
    .set({ course: p.course })
    .where(and(ofCourse, eq(importCourses.course, p.course))),
);
export const forgetSource = query('interop.forgetSource', { course: importCourses.course }, (q, p) =>
  q.delete(importCourses).where(and(ofCourse, eq(importCourses.course, p.course))),
);

const inParts = eq(importParts.org, unitOrg);
const { key, kind, target, digest, createdIn, changedIn } = importParts;
const partKey = [importParts.course, kind, key, importParts.org];
const part = { course: importParts.course, kind, key, target, digest, createdIn, changedIn };
export const partsOf = query('interop.parts', { course: importParts.course }, (q, p) =>
  q
    .select({ kind, key, target, digest, createdIn, changedIn })
    .from(importParts)
    .where(and(inParts, eq(importParts.course, p.course))),
);
export const partsByKeys = query(
  'interop.partsByKeys',
  { course: importParts.course, kind, keys: list<string>() },
  (q, p, powers) =>
    q
      .select({ key, target, digest })
      .from(importParts)
      .where(and(inParts, eq(importParts.course, p.course), eq(kind, p.kind), powers.inList(key, p.keys))),
);
export const putPart = query('interop.putPart', part, (q, p) =>
  q
    .insert(importParts)
    .values({ ...p, org: unitOrg })
    .onConflictDoUpdate({
      target: partKey,
      set: { target: p.target, digest: p.digest, createdIn: p.createdIn, changedIn: p.changedIn },
    }),
);
export const changePart = query(
  'interop.changePart',
  { course: importParts.course, kind, key, target, digest, changedIn },
  (q, { course: one, kind: kindOf, key: keyOf, ...p }) =>
    q
      .update(importParts)
      .set(p)
      .where(and(inParts, eq(importParts.course, one), eq(kind, kindOf), eq(key, keyOf))),
);
