import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { claimOwnership } from '../../src/data/owner.ts';
import { folder } from './databases.ts';

const program = (file: string) => `
  import { claimOwnership } from ${JSON.stringify(new URL('../../src/data/owner.ts', import.meta.url).href)};
  const claim = claimOwnership(${JSON.stringify(file)});
  process.stdout.write(JSON.stringify(claim) + '\\n');
  setInterval(() => {}, 1000);`;

async function claimInAnotherProcess(file: string): Promise<{ child: ChildProcess; claim: unknown }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program(file)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout!, 'data');
  return { child, claim: JSON.parse(String(line)) };
}

describe('the owner of a file', () => {
  it('is one process; another one learns who it is', async () => {
    const file = join(folder(), 'school.db');
    const { child, claim } = await claimInAnotherProcess(file);
    expect(claim).toEqual({ granted: true });
    expect(claimOwnership(file)).toEqual({
      granted: false,
      holder: { pid: child.pid, since: expect.stringMatching(/^\d{4}-.*Z$/) },
    });
  });

  it('loses it when it is killed, at once and without a trace', async () => {
    const file = join(folder(), 'school.db');
    const { child } = await claimInAnotherProcess(file);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const claim = claimOwnership(file);
    expect(claim.granted).toBe(true);
    if (claim.granted) claim.release();
  });

  it('gives it back', async () => {
    const file = join(folder(), 'school.db');
    const claim = claimOwnership(file);
    expect((await claimInAnotherProcess(file)).claim).toMatchObject({ granted: false, holder: { pid: process.pid } });
    if (claim.granted) claim.release();
    expect((await claimInAnotherProcess(file)).claim).toEqual({ granted: true });
  });

  it('is one even within a process, and however the file is called', () => {
    const home = folder();
    mkdirSync(join(home, 'school'));
    symlinkSync(join(home, 'school'), join(home, 'link'));
    const claim = claimOwnership(join(home, 'school', 'school.db'));
    expect(claimOwnership(join(home, 'link', 'school.db'))).toMatchObject({ granted: false });
    expect(claimOwnership(join(home, 'school', 'other.db')).granted).toBe(true);
    if (claim.granted) claim.release();
    expect(readdirSync(join(home, 'school'))).not.toContain('school.db.owner.json');
  });
});
