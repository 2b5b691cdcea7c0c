import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { makeCertificate, toPem } from '@/tests/fixtures/asice/make-certificate'
import {
  goodOcsp,
  makeCadesContainer,
  makeTrustWorld,
  makeXadesContainer,
} from '@/tests/fixtures/asice/make-container'

const world = makeTrustWorld()
const signer = makeCertificate({ commonName: 'Camille Exemple' }, world.authority)
const sound = {
  signer,
  chain: [world.authority],
  timestampBy: world.timestamps,
  ocsp: [goodOcsp(world, signer)],
}
const folder = mkdtempSync(path.join(tmpdir(), 'asice-command-'))
const root = path.resolve(import.meta.dirname, '../..')
afterAll(() => rmSync(folder, { recursive: true }))

function place(name: string, bytes: string | Uint8Array): string {
  const file = path.join(folder, name)
  writeFileSync(file, bytes)
  return file
}

const tsx = path.join(root, 'node_modules/.bin/tsx')
const script = path.join(root, 'scripts/asice.ts')

it('prints one line of JSON a file, whatever the file', () => {
  place('root.pem', toPem(world.root.certificate))
  const anchors = path.join(folder, 'anchors')
  execFileSync('mkdir', [anchors])
  writeFileSync(path.join(anchors, 'root.pem'), toPem(world.root.certificate))
  writeFileSync(
    path.join(anchors, 'other.der'),
    makeCertificate({ commonName: 'Autre', authority: true }).certificate,
  )
  writeFileSync(path.join(anchors, 'broken.crt'), 'not a certificate')
  const files = [
    place('cades.asice', makeCadesContainer(sound)),
    place('xades.asice', makeXadesContainer(sound)),
    place('noise.asice', 'noise'),
    path.join(folder, 'missing.asice'),
    folder,
  ]
  const { stdout, status } = spawnSync(tsx, [script, ...files, '--anchors', anchors], {
    encoding: 'utf8',
    cwd: root,
  })
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines.map(({ file }) => file)).toEqual(files)
  expect(lines[0]).toEqual({
    file: files[0],
    container: { indication: 'TOTAL_PASSED', subIndication: null, warnings: [] },
    signatures: [
      {
        integrity: 'intact',
        coverage: 'complete',
        time: 'trusted-timestamp',
        trust: 'trusted',
        indication: 'TOTAL_PASSED',
        subIndication: null,
      },
    ],
  })
  expect(lines[1]).toMatchObject({ container: { indication: 'TOTAL_PASSED' } })
  expect(lines[2]).toMatchObject({
    container: { indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' },
  })
  expect(lines[3]).toMatchObject({ container: { warnings: [{ code: 'FILE_UNREADABLE' }] } })
  expect(lines[4]).toMatchObject({ container: { warnings: [{ code: 'NOT_A_FILE' }] } })
  expect(status).toBe(1)
})

it('takes anchors from any file of the folder, and passes over what is none', () => {
  const anchors = path.join(folder, 'odd')
  mkdirSync(path.join(anchors, 'folder.pem'), { recursive: true })
  symlinkSync('/nowhere', path.join(anchors, 'link.pem'))
  writeFileSync(path.join(anchors, 'noise'), 'noise')
  writeFileSync(
    path.join(anchors, 'all'),
    `Racine\n${toPem(signer.certificate)}${toPem(world.root.certificate)}`,
  )
  const file = place('again.asice', makeCadesContainer(sound))
  const { stdout, status, stderr } = spawnSync(tsx, [script, file, '--anchors', anchors], {
    encoding: 'utf8',
    cwd: root,
  })
  expect(JSON.parse(stdout)).toMatchObject({ container: { indication: 'TOTAL_PASSED' } })
  expect(stderr).toContain('link.pem cannot be read')
  expect(status).toBe(0)
})

it('says how it is called when it is not called well', () => {
  for (const args of [[], ['--unknown', 'x'], ['x', '--anchors', '/nowhere/at/all']]) {
    const { status, stderr, stdout } = spawnSync(tsx, [script, ...args], { encoding: 'utf8', cwd: root })
    expect(status).toBe(2)
    expect(stderr).toContain('Usage: npm run asice')
    expect(stdout).toBe('')
  }
})
