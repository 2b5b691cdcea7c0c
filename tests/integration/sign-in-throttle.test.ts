import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import type { DeskError } from '@/lib/errors'
import { changePassword } from '@/lib/staff/change-password'
import { changePreferences } from '@/lib/staff/change-preferences'
import { markBrowser } from '@/lib/staff/known-browser'
import { resolveSession } from '@/lib/staff/resolve-session'
import { signIn } from '@/lib/staff/sign-in'
import { attemptKey, claimAttempt, clearAttempts, PER_ACCOUNT } from '@/lib/staff/throttle-attempts'
import { passwordsCompared } from '@/lib/staff/verify-password'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const support = { email: 'support@desk.example', password: 'password-support' }
const admin = { email: 'admin@desk.example', password: 'password-admin' }
const wrong = 'not the password'
const HERE = '192.0.2.7'
const ELSEWHERE = '198.51.100.1'

describe.each(ENGINES)('failed sign-ins on %s', (engine) => {
  let desk: TestDesk
  let anonymous: Context
  beforeEach(async () => {
    desk = await openTestDesk(engine)
    anonymous = desk.as({ kind: 'anonymous' })
  })
  afterEach(() => desk.close())

  const failed = (input: Parameters<typeof signIn>[1]) =>
    signIn(anonymous, input).then(
      () => 'signed in',
      (error: { userMessage?: { key: string; values?: { minutes: number } } }) =>
        [error.userMessage?.key, error.userMessage?.values?.minutes].filter(Boolean).join(' '),
    )
  const fail = async (times: number, input: Parameters<typeof signIn>[1]) => {
    const answers: string[] = []
    for (let count = 0; count < times; count += 1) answers.push(await failed(input))
    return answers
  }
  const pass = (span: number) => desk.setClock(desk.clock() + span)
  const rows = () => desk.store.read.select().from(desk.store.tables.signInAttempt)
  async function hashesOf(work: () => Promise<unknown>): Promise<number> {
    const before = passwordsCompared()
    await work()
    return passwordsCompared() - before
  }

  test('a thousand attempts at once on one account: at most ten hashes, while a second person signs in', async () => {
    let secondTook = Number.POSITIVE_INFINITY
    const hashes = await hashesOf(async () => {
      const flood = Array.from({ length: 1000 }, (_, count) =>
        failed({ ...support, password: `${wrong} ${count}`, address: `203.0.113.${count % 250}` }),
      )
      const start = performance.now()
      await signIn(anonymous, { ...admin, address: ELSEWHERE })
      secondTook = performance.now() - start
      const answers = await Promise.all(flood)
      expect(new Set(answers)).toEqual(new Set(['signIn.refused', 'signIn.tooMany 1']))
    })
    expect(hashes - 1).toBeGreaterThan(0)
    expect(hashes - 1).toBeLessThanOrEqual(10)
    expect(secondTook).toBeLessThan(1000)
  })

  test('the count holds between instances, which only share the database', async () => {
    expect(await failed({ ...support, password: wrong })).toBe('signIn.refused')
    const key = attemptKey(anonymous, 'account', support.email)
    const claims = await Promise.all(
      Array.from({ length: 50 }, () => claimAttempt(anonymous, key, PER_ACCOUNT)),
    )
    expect(claims.filter(Boolean)).toHaveLength(4)
  })

  test('a thousand attempts over a minute on one account: at most ten hashes', async () => {
    const hashes = await hashesOf(async () => {
      for (let count = 0; count < 1000; count += 1) {
        await failed({ ...support, password: wrong, address: `203.0.113.${count % 250}` })
        pass(60)
      }
    })
    expect(hashes).toBeGreaterThan(4)
    expect(hashes).toBeLessThanOrEqual(10)
  })

  test('five failures are free, then each one makes the next wait longer, a quarter of an hour at most', async () => {
    expect(await fail(6, { ...support, password: wrong })).toEqual([
      ...Array<string>(5).fill('signIn.refused'),
      'signIn.tooMany 1',
    ])
    const waits: string[] = []
    for (const minutes of [1, 2, 4, 8, 15]) {
      pass(minutes * MINUTE)
      expect(await failed({ ...support, password: wrong })).toBe('signIn.refused')
      waits.push(await failed({ ...support, password: wrong }))
    }
    expect(waits).toEqual(['2', '4', '8', '15', '15'].map((minutes) => `signIn.tooMany ${minutes}`))
  })

  test('trying during the wait does not make it longer, and after it the right password opens', async () => {
    await fail(5, { ...support, password: wrong })
    pass(59 * SECOND)
    expect(await fail(20, { ...support, password: wrong })).toEqual(Array(20).fill('signIn.tooMany 1'))
    pass(SECOND)
    expect(await failed(support)).toBe('signed in')
  })

  test('during the wait the right password gets the same answer, unhashed', async () => {
    await fail(5, { ...support, password: wrong })
    expect(await hashesOf(async () => expect(await failed(support)).toBe('signIn.tooMany 1'))).toBe(0)
  })

  test('an address without an account is throttled just the same: nothing tells the two apart', async () => {
    const nobody = { email: 'nobody@desk.example', password: wrong }
    expect(await fail(8, nobody)).toEqual(await fail(8, { ...support, password: wrong }))
  })

  test('a success forgets the failures before it', async () => {
    await fail(4, { ...support, password: wrong })
    expect(await failed(support)).toBe('signed in')
    expect(await fail(5, { ...support, password: wrong })).toEqual(Array(5).fill('signIn.refused'))
  })

  test('an hour later counting begins anew', async () => {
    await fail(4, { ...support, password: wrong })
    pass(HOUR)
    expect(await fail(5, { ...support, password: wrong })).toEqual(Array(5).fill('signIn.refused'))
    expect(await failed(support)).toBe('signIn.tooMany 1')
  })

  test('fifty failures from one address, each on another account, make that address wait and no other', async () => {
    for (let count = 0; count < 50; count += 1) {
      const guess = { email: `guess-${count}@desk.example`, password: wrong, address: HERE }
      expect(await failed(guess)).toBe('signIn.refused')
    }
    expect(await hashesOf(() => failed({ ...support, address: HERE }))).toBe(0)
    expect(await failed({ ...support, address: HERE })).toBe('signIn.tooMany 1')
    expect(await failed({ ...support, address: ELSEWHERE })).toBe('signed in')
    expect(await failed(support)).toBe('signed in')
  })

  test('right passwords never count, however many come from one address', async () => {
    for (let count = 0; count < 60; count += 1) await signIn(anonymous, { ...support, address: HERE })
    expect(await rows()).toEqual([])
  })

  test('a browser the person has used is not shut out by failures elsewhere, nor by its network', async () => {
    const browserMark = markBrowser(anonymous, support.email)
    await fail(6, { ...support, password: wrong, address: HERE })
    expect(await failed({ ...support, address: HERE })).toBe('signIn.tooMany 1')
    expect(await failed({ ...support, address: HERE, browserMark })).toBe('signed in')
    // It is counted by itself, and no less strictly.
    expect(await fail(6, { ...support, password: wrong, browserMark })).toEqual([
      ...Array<string>(5).fill('signIn.refused'),
      'signIn.tooMany 1',
    ])
  })

  test("another person's mark, or one that was made up, opens no count of its own", async () => {
    const theirs = markBrowser(anonymous, admin.email)
    const madeUp = `${theirs.slice(0, -3)}AAA`
    await fail(5, { ...support, password: wrong })
    for (const browserMark of [theirs, madeUp, 'x', '']) {
      expect(await failed({ ...support, browserMark })).toBe('signIn.tooMany 1')
    }
  })

  test('who tries, and from where, cannot be read in the table', async () => {
    await fail(1, { ...support, password: wrong, address: HERE })
    const stored = await rows()
    expect(stored).toHaveLength(2)
    for (const { key } of stored) expect(key).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(stored)).not.toMatch(/support|192\.0\.2/)
  })

  test('failures are removed an hour after counting began, and not while they block', async () => {
    await fail(1, { ...support, password: wrong })
    pass(50 * MINUTE)
    await fail(5, { ...admin, password: wrong })
    expect(await clearAttempts(anonymous)).toBe(0)
    pass(10 * MINUTE)
    expect(await clearAttempts(anonymous)).toBe(1)
    expect(await rows()).toHaveLength(1)
    pass(HOUR)
    expect(await clearAttempts(anonymous)).toBe(1)
    expect(await rows()).toEqual([])
  })

  test('whoever finds a desk unattended cannot guess its person’s password by changing it', async () => {
    const actor = await signIn(anonymous, support)
    const guess = (current: string) =>
      changePassword(desk.as(actor), { current, password: 'brume lente et vélo bleu' }).then(
        () => 'changed',
        (error: DeskError) => error.fieldErrors.current ?? error.userMessage.key,
      )
    const guesses = Array.from({ length: 5 }, (_, count) => `guess ${count}`)
    for (const current of guesses) expect(await guess(current)).toBe('wrongPassword')
    expect(await hashesOf(async () => expect(await guess(support.password)).toBe('signIn.tooMany'))).toBe(0)
    pass(MINUTE)
    expect(await guess(support.password)).toBe('changed')
  })

  test('a thousand requests after a disable, reading and writing: none succeeds', async () => {
    const actor = await signIn(anonymous, support)
    const { staff } = desk.store.tables
    const sessionId = actor.sessionId
    expect(await resolveSession(anonymous, { sessionId })).not.toBeNull()
    await desk.store.tx((tx) => tx.update(staff).set({ state: 'disabled' }).returning({ id: staff.id }))
    let succeeded = 0
    for (let count = 0; count < 1000; count += 1) {
      const who = await resolveSession(anonymous, { sessionId, passive: count % 2 === 0 })
      if (!who) continue
      succeeded += 1
      await changePreferences(desk.as(who), { theme: 'dark' })
    }
    expect(succeeded).toBe(0)
  })
})

