import { spawn } from 'node:child_process';
import { globalFlags, LmsCommand } from '../command.ts';

export default class Dev extends LmsCommand {
  static override summary = 'Serve the school and start it again whenever its code changes.';
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(Dev);
    this.take(flags);
    const [node, program] = [process.execPath, process.argv[1]!];
    // Node watches every module that was loaded, the school's own and those of plugins.
    const child = spawn(node, ['--watch', '--watch-preserve-output', program, 'serve', '--dir', flags.dir], {
      stdio: 'inherit',
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    await new Promise((resolve) => child.on('exit', resolve));
  }
}
