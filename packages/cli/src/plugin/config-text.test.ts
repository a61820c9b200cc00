import { expect, test } from 'vitest';
import { withPlugin } from './config-text.ts';

const gamify = { name: 'gamifyPlugin', from: './plugins/gamify/src/plugin.ts' };
const imported = "import { gamifyPlugin } from './plugins/gamify/src/plugin.ts';";

test.for([
  ['the list of the academy', 'plugins: academy,', 'plugins: [...academy, gamifyPlugin],'],
  ['a list on one line', 'plugins: [...academy, other],', 'plugins: [...academy, other, gamifyPlugin],'],
  ['a list that is empty', 'plugins: [],', 'plugins: [gamifyPlugin],'],
  [
    'a call in the list',
    'plugins: [...pick([a, b]), made({ x: 1 })] });',
    'plugins: [...pick([a, b]), made({ x: 1 }), gamifyPlugin] });',
  ],
  [
    'lines with a comma at the end',
    'plugins: [\n    ...academy,\n    other, // ours\n  ],',
    'plugins: [\n    ...academy,\n    other, // ours\n    gamifyPlugin,\n  ],',
  ],
  [
    'lines without one',
    'plugins: [\n    ...academy,\n    other /* ours */\n  ],',
    'plugins: [\n    ...academy,\n    other, /* ours */\n    gamifyPlugin,\n  ],',
  ],
  [
    'words about plugins elsewhere',
    "// plugins: old\n  settings: { a: 'plugins: [' },\n  plugins: academy,",
    "// plugins: old\n  settings: { a: 'plugins: [' },\n  plugins: [...academy, gamifyPlugin],",
  ],
])('%s gets another', ([, before, after]) => {
  const head = "import { academy } from '@lectern/academy';\n";
  expect(withPlugin(`${head}\nexport default defineConfig({\n  ${before}\n`, gamify)).toBe(
    `${head}${imported}\n\nexport default defineConfig({\n  ${after}\n`,
  );
});

test('quotes, semicolons and ends of lines are the author’s', () => {
  const text =
    'import { academy } from "@lectern/academy"\r\n\r\nexport default { plugins: [\r\n\tacademy[0],\r\n] }\r\n';
  expect(withPlugin(text, gamify)).toBe(
    'import { academy } from "@lectern/academy"\r\nimport { gamifyPlugin } from "./plugins/gamify/src/plugin.ts"\r\n\r\nexport default { plugins: [\r\n\tacademy[0],\r\n\tgamifyPlugin,\r\n] }\r\n',
  );
});

test.for([
  'export default { plugins };',
  'export default { plugins: academy.filter(wanted) };',
  'export default { plugins: a, settings: { x: { plugins: [] } } };',
  'export default { plugins: [gamifyPlugin] };',
  'export default { plugins: [a };',
])('what is not plain is left to its author: %s', (text) => {
  expect(withPlugin(text, gamify)).toBeUndefined();
});
