import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { checkIdclaim } from '@/lib/evidence/check-idclaim'
import { readIdclaimFile } from '@/lib/evidence/read-idclaim-file'
import { type CaptureDesk, openCaptureDesk } from '../fixtures/capture-desk'
import { ENGINES } from '../fixtures/test-desk'

describe.each(ENGINES)('an idclaim that is kept, on %s', (engine) => {
  let world: CaptureDesk
  let evidenceId = ''
  let enrollmentId = ''
  beforeAll(async () => {
    world = await openCaptureDesk(engine)
    world.desk.setClock(Date.now())
    const { id } = await world.finished('OK')
    await world.runJobs()
    // The sandbox's certificates are as old as itself.
    world.desk.setClock(Date.now())
    const [file] = await world.evidenceOf(id, 'idclaim')
    evidenceId = file?.id ?? ''
    enrollmentId = id
    const folder = path.join(world.desk.directory, 'trust')
    await mkdir(folder)
    const pem = await fetch(`${world.sandbox.url}/sandbox/trust/anchors.pem`)
    await writeFile(path.join(folder, 'sandbox.pem'), await pem.text())
    await writeFile(path.join(folder, 'README.txt'), 'no certificate')
  })
  afterAll(() => world.close())

  const compliance = (anchors?: string): Context => {
    const ctx = world.desk.as(world.desk.staff.compliance)
    const TRUST_ANCHORS_DIR = anchors && path.join(world.desk.directory, anchors)
    return { ...ctx, settings: { ...ctx.settings, TRUST_ANCHORS_DIR } }
  }

  it('is checked with the anchors of the settings, and without them trust says so', async () => {
    const trusted = await checkIdclaim(compliance('trust'), { evidenceId })
    expect(trusted).toMatchObject({ anchors: 'read', canDownload: true })
    expect(trusted.report.signatures).toMatchObject([
      { integrity: { state: 'intact' }, coverage: { state: 'complete' }, trust: { state: 'trusted' } },
    ])
    const without = await checkIdclaim(compliance(), { evidenceId })
    expect(without).toMatchObject({ anchors: 'none' })
    expect(without.report.signatures[0]?.trust.state).toBe('no-anchors')
    expect(await checkIdclaim(compliance('nowhere'), { evidenceId })).toMatchObject({ anchors: 'unreadable' })
    expect((await world.auditOf(enrollmentId)).at(-1)).toMatchObject({
      action: 'evidence.viewed',
      details: { kind: 'idclaim' },
    })
  })

  it('is looked into by position: text and pictures are shown, the rest is downloaded, each act recorded', async () => {
    const { report } = await checkIdclaim(compliance(), { evidenceId })
    const indexOf = (name: string) => report.files.find((file) => file.name === name)?.index ?? -1
    expect(
      report.files.filter(({ role }) => role === 'data').map(({ name, preview }) => [name, preview]),
    ).toEqual([
      ['idclaim.json', 'text'],
      ['attestation.pdf', null],
      ['portrait.png', 'png'],
    ])
    const index = indexOf('idclaim.json')
    const shown = await readIdclaimFile(compliance(), { evidenceId, index, preview: true })
    expect(shown).toMatchObject({ fileName: 'idclaim.json', contentType: 'text/plain; charset=utf-8' })
    expect(JSON.parse(Buffer.from(shown.bytes).toString('utf8'))).toHaveProperty('identity')
    const pdf = { evidenceId, index: indexOf('attestation.pdf') }
    const given = await readIdclaimFile(compliance(), pdf)
    expect(given).toMatchObject({ fileName: 'attestation.pdf', contentType: 'application/octet-stream' })
    const refused = readIdclaimFile(compliance(), { ...pdf, preview: true })
    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(readIdclaimFile(compliance(), { evidenceId, index: 999 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect((await world.auditOf(enrollmentId)).slice(-2)).toMatchObject([
      { action: 'evidence.viewed', details: { entry: index } },
      { action: 'evidence.downloaded', details: { entry: pdf.index } },
    ])
  })

  it('is for those who may see evidence, in their groups, and nothing else passes for one', async () => {
    const { desk } = world
    for (const role of ['support', 'manager', 'admin'] as const) {
      const ctx = desk.as(desk.staff[role])
      await expect(checkIdclaim(ctx, { evidenceId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(readIdclaimFile(ctx, { evidenceId, index: 0 })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    }
    const elsewhere = desk.as({ ...desk.staff.compliance, groupIds: [desk.otherGroupId] })
    await expect(checkIdclaim(elsewhere, { evidenceId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const [report] = await world.evidenceOf(enrollmentId, 'report')
    const notOne = { evidenceId: report?.id ?? '' }
    await expect(checkIdclaim(compliance(), notOne)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
