import { describe, expect, it } from 'vitest'
import { checkContainer } from '@/lib/asice/check-container'
import { makeCertificate } from '@/tests/fixtures/asice/make-certificate'
import {
  goodOcsp,
  makeCadesEntries,
  makeTrustWorld,
  makeXadesEntries,
  packContainer,
  SAMPLE_FILES,
} from '@/tests/fixtures/asice/make-container'
import { signedAttributesRange } from '@/tests/fixtures/asice/make-signed-data'
import type { ZipEntry } from '@/tests/fixtures/asice/pack-zip'
import { flipBit, seededRandom } from '@/tests/fixtures/asice/random'

const FLIPS_EACH = 150

const world = makeTrustWorld()
const anchors = [world.root.certificate]
const random = seededRandom(0x1d360)
const of = (key: 'rsa' | 'p256') => {
  const signer = makeCertificate({ commonName: 'Camille Exemple', key }, world.authority)
  return { signer, chain: [world.authority], timestampBy: world.timestamps, ocsp: [goodOcsp(world, signer)] }
}

/** A stretch of a file that a signature protects. */
type SignedPart = { title: string; file: string; start: number; end: number }

function between(text: string, from: string, to: string): { start: number; end: number } {
  const start = text.indexOf(from)
  const end = text.indexOf(to, start) + to.length
  if (start < 0 || end < to.length) throw new Error(`The fixture has no ${from}.`)
  return { start, end }
}

function flipped(entries: ZipEntry[], part: SignedPart, at: number, bit: number) {
  const change = (name: ZipEntry['name'], bytes: Uint8Array) =>
    name === part.file ? flipBit(bytes, at, bit) : Buffer.from(bytes)
  const data = SAMPLE_FILES.map((file) => ({ ...file, bytes: change(file.name, file.bytes) }))
  return packContainer(
    data,
    entries.map((entry) => ({ ...entry, bytes: change(entry.name, entry.bytes) })),
  )
}

async function expectNoneUnnoticed(entries: ZipEntry[], part: SignedPart): Promise<void> {
  expect((await checkContainer(packContainer(SAMPLE_FILES, entries), { anchors })).container.indication).toBe(
    'TOTAL_PASSED',
  )
  const unnoticed: string[] = []
  for (let count = 0; count < FLIPS_EACH; count += 1) {
    const at = part.start + random(part.end - part.start)
    const bit = random(8)
    const { container, signatures } = await checkContainer(flipped(entries, part, at, bit), { anchors })
    const noticed =
      container.indication !== 'TOTAL_PASSED' &&
      signatures.every(({ indication }) => indication !== 'TOTAL_PASSED')
    if (!noticed) unnoticed.push(`byte ${at}, bit ${bit}`)
  }
  expect(unnoticed).toEqual([])
}

const [data] = SAMPLE_FILES
if (data === undefined) throw new Error('no sample')

describe('of the bits that a CAdES container signs, none is flipped unnoticed', () => {
  const { entries, manifest, signature } = makeCadesEntries(of('p256'))
  const timestamp = signature.indexOf(Buffer.from('060b2a864886f70d010910010406', 'hex').subarray(0, 13))
  const parts: SignedPart[] = [
    { title: 'a file', file: data.name, start: 0, end: data.bytes.length },
    { title: 'the manifest', file: 'META-INF/ASiCManifest001.xml', start: 0, end: manifest.length },
    {
      title: 'the signed attributes',
      file: 'META-INF/signature001.p7s',
      ...signedAttributesRange(signature),
    },
    {
      title: "the timestamp's content",
      file: 'META-INF/signature001.p7s',
      start: timestamp + 13,
      end: timestamp + 100,
    },
  ]
  for (const part of parts) it(part.title, () => expectNoneUnnoticed(entries, part), 120_000)
})

describe('of the bits that a XAdES container signs, none is flipped unnoticed', () => {
  const entries = makeXadesEntries({ ...of('rsa'), canonicalization: '1.1' })
  const text = Buffer.from(entries[0]?.bytes ?? []).toString('latin1')
  const file = 'META-INF/signatures0.xml'
  const parts: SignedPart[] = [
    { title: 'a file', file: data.name, start: 0, end: data.bytes.length },
    { title: 'SignedInfo', file, ...between(text, '<ds:SignedInfo', '</ds:SignedInfo>') },
    { title: 'the signature value', file, ...between(text, '<ds:SignatureValue', '</ds:SignatureValue>') },
    {
      title: 'the signed properties',
      file,
      ...between(text, '<xades:SignedProperties ', '</xades:SignedProperties>'),
    },
  ]
  for (const part of parts) it(part.title, () => expectNoneUnnoticed(entries, part), 120_000)
})

describe('of the bits of the packed container', () => {
  it('a flip never leaves a changed file behind a passing verdict', async () => {
    const container = packContainer(SAMPLE_FILES, makeCadesEntries(of('p256')).entries)
    const sound = await checkContainer(container, { anchors })
    const names = (report: typeof sound) => report.files.map(({ name, sha256 }) => `${name} ${sha256}`)
    const unnoticed: number[] = []
    for (let count = 0; count < 200; count += 1) {
      const at = random(container.length)
      const report = await checkContainer(flipBit(container, at, random(8)), { anchors })
      const same = JSON.stringify(names(report)) === JSON.stringify(names(sound))
      const dataSame = SAMPLE_FILES.every(({ name }) =>
        report.files.some(
          (file) =>
            file.name === name && file.sha256 === sound.files.find((one) => one.name === name)?.sha256,
        ),
      )
      if (report.container.indication === 'TOTAL_PASSED' && !same && !dataSame) unnoticed.push(at)
    }
    expect(unnoticed).toEqual([])
  }, 120_000)
})
