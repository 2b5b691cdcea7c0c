import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkContainer } from '@/lib/asice/check-container'
import { checkInWorker } from '@/lib/asice/check-in-worker'
import type { ContainerReport } from '@/lib/asice/container-report'
import { makeCertificate } from '@/tests/fixtures/asice/make-certificate'
import {
  ASICE,
  goodOcsp,
  makeCadesContainer,
  makeCadesEntries,
  makeTrustWorld,
  makeXadesContainer,
  makeXadesEntries,
  packContainer,
  SAMPLE_FILES,
} from '@/tests/fixtures/asice/make-container'
import { packZip, type ZipEntry } from '@/tests/fixtures/asice/pack-zip'
import { seededRandom } from '@/tests/fixtures/asice/random'

const world = makeTrustWorld()
const anchors = [world.root.certificate]
const signer = makeCertificate({ commonName: 'Camille Exemple' }, world.authority)
const sound = {
  signer,
  chain: [world.authority],
  timestampBy: world.timestamps,
  ocsp: [goodOcsp(world, signer)],
}
const random = seededRandom(7)

function encodeLong(tag: number, content: Uint8Array): Buffer {
  const head = Buffer.alloc(6)
  head.writeUInt8(tag, 0)
  head.writeUInt8(0x84, 1)
  head.writeUInt32BE(content.byteLength, 2)
  return Buffer.concat([head, content])
}

/** A sound container's entries with others, or with changes to the packing. */
const soundEntries = (): ZipEntry[] => [
  { name: 'mimetype', bytes: Buffer.from(ASICE) },
  ...SAMPLE_FILES.map(({ name, bytes }) => ({ name, bytes })),
  ...makeCadesEntries(sound).entries,
]
const packed = (...more: ZipEntry[]) => packZip([...soundEntries(), ...more])
const withFirst = (change: Partial<ZipEntry>) =>
  packZip(soundEntries().map((entry, place) => (place === 1 ? { ...entry, ...change } : entry)))

const codes = (report: ContainerReport) => report.container.warnings.map(({ code }) => code)

async function expectRefused(container: Uint8Array, code: string): Promise<void> {
  const report = await checkContainer(container, { anchors })
  expect(report.container.indication).not.toBe('TOTAL_PASSED')
  expect(codes(report)).toContain(code)
}

it('the container that the hostile ones are made from passes', async () => {
  expect((await checkContainer(packed(), { anchors })).container.indication).toBe('TOTAL_PASSED')
})