describe('how long refusals take', () => {
  let desk: TestDesk
  beforeEach(async () => {
    desk = await openTestDesk('sqlite')
  })
  afterEach(() => desk.close())

  const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0

  test('unknown and wrong take the same time, and blocked ones too whether or not there is an account', async () => {
    const anonymous = desk.as({ kind: 'anonymous' })
    const took = async (email: string) => {
      const start = performance.now()
      await signIn(anonymous, { email, password: wrong, address: HERE }).catch(() => {})
      return performance.now() - start
    }
    await took('warm-up@desk.example')
    const times = {
      known: [] as number[],
      unknown: [] as number[],
      blockedKnown: [] as number[],
      blockedUnknown: [] as number[],
    }
    for (let round = 0; round < 15; round += 1) {
      // Past what the failures before made it wait.
      desk.setClock(desk.clock() + 2 * HOUR)
      times.known.push(await took('support@desk.example'))
      times.unknown.push(await took('nobody@desk.example'))
    }
    for (let round = 0; round < 5; round += 1) {
      await took('support@desk.example')
      await took('nobody@desk.example')
    }
    for (let round = 0; round < 41; round += 1) {
      times.blockedKnown.push(await took('support@desk.example'))
      times.blockedUnknown.push(await took('nobody@desk.example'))
    }
    const ratio = (a: number[], b: number[]) => median(a) / median(b)
    expect(ratio(times.known, times.unknown)).toBeGreaterThan(0.5)
    expect(ratio(times.known, times.unknown)).toBeLessThan(2)
    expect(ratio(times.blockedKnown, times.blockedUnknown)).toBeGreaterThan(0.3)
    expect(ratio(times.blockedKnown, times.blockedUnknown)).toBeLessThan(3)
    expect(median(times.blockedKnown)).toBeLessThan(median(times.known) / 2)
  })
})
