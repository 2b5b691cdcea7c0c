const METHODS = ['get', 'post', 'put', 'delete']

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children.filter((child) => child !== null))
  return node
}

function table(head, rows) {
  const cells = (tag, row) => element('tr', {}, ...row.map((cell) => element(tag, {}, cell)))
  return element(
    'table',
    {},
    element('thead', {}, cells('th', head)),
    element('tbody', {}, ...rows.map((row) => cells('td', row))),
  )
}

function schemaOf(content) {
  const [type, media] = Object.entries(content ?? {})[0] ?? []
  if (!type) return null
  return element(
    'div',
    {},
    element('p', {}, element('code', {}, type)),
    element('pre', { tabindex: '0' }, JSON.stringify(media.schema, null, 2)),
  )
}

function drawOperation(method, path, operation) {
  const parameters = (operation.parameters ?? []).map((one) => [
    one.name,
    one.in,
    one.required ? 'required' : 'optional',
    one.schema?.enum?.join(' | ') ?? one.schema?.type ?? '',
    one.description ?? one.schema?.description ?? '',
  ])
  const security = (operation.security ?? []).flatMap(Object.keys)
  const answers = Object.entries(operation.responses).map(([status, { description }]) => [
    status,
    description,
  ])
  const good = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1]
  const body = schemaOf(operation.requestBody?.content)
  const answer = schemaOf(good?.content)
  return element(
    'details',
    { id: operation.operationId },
    element(
      'summary',
      {},
      element('code', { class: `method ${method}` }, method.toUpperCase()),
      ' ',
      element('code', {}, path),
      ' ',
      operation.summary ?? '',
    ),
    security.length > 0 ? element('p', {}, 'Needs: ', element('code', {}, security.join(', '))) : null,
    parameters.length > 0 ? element('h3', {}, 'Parameters') : null,
    parameters.length > 0 ? table(['Name', 'In', 'Needed', 'Type', 'What'], parameters) : null,
    body ? element('h3', {}, 'Body') : null,
    body,
    element('h3', {}, 'Answers'),
    table(['Status', 'When'], answers),
    answer,
  )
}

async function draw() {
  const description = await (await fetch('/openapi.json')).json()
  const groups = new Map()
  for (const [path, operations] of Object.entries(description.paths)) {
    for (const method of METHODS) {
      const operation = operations[method]
      if (!operation) continue
      const tag = operation.tags?.[0] ?? 'Other'
      groups.set(tag, [...(groups.get(tag) ?? []), drawOperation(method, path, operation)])
    }
  }
  const sections = [...groups].map(([tag, drawn]) => element('section', {}, element('h2', {}, tag), ...drawn))
  document
    .getElementById('operations')
    .replaceChildren(element('p', {}, description.info.description), ...sections)
}

draw().catch(() => {
  document.getElementById('operations').textContent = 'The description could not be loaded. Reload the page.'
})
