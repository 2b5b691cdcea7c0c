import { type ChildProcess, spawn } from 'node:child_process'
import { hash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { eq, getTableColumns, getTableName } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCompared } from '@/lib/assisted/compared-value'
import { sendComparisons } from '@/lib/assisted/send-comparisons'
import { callbackPurpose, quarantinePurpose } from '@/lib/callbacks/record-callback'
import type { Actor, Context } from '@/lib/context'
import { openApiKey, sealApiKey } from '@/lib/enrollments/api-key'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { unsealDetails } from '@/lib/enrollments/enrollment-details'
import { addEvidence } from '@/lib/evidence/add-evidence'
import { evidenceFolder, findProblem, readSealedBytes, stageSealedFile } from '@/lib/evidence/sealed-files'
import { createKeyring, type Keyring, open, openText, seal, sealText } from '@/lib/sealing/keyring'
import { countColumn, placeOf } from '@/lib/sealing/reseal-column'
import { countEvidence } from '@/lib/sealing/reseal-evidence'
import type { Resealed } from '@/lib/sealing/resealed'
import { rotateKeys } from '@/lib/sealing/rotate-keys'
import { sealedColumns } from '@/lib/sealing/sealed-columns'
import { totpPurpose } from '@/lib/staff/totp-purpose'
import { createTotpSecret } from '@/lib/staff/two-factor/totp'
import { type AddedEnrollment, addEnrollment } from '../fixtures/add-enrollment'
import { type AssistedDesk, openAssistedDesk } from '../fixtures/assisted-desk'
import { sendCallback, stepBody } from '../fixtures/send-callback'
import { ENGINES, type TestDesk } from '../fixtures/test-desk'
import { until } from '../fixtures/until'

const root = path.resolve(import.meta.dirname, '../..')
const OLD = { id: 'k1', key: randomBytes(32) }
const NEW = { id: 'k2', key: randomBytes(32) }
const dataKeys = (...keys: (typeof OLD)[]) =>
  keys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(',')
const BOTH = createKeyring([NEW, OLD])
const NEW_ALONE = createKeyring([NEW])
const ADDRESS_LINE = '17 bis impasse des Mirabelles inventées'