describe('archives', () => {
  it('a bomb is not inflated', async () => {
    const zeros = Buffer.alloc(64 * 2 ** 20)
    await expectRefused(packed({ name: 'bombe.txt', bytes: zeros, deflate: true }), 'COMPRESSION_BOMB')
  })

  it('a bomb that announces a small size is not inflated', async () => {
    const zeros = Buffer.alloc(64 * 2 ** 20)
    const lying = packed({ name: 'bombe.txt', bytes: zeros, deflate: true, size: 1_000 })
    const report = await checkContainer(lying, { anchors })
    expect(report.container.indication).not.toBe('TOTAL_PASSED')
  })

  it('more than a thousand files are refused', async () => {
    const many = Array.from({ length: 1_001 }, (_, place) => ({
      name: `${place}.txt`,
      bytes: Buffer.from('x'),
    }))
    await expectRefused(packZip(many), 'TOO_MANY_FILES')
  })

  it('two names that a file system takes for one are refused', async () => {
    const pairs: [string, string][] = [
      ['contrat.txt', 'contrat.txt'],
      ['contrat.txt', 'CONTRAT.TXT'],
      ['r\u00e9sum\u00e9.txt', 're\u0301sume\u0301.txt'],
      ['stra\u00dfe.txt', 'STRASSE.txt'],
      ['dossier', 'dossier/'],
    ]
    for (const [one, other] of pairs) {
      const report = await checkContainer(
        packed({ name: one, bytes: Buffer.from('1') }, { name: other, bytes: Buffer.alloc(0) }),
        { anchors },
      )
      expect(report.container, `${one} ${other}`).toMatchObject({
        indication: 'TOTAL_FAILED',
        subIndication: 'FORMAT_FAILURE',
      })
    }
  })

  it('names that turn the writing round, hide or lead elsewhere are refused', async () => {
    for (const name of [
      'contrat\u202efdp.exe',
      'a\u200fb.txt',
      'a\u0000b.txt',
      'a\u0007.txt',
      'a\u2066b.txt',
    ])
      expect(
        (await checkContainer(packed({ name, bytes: Buffer.from('1') }), { anchors })).container.indication,
        name,
      ).toBe('TOTAL_FAILED')
    for (const name of ['../secret', 'a/../../b', '/etc/passwd', 'C:/x', 'a//b', './a', '..\\x', 'a\\..\\b'])
      expect(
        (await checkContainer(packed({ name, bytes: Buffer.from('1') }), { anchors })).container.indication,
        name,
      ).toBe('TOTAL_FAILED')
  })

  it('links and devices are refused', async () => {
    for (const mode of [0o120777, 0o020666, 0o060660, 0o010644])
      await expectRefused(packed({ name: 'lien', bytes: Buffer.from('/etc/passwd'), mode }), 'ARCHIVE_LINK')
  })

  it('a gap between entries, bytes before and bytes behind are refused', async () => {
    await expectRefused(withFirst({ gapAfter: Buffer.from('PK\x03\x04hidden') }), 'ARCHIVE_GAP')
    await expectRefused(Buffer.concat([Buffer.from('#!/bin/sh\n'), packed()]), 'ARCHIVE_UNREADABLE')
    await expectRefused(Buffer.concat([packed(), Buffer.from('behind')]), 'ARCHIVE_UNREADABLE')
    await expectRefused(Buffer.concat([packed(), packed()]), 'ARCHIVE_UNREADABLE')
  })

  it('a local name other than in the directory is refused', async () => {
    await expectRefused(withFirst({ localName: 'IDCLAIM.json' }), 'ARCHIVE_UNREADABLE')
  })

  it('an end of the archive that lies, about a comment, other volumes or its entries, hides no gap', async () => {
    const container = withFirst({})
    const end = container.length - 22
    for (const field of [4, 6, 8, 10, 20]) {
      const lying = Buffer.from(container)
      lying.writeUInt16LE(lying.readUInt16LE(end + field) + 1, end + field)
      await expectRefused(lying, 'ARCHIVE_UNREADABLE')
    }
    const entries = soundEntries()
    const hidden = packZip(
      entries.map((entry, place) =>
        place === entries.length - 1 ? { ...entry, gapAfter: Buffer.from('PK\x03\x04hidden') } : entry,
      ),
    )
    await expectRefused(hidden, 'ARCHIVE_GAP')
    hidden.writeUInt16LE(1, hidden.length - 2)
    await expectRefused(hidden, 'ARCHIVE_UNREADABLE')
  })

  it('a second name in a local header is refused, the same name again is not', async () => {
    const extra = (name: string) => {
      const field = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), Buffer.from(name)])
      const head = Buffer.alloc(4)
      head.writeUInt16LE(0x7075, 0)
      head.writeUInt16LE(field.length, 2)
      return Buffer.concat([head, field])
    }
    await expectRefused(withFirst({ localExtra: extra('autre.json') }), 'ARCHIVE_NAME_AMBIGUOUS')
    const same = await checkContainer(withFirst({ localExtra: extra('idclaim.json') }), { anchors })
    expect(same.container.indication).toBe('TOTAL_PASSED')
  })

  it('bytes behind the end of a compressed file, or more of them than announced, are damage', async () => {
    for (const change of [
      { deflate: true, packedTail: Buffer.from('!') },
      { deflate: true, size: 10 },
    ]) {
      const report = await checkContainer(withFirst(change), { anchors })
      expect(report.container).toMatchObject({ indication: 'TOTAL_FAILED' })
      expect(report.files.filter(({ damaged }) => damaged).map(({ name }) => name)).toEqual(['idclaim.json'])
    }
  })

  it('entries that overlap are refused', async () => {
    const container = packed()
    // The second directory entry is pointed at the first one's bytes.
    const first = container.indexOf(Buffer.from('PK\x01\x02', 'latin1'))
    const second = container.indexOf(Buffer.from('PK\x01\x02', 'latin1'), first + 4)
    container.writeUInt32LE(0, second + 42)
    expect((await checkContainer(container, { anchors })).container).toMatchObject({
      indication: 'TOTAL_FAILED',
      subIndication: 'FORMAT_FAILURE',
    })
  })

  it('a wrong CRC is damage, even when the digest is right', async () => {
    const report = await checkContainer(withFirst({ crc: 1 }), { anchors })
    expect(report.container).toMatchObject({ indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' })
    expect(report.files.filter(({ damaged }) => damaged).map(({ name }) => name)).toEqual(['idclaim.json'])
  })

  it('a truncated container and one that is none are refused', async () => {
    const container = packed()
    for (const bytes of [
      container.subarray(0, 500),
      container.subarray(0, -1),
      Buffer.alloc(0),
      Buffer.from('%PDF-1.7'),
    ])
      await expectRefused(bytes, 'ARCHIVE_UNREADABLE')
  })
})

