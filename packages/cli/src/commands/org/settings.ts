import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { orgAt } from '../../org-at.ts';

const several = (summary: string, helpValue: string) =>
  Flags.string({ multiple: true, helpValue, description: summary });

export default class OrgSettings extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'What a school decides for itself, and where it comes from.';
  static override description =
    'Without flags it lists. What is set holds for the school and those below it, unless they say otherwise or it is locked.';
  static override examples = [
    '<%= config.bin %> org settings',
    '<%= config.bin %> org settings --set auth.secondFactor=staff --lock auth.secondFactor',
    '<%= config.bin %> org settings north --unset auth.secondFactor',
  ];
  static override args = { org: Args.string({ description: 'Address or id of a school below this one' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it would be done; change nothing'),
    set: several('Decide it here', '<plugin.setting=value>'),
    unset: several('Let hold again what comes from above', '<plugin.setting>'),
    lock: several('Let it hold for all schools below, whatever they have decided', '<plugin.setting>'),
    unlock: several('Let schools below decide again', '<plugin.setting>'),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(OrgSettings);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const at = args.org === undefined ? {} : { organizationId: (await orgAt(lms, args.org)).id };
    const { items } = await lms.organizations.settings(at);
    const known = (name: string) => {
      const found = items.find(({ plugin, key }) => `${plugin}.${key}` === name);
      if (found) return found;
      const names = items.map(({ plugin, key }) => `${plugin}.${key}`).join(', ');
      throw new UsageError(`"${name}" is nothing that a school decides for itself. There are: ${names}.`);
    };
    const which = (name: string) => {
      const { plugin, key } = known(name);
      return { ...at, plugin, key };
    };
    const deeds = [
      ...(flags.set ?? []).map((given) => {
        const [name = '', ...rest] = given.split('=');
        if (rest.length === 0) throw new UsageError(`--set ${given} says no value: write --set ${given}=VALUE.`);
        const value = read(known(name).schema.type, rest.join('='));
        return ['organizations.setSetting', { ...which(name), value }] as const;
      }),
      ...(flags.unset ?? []).map((name) => ['organizations.unsetSetting', which(name)] as const),
      ...(flags.lock ?? []).map((name) => ['organizations.lockSetting', { ...which(name), locked: true }] as const),
      ...(flags.unlock ?? []).map((name) => ['organizations.lockSetting', { ...which(name), locked: false }] as const),
    ];
    if (flags['dry-run'] && deeds.length > 0) {
      for (const [operation, input] of deeds) {
        const { events, audit } = await lms.preview(operation, input);
        if (flags.json) this.emit({ type: 'preview', events, audit });
        else this.say(`${input.plugin}.${input.key} would be changed.`);
      }
      return;
    }
    for (const [operation, input] of deeds) await lms.call(operation, input);
    const { items: now } = deeds.length > 0 ? await lms.organizations.settings(at) : { items };
    const touched = new Set(deeds.map(([, { plugin, key }]) => `${plugin}.${key}`));
    for (const one of now) {
      const name = `${one.plugin}.${one.key}`;
      if (touched.size > 0 && !touched.has(name)) continue;
      const { value, from, above, locked } = one;
      if (flags.json) this.emit({ setting: name, value, from, above, locked });
      else this.say(`${name} = ${String(value)}  (${words[from](above)}${lockedWords[locked]})`);
    }
  }
}

/** As the setting's JSON Schema has it; what is neither is refused by the school, which says why. */
function read(type: unknown, given: string): string | number | boolean {
  if (type === 'boolean' && (given === 'true' || given === 'false')) return given === 'true';
  if ((type === 'number' || type === 'integer') && given.trim() !== '' && Number.isFinite(Number(given)))
    return Number(given);
  return given;
}
const words = {
  default: () => 'as it is by itself',
  installation: () => 'from lms.config.ts',
  environment: () => 'from the environment',
  above: (name: string | null) => (name === null ? 'from a school above' : `from ${name}`),
  here: () => 'decided here',
};
const lockedWords = { no: '', here: ', locked for those below', above: ', locked above' };
