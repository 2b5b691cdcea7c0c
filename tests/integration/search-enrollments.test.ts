import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffActor } from '@/lib/context'
import { countByStatus } from '@/lib/enrollments/count-by-status'
import { listEnrollments } from '@/lib/enrollments/list-enrollments'
import type { ListQueryInput } from '@/lib/enrollments/list-query'
import { type FictionalEnrollment, fictionalEnrollments } from '../bench/fictional-enrollments'
import { storeEnrollments } from '../fixtures/store-enrollments'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

/** More than a long word may have before it is walked, and more than a count reads. */
const NAMESAKES = 1_200

describe.each(ENGINES)('searching enrollments on %s', (engine) => {
  let desk: TestDesk
  let noemie: FictionalEnrollment
  let namesakes: FictionalEnrollment[]

  beforeAll(async () => {
    desk = await openTestDesk(engine)
    const made = [
      ...fictionalEnrollments({
        count: NAMESAKES + 1,
        now: desk.clock(),
        seed: 11,
        staffIds: [desk.staff.support.id],
        processIds: [desk.processId],
        groupIds: [desk.groupId],
      }),
    ]
    const [first, ...others] = made
    if (!first) throw new Error('nothing was made')
    noemie = {
      ...first,
      lastName: 'Œuvrard-Lefèvre',
      firstName: 'Noémie',
      email: 'n.oeuvrard@example.org',
      clientReference: 'DOSSIER-2026/042',
      id360Id: '9876543',
      status: 'NEW',
    }
    namesakes = others.map((one, index) => ({
      ...one,
      lastName: index % 4 === 0 ? 'Bernardin' : 'Bernard',
      firstName: index % 100 === 0 ? 'Zoé' : 'Jean',
      email: null,
      clientReference: null,
      status: index % 3 === 0 ? 'KO' : 'OK',
    }))
    await storeEnrollments(desk, [noemie, ...namesakes])
  })
  afterAll(() => desk.close())

  const search = async (text: string, query: ListQueryInput = {}, actor: StaffActor = desk.staff.support) =>
    (await listEnrollments(desk.as(actor), { ...query, search: text })).rows.map(({ id }) => id)

  it('ignores accents, case, ligatures and punctuation', async () => {
    for (const text of [
      'noémie',
      'NOEMIE',
      'oeuvrard lefevre',
      'Œuvrard-Lefèvre',
      'LEFÈVRE, Noémie',
      'n.oeuvrard@example.org',
      'dossier-2026/042',
      'DOSSIER 042',
      '9876543',
      '98765',
      'noe oeuv',
      'n lefevre',
    ]) {
      expect(await search(text), text).toEqual([noemie.id])
    }
  })

  it('wants every word, and from its beginning', async () => {
    for (const text of ['noémie bernard', 'oémie', '876543', 'noemiee', '%', "' or 1=1 --"]) {
      expect(await search(text), text).toEqual([])
    }
  })

  it('tells people without personal data nothing by names, and finds references and ids for them', async () => {
    for (const role of ['manager', 'admin'] as const) {
      const actor = desk.staff[role]
      for (const text of ['noémie', 'oeuvrard', 'n.oeuvrard@example.org', 'bernard', 'no', 'n', 'r:noemie']) {
        expect(await search(text, {}, actor), text).toEqual([])
        expect((await countByStatus(desk.as(actor), { search: text })).all.n, text).toBe(0)
      }
      expect(await search('dossier noémie', {}, actor)).toEqual([])
      expect(await search('dossier 042', {}, actor)).toEqual([noemie.id])
      expect(await search('9876543', {}, actor)).toEqual([noemie.id])
    }
  })

  it('finds the namesakes of a common long name in every order, and those of a longer one among them', async () => {
    const newestFirst = [...namesakes].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
    const ids = (some: FictionalEnrollment[]) => some.slice(0, 50).map(({ id }) => id)
    expect(await search('bernard')).toEqual(ids(newestFirst))
    expect(await search('Bernardin')).toEqual(
      ids(newestFirst.filter(({ lastName }) => lastName === 'Bernardin')),
    )
    expect(await search('bernard zoé', { status: ['KO'] })).toEqual(
      ids(newestFirst.filter(({ firstName, status }) => firstName === 'Zoé' && status === 'KO')),
    )
    const byNews = [...namesakes].sort((a, b) => a.lastNewsAt - b.lastNewsAt || (a.id < b.id ? -1 : 1))
    expect(await search('bernard', { sort: 'news', direction: 'asc' })).toEqual(ids(byNews))
  })

  it('counts the rare exactly, and of the common says "at least"', async () => {
    const counts = (text: string) => countByStatus(desk.as(desk.staff.support), { search: text })
    const rare = await counts('bernardin')
    expect(rare.all).toEqual({ n: NAMESAKES / 4, capped: false })
    const common = await counts('bernard')
    expect(common.all.capped).toBe(true)
    expect(common.all.n).toBeGreaterThanOrEqual(400)
    expect(common.all.n).toBeLessThanOrEqual(NAMESAKES)
    expect(common.OK.n + common.KO.n).toBe(common.all.n)
  })
})
