import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrateStore, openStore } from '@/db/open-store'

const UUID = '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e1ff'

describe('npm run desk -- add-process', { timeout: 60_000 }, () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'desk-command-'))
  const database = `file:${path.join(directory, 'desk.sqlite')}`
  beforeAll(() => migrateStore(database))
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  const addProcess = (...options: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'scripts/desk.ts', 'add-process', ...options], {
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: directory, DATABASE_URL: database },
    })

  it('registers it with its environment and the notifications it asks for', async () => {
    const { status, stderr } = addProcess(
      ...['--uuid', UUID, '--name', 'Prêt', '--environment', 'preproduction', '--notify', 'C,E'],
    )
    expect([status, stderr]).toEqual([0, ''])
    const store = openStore(database)
    const rows = await store.read.select().from(store.tables.process)
    await store.close()
    expect(rows).toMatchObject([{ id360Uuid: UUID, environment: 'preproduction', notifyOn: 'E,C' }])
  })

  it('says in one line what is wrong with which option', () => {
    const { status, stderr, stdout } = addProcess('--uuid', UUID, '--environment', 'moon', '--notify', 'X')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toBe(
      '--name: Please fill this in. --environment: This value is not right. --notify: This value is not right.\n',
    )
  })

  it('names an option that it does not know, and those it knows', () => {
    const { status, stderr } = addProcess('--colour', 'blue')
    expect(status).toBe(2)
    expect(stderr).toMatch(/^Unknown option '--colour'/)
    expect(stderr).toContain('[--notify all|E,F,C]')
    expect(stderr).not.toMatch(/^ {4}at /m)
  })
})
