import { expect, test } from 'vitest'
import { localeFromAcceptLanguage } from './locale'
import { messagesOf } from './messages'

type Tree = { [key: string]: string | Tree }

function flatten(tree: Tree, above = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[above + key, value] as [string, string]]
      : flatten(value, `${above}${key}.`),
  )
}

/** `{name}`, `{count, plural, …}` and `<b>`: what a sentence needs to be given, its branches included. */
function placeholders(message: string): string[] {
  const names = new Set([...message.matchAll(/<(\w+)>/g)].map(([tag]) => tag))
  let at = 0
  text()
  return [...names].sort()

  function text() {
    for (; at < message.length && message[at] !== '}'; at += 1) if (message[at] === '{') argument()
  }
  function argument() {
    const [head = '', name = '', ending, type] =
      /^\{\s*(\w+)\s*(?:(\})|,\s*(\w+))/.exec(message.slice(at)) ?? []
    if (!head) throw new Error(`this cannot be read: ${message}`)
    names.add(name)
    at += head.length
    if (ending) at -= 1
    else if (type === 'plural' || type === 'select' || type === 'selectordinal') branches()
    else at = message.indexOf('}', at)
  }
  function branches() {
    for (; at < message.length && message[at] !== '}'; at += 1) {
      if (message[at] !== '{') continue
      at += 1
      text()
    }
  }
}

// Plain objects: a module namespace has no prototype, and a default export too many under vite.
const french = Object.fromEntries(flatten(JSON.parse(JSON.stringify(messagesOf('fr')))))
const english = Object.fromEntries(flatten(JSON.parse(JSON.stringify(messagesOf('en')))))

test('French and English say the same things', () => {
  expect(Object.keys(english).sort()).toEqual(Object.keys(french).sort())
  expect(Object.keys(french).length).toBeGreaterThan(150)
})

test('French and English sentences need the same values', () => {
  const needs = (messages: Record<string, string>) =>
    Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, placeholders(message)]))
  expect(needs(english)).toEqual(needs(french))
})

test('no sentence is empty, and none is the vague one', () => {
  for (const [key, message] of [...Object.entries(french), ...Object.entries(english)]) {
    expect(message.trim(), key).not.toBe('')
    expect(message, key).not.toMatch(/an error occurred|une erreur est survenue/i)
  }
})

test.each([
  ['en-GB,en;q=0.9,fr;q=0.8', 'en'],
  ['de-DE,fr;q=0.5,en;q=0.4', 'fr'],
  ['fr;q=0.2, en;q=0.7', 'en'],
  ['en;q=0, de', 'fr'],
  ['', 'fr'],
  [null, 'fr'],
] as const)('a browser that asks for "%s" reads %s', (header, locale) => {
  expect(localeFromAcceptLanguage(header)).toBe(locale)
})
