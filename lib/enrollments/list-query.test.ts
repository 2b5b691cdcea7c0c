import { describe, expect, it } from 'vitest'
import { readCursor, writeCursor } from './list-cursor'
import { listQuery, listQueryFrom } from './list-query'

describe('the query of a list', () => {
  it('is read from the address of the page', () => {
    expect(
      listQueryFrom({
        status: 'OK,KO',
        process: 'p1',
        group: 'none',
        from: '2026-11-01',
        q: ' Martin ',
        sort: 'news',
        dir: 'asc',
        size: '100',
      }),
    ).toMatchObject({
      status: ['OK', 'KO'],
      processId: 'p1',
      groupId: '',
      createdFrom: '2026-11-01',
      search: 'Martin',
      sort: 'news',
      direction: 'asc',
      pageSize: 100,
    })
  })

  it('falls to its defaults where it is not understood', () => {
    const defaults = listQuery.parse({})
    const odd = {
      status: 'OPEN',
      from: '2026-02-31',
      sort: 'password',
      dir: 'up',
      size: '1000',
      confirmation: '?',
    }
    expect(listQueryFrom(odd)).toEqual(defaults)
    expect(listQueryFrom({ status: ['OK', 'nonsense'], by: '' })).toEqual({ ...defaults, status: ['OK'] })
  })
})

describe('a cursor', () => {
  const order = { sort: 'created', direction: 'desc' } as const
  const place = { towards: 'next', instant: 1_795_000_000_000, id: 'some-id' } as const

  it('is read as it was written', () => {
    expect(readCursor(order, writeCursor(order, place))).toEqual(place)
  })

  it('counts for nothing when it is damaged or of another order', () => {
    const cursor = writeCursor(order, place)
    expect(readCursor({ ...order, direction: 'asc' }, cursor)).toBeNull()
    expect(readCursor({ ...order, sort: 'news' }, cursor)).toBeNull()
    for (const damaged of ['', 'x', cursor.slice(3), Buffer.from('[1,2]').toString('base64url')]) {
      expect(readCursor(order, damaged)).toBeNull()
    }
  })
})
