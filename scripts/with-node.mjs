#!/usr/bin/env node
// Runs a command on Lectern's own Node. Works from any Node >= 18 with npm: the first run brings pnpm and Node 24
// from the npm registry, later runs only compare a stamp. Prints nothing of its own unless something must be set up.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { config } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const windows = process.platform === 'win32';
// npm hands its own settings down to children as npm_config_*, and pnpm would obey some of them.
const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key)));

setUp();
env.PATH = [dirname(nodePath()), join(root, 'node_modules', '.bin'), env.PATH].join(delimiter);
// In the cache of the clone: compiled source makes every command start in a third of the time.
env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'compile');
run(process.argv.slice(2));

function setUp() {
  const stamp = join(root, 'node_modules', '.set-up');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .update(config.pnpm)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const tools = join(root, '.tools', `pnpm-${config.pnpm}`);
  const pnpm = join(tools, 'node_modules', 'pnpm', windows ? 'pnpm.exe' : 'pnpm');
  if (!existsSync(pnpm)) {
    console.error('Setting up: fetching pnpm and Node 24 (once)');
    rmSync(tools, { recursive: true, force: true });
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, 'package.json'), '{"private":true}\n');
    must('npm', ['install', '--no-audit', '--no-fund', '--no-save', '--loglevel=error', `pnpm@${config.pnpm}`], tools);
  }
  console.error('Setting up: installing packages');
  must(pnpm, ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn'], root);
  const found = spawnSync(nodePath(), ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  const [major = 0, minor = 0] = found.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 18)) {
    console.error(
      `No Node 24 is packaged for ${process.platform}-${process.arch}, and the one here is ${found}: install Node >= 22.18.`,
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

function nodePath() {
  const platform = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const bundled = join(root, 'node_modules', platform, 'bin', windows ? 'node.exe' : 'node');
  return existsSync(bundled) ? bundled : process.execPath;
}

function must(command, args, cwd) {
  // stdout belongs to the command that follows, which may print JSON
  const { error, status } = spawnSync(command, args, { cwd, env, stdio: ['inherit', 2, 2], shell: windows });
  if (error || status !== 0) {
    console.error(
      `Setting up failed: ${command} ${args.join(' ')}${error ? `: ${error.message}` : ` ended with ${status}`}`,
    );
    process.exit(status || 1);
  }
}

/** Signals go to the child, and its way of ending becomes ours. Ctrl-C reaches the child from the terminal by itself. */
function run([command, ...args]) {
  const script = args[0]?.endsWith('.ts') ? [join(root, args[0]), ...args.slice(1)] : args;
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const child = spawn(command === 'node' ? nodePath() : command, script, {
    cwd,
    env,
    stdio: 'inherit',
    shell: windows,
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}
