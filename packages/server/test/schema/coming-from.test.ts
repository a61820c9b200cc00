// What testPlugin asks of every plugin's migrations, asked of migrations that are right and of some that are not.
import { describe, expect, test } from 'vitest';
import { creationOf, statementsOf } from '../../src/schema/ddl.ts';
import { differenceOf } from '../../src/schema/diff.ts';
import type { Snapshot } from '../../src/schema/snapshot.ts';
import { comesFrom, earlierStates } from '../../src/testing/migrations.ts';
import { dialects } from './databases.ts';
import { pluginFolder } from './plugin-folder.ts';
import { school } from './school.ts';

const withoutTitles: Snapshot = {
  ...school,
  views: [],
  tables: school.tables.map((table) => ({
    ...table,
    search: [],
    indexes: table.indexes.filter(({ where }) => !where),
    columns: table.columns.filter(({ name }) => !['open', 'layout', 'bytes', 'starts_at'].includes(name)),
  })),
};

describe.each(dialects)('a plugin of three versions on %s', (dialect) => {
  const versions = (...later: string[][]) => {
    const plugin = pluginFolder('courses');
    const all = [
      creationOf(dialect, withoutTitles),
      statementsOf(dialect, differenceOf(withoutTitles, school).changes),
    ];
    for (const [at, statements] of [...all, ...later].entries())
      plugin.write(`000${at + 1}_version`, statements.join(';\n'));
    return plugin;
  };
  const faultOf = async (...later: string[][]) => {
    const plugin = versions(...later);
    const faults: string[] = [];
    for (const state of earlierStates(plugin, dialect))
      await comesFrom(state, plugin, dialect).catch((error: Error) => faults.push(error.message));
    return faults;
  };

  test('arrives from each of the earlier two with a row in every table', async () => {
    expect(earlierStates(versions(['create index "people_again" on "people" ("id")']), dialect)).toEqual([
      '0001_version',
      '0002_version',
    ]);
    expect(await faultOf(['create index "people_again" on "people" ("id")'])).toEqual([]);
  });

  test('is told which rows are lost on the way', async () => {
    const faults = await faultOf([dialect === 'postgres' ? 'truncate "progress"' : 'delete from "progress"']);
    expect(faults).toEqual([
      'coming from 0001_version: lost: the row of progress',
      'coming from 0002_version: lost: the row of progress',
    ]);
  });

  test('is told what only an empty database takes', async () => {
    const [fault] = await faultOf(['alter table "people" add column "shoe" text not null']);
    if (dialect === 'postgres') expect(fault).toMatch(/0003_version.*column "shoe".*contains null values/s);
    else expect(fault).toMatch(/0003_version.*NOT NULL/s);
  });
});
