// SQL that SQLite and Postgres cut into different words could hide a table from one reader and show it to the other.
import { describe, expect, it } from 'vitest';
import { assertTenancy, TenancyError, type TenancyRules } from '../../src/data/tenancy.ts';

const rules: TenancyRules = {
  organizationColumn: (table) => (table === 'courses' ? 'org_id' : 'unknown'),
};

describe('text that the two databases would not read alike', () => {
  const guarded = 'from courses where org_id = $1';
  it.each([
    ['a line comment', `select 1 ${guarded} -- x`],
    ['a block comment', `select 1 /* x */ ${guarded}`],
    ['a comment after an operator', `select 1 +-- x\n 1 ${guarded}`],
    ['dollar quotes', `select $$x$$ ${guarded}`],
    ['tagged dollar quotes', `select $a$x$a$ ${guarded}`],
    ['an escape string', `select E'\\' or 1=1 --' ${guarded}`],
    ['an escape string without escapes', `select E'x' ${guarded}`],
    ['a backslash at the end of a string', `select '\\' ${guarded}`],
    ['a unicode name', `select * from U&"c\\006furses" ${guarded.slice(13)}`],
    ['a unicode string', `select U&'x' ${guarded}`],
    ['backticks', 'select * from `courses` where org_id = $1'],
    ['a bracketed table', `select * from [courses]`],
    ['a bracketed alias', `select c.id from courses as [c] where c.org_id = $1`],
    ['a string that ends a bracketed name', `select array['], (select count(*) from courses), '] ${guarded}`],
    ['nested brackets', `select array[array[1]] ${guarded}`],
    ['a named parameter', `select @name ${guarded}`],
    ['a parameter with a colon', `select :name ${guarded}`],
    ['a dollar in a word', `select a$1 ${guarded}`],
    ['a parameter that runs into a word', `select $1${guarded}`],
    ['a number that runs into a word', `select 1from courses`],
    ['a number that runs into a dot', `select 1.from courses`],
    ['a no-break space', `select 1 from\u00a0courses`],
    ['a NUL character, where SQLite stops reading', `delete from courses \u0000 where org_id = $1`],
    ['letters outside ASCII', `select é ${guarded}`],
    [
      'a name longer than Postgres keeps',
      `select 1 from courses "${'c'.repeat(64)}" where "${'c'.repeat(64)}".org_id = $1`,
    ],
    ['a name in two spellings', `select "Title", title ${guarded}`],
    ['an open parenthesis', `select 1 ${guarded} and (price = 1`],
    ['a closed parenthesis', `select 1) ${guarded}`],
    ['a bracket closed by a parenthesis', `select array[1) ${guarded}`],
    ['a case without end', `select case when 1 = 1 then 1 ${guarded}`],
    ['an end without case', `select 1 end ${guarded}`],
    ['a string without end', `select 'x ${guarded}`],
    ['too many parentheses', `select ${'('.repeat(101)}1${')'.repeat(101)} ${guarded}`],
    ['a parameter that nobody named', `select $2 ${guarded}`],
    ['both kinds of parameters', `select ? ${guarded}`],
  ])('refuses %s', (_, text) => {
    expect(() => assertTenancy('q', text, ['$org'], rules)).toThrow(TenancyError);
    // Not for want of a predicate: nothing of the kind is said.
    expect(() => assertTenancy('q', text, ['$org'], rules)).not.toThrow('without its organization');
  });
  it('refuses more or fewer question marks than parameters, which would shift the organization', () => {
    const text = `select * from courses where tags ? 'x' and org_id = ?`;
    expect(() => assertTenancy('q', text, ['$org'], rules)).toThrow(/2 question marks for 1 parameters/);
    expect(() => assertTenancy('q', text, ['x', '$org', 'y'], rules)).toThrow(/question marks/);
    expect(() => assertTenancy('q', text, ['x', '$org'], rules)).not.toThrow();
  });
  it('counts parameters by position in SQLite and by number in Postgres', () => {
    expect(() => assertTenancy('q', 'select ? from courses where org_id = ?', ['x', '$org'], rules)).not.toThrow();
    expect(() => assertTenancy('q', 'select ? from courses where org_id = ?', ['$org', 'x'], rules)).toThrow(
      TenancyError,
    );
    expect(() => assertTenancy('q', 'select $2 from courses where org_id = $1', ['$org', 'x'], rules)).not.toThrow();
    expect(() => assertTenancy('q', 'select $1 from courses where org_id = $2', ['$org', 'x'], rules)).toThrow(
      TenancyError,
    );
  });
});
