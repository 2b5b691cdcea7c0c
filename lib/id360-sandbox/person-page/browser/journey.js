import { element, SCREENS } from './screens.js'
import { TEXTS } from './texts.js'

const main = document.getElementById('screen')

/** The link's parts: `#/enrollment/{api_key}?lang=fr`, the language also before the hash. */
function readLink() {
  const [route = '', query = ''] = location.hash.split('?')
  const apiKey = /^#\/enrollment\/([^/]+)\/?$/.exec(route)?.[1] ?? ''
  const wanted = new URLSearchParams(query).get('lang') ?? new URLSearchParams(location.search).get('lang')
  const language = (wanted ?? 'fr').slice(0, 2).toLowerCase()
  return { apiKey, language: language in TEXTS ? language : 'en' }
}

let link = readLink()

/** Calls an endpoint of the page. Throws a Response that is not ok, or the network's own error. */
async function call(name, body) {
  const answer = await fetch(`/sandbox/ui/${name}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'x-api-key': link.apiKey, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  })
  if (!answer.ok) throw answer
  return answer.json()
}

function show(title, ...parts) {
  const heading = element('h1', { tabindex: '-1' }, title)
  main.replaceChildren(heading, ...parts.filter((part) => part !== null))
  heading.focus()
}

function drawFrame(texts, processName = '') {
  document.documentElement.lang = link.language
  document.getElementById('ribbon-text').textContent = texts.ribbon
  document.getElementById('process-name').textContent = processName
  const links = Object.keys(TEXTS).map((language) =>
    element(
      'a',
      {
        href: `#/enrollment/${link.apiKey}?lang=${language}`,
        lang: language,
        'aria-current': language === link.language && 'true',
        'data-testid': `lang-${language}`,
      },
      language.toUpperCase(),
    ),
  )
  document.getElementById('languages').replaceChildren(...links)
}

function drawProgress({ done, total }, texts) {
  const text = texts.stepOf(Math.min(done + 1, total), total)
  return element(
    'div',
    { class: 'progress' },
    element('progress', { max: String(total), value: String(done), 'aria-label': text }),
    element('span', { 'aria-hidden': 'true' }, text),
  )
}

function draw(state) {
  const texts = TEXTS[link.language]
  drawFrame(texts, state.processName)
  const screen = SCREENS[state.screen](state, texts, link.language)
  const problem = element('p', { class: 'problem', role: 'alert' })
  const form = element('form', { 'data-screen': state.screen }, ...screen.parts, problem)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const given = screen.read(new FormData(form))
    problem.textContent = screen.fault?.(given) ?? ''
    if (problem.textContent === '') void send(state.screen, given, form, problem)
  })
  const walking = !['start', 'final', 'end'].includes(state.screen)
  show(texts[state.screen].title, walking ? drawProgress(state.progress, texts) : null, form)
}

async function send(screen, given, form, problem) {
  const texts = TEXTS[link.language]
  const submit = form.querySelector('button[type=submit]')
  submit.disabled = true
  try {
    const state = await call(screen === 'end' ? 'finish' : screen, given)
    if (screen !== 'end') return draw(state)
    show(texts.final.title, element('p', {}, texts.final.leaving))
    location.assign(state.browserCallbackUrl)
  } catch {
    problem.textContent = texts.failed
    submit.disabled = false
  }
}

async function load() {
  link = readLink()
  const texts = TEXTS[link.language]
  drawFrame(texts)
  try {
    draw(await call('enrollment'))
  } catch (error) {
    if (error instanceof Response && error.status === 401) {
      show(texts.badLink.title, element('p', { 'data-testid': 'bad-link' }, texts.badLink.text))
      return
    }
    const retry = element('button', { type: 'button', class: 'primary' }, texts.retry)
    retry.addEventListener('click', load)
    show(texts.failed, retry)
  }
}

addEventListener('hashchange', load)
void load()
