import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';
import { CommandError } from '../errors.ts';

export default class Export extends LmsCommand {
  static override group = 'courses' as const;
  static override summary = 'Write a course as a folder of Markdown.';
  static override args = {
    course: Args.string({ required: true, description: 'Address of the course, such as statistics-you-can-trust' }),
  };
  static override flags = {
    ...globalFlags,
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who exports; the owner when absent' }),
    out: Flags.string({ char: 'o', helpValue: '<folder>', description: 'Folder to write below', default: '.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Export);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const { courseAt } = await import('../course-at.ts');
    const course = await courseAt(lms, args.course);
    const { folder, files } = await lms.interop.exportCourse({ courseId: course.id });
    const target = resolve(flags.out, folder);
    for (const file of files) {
      const path = resolve(target, file.path);
      if (!path.startsWith(target + sep)) throw new CommandError(`${file.path} would be written outside ${target}.`);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(
        path,
        'text' in file ? file.text : Buffer.from(await (await lms.request(file.asset)).arrayBuffer()),
      );
    }
    if (flags.json) this.emit({ type: 'summary', folder: target, files: files.length });
    else this.say(`${files.length} files in ${join(target)}`);
  }
}
