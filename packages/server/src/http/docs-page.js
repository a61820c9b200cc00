// Draws /api/openapi.json as a page: operations by plugin, with what they take, answer and refuse.
const main = document.getElementById('reference');
const element = (tag, props = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children);
  return node;
};
const api = await (await fetch(main.dataset.document)).json();
const operations = Object.entries(api.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, ...operation })));

const search = element('input', { type: 'search', placeholder: 'Find an operation', ariaLabel: 'Find an operation' });
main.append(element('p', {}, api.info.description), element('p', {}, element('a', { href: main.dataset.document }, 'openapi.json'), ` · ${operations.length} operations`), search);
for (const tag of api.tags) {
  const own = operations.filter((operation) => operation.tags.includes(tag.name));
  if (own.length === 0) continue;
  main.append(element('section', { className: 'tag' }, element('h2', { id: tag.name }, tag.name), element('p', {}, tag.description), ...own.map(card)));
}
search.addEventListener('input', () => {
  for (const node of main.querySelectorAll('details')) node.hidden = !node.dataset.words.includes(search.value.toLowerCase());
});

function card(operation) {
  const needs = operation['x-lectern-needs'];
  const node = element('details', { id: operation.operationId }, element('summary', {}, element('span', { className: 'method' }, operation.method.toUpperCase()), element('code', {}, operation.path), element('span', {}, operation.summary)));
  node.dataset.words = `${operation.operationId} ${operation.path} ${operation.summary}`.toLowerCase();
  node.append(element('p', {}, `${operation.operationId} · ${needs === 'public' ? 'for everybody' : needs === 'self' ? 'for everybody signed in' : `needs ${needs.permission}`}`));
  if (operation.description) node.append(element('p', {}, operation.description));
  if (operation.parameters) node.append(table(['Parameter', 'In', 'Type', ''], operation.parameters.map((one) => [one.name, one.in, typeOf(one.schema), one.required ? 'required' : ''])));
  const body = operation.requestBody?.content?.['application/json'];
  if (body) node.append(element('h3', {}, 'Body'), element('pre', { tabIndex: 0 }, JSON.stringify(body.example ?? body.schema, null, 2)));
  const answer = operation.responses[200]?.content?.['application/json'];
  if (answer) node.append(element('h3', {}, 'Answer'), element('pre', { tabIndex: 0 }, JSON.stringify(answer.example, null, 2)));
  const refusals = Object.entries(operation.responses).filter(([status]) => status >= 400);
  node.append(element('h3', {}, 'Refusals'), table(['Status', ''], refusals.map(([status, { description }]) => [status, description])));
  return node;
}
function table(heads, rows) {
  return element('table', {}, element('tr', {}, ...heads.map((head) => element('th', {}, head))), ...rows.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, cell)))));
}
function typeOf(schema) {
  return schema.enum?.join(' | ') ?? schema.type ?? 'any';
}