describe.each(ENGINES)('changing the key, on %s', (engine) => {
  const CALLBACKS = engine === 'sqlite' ? 250 : 100
  const FILES = engine === 'sqlite' ? 60 : 25
  let here: AssistedDesk
  let desk: TestDesk
  let inbox: AddedEnrollment
  const apiKeys = new Map<string, string>()
  const totpSecrets = new Map<string, string>()

  beforeAll(async () => {
    here = await openAssistedDesk(engine, {}, { env: { DATA_KEYS: dataKeys(OLD) } })
    desk = here.desk
    inbox = await addEnrollment(desk)
    await fill(desk)
  }, 60_000)
  afterAll(() => here.close())

  /** The desk as it is once it was started again with other keys. */
  function startedWith(keys: Keyring): TestDesk {
    const as = (actor: Actor): Context => ({ ...desk.as(actor), keys })
    return { ...desk, keys, as, system: as(desk.system.actor) }
  }

  async function keepEvidence(running: TestDesk, content: Buffer) {
    const staged = await stageSealedFile(running, new Blob([new Uint8Array(content)]).stream())
    await staged.keep()
    const captured = {
      kind: 'document',
      contentType: 'image/jpeg',
      state: 'sound',
      source: '/document/1',
    } as const
    await desk.store.tx((tx) =>
      addEvidence(running.system, tx, { enrollmentId: inbox.id, ...captured, part: uuidv7() }, staged),
    )
    return staged
  }

  const callback = (running: TestDesk, n: string) =>
    sendCallback(running, inbox, { ...stepBody({ name: `step ${n}` }), filling: 'x'.repeat(4_000) })
  const unreadable = (running: TestDesk, n: string) => sendCallback(running, inbox, `not JSON ${n}`)

  /** Everything that is sealed at a desk, written by the desk's own verbs. */
  async function fill(running: TestDesk) {
    const round = uuidv7()
    for (let n = 0; n < 4; n++) {
      const { enrollmentId } = await createEnrollment(here.agent, {
        submissionKey: uuidv7(),
        processId: desk.processId,
        groupId: desk.groupId,
        language: 'fr',
        lastName: 'Exemple',
        firstName: 'Camille',
        addressLine1: ADDRESS_LINE,
        zipCode: '69001',
        city: 'Lyon',
        country: 'FR',
      })
      apiKeys.set(enrollmentId, openApiKey(desk.keys, enrollmentId, (await rowOf(enrollmentId)).sealedApiKey))
    }
    const { enrollmentId } = await here.consented()
    apiKeys.set(enrollmentId, openApiKey(desk.keys, enrollmentId, (await rowOf(enrollmentId)).sealedApiKey))
    await sendComparisons(here.agent, {
      enrollmentId,
      locked: false,
      values: { name: 'Exemple', first_name: 'Camille', birth_date: '1990-01-02' },
    })
    for (let n = 0; n < CALLBACKS; n++) await callback(running, `${round} ${n}`)
    for (let n = 0; n < 3; n++) await unreadable(running, `${round} ${n}`)
    for (let n = 0; n < FILES; n++) await keepEvidence(running, randomBytes(70_000 + n * 10_000))
    await addSecondFactors(running)
  }

  /** One that is on and one that waits for its first code, under the key that seals at this desk. */
  async function addSecondFactors(running: TestDesk) {
    const { staff } = desk.store.tables
    const [on, waiting] = [createTotpSecret(), createTotpSecret()]
    const { support, manager } = running.staff
    const sealed = (id: string, secret: string) => sealText(running.keys, totpPurpose(id), secret)
    await desk.store.tx(async (tx) => {
      const isOn = { sealedTotp: sealed(support.id, on), totpSince: running.clock() }
      await tx.update(staff).set(isOn).where(eq(staff.id, support.id))
      const waits = { sealedPendingTotp: sealed(manager.id, waiting), pendingTotpAt: running.clock() }
      await tx.update(staff).set(waits).where(eq(staff.id, manager.id))
    })
    totpSecrets.set(support.id, on).set(manager.id, waiting)
  }

  async function rowOf(id: string) {
    const { enrollment } = desk.store.tables
    const [row] = await desk.store.read.select().from(enrollment).where(eq(enrollment.id, id))
    if (!row) throw new Error('no such enrollment')
    return { ...row, sealedApiKey: row.sealedApiKey ?? Buffer.alloc(0) }
  }

  /** Opens all there is, as the desk does, and compares it with what was sealed. @returns how much there was */
  async function openEverything(keys: Keyring) {
    const { enrollment, callback, quarantine, assistedComparison, evidence, staff } = desk.store.tables
    const counts = {
      details: 0,
      apiKeys: 0,
      callbacks: 0,
      quarantined: 0,
      compared: 0,
      files: 0,
      secondFactors: 0,
    }
    for (const row of await desk.store.read.select().from(enrollment)) {
      if (row.sealedDetails) {
        expect(unsealDetails(keys, row.id, row.sealedDetails).addressLine1).toBe(ADDRESS_LINE)
        counts.details += 1
      }
      if (row.sealedApiKey) {
        expect(openApiKey(keys, row.id, row.sealedApiKey)).toBe(apiKeys.get(row.id))
        counts.apiKeys += 1
      }
    }
    for (const { enrollmentId, sealedBody, sha256 } of await desk.store.read.select().from(callback)) {
      expect(hash('sha256', open(keys, callbackPurpose(enrollmentId), sealedBody))).toBe(sha256)
      counts.callbacks += 1
    }
    for (const { enrollmentId, sealedBody, sha256 } of await desk.store.read.select().from(quarantine)) {
      expect(hash('sha256', open(keys, quarantinePurpose(enrollmentId), sealedBody))).toBe(sha256)
      counts.quarantined += 1
    }
    const values = { name: 'Exemple', first_name: 'Camille', birth_date: '1990-01-02' }
    for (const row of await desk.store.read.select().from(assistedComparison)) {
      expect(openCompared(keys, row.enrollmentId, row).toLowerCase()).toBe(values[row.name].toLowerCase())
      counts.compared += 1
    }
    for (const row of await desk.store.read.select().from(evidence)) {
      expect(await findProblem({ ...desk, keys }, row)).toBeNull()
      counts.files += 1
    }
    for (const { id, sealedTotp, sealedPendingTotp } of await desk.store.read.select().from(staff)) {
      const sealed = sealedTotp ?? sealedPendingTotp
      if (!sealed) continue
      expect(openText(keys, totpPurpose(id), sealed)).toBe(totpSecrets.get(id))
      counts.secondFactors += 1
    }
    return counts
  }

  async function countsOf(place: string) {
    const ctx = startedWith(BOTH).system
    const column = sealedColumns(desk.store.tables).find((one) => placeOf(one) === place)
    const { keys } = column ? await countColumn(ctx, column) : await countEvidence(ctx)
    return { old: keys.k1 ?? 0, new: keys.k2 ?? 0 }
  }

  it('knows every column that holds bytes, but those that are no secret', () => {
    const known = new Set(sealedColumns(desk.store.tables).map(placeOf))
    const all = Object.values(desk.store.tables).flatMap((table) =>
      Object.values(getTableColumns(table))
        .filter((column) => /blob|bytea/i.test(column.getSQLType()))
        .map((column) => `${getTableName(table)}.${column.name}`),
    )
    expect(all).toContain('callback.sealed_body')
    const durations = all.filter((name) => name.endsWith('.durations'))
    expect(all.filter((name) => !known.has(name))).toEqual(durations)
  })

  it('may be asked for by the desk alone', async () => {
    await expect(rotateKeys(desk.as(desk.staff.admin))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('leaves what the desk writes, and what it erases, between the reading and the writing', async () => {
    const running = startedWith(BOTH)
    const [enrollmentId = ''] = apiKeys.keys()
    const { enrollment, evidence } = desk.store.tables
    const erased = await keepEvidence(desk, randomBytes(10_000))
    let written = false
    let gone = false
    const tx: typeof desk.store.tx = async (fn) => {
      if (!written) {
        written = true
        const sealedApiKey = sealApiKey(desk.keys, enrollmentId, 'written-meanwhile')
        const sealedDetails = null
        await desk.store.tx((own) =>
          own.update(enrollment).set({ sealedApiKey, sealedDetails }).where(eq(enrollment.id, enrollmentId)),
        )
      }
      // The last file is the one that was kept last.
      if (!gone && (await countsOf('evidence')).old === 1) {
        gone = true
        await desk.store.tx((own) => own.delete(evidence).where(eq(evidence.address, erased.address)))
        await rm(path.join(evidenceFolder(desk), erased.address))
      }
      return desk.store.tx(fn)
    }
    const ctx = { ...running.system, store: { ...desk.store, tx } }
    const rotation = await rotateKeys(ctx)
    expect([written, gone]).toEqual([true, true])
    expect(rotation).toMatchObject({ ok: true, unopened: 0, activeKey: 'k2', removableKeys: ['k1'] })
    const { audit } = desk.store.tables
    const recorded = await desk.store.read.select().from(audit).where(eq(audit.action, 'desk.keys_rotated'))
    expect(recorded.map(({ actorKind, details }) => ({ actorKind, details }))).toEqual([
      {
        actorKind: 'system',
        details: {
          activeKey: 'k2',
          resealed: rotation.resealed,
          unopened: 0,
          missingFiles: 0,
          unreadableFiles: 0,
          removableKeys: 'k1',
        },
      },
    ])
    apiKeys.set(enrollmentId, 'written-meanwhile')
    expect((await rowOf(enrollmentId)).sealedDetails).toBeNull()
    await expect(stat(path.join(evidenceFolder(desk), erased.address))).rejects.toMatchObject({
      code: 'ENOENT',
    })
    expect(await openEverything(NEW_ALONE)).toEqual({
      details: 3,
      apiKeys: 5,
      callbacks: CALLBACKS,
      quarantined: 3,
      compared: 3,
      files: FILES,
      secondFactors: 2,
    })
    expect(await rotateKeys(running.system)).toMatchObject({ ok: true, resealed: 0 })
  }, 60_000)

  it('loses nothing of what is written and read while it works, and starts again where it was stopped', async () => {
    const running = startedWith(BOTH)
    await fill(desk)
    const before = await openEverything(BOTH)
    const again = randomBytes(90_000)
    const shared = await keepEvidence(desk, again)
    let working = true
    const done = { callbacks: 0, quarantined: 0, files: 1, read: 0 }
    const writing = async () => {
      for (let n = 0; working; n++) {
        await callback(running, `meanwhile ${engine} ${n}`)
        done.callbacks += 1
        if (n % 5 > 0) continue
        await unreadable(running, `meanwhile ${engine} ${n}`)
        done.quarantined += 1
        // The same bytes as a file under the old key, and others.
        await keepEvidence(running, n % 2 ? again : randomBytes(80_000))
        done.files += 1
      }
    }
    const reading = async () => {
      for (; working; done.read++) expect(await readSealedBytes(running, shared)).toEqual(again)
    }
    const rotating = async () => {
      for (let stops = 0; stops < 4; stops++) {
        let left = 25
        const stopped = rotateKeys(running.system, {
          onProgress: () => {
            if (--left === 0) throw new Error('stopped')
          },
        })
        await expect(stopped).rejects.toThrow('stopped')
      }
      return rotateKeys(running.system)
    }
    const [rotation] = await Promise.all([
      rotating().finally(() => {
        working = false
      }),
      writing(),
      reading(),
    ])
    expect(rotation).toMatchObject({ ok: true, unopened: 0, missingFiles: 0, removableKeys: ['k1'] })
    expect(Math.min(done.callbacks, done.quarantined, done.files, done.read)).toBeGreaterThan(1)
    expect(await openEverything(NEW_ALONE)).toEqual({
      ...before,
      callbacks: before.callbacks + done.callbacks,
      quarantined: before.quarantined + done.quarantined,
      files: before.files + done.files,
    })
    await expect(openEverything(createKeyring([OLD]))).rejects.toThrow()
  }, 90_000)

  // Postgres is PGlite here, inside this process: nothing to be killed apart.
  if (engine === 'sqlite')
    it('can be killed anywhere: what was sealed opens at every moment, in the end with the new key alone', async () => {
      await fill(desk)
      const before = await openEverything(BOTH)
      for (const place of ['callback.sealed_body', 'evidence', 'evidence']) {
        const { old } = await countsOf(place)
        const command = startCommand()
        await until(`work on ${place}`, async () => (await countsOf(place)).old < old, 20_000)
        command.kill('SIGKILL')
        await once(command, 'exit')
        expect((await countsOf(place)).old).toBeGreaterThan(0)
        expect(await openEverything(BOTH)).toEqual(before)
      }
      const { code, lines } = await runCommand()
      expect(code).toBe(0)
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ ok: true, removableKeys: ['k1'] })
      expect(await openEverything(NEW_ALONE)).toEqual(before)
    }, 120_000)

  it('names what does not open by its place and id, says nothing of its content, and does the rest', async () => {
    const { callback, evidence } = desk.store.tables
    await fill(desk)
    const file = await keepEvidence(desk, randomBytes(5_000))
    const at = path.join(evidenceFolder(desk), file.address)
    const bytes = await readFile(at)
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    await writeFile(at, bytes)
    const rows = await desk.store.read.select().from(callback)
    const old = rows.filter(({ sealedBody }) => sealedBody.subarray(2, 4).toString() === 'k1')
    const [changed, foreign] = old
    if (!changed || !foreign) throw new Error('nothing under the old key')
    const lost = createKeyring([{ id: 'k0', key: randomBytes(32) }])
    const wrong = [
      { id: changed.id, sealedBody: Buffer.from(changed.sealedBody).fill(0, 40, 50) },
      { id: foreign.id, sealedBody: seal(lost, callbackPurpose(foreign.enrollmentId), Buffer.from('{}')) },
    ]
    await desk.store.tx(async (tx) => {
      for (const { id, sealedBody } of wrong) {
        await tx.update(callback).set({ sealedBody }).where(eq(callback.id, id))
      }
    })
    const [row] = await desk.store.read.select().from(evidence).where(eq(evidence.address, file.address))
    const problems: Resealed[] = []
    const rotation = await rotateKeys(startedWith(BOTH).system, {
      onProgress: (one) => one.problem && problems.push(one),
    })
    const named = [
      { place: 'callback.sealed_body', id: changed.id, problem: 'changed' },
      { place: 'callback.sealed_body', id: foreign.id, problem: 'unknown_key' },
      { place: 'evidence', id: row?.id, problem: 'changed' },
    ]
    const inOrder = (ones: { id?: string | undefined }[]) =>
      ones.toSorted((a, b) => (`${a.id}` < `${b.id}` ? -1 : 1))
    expect(inOrder(problems)).toEqual(inOrder(named))
    expect(rotation).toMatchObject({ ok: false, unopened: 3, removableKeys: [] })
    expect(rotation.places['callback.sealed_body']).toMatchObject({ keys: { k1: 1 }, unknown: 1 })
    expect(rotation.places.evidence).toMatchObject({ keys: { k1: 1 }, unknown: 0 })
    // As it was: it may be evidence of what happened to it.
    expect((await readFile(at)).equals(bytes)).toBe(true)
    if (engine === 'sqlite') {
      const { code, lines } = await runCommand()
      expect(code).toBe(1)
      const words = named.map(({ problem, place, id }) => `${problem}: ${place} ${id}`)
      expect(lines.slice(0, -1).toSorted()).toEqual(words.toSorted())
    }
  }, 60_000)

  function startCommand(): ChildProcess {
    const env = { ...process.env, DATA_DIR: desk.settings.DATA_DIR, DATA_KEYS: dataKeys(NEW, OLD) }
    return spawn(process.execPath, ['--import', 'tsx', path.join(root, 'scripts/keys-rotate.ts')], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  }

  async function runCommand(): Promise<{ code: number | null; lines: string[] }> {
    const command = startCommand()
    const ended = once(command, 'exit')
    const said = command.stdout ? await text(command.stdout) : ''
    const [code] = await ended
    return { code, lines: said.trim().split('\n') }
  }
})
