import { expect, test } from 'vitest'
import type { StaffActor } from '@/lib/context'
import { countWords } from './count-words'
import { changed, isFiltered, listViewFrom, withoutFilters } from './list-view'

const agent = { roles: ['support'] } as unknown as StaffActor
const manager = { roles: ['manager'] } as unknown as StaffActor
const format = (n: number) => String(n)

test('an address that says nothing new stays short, and one that is not understood is not kept', () => {
  const view = listViewFrom(
    { sort: 'created', dir: 'desc', size: '50', status: 'MAYBE', period: 'ages' },
    agent,
  )
  expect(changed(view, {})).toBe('/enrollments')
  expect(isFiltered(view)).toBe(false)
})

test('a change keeps the rest of the view and starts at the first page', () => {
  const view = listViewFrom({ q: 'zoé', status: 'KO,OK', sort: 'news', cursor: 'abc' }, agent)
  expect(changed(view, { period: '7d' })).toBe('/enrollments?status=KO,OK&period=7d&q=zo%C3%A9&sort=news')
  expect(changed(view, { cursor: 'def' })).toMatch(/cursor=def$/)
})

test('clearing the filters keeps order, page size and columns', () => {
  const view = listViewFrom({ q: 'x', group: 'none', size: '25', dir: 'asc', cols: 'status,group' }, agent)
  expect(withoutFilters(view)).toBe('/enrollments?dir=asc&size=25&cols=status,group')
})

test('a named period wins over dates', () => {
  const view = listViewFrom({ period: 'today', from: '2026-01-01', to: '2026-01-31' }, agent)
  expect(changed(view, {})).toBe('/enrollments?period=today')
})

test('columns with personal data do not exist for a manager, whatever the address asks for', () => {
  expect(listViewFrom({ cols: 'person,email,reference' }, manager).columns).toEqual(['status', 'reference'])
  expect(listViewFrom({ cols: 'person,email,reference' }, agent).columns).toEqual([
    'status',
    'person',
    'email',
    'reference',
  ])
  expect(listViewFrom({}, manager).columns).not.toContain('person')
})

test('a count that was cut short says so', () => {
  expect(countWords({ n: 12, capped: false }, format)).toBe('12')
  expect(countWords({ n: 4312, capped: false }, format)).toBe('4312')
  expect(countWords({ n: 1000, capped: true }, format)).toBe('999+')
  expect(countWords({ n: 37, capped: true }, format)).toBe('37+')
  expect(countWords({ n: 0, capped: true }, format)).toBe('…')
})
