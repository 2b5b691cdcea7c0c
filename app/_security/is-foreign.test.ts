import { expect, test } from 'vitest'
import { isForeign } from './is-foreign'

const PUBLIC = 'https://desk.example.org'
const foreign = (headers: Record<string, string>, publicUrl: string | undefined = PUBLIC) =>
  isForeign(new Headers(headers), publicUrl)

test('what a page of the desk sends is the desk’s own, behind a proxy and beside it', () => {
  expect(foreign({ 'sec-fetch-site': 'same-origin', origin: PUBLIC, host: 'internal:3000' })).toBe(false)
  expect(
    foreign({ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000', host: 'localhost:3000' }),
  ).toBe(false)
  expect(foreign({ 'sec-fetch-site': 'none' })).toBe(false)
})

test('a browser that says it comes from another site is believed, whatever origin it names', () => {
  expect(foreign({ 'sec-fetch-site': 'cross-site', origin: PUBLIC })).toBe(true)
  expect(foreign({ 'sec-fetch-site': 'same-site', origin: PUBLIC })).toBe(true)
  expect(foreign({ 'sec-fetch-site': 'nonsense' })).toBe(true)
})

test('an older browser is told by its origin', () => {
  expect(foreign({ origin: PUBLIC, host: 'internal:3000' })).toBe(false)
  expect(foreign({ origin: 'https://evil.example', host: 'desk.example.org' })).toBe(true)
  expect(foreign({ origin: 'https://desk.example.org.evil.example', host: 'desk.example.org' })).toBe(true)
  expect(foreign({ origin: 'null', host: 'desk.example.org' })).toBe(true)
  expect(foreign({ origin: 'nonsense', host: 'desk.example.org' })).toBe(true)
})

test('what names neither comes from no page of a browser', () => {
  expect(foreign({ host: 'desk.example.org' })).toBe(false)
})

test('a desk that does not know its address goes by the host it was asked under', () => {
  const headers = new Headers({ origin: 'http://localhost:3000', host: 'localhost:3000' })
  expect(isForeign(headers, undefined)).toBe(false)
  headers.set('origin', 'https://evil.example')
  expect(isForeign(headers, undefined)).toBe(true)
})