describe('XML', () => {
  const sign = (after: (xml: string) => string) => makeXadesContainer({ ...sound, after })
  const raw = (bytes: Buffer, name = 'META-INF/signatures.xml') =>
    packContainer(SAMPLE_FILES, [{ name, bytes, deflate: true }])

  async function problemCodes(container: Buffer): Promise<string[]> {
    const report = await checkContainer(container, { anchors })
    expect(report.container.indication).not.toBe('TOTAL_PASSED')
    return report.signatures.flatMap(({ problems }) => problems.map(({ code }) => code))
  }

  it('a DOCTYPE is refused, with entities or without', async () => {
    const declare = (doctype: string) => (xml: string) => xml.replace('?>', `?>${doctype}`)
    for (const doctype of [
      '<!DOCTYPE asic:XAdESSignatures>',
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
      '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    ])
      expect(await problemCodes(sign(declare(doctype)))).toContain('XML_DOCTYPE')
  })

  it('a manifest with a DOCTYPE is refused, and so is its signature', async () => {
    const { entries, signature, manifest } = makeCadesEntries(sound)
    const [first, second] = entries
    if (first === undefined || second === undefined) throw new Error('no entries')
    const bytes = Buffer.from(manifest.toString().replace('?>', '?><!DOCTYPE x>'))
    const container = packContainer(SAMPLE_FILES, [
      { ...first, bytes },
      { ...second, bytes: signature },
    ])
    expect(await problemCodes(container)).toContain('XML_DOCTYPE')
  })

  it('UTF-16, UTF-32 and other encodings are refused', async () => {
    const [entry] = makeXadesEntries(sound)
    const xml = Buffer.from(entry?.bytes ?? []).toString()
    const utf16 = Buffer.from(`\ufeff${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le')
    expect(await problemCodes(raw(utf16))).toEqual(['XML_ENCODING'])
    expect(await problemCodes(raw(Buffer.from(xml.replace('UTF-8', 'UTF-16'), 'utf16le')))).toEqual([
      'XML_ENCODING',
    ])
    const latin = Buffer.from(xml.replace('UTF-8', 'windows-1252'))
    expect((await problemCodes(raw(latin)))[0]).toMatch(/^XML_/)
  })

  it('deep nesting, long text and broken markup end in words', async () => {
    const open = '<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#">'
    expect(await problemCodes(raw(Buffer.from('<a>'.repeat(100_000))))).toEqual(['XML_TOO_LARGE'])
    expect(await problemCodes(raw(Buffer.from(`${open}<a></asic:XAdESSignatures>`)))).toEqual([
      'XML_MALFORMED',
    ])
    expect(await problemCodes(raw(Buffer.from(`${open}</asic:XAdESSignatures>`)))).toEqual([
      'SIGNATURE_FILE_WITHOUT_SIGNATURE',
    ])
    expect(await problemCodes(raw(Buffer.alloc(0)))).toEqual(['XML_MALFORMED'])
  })

  it('nested ASN.1 without end does not end the process', async () => {
    const { entries, manifest } = makeCadesEntries(sound)
    const [first, second] = entries
    if (first === undefined || second === undefined || manifest.length === 0) throw new Error('no entries')
    for (const bytes of [
      Buffer.alloc(400_000, 0x30),
      Buffer.from('3080'.repeat(100_000), 'hex'),
      Buffer.from('a0'.repeat(90_000), 'hex'),
    ]) {
      const report = await checkContainer(packContainer(SAMPLE_FILES, [first, { ...second, bytes }]), {
        anchors,
      })
      expect(report.container.indication).not.toBe('TOTAL_PASSED')
    }
  })
})

describe('in a thread', () => {
  it('gives the same report as without one', async () => {
    const container = makeCadesContainer(sound)
    const at = new Date()
    expect(await checkInWorker(container, { anchors, at })).toEqual(
      await checkContainer(container, { anchors, at }),
    )
  })

  it('ends a check whose time is up, and goes on with the next', async () => {
    const container = makeXadesContainer(sound)
    const late = await checkInWorker(container, { anchors, timeLimitMs: 0 })
    expect(late.container).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'CANNOT_BE_CHECKED' })
    expect(codes(late)).toEqual(['CHECK_TIMED_OUT'])
    const reports = await Promise.all([1, 2, 3, 4].map(() => checkInWorker(container, { anchors })))
    expect(reports.map((report) => report.container.indication)).toEqual(Array(4).fill('TOTAL_PASSED'))
  })

  it('a container made to keep it busy is ended in time', async () => {
    const references =
      '<ds:Reference Id="r" URI="#S0-SignedProperties"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2006/12/xml-c14n11"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>'
    const padding = `<x:p xmlns:x="urn:x">${'<x:q a="1" b="2"></x:q>'.repeat(300_000)}</x:p>`
    const container = makeXadesContainer({
      ...sound,
      change: (pieces) => ({ ...pieces, references: pieces.references + references.repeat(1_500) }),
      after: (xml) => xml.replace('</ds:KeyInfo>', `</ds:KeyInfo><ds:Object>${padding}</ds:Object>`),
    })
    const start = Date.now()
    // A deadline that is near leaves the least time that every container is given.
    const report = await checkInWorker(container, { anchors, deadline: performance.now() + 100 })
    expect(Date.now() - start).toBeLessThan(5_000)
    expect(report.container.indication).not.toBe('TOTAL_PASSED')
  }, 30_000)
})

describe('anything at all', () => {
  it('random bytes never throw and never pass', async () => {
    for (let count = 0; count < 300; count += 1) {
      const noise = randomBytes(random(2_000))
      const bytes = count % 2 === 0 ? noise : Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), noise])
      expect((await checkContainer(bytes, { anchors })).container.indication).not.toBe('TOTAL_PASSED')
    }
  })

  it('containers with pieces cut out, doubled or overwritten never throw', async () => {
    const containers = [makeCadesContainer(sound), makeXadesContainer(sound)]
    for (let count = 0; count < 300; count += 1) {
      const container = containers[count % 2] ?? Buffer.alloc(0)
      const at = random(container.length)
      const to = Math.min(container.length, at + random(200))
      const middle = [
        Buffer.alloc(0),
        Buffer.concat([container.subarray(at, to), container.subarray(at, to)]),
        randomBytes(to - at),
      ][random(3)]
      const bytes = Buffer.concat([
        container.subarray(0, at),
        middle ?? Buffer.alloc(0),
        container.subarray(to),
      ])
      expect((await checkContainer(bytes, { anchors })).container.indication).toMatch(/^[A-Z_]+$/)
    }
  }, 60_000)

  it('ids, names and numbers in great numbers end in words, in time', async () => {
    const { manifest, entries } = makeCadesEntries(sound)
    const [first, second] = entries
    if (first === undefined || second === undefined || manifest.length === 0) throw new Error('no entries')
    const arcs = Buffer.concat([Buffer.alloc(3_000_000, 0xff), Buffer.from([1])])
    const identifier = encodeLong(0x30, encodeLong(0x06, arcs))
    const ids = (xml: string) =>
      xml.replace('</asic:XAdESSignatures>', `${'<x Id="a"/>'.repeat(100_000)}</asic:XAdESSignatures>`)
    const start = performance.now()
    const p7s = packContainer(SAMPLE_FILES, [first, { ...second, bytes: identifier, deflate: false }])
    expect((await checkContainer(p7s, { anchors })).container.indication).toBe('TOTAL_FAILED')
    const [xml] = makeXadesEntries({ ...sound, after: ids })
    const many = packContainer(SAMPLE_FILES, xml === undefined ? [] : [{ ...xml, deflate: false }])
    expect((await checkContainer(many, { anchors })).container.indication).toBe('TOTAL_PASSED')
    expect(performance.now() - start).toBeLessThan(15_000)
  }, 30_000)

  it('signature files with pieces changed inside a sound archive never pass', async () => {
    const [entry] = makeXadesEntries(sound)
    const cades = makeCadesEntries(sound)
    const original = Buffer.from(entry?.bytes ?? [])
    for (let count = 0; count < 300; count += 1) {
      const cut = (bytes: Buffer) => {
        const at = random(bytes.length - 20)
        return Buffer.concat([
          bytes.subarray(0, at),
          randomBytes(random(8)),
          bytes.subarray(at + 1 + random(20)),
        ])
      }
      const xades = packContainer(SAMPLE_FILES, [{ name: 'META-INF/signatures.xml', bytes: cut(original) }])
      const p7s = packContainer(SAMPLE_FILES, [
        { name: 'META-INF/ASiCManifest001.xml', bytes: cades.manifest },
        { name: 'META-INF/signature001.p7s', bytes: cut(cades.signature) },
      ])
      for (const container of [xades, p7s]) {
        const report = await checkContainer(container, { anchors })
        // Cutting in what is not signed (a chain's certificate, an OCSP answer) may leave the signature itself intact.
        if (report.container.indication === 'TOTAL_PASSED')
          expect(report.signatures[0]?.integrity.state).toBe('intact')
      }
    }
  }, 60_000)
})
