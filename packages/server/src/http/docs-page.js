// Draws /api/openapi.json as a page: operations by plugin, with what they take, answer and refuse, and a place to try each.
const main = document.getElementById('reference');
const element = (tag, props = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children.filter((child) => child !== undefined && child !== ''));
  return node;
};
const api = await (await fetch(main.dataset.document)).json();
const operations = Object.entries(api.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
);
/** Where the school is below its host. */
const base = new URL(main.dataset.document, location.href).pathname.replace(/\/api\/openapi\.json$/, '');

const search = element('input', { type: 'search', id: 'find', placeholder: 'Find an operation', ariaLabel: 'Find an operation' });
const count = element('output', { htmlFor: 'find' });
const key = element('input', { type: 'password', autocomplete: 'off', placeholder: 'lk_…', ariaLabel: 'Key for trying' });
main.append(
  prose(api.info.description),
  element('p', {}, element('a', { href: main.dataset.document }, 'openapi.json'), ` · ${operations.length} operations`),
  element('p', { className: 'try-as' }, element('label', {}, 'Try with a key ', key), element('small', {}, 'Kept in this page only. Without one you ask as you are signed in.')),
  element('search', { className: 'find' }, search, count, element('small', {}, element('kbd', {}, '/'), ' to search')),
  element('nav', { ariaLabel: 'Plugins' }, ...api.tags.filter(hasAny).map(({ name }) => element('a', { href: `#${name}` }, name))),
);
for (const tag of api.tags.filter(hasAny))
  main.append(
    element(
      'section',
      { className: 'tag' },
      element('h2', { id: tag.name }, tag.name),
      element('p', {}, tag.description),
      ...operations.filter((operation) => operation.tags.includes(tag.name)).map(card),
    ),
  );
find();
search.addEventListener('input', find);
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || /^(?:input|textarea|select)$/i.test(event.target.tagName)) return;
  event.preventDefault();
  search.focus();
});
addEventListener('hashchange', openNamed);
openNamed();

function hasAny(tag) {
  return operations.some((operation) => operation.tags.includes(tag.name));
}
function find() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const node of main.querySelectorAll('details.operation')) {
    node.hidden = !words.every((word) => node.dataset.words.includes(word));
    if (!node.hidden) shown++;
  }
  for (const section of main.querySelectorAll('section.tag'))
    section.hidden = !section.querySelector('details.operation:not([hidden])');
  count.value = words.length > 0 ? `${shown} found` : '';
}
/** `#courses.publish` opens it, so that an operation has an address. */
function openNamed() {
  const node = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (node?.tagName !== 'DETAILS') return;
  if (node.hidden) {
    search.value = '';
    find();
  }
  node.open = true;
  node.scrollIntoView();
}

function card(operation) {
  const { method, path, operationId, summary } = operation;
  const node = element(
    'details',
    { id: operationId, className: 'operation' },
    element('summary', {}, element('span', { className: 'method' }, method), element('code', {}, path), element('span', { className: 'what' }, summary)),
  );
  node.dataset.words = `${operationId} ${path} ${summary} ${method}`.toLowerCase();
  // Two hundred forms nobody looks at would be most of the page.
  node.addEventListener('toggle', () => node.open && node.childElementCount === 1 && node.append(...inside(operation)));
  return node;
}
function inside(operation) {
  const needs = operation['x-lectern-needs'];
  const who = needs === 'public' ? 'for everybody' : needs === 'self' ? 'for everybody signed in' : `needs ${needs.permission}`;
  const parts = [element('p', { className: 'id' }, element('code', {}, operation.operationId), ` · ${who}`)];
  if (operation.description) parts.push(prose(operation.description));
  if (operation.parameters)
    parts.push(
      element('h3', {}, 'Parameters'),
      table(
        ['Name', 'In', 'Type', ''],
        operation.parameters.map((one) => [one.name, one.in, typeOf(one.schema), [one.required ? 'required' : '', one.description ?? ''].filter(Boolean).join(' · ')]),
      ),
    );
  const body = operation.requestBody?.content?.['application/json'];
  if (body) parts.push(element('h3', {}, 'Body'), code(body.example ?? body.schema), schema(body.schema));
  const answer = operation.responses[200]?.content?.['application/json'];
  if (answer) parts.push(element('h3', {}, 'Answer'), code(answer.example), schema(answer.schema));
  const refusals = Object.entries(operation.responses).filter(([status]) => status >= 400);
  parts.push(
    element('h3', {}, 'Refusals'),
    table(
      ['Status', ''],
      refusals.map(([status, { description }]) => [status, prose(description)]),
    ),
  );
  if (!operation['x-lectern-raw']) parts.push(trial(operation, body));
  return parts;
}

