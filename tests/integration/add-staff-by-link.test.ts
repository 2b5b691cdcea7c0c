import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { migrateStore, openStore } from '@/db/open-store'
import { acceptInvite } from '@/lib/staff/accept-invite'
import { addStaffByLink } from '@/lib/staff/add-staff-by-link'
import { signIn } from '@/lib/staff/sign-in'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const HOUR = 3_600_000
const PASSWORD = 'cinq renards dans la neige'
const FIRST = {
  email: 'First.Admin@Desk.Example',
  name: 'Aldegonde Première',
  roles: ['admin'] as ['admin'],
  language: 'fr' as const,
}

describe.each(ENGINES)('somebody added by the command line, on %s,', (engine) => {
  let desk: TestDesk
  beforeEach(async () => {
    desk = await openTestDesk(engine)
  })
  afterEach(() => desk.close())

  test('chooses the password by a link that works once, and has none before', async () => {
    const anonymous = desk.as({ kind: 'anonymous' })
    const { staffId, url, expiresAt } = await addStaffByLink(desk.system, FIRST)
    expect(expiresAt - desk.clock()).toBe(72 * HOUR)
    const { staff, audit } = desk.store.tables
    const [row] = await desk.store.read.select().from(staff).where(eq(staff.id, staffId))
    expect(row).toMatchObject({ email: 'first.admin@desk.example', passwordHash: null, roles: ['admin'] })
    const secret = url.split('#')[1] ?? ''
    expect(secret).toMatch(/^[\w-]{43}$/)
    const kept = JSON.stringify([row, await desk.store.read.select().from(audit)])
    expect(kept).not.toContain(secret)
    await acceptInvite(anonymous, { secret, name: FIRST.name, password: PASSWORD })
    expect(await signIn(anonymous, { email: FIRST.email, password: PASSWORD })).toMatchObject({ id: staffId })
    await expect(
      acceptInvite(anonymous, { secret, name: 'Other', password: PASSWORD }),
    ).rejects.toMatchObject({
      userMessage: { key: 'invite.gone' },
    })
  })

  test('is nobody else’s account, and only the desk itself adds people so', async () => {
    await addStaffByLink(desk.system, FIRST)
    await expect(addStaffByLink(desk.system, FIRST)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(addStaffByLink(desk.as(desk.staff.admin), FIRST)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

test('the command prints the link, and never a password', async () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'desk-command-'))
  const database = `file:${path.join(directory, 'desk.sqlite')}`
  await migrateStore(database)
  const said = execFileSync(
    process.execPath,
    [
      '--import',
      'tsx',
      'scripts/desk.ts',
      'add-staff',
      '--email',
      FIRST.email,
      '--name',
      FIRST.name,
      '--roles',
      'admin',
    ],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        DATA_DIR: directory,
        DATABASE_URL: database,
        PUBLIC_URL: 'https://desk.example.org',
      },
    },
  )
  expect(said).toMatch(
    /^First\.Admin@Desk\.Example sets a password, once and until [\d-]+T[\d:.]+Z, at https:\/\/desk\.example\.org\/invite#[\w-]{43}\n$/,
  )
  const store = openStore(database)
  const [row] = await store.read
    .select({ passwordHash: store.tables.staff.passwordHash })
    .from(store.tables.staff)
  await store.close()
  expect(row).toEqual({ passwordHash: null })
  rmSync(directory, { recursive: true, force: true })
}, 30_000)
