import { eq, isNull } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import type { DeskError } from '@/lib/errors'
import { signIn } from '@/lib/staff/sign-in'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'
import { type WithTwoFactor, withTwoFactor } from '../fixtures/with-two-factor'

const MINUTE = 60_000
const support = { email: 'support@desk.example', password: 'password-support' }
const wrongPassword = { ...support, password: 'not the password' }

describe.each(ENGINES)('signing in with a second factor on %s', (engine) => {
  let desk: TestDesk
  let anonymous: Context
  let factor: WithTwoFactor
  beforeEach(async () => {
    desk = await openTestDesk(engine)
    anonymous = desk.as({ kind: 'anonymous' })
    factor = await withTwoFactor(desk, support)
  })
  afterEach(() => desk.close())

  const said = (input: Parameters<typeof signIn>[1]) =>
    signIn(anonymous, input).then(
      () => 'in',
      ({ userMessage: { key, values } }: DeskError) => [key, values?.minutes].filter(Boolean).join(' '),
    )
  const withCode = (code: string) => said({ ...support, code })
  const pass = (ms: number) => desk.setClock(desk.clock() + ms)
  const failures = async () => {
    const { signInAttempt } = desk.store.tables
    const rows = await desk.store.read.select().from(signInAttempt)
    return rows.map((row) => row.failures).sort()
  }
  const auditOf = async () => {
    const { audit } = desk.store.tables
    const rows = await desk.store.read.select().from(audit).where(eq(audit.targetId, factor.actor.id))
    return rows.slice(2)
  }
  const wrongCode = () => factor.code(5)

  test('takes the password and the code of the app', async () => {
    expect(await said(support)).toBe('signIn.secondFactor')
    expect(await withCode(factor.code())).toBe('in')
    expect((await auditOf()).map(({ action, details }) => [action, details])).toEqual([
      ['staff.signed_in', { method: 'password' }],
    ])
  })

  test('says that a code is asked for only after the right password', async () => {
    const nobody = { email: 'nobody@desk.example', password: 'whatever it is' }
    expect(await said(wrongPassword)).toBe('signIn.refused')
    expect(await said({ ...wrongPassword, code: factor.code() })).toBe('signIn.refused')
    expect(await said({ ...nobody, code: factor.code() })).toBe('signIn.refused')
    // And that wrong password has not used the code up.
    expect(await withCode(factor.code())).toBe('in')
  })

  test('a code beside the password of somebody without a second factor is not looked at', async () => {
    const manager = { email: 'manager@desk.example', password: 'password-manager' }
    expect(await said({ ...manager, code: '000000' })).toBe('in')
  })

  test('no code counts twice, nor any before one that was taken', async () => {
    const [before, now, next] = [factor.code(-1), factor.code(), factor.code(1)]
    expect(await withCode(now)).toBe('in')
    expect(await withCode(now)).toBe('signIn.wrongCode')
    expect(await withCode(before)).toBe('signIn.wrongCode')
    expect(await withCode(next)).toBe('in')
    pass(30_000)
    expect(await withCode(next)).toBe('signIn.wrongCode')
  })

  test('the code that turned the factor on opens nothing', async () => {
    expect(await withCode(factor.code(-1))).toBe('signIn.wrongCode')
  })

  test('of many who send one code at the same moment one gets in', async () => {
    const code = factor.code()
    const answers = await Promise.all(Array.from({ length: 5 }, () => withCode(code)))
    expect(answers.filter((answer) => answer === 'in')).toHaveLength(1)
    const { staffSession } = desk.store.tables
    const open = await desk.store.read.select().from(staffSession).where(isNull(staffSession.endedAt))
    // The one that set the factor up, and the one that got in.
    expect(open).toHaveLength(2)
  })

  test('a telephone that is half a minute off gets in, one that is two minutes off does not', async () => {
    expect(await withCode(factor.code(-1 - 3))).toBe('signIn.wrongCode')
    expect(await withCode(factor.code(4))).toBe('signIn.wrongCode')
    expect(await withCode(factor.code(1))).toBe('in')
    pass(90_000)
    expect(await withCode(factor.code(-1))).toBe('in')
  })

  test('spaces in a code are as good as none', async () => {
    expect(await withCode(factor.code().replace(/^.../, '$& '))).toBe('in')
  })

  test('a recovery code stands in for the app, once, however it is typed, and is recorded with how many are left', async () => {
    const [first = '', second = ''] = factor.codes
    expect(factor.codes).toHaveLength(10)
    expect(new Set(factor.codes).size).toBe(10)
    for (const code of factor.codes)
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(await withCode(first)).toBe('in')
    expect(await withCode(first)).toBe('signIn.wrongCode')
    expect(await withCode(second.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'))).toBe('in')
    const used = (await auditOf()).filter(({ action }) => action === 'staff.recovery_code_used')
    expect(used.map(({ details, actorId }) => [details, actorId])).toEqual([
      [{ left: 9 }, factor.actor.id],
      [{ left: 8 }, factor.actor.id],
    ])
  })

  test('of many who send one recovery code at the same moment one gets in', async () => {
    const [code = ''] = factor.codes
    const answers = await Promise.all(Array.from({ length: 5 }, () => withCode(code)))
    expect(answers.filter((answer) => answer === 'in')).toHaveLength(1)
  })

  test("another person's recovery code is none", async () => {
    const admin = await withTwoFactor(desk, { email: 'admin@desk.example', password: 'password-admin' })
    expect(await withCode(admin.codes[0] ?? '')).toBe('signIn.wrongCode')
    expect(await said({ email: admin.actor.email, password: 'password-admin', code: admin.codes[0] })).toBe(
      'in',
    )
  })

  test('neither codes nor secrets can be read in the database or in the audit', async () => {
    const { staff, recoveryCode, audit } = desk.store.tables
    await withCode(factor.codes[0] ?? '')
    const [rows, codes, acts] = await Promise.all([
      desk.store.read.select().from(staff),
      desk.store.read.select().from(recoveryCode),
      desk.store.read.select().from(audit),
    ])
    const kept = rows.map(({ sealedTotp }) => Buffer.from(sealedTotp ?? []).toString('latin1')).join()
    const text = kept + JSON.stringify([rows, codes, acts])
    expect(text).not.toContain(factor.secret)
    for (const code of factor.codes) {
      expect(text).not.toContain(code)
      expect(text).not.toContain(code.replaceAll('-', ''))
    }
    expect(codes).toHaveLength(10)
  })

  describe('guessing', () => {
    test('five wrong codes block the account as five wrong passwords do, and then the right one too', async () => {
      const answers: string[] = []
      for (let count = 0; count < 6; count += 1) answers.push(await withCode(wrongCode()))
      expect(answers).toEqual([...Array<string>(5).fill('signIn.wrongCode'), 'signIn.tooMany 1'])
      expect(await withCode(factor.code())).toBe('signIn.tooMany 1')
      expect(await said(support)).toBe('signIn.tooMany 1')
      pass(MINUTE)
      expect(await withCode(factor.code())).toBe('in')
      expect(await failures()).toEqual([])
    })

    test('wrong passwords and wrong codes are counted together', async () => {
      expect(await said(wrongPassword)).toBe('signIn.refused')
      expect(await said(wrongPassword)).toBe('signIn.refused')
      for (let count = 0; count < 3; count += 1) expect(await withCode(wrongCode())).toBe('signIn.wrongCode')
      expect(await withCode(wrongCode())).toBe('signIn.tooMany 1')
    })

    test('the right password alone, in between, neither forgets a failure nor counts as one', async () => {
      for (let count = 0; count < 4; count += 1) {
        expect(await withCode(wrongCode())).toBe('signIn.wrongCode')
        for (let again = 0; again < 2; again += 1) expect(await said(support)).toBe('signIn.secondFactor')
        expect(await failures()).toEqual([count + 1])
      }
      expect(await withCode(wrongCode())).toBe('signIn.wrongCode')
      expect(await said(support)).toBe('signIn.tooMany 1')
      // Nor does it make the wait after the next failure start from the beginning.
      pass(MINUTE)
      expect(await said(support)).toBe('signIn.secondFactor')
      expect(await withCode(wrongCode())).toBe('signIn.wrongCode')
      expect(await said(support)).toBe('signIn.tooMany 2')
    })

    test('five hundred guesses in half an hour, each after the right password: a dozen are compared at most', async () => {
      let compared = 0
      for (let count = 0; count < 500; count += 1) {
        await said(support)
        if ((await withCode(wrongCode())) === 'signIn.wrongCode') compared += 1
        pass(3_600)
      }
      expect(compared).toBeGreaterThan(4)
      expect(compared).toBeLessThanOrEqual(12)
    }, 120_000)

    test('wrong codes count for the address they come from, too', async () => {
      await said({ ...support, code: wrongCode(), address: '192.0.2.7' })
      expect(await failures()).toEqual([1, 1])
    })
  })
})