/** Asks the school itself. What changes something is shown first: the box is ticked until somebody takes the tick away. */
function trial(operation, body) {
  const named = (operation.parameters ?? []).filter((one) => one.in === 'path' || one.in === 'query');
  const inputs = named.map((one) => element('input', { name: one.name, required: one.required, placeholder: String(one.example ?? ''), autocomplete: 'off' }));
  const json = body && element('textarea', { rows: 6, spellcheck: false, ariaLabel: 'Body', value: JSON.stringify(body.example ?? {}, null, 2) });
  const preview = operation['x-lectern-changes'] && element('input', { type: 'checkbox', checked: true });
  const said = element('div', { className: 'said', role: 'status' });
  const form = element(
    'form',
    { className: 'try' },
    element('h3', {}, 'Try it'),
    ...named.map((one, at) => element('label', {}, element('span', {}, one.name), inputs[at])),
    json,
    preview ? element('label', { className: 'tick' }, preview, element('span', {}, 'Only show what it would do')) : undefined,
    element('button', {}, 'Ask'),
    said,
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(form.elements[name].value));
    const query = new URLSearchParams(named.filter((one) => one.in === 'query' && form.elements[one.name].value !== '').map((one) => [one.name, form.elements[one.name].value]));
    const began = performance.now();
    try {
      const answer = await fetch(`${base}${path}${query.size > 0 ? `?${query}` : ''}`, {
        method: operation.method,
        headers: {
          ...(key.value && { authorization: `Bearer ${key.value}` }),
          ...(json && { 'content-type': 'application/json' }),
          ...(preview?.checked && { 'lectern-preview': 'true' }),
        },
        ...(json && { body: JSON.stringify(JSON.parse(json.value || '{}')) }),
      });
      const told = await answer.json().catch(() => undefined);
      const limit = answer.headers.get('ratelimit');
      said.replaceChildren(
        element('p', {}, `${answer.status} in ${Math.round(performance.now() - began)} ms${limit ? ` · ${limit}` : ''}`),
        told === undefined ? '' : code(told),
      );
    } catch (error) {
      said.replaceChildren(element('p', {}, error instanceof SyntaxError ? `The body is not JSON: ${error.message}` : 'The school does not answer.'));
    }
  });
  return form;
}

/** Paragraphs, and `code` in them. */
function prose(text) {
  return element(
    'div',
    {},
    ...text.split('\n\n').map((paragraph) =>
      element('p', {}, ...paragraph.split('`').map((part, at) => (at % 2 === 1 ? element('code', {}, part) : part))),
    ),
  );
}
function code(value) {
  return element('pre', { tabIndex: 0 }, JSON.stringify(value, null, 2));
}
function schema(value) {
  return element('details', { className: 'schema' }, element('summary', {}, 'Schema'), code(value));
}
function table(heads, rows) {
  return element(
    'div',
    { className: 'wide', tabIndex: 0, role: 'group', ariaLabel: heads.filter(Boolean).join(', ') },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, cell))))),
    ),
  );
}
function typeOf(one) {
  return one.enum?.join(' | ') ?? (one.type === 'array' ? `${typeOf(one.items ?? {})}[]` : (one.type ?? 'any'));
}
