import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { BlobReader, type FileEntry, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkPack } from '@/lib/evidence/pack/check-pack'
import { openPack } from '@/lib/evidence/pack/open-pack'
import { packManifest } from '@/lib/evidence/pack/pack-manifest'
import { type CaptureDesk, openCaptureDesk } from '../fixtures/capture-desk'
import { ENGINES } from '../fixtures/test-desk'

type Files = Map<string, Buffer>

async function unpack(pack: Blob): Promise<Files> {
  const reader = new ZipReader(new BlobReader(pack), { strictness: 'strict', useWebWorkers: false })
  const files: Files = new Map()
  for (const entry of await reader.getEntries()) {
    const bytes = await (entry as FileEntry).getData(new Uint8ArrayWriter(), { checkCrc32: true })
    files.set(entry.filename, Buffer.from(bytes))
  }
  return files
}

async function packAgain(files: Files): Promise<Blob> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  for (const [name, bytes] of files) await writer.add(name, new Blob([new Uint8Array(bytes)]).stream())
  return new Blob([new Uint8Array(await writer.close())])
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** The command of package.json, as it is typed. */
const runCheck = (file: string) =>
  new Promise<{ code: number; lines: string[] }>((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', 'scripts/check-pack.ts', file], (error, stdout) => {
      resolve({ code: error ? Number(error.code) : 0, lines: stdout.trim().split('\n') })
    })
  })

