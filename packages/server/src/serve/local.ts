// What the owner's command line asks of the running kernel itself, and no network ever sees.

import { basename } from 'node:path';
import { archiveRoute } from '../archive/route.ts';
import { type Backup, backUp } from '../backup/backup.ts';
import { examine } from '../doctor/doctor.ts';
import type { School } from '../school.ts';

async function backedUp(school: School, to: string): Promise<Backup> {
  const made = await backUp(school, to);
  // A folder of their own may say anything.
  await school.audit.record({ operation: 'admin.backUp', target: to === '' ? basename(made.folder) : null });
  return made;
}

/**
 * @param url where people open the school, when it is served
 * @returns undefined for requests that are the API's
 */
export function kernelRoutes(school: School, url?: string): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (!pathname.startsWith('/kernel/')) return undefined;
    try {
      if (pathname === '/kernel/status') return Response.json({ process: process.pid, basePath: school.basePath, url });
      if (pathname === '/kernel/doctor') return Response.json(await examine(school));
      if (pathname === '/kernel/backup' && request.method === 'POST')
        return Response.json(await backedUp(school, searchParams.get('to') ?? ''));
      return archiveRoute(school, request) ?? new Response(null, { status: 404 });
    } catch (error) {
      return Response.json(
        { title: error instanceof Error ? error.message : String(error), status: 500, code: 'kernel' },
        { status: 500 },
      );
    }
  };
}
