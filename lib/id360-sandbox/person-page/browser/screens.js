/** Makes an element. Attributes with the value false or undefined are left out; text goes in as text only. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined) continue
    node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children.filter((child) => child !== null))
  return node
}

const button = (testId, text) =>
  element('button', { type: 'submit', 'data-testid': testId, class: 'primary' }, text)

const check = (name, text, testId) =>
  element(
    'label',
    { class: 'choice' },
    element('input', { type: 'checkbox', name, 'data-testid': testId }),
    text,
  )

function field(name, label, { value, hint, type = 'text' }) {
  const hintId = hint ? `${name}-hint` : undefined
  return element(
    'div',
    { class: 'field' },
    element('label', { for: name }, label),
    element('input', {
      id: name,
      name,
      type,
      value,
      required: true,
      readonly: Boolean(hint),
      autocomplete: 'off',
      'aria-describedby': hintId,
      'data-testid': `identity-${name}`,
    }),
    hint ? element('p', { id: hintId, class: 'hint' }, hint) : null,
  )
}

const file = (name, label) =>
  element(
    'div',
    { class: 'field' },
    element('label', { for: name }, label),
    element('input', { id: name, type: 'file', accept: 'image/*,.pdf,.heic', 'data-testid': name }),
  )

function radio(name, value, text, testId, checked) {
  const input = element('input', {
    type: 'radio',
    name,
    value,
    checked,
    required: true,
    'data-testid': testId,
  })
  return element('label', { class: 'choice' }, input, text)
}

/** The outcome is chosen apart from the journey, in a box that says whose it is. */
function sandboxControl(state, texts, language) {
  const options = state.koCauses.map(({ key, label }) => element('option', { value: key }, label[language]))
  const select = element('select', { id: 'koCause', name: 'koCause', 'data-testid': 'ko-cause' }, ...options)
  const cause = element(
    'div',
    { class: 'field', hidden: true },
    element('label', { for: 'koCause' }, texts.end.cause),
    select,
  )
  const outcome = (value, checked) =>
    radio('outcome', value, texts.end[value], `outcome-${value.toLowerCase()}`, checked)
  const box = element(
    'fieldset',
    { class: 'control' },
    element('legend', {}, texts.end.control),
    element('p', {}, texts.end.controlText),
    outcome('OK', true),
    outcome('KO'),
    cause,
    outcome('FAILED'),
    outcome('CANCELED'),
  )
  box.addEventListener('change', () => {
    cause.hidden = box.querySelector('input[value="KO"]')?.checked !== true
  })
  return box
}

/** The screens: each gives its parts (the heading is added) and what is sent when the person goes on. */
export const SCREENS = {
  start: (_state, texts) => ({
    parts: [element('p', {}, texts.start.text), button('start', texts.start.button)],
    read: () => ({}),
  }),
  route: (state, texts, language) => ({
    parts: [
      element(
        'fieldset',
        {},
        element('legend', { class: 'unseen' }, texts.route.title),
        ...state.routes.map(({ id, label }, index) =>
          radio('routeId', String(id), label[language], `route-${id}`, index === 0),
        ),
      ),
      button('next', texts.next),
    ],
    read: (form) => ({ routeId: Number(form.get('routeId')) }),
  }),
  consent: (state, texts) => ({
    parts: [
      element('p', {}, texts.consent.text),
      check('cgu', texts.consent.cgu, 'consent-cgu'),
      state.takesSelfie ? check('biometry', texts.consent.biometry, 'consent-biometry') : null,
      button('next', texts.next),
    ],
    read: (form) => ({ cgu: form.has('cgu'), biometry: form.has('biometry') }),
    fault: (given) => (given.cgu && (given.biometry || !state.takesSelfie) ? null : texts.consent.missing),
  }),
  identity: (state, texts) => {
    const hint = (name) => (state.lockedFields.includes(name) ? texts.identity.locked : undefined)
    return {
      parts: [
        field('last_name', texts.identity.last_name, { value: state.identity.last_name, hint: hint('name') }),
        field('first_name', texts.identity.first_name, {
          value: state.identity.first_name,
          hint: hint('first_name'),
        }),
        field('birth_date', texts.identity.birth_date, {
          value: state.identity.birth_date,
          hint: hint('birth_date'),
          type: 'date',
        }),
        button('next', texts.next),
      ],
      read: (form) => Object.fromEntries(form),
    }
  },
  external: (_state, texts) => ({
    parts: [element('p', {}, texts.external.text), button('next', texts.next)],
    read: () => ({}),
  }),
  document: (_state, texts) => ({
    parts: [
      element('p', {}, texts.document.text),
      file('document-recto', texts.document.recto),
      file('document-verso', texts.document.verso),
      button('next', texts.next),
    ],
    read: () => ({}),
  }),
  selfie: (_state, texts) => ({
    parts: [
      element('div', { class: 'face', 'aria-hidden': 'true' }),
      element('p', {}, texts.selfie.text),
      button('next', texts.next),
    ],
    read: () => ({}),
  }),
  end: (state, texts, language) => ({
    parts: [
      element('p', {}, texts.end.text),
      sandboxControl(state, texts, language),
      button('finish', texts.end.button),
    ],
    read: (form) => {
      const outcome = form.get('outcome')
      return outcome === 'KO' ? { outcome, koCause: form.get('koCause') } : { outcome }
    },
  }),
  final: (state, texts) => ({
    parts: [
      element('p', { 'data-testid': 'already-final' }, texts.final.text),
      element(
        'a',
        { href: state.browserCallbackUrl, class: 'primary', 'data-testid': 'back' },
        texts.final.back,
      ),
    ],
    read: () => ({}),
  }),
}