describe.each(ENGINES)('the evidence pack on %s', (engine) => {
  let world: CaptureDesk
  beforeAll(async () => {
    world = await openCaptureDesk(engine)
  })
  beforeEach(() => world.faults([]))
  afterAll(() => world.close())

  const compliance = () => world.desk.as(world.desk.staff.compliance)
  const packOf = async (enrollmentId: string, wish: { original?: boolean; language?: 'fr' | 'en' } = {}) => {
    const opened = await openPack(compliance(), { enrollmentId, language: 'fr', ...wish })
    return { ...opened, pack: await new Response(opened.stream).blob() }
  }
  const manifestIn = (files: Files) =>
    packManifest.parse(JSON.parse(files.get('manifest.json')?.toString('utf8') ?? ''))

  it('holds every piece of evidence as ID360 delivered it, described by its manifest', async () => {
    const { id } = await world.finished('OK')
    await world.runJobs()
    const { pack, fileName } = await packOf(id)
    expect(fileName).toMatch(/^evidence_DOSSIER-\d+_OK_2026-11-23\.zip$/)
    const files = await unpack(pack)
    const manifest = manifestIn(files)
    for (const row of await world.evidenceOf(id)) {
      const listed = manifest.files.find(({ original }) => original?.sha256 === row.sha256)
      expect(listed).toMatchObject({ kind: row.kind, part: row.part, source: row.source })
      expect(listed?.capturedAt).toBe(new Date(row.capturedAt).toISOString())
      const bytes = files.get(listed?.path ?? '') ?? Buffer.alloc(0)
      expect(sha256(bytes)).toBe(listed?.sha256)
      expect(listed?.masked).toBe(row.kind === 'report')
      if (row.kind !== 'report') expect(listed?.sha256).toBe(row.sha256)
      else expect(listed?.sha256).not.toBe(row.sha256)
    }
    expect([...files.keys()].sort()).toEqual(
      ['manifest.json', ...manifest.files.map((file) => file.path)].sort(),
    )
    const timeline = JSON.parse(files.get('timeline.json')?.toString('utf8') ?? '')
    expect(timeline.entries[0].at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
    expect(await checkPack(pack)).toMatchObject({ problems: [], sound: manifest.files.length })
    const audit = await world.auditOf(id)
    expect(audit.at(-1)).toMatchObject({
      action: 'evidence.pack_downloaded',
      details: { manifestSha256: sha256(files.get('manifest.json') ?? Buffer.alloc(0)), leftOut: 0 },
    })
  })

  it('hides the secrets of the report, unless the original is asked for, which is recorded as such', async () => {
    const secret = 'fictional-secret-of-the-callback-0123456789'
    const headers = [{ name: 'x-callback-secret', value: secret }]
    const fields = { callback_endpoints: [{ url: 'http://127.0.0.1:9/', on: ['F'], headers }] }
    const { id } = await world.finished('KO', { fields })
    await world.runJobs()
    const masked = await unpack((await packOf(id)).pack)
    const { pack, fileName } = await packOf(id, { original: true })
    expect(fileName).toMatch(/^evidence_original_/)
    const original = await unpack(pack)
    const reportIn = (files: Files) => [...files].find(([name]) => name.startsWith('report/'))?.[1]
    expect(reportIn(original)?.toString('utf8')).toContain(secret)
    for (const [name, bytes] of masked) expect([name, bytes.includes(secret)]).toEqual([name, false])
    expect(reportIn(masked)?.toString('utf8')).toContain('********')
    expect(manifestIn(original).files.some((file) => file.masked)).toBe(false)
    const actions = (await world.auditOf(id)).map(({ action }) => action)
    expect(actions.slice(-2)).toEqual(['evidence.pack_downloaded', 'evidence.pack_original_downloaded'])
  })

  it('is summed up in the language of its reader, with reasons, and without running anything', async () => {
    const { id } = await world.finished('KO', { fields: { last_name: '<script>alert(1)</script>' } })
    const { enrollment } = world.desk.store.tables
    await world.desk.store.tx(async (tx) => {
      await tx.update(enrollment).set({ lastName: '<script>alert(1)</script>' })
    })
    await world.runJobs()
    const summaryIn = async (language: 'fr' | 'en') =>
      (await unpack((await packOf(id, { language })).pack)).get('summary.html')?.toString('utf8') ?? ''
    const french = await summaryIn('fr')
    const english = await summaryIn('en')
    expect(french).toContain('<html lang="fr">')
    expect(french).toContain('Pourquoi le dossier n’est pas accepté')
    expect(english).toContain('Why the enrollment is not accepted')
    expect(english).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    for (const page of [french, english]) {
      expect(page).not.toContain('<script')
      expect(page).not.toMatch(/(src|href)=/)
      expect(page).not.toMatch(/pack\.summary|evidence\.\w+/)
    }
  })

  it('repeats the verdict on the idclaim and who signed it, in the language of its reader', async () => {
    const { id } = await world.finished('OK')
    await world.runJobs()
    const summaryIn = async (language: 'fr' | 'en') =>
      (await unpack((await packOf(id, { language })).pack)).get('summary.html')?.toString('utf8') ?? ''
    const french = await summaryIn('fr')
    expect(french).toContain('Idclaim (conteneur signé)')
    expect(french).toContain('conclure')
    expect(french).toMatch(
      /Signataire CN=[^<]*ID360 sandbox[^<]* · signature intacte · couvre tous les fichiers/i,
    )
    const english = await summaryIn('en')
    expect(english).toContain('Idclaim (signed container)')
    expect(english).toContain('conclu')
    expect(english).toMatch(/Signer CN=[^<]* · signature intact · covers all files/)
    for (const page of [french, english])
      expect(page).toContain('(INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND)')
    // An earlier version is in the pack, and is not what counts.
    expect(french.match(/Idclaim \(conteneur signé\)/g)).toHaveLength(1)
  })

  it('leaves out what is damaged, and says so', async () => {
    const { id } = await world.finished('OK')
    await world.runJobs()
    const [slip] = await world.evidenceOf(id, 'proof_slip')
    if (!slip) throw new Error('no proof slip was captured')
    const where = path.join(world.desk.settings.DATA_DIR, 'evidence', slip.address)
    const bytes = await readFile(where)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    await writeFile(where, bytes)
    const { pack } = await packOf(id)
    const manifest = manifestIn(await unpack(pack))
    expect(manifest.leftOut).toMatchObject([
      { kind: 'proof_slip', reason: 'damaged', original: { sha256: slip.sha256 } },
    ])
    expect(manifest.owed).toContain('proof_slip')
    expect(manifest.files.some(({ kind }) => kind === 'proof_slip')).toBe(false)
    expect((await checkPack(pack)).problems).toEqual([])
  })

  it('is for those who may download evidence, in their groups, once there is some', async () => {
    const { id } = await world.finished('OK')
    const ask = (ctx: ReturnType<typeof compliance>) => openPack(ctx, { enrollmentId: id, language: 'en' })
    await expect(ask(compliance())).rejects.toMatchObject({ code: 'NOT_READY' })
    await world.runJobs()
    const { desk } = world
    for (const role of ['support', 'manager', 'admin'] as const) {
      await expect(ask(desk.as(desk.staff[role]))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    const elsewhere = desk.as({ ...desk.staff.compliance, groupIds: [desk.otherGroupId] })
    await expect(ask(elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(ask(desk.as({ kind: 'anonymous' }))).rejects.toMatchObject({ code: 'SIGNED_OUT' })
    expect((await world.auditOf(id)).map(({ action }) => action)).not.toContain('evidence.pack_downloaded')
  })

  it('whose reader goes away in the middle closes what it read, and can be had again', async () => {
    const { id } = await world.finished('OK')
    await world.runJobs()
    const { stream } = await openPack(compliance(), { enrollmentId: id, language: 'fr' })
    const reader = stream.getReader()
    expect((await reader.read()).done).toBe(false)
    await reader.cancel()
    expect((await checkPack((await packOf(id)).pack)).problems).toEqual([])
  })

  it('that was tampered with is told by the command, and one that was not is sound', async () => {
    const { id } = await world.finished('OK')
    await world.runJobs()
    const { pack } = await packOf(id)
    const files = await unpack(pack)
    const place = (name: string) => path.join(world.desk.directory, name)
    const save = async (name: string, blob: Blob) => {
      await writeFile(place(name), Buffer.from(await blob.arrayBuffer()))
      return runCheck(place(name))
    }
    const sound = await save('sound.zip', pack)
    expect(sound.code).toBe(0)
    expect(JSON.parse(sound.lines.at(-1) ?? '')).toMatchObject({ ok: true, enrollmentId: id, problems: 0 })

    const idclaim = [...files.keys()].find((name) => name.startsWith('idclaim/')) ?? ''
    const flipped = new Map(files)
    const changed = Buffer.from(files.get(idclaim) ?? '')
    changed[10] = (changed[10] ?? 0) ^ 1
    flipped.set(idclaim, changed)
    const tampered = await save('tampered.zip', await packAgain(flipped))
    expect(tampered.code).toBe(1)
    expect(tampered.lines).toContain(`"${idclaim}" has another SHA-256 than the manifest says.`)

    const less = new Map(files)
    less.delete(idclaim)
    const more = new Map(files).set('documents/extra.jpg', Buffer.from('x'))
    const nothing = new Map(files)
    nothing.delete('manifest.json')
    for (const [name, content] of Object.entries({ less, more, nothing })) {
      expect([name, (await save(`${name}.zip`, await packAgain(content))).code]).toEqual([name, 1])
    }
    const cut = await save('cut.zip', pack.slice(0, pack.size - 200))
    expect(cut.code).toBe(1)
    expect((await runCheck(place('nowhere.zip'))).code).toBe(2)
  })
})
