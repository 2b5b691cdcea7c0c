import { createHash, X509Certificate } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import * as asn1 from 'asn1js'
import { XmlC14NMode, XmlDocument } from 'libxml2-wasm'
import * as pki from 'pkijs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IDCLAIM_FORMS, type IdclaimForm } from '@/lib/id360-sandbox/idclaim/idclaim-forms'
import { ADVANCED_SIGNATURE } from '@/lib/id360-sandbox/processes'
import { type EvidenceDesk, startEvidenceDesk } from '@/lib/id360-sandbox/testing/evidence-desk'
import { readPdf } from '@/lib/id360-sandbox/testing/read-pdf'
import { runTool } from '@/lib/id360-sandbox/testing/run-tool'

const PHONE = { custom_data: { authenticators: { phone_number: '+33639980012' } } }
const SIGNATURE_TIMESTAMP = '1.2.840.113549.1.9.16.2.14'

const work = mkdtempSync(path.join(tmpdir(), 'sandbox-idclaim-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

/** Reads a zip with a library that the sandbox does not use, strictly. */
async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const reader = new ZipReader(new Uint8ArrayReader(bytes), {
    checkSignature: true,
    strictness: 'strict',
    useWebWorkers: false,
  })
  const files = new Map<string, Buffer>()
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue
    files.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())))
  }
  await reader.close()
  return files
}

/** Writes the container's files into a folder of their own, for the programs that check them. */
function unpack(files: Map<string, Buffer>): string {
  const folder = mkdtempSync(path.join(work, 'container-'))
  mkdirSync(path.join(folder, 'META-INF'))
  for (const [name, bytes] of files) writeFileSync(path.join(folder, name), bytes)
  return folder
}

const fileOf = (files: Map<string, Buffer>, name: string): Buffer => {
  const bytes = files.get(name)
  if (!bytes) throw new Error(`no ${name} in ${[...files.keys()]}`)
  return bytes
}

describe('the idclaim', () => {
  let desk: EvidenceDesk
  const anchors = path.join(work, 'anchors.pem')
  beforeAll(async () => {
    desk = await startEvidenceDesk()
    const answer = await desk.api.call('GET', '/sandbox/trust/anchors.pem')
    expect(answer.headers.get('content-type')).toBe('application/x-pem-file')
    writeFileSync(anchors, answer.bytes)
  })
  afterAll(() => desk.close())

  async function containerOf(form: IdclaimForm): Promise<Buffer> {
    const id = await desk.walked({ outcome: 'OK' }, PHONE, ADVANCED_SIGNATURE.uuid)
    expect((await desk.api.control('PUT', `/enrollments/${id}/idclaim`, { form })).status).toBe(200)
    const answer = await desk.get(`/enrollment/${id}/idclaim`)
    expect(answer.status).toBe(200)
    expect((await desk.get(`/enrollment/${id}/idclaim`)).bytes.equals(answer.bytes)).toBe(true)
    return answer.bytes
  }

  /** What openssl or xmlsec1 say of the signature in an unpacked container. */
  function check(folder: string, form: IdclaimForm) {
    if (form.startsWith('xades')) {
      const ids = ['--id-attr:Id', 'SignedProperties']
      return runTool(
        'xmlsec1',
        ['--verify', '--trusted-pem', anchors, ...ids, 'META-INF/signatures.xml'],
        folder,
      )
    }
    const input = ['-inform', 'DER', '-in', 'META-INF/signature.p7s']
    const content = ['-binary', '-content', 'META-INF/ASiCManifest.xml', '-out', '/dev/null']
    return runTool('openssl', ['cms', '-verify', '-cades', ...input, ...content, '-CAfile', anchors], folder)
  }

  it.each(IDCLAIM_FORMS)(
    'as %s has three data files and a signature that other programs accept',
    async (form) => {
      const bytes = await containerOf(form)
      // The first entry starts at byte 0: local header, name "mimetype", stored, then its very content.
      expect(bytes.readUInt32LE(0)).toBe(0x04034b50)
      expect(bytes.readUInt16LE(8)).toBe(0)
      expect(bytes.subarray(30).toString('latin1')).toMatch(/^mimetypeapplication\/vnd\.etsi\.asic-e\+zipPK/)

      const files = await unzip(bytes)
      expect([...files.keys()].filter((name) => !name.startsWith('META-INF/'))).toEqual([
        'mimetype',
        'idclaim.json',
        'attestation.pdf',
        'portrait.png',
      ])
      expect(JSON.parse(fileOf(files, 'idclaim.json').toString())).toMatchObject({
        authenticators: { phone_number: '+33639980012' },
        identity: { last_name: expect.any(String) },
      })
      expect((await readPdf(fileOf(files, 'attestation.pdf'))).pages).toHaveLength(3)
      expect(fileOf(files, 'META-INF/manifest.xml').toString()).toContain('manifest:full-path="portrait.png"')

      const outcome = await check(unpack(files), form)
      expect(outcome.output).toContain(form.startsWith('xades') ? 'OK' : 'CAdES Verification successful')
      expect(outcome.ok).toBe(true)
    },
  )

  it.each(['cades-b', 'cades-t'] as const)(
    'as %s has a manifest with the true digest of each file',
    async (form) => {
      const files = await unzip(await containerOf(form))
      const manifest = fileOf(files, 'META-INF/ASiCManifest.xml').toString()
      expect(manifest).toContain('SigReference URI="META-INF/signature.p7s"')
      const digests = [...manifest.matchAll(/<ds:DigestValue>([^<]+)</g)].map(([, digest]) => digest)
      const names = ['idclaim.json', 'attestation.pdf', 'portrait.png']
      for (const name of names) expect(manifest).toContain(`DataObjectReference URI="${name}"`)
      expect(digests).toEqual(
        names.map((name) => createHash('sha256').update(fileOf(files, name)).digest('base64')),
      )
    },
  )

  it.each(IDCLAIM_FORMS)('as %s is refused by other programs when a signed byte changes', async (form) => {
    const files = await unzip(await containerOf(form))
    const signed = form.startsWith('xades') ? 'idclaim.json' : 'META-INF/ASiCManifest.xml'
    const changed = Buffer.from(fileOf(files, signed))
    changed[60] = (changed[60] ?? 0) ^ 1
    expect((await check(unpack(new Map([...files, [signed, changed]])), form)).ok).toBe(false)
  })

  it('is sealed and time-stamped under the published root, with the key usages the standards want', async () => {
    const root = new X509Certificate(
      await desk.api.call('GET', '/sandbox/trust/anchors.pem').then((a) => a.bytes),
    )
    expect(root.ca).toBe(true)
    expect(root.verify(root.publicKey)).toBe(true)
    const text = (await unzip(await containerOf('cades-t'))).get('META-INF/signature.p7s') ?? Buffer.alloc(0)
    const { certificate, token } = readCades(text)
    const seal = new X509Certificate(certificate)
    expect(seal.verify(root.publicKey)).toBe(true)
    expect(seal.subject).toContain('CN=ID360 SANDBOX Seal')
    expect(seal.ca).toBe(false)

    const stamp = new X509Certificate(readSignedData(token).certificate)
    expect(stamp.verify(root.publicKey)).toBe(true)
    expect(stamp.keyUsage).toEqual(['1.3.6.1.5.5.7.3.8'])
    const file = path.join(work, 'tsa.pem')
    writeFileSync(file, stamp.toString())
    const shown = await runTool('openssl', ['x509', '-in', file, '-noout', '-ext', 'extendedKeyUsage'], work)
    expect(shown.output).toMatch(/Extended Key Usage: critical\s+Time Stamping/)
  })

  it('has a time-stamp over the signature value, for CAdES', async () => {
    const files = await unzip(await containerOf('cades-t'))
    const { signature, token } = readCades(fileOf(files, 'META-INF/signature.p7s'))
    expect(await stampCheck(token, signature)).toMatchObject({ ok: true })
    expect(await stampCheck(token, Buffer.concat([signature, Buffer.from('x')]))).toMatchObject({ ok: false })
    expect(
      readCades(fileOf(await unzip(await containerOf('cades-b')), 'META-INF/signature.p7s')).stamped,
    ).toBe(false)
  })

  it('has a time-stamp over the canonical signature value, for XAdES', async () => {
    const xml = fileOf(await unzip(await containerOf('xades-t')), 'META-INF/signatures.xml')
    using document = XmlDocument.fromBuffer(xml)
    const names = {
      ds: 'http://www.w3.org/2000/09/xmldsig#',
      xades: 'http://uri.etsi.org/01903/v1.3.2#',
    }
    const value = document.root.get('//ds:SignatureValue', names)
    const encapsulated = document.root.get('//xades:SignatureTimeStamp/xades:EncapsulatedTimeStamp', names)
    if (!value || !encapsulated) throw new Error('no signature value or no time-stamp')
    const canonical = value.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 })
    const token = Buffer.from(encapsulated.content, 'base64')
    expect(await stampCheck(token, Buffer.from(canonical))).toMatchObject({ ok: true })
    const bare = fileOf(await unzip(await containerOf('xades-b')), 'META-INF/signatures.xml').toString()
    expect(bare).not.toContain('SignatureTimeStamp')
  })

  it.each(['cades-lt', 'xades-lt'] as const)(
    'as %s carries an OCSP answer for the seal and the time-stamper',
    async (form) => {
      const files = await unzip(await containerOf(form))
      const cades = files.get('META-INF/signature.p7s')
      const xml = files.get('META-INF/signatures.xml')?.toString() ?? ''
      const inXml = (name: string) =>
        Buffer.from(new RegExp(`<xades:${name}>([^<]+)<`).exec(xml)?.[1] ?? '', 'base64')
      const ocsp = cades ? readCades(cades).ocsp : inXml('EncapsulatedOCSPValue')
      const token = cades ? readCades(cades).token : inXml('EncapsulatedTimeStamp')
      const seal = cades
        ? readCades(cades).certificate
        : Buffer.from(/<ds:X509Certificate>([^<]+)</.exec(xml)?.[1] ?? '', 'base64')
      const folder = mkdtempSync(path.join(work, 'ocsp-'))
      writeFileSync(path.join(folder, 'answer'), ocsp ?? '')
      const certificates = [seal, readSignedData(token).certificate]
      const asked = certificates.flatMap((certificate, index) => {
        writeFileSync(path.join(folder, `${index}.pem`), new X509Certificate(certificate).toString())
        return ['-sha256', '-cert', `${index}.pem`]
      })
      const args = ['ocsp', '-respin', 'answer', '-CAfile', anchors, '-issuer', anchors, ...asked]
      const { output } = await runTool('openssl', args, folder)
      expect(output).toContain('Response verify OK')
      expect(output.match(/pem: good/g)).toHaveLength(2)
    },
  )

  it('uses exclusive canonicalisation and names its certificate, for XAdES', async () => {
    const files = await unzip(await containerOf('xades-b'))
    const xml = fileOf(files, 'META-INF/signatures.xml').toString()
    expect(xml).toContain('<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"')
    const certificate = Buffer.from(/<ds:X509Certificate>([^<]+)</.exec(xml)?.[1] ?? '', 'base64')
    const digest = createHash('sha256').update(certificate).digest('base64')
    expect(xml).toMatch(/<xades:SigningCertificateV2>/)
    expect(xml).toContain(`<ds:DigestValue>${digest}</ds:DigestValue></xades:CertDigest>`)
    expect(xml.match(/<xades:MimeType>/g)).toHaveLength(3)
    expect(xml).toContain('Target="#signature"')
  })

  it('comes in each form in turn, when nobody chooses', async () => {
    const forms = new Set<string>()
    for (const _form of IDCLAIM_FORMS) {
      const id = await desk.walked({ outcome: 'OK' }, {}, ADVANCED_SIGNATURE.uuid)
      const files = await unzip((await desk.get(`/enrollment/${id}/idclaim`)).bytes)
      const cades = files.get('META-INF/signature.p7s')
      const xades = files.get('META-INF/signatures.xml')?.toString() ?? ''
      const stamped = cades ? readCades(cades).stamped : xades.includes('<xades:SignatureTimeStamp>')
      const lasting = cades ? readCades(cades).ocsp !== null : xades.includes('<xades:EncapsulatedOCSPValue>')
      forms.add(`${cades ? 'cades' : 'xades'}-${lasting ? 'lt' : stamped ? 't' : 'b'}`)
    }
    expect([...forms].sort()).toEqual([...IDCLAIM_FORMS].sort())
  })

  it('is made once, even when many ask at the same time', async () => {
    const id = await desk.walked({ outcome: 'OK' }, {}, ADVANCED_SIGNATURE.uuid)
    const answers = await Promise.all(Array.from({ length: 8 }, () => desk.get(`/enrollment/${id}/idclaim`)))
    expect(new Set(answers.map(({ bytes }) => bytes.toString('base64'))).size).toBe(1)
  })

  it('keeps its authority and its bytes over a restart, and gives no key away', async () => {
    const dataDir = mkdtempSync(path.join(work, 'data-'))
    const first = await startEvidenceDesk({ dataDir })
    const id = await first.walked({ outcome: 'OK' }, {}, ADVANCED_SIGNATURE.uuid)
    const before = await first.get(`/enrollment/${id}/idclaim`)
    const pem = (await first.api.call('GET', '/sandbox/trust/anchors.pem')).bytes.toString()
    await first.close()
    const second = await startEvidenceDesk({ dataDir })
    try {
      expect((await second.get(`/enrollment/${id}/idclaim`)).bytes.equals(before.bytes)).toBe(true)
      expect((await second.api.call('GET', '/sandbox/trust/anchors.pem')).bytes.toString()).toBe(pem)
      expect(pem.match(/-----BEGIN [A-Z ]+-----/g)).toEqual(['-----BEGIN CERTIFICATE-----'])
      const anotherRoot = (await desk.api.call('GET', '/sandbox/trust/anchors.pem')).bytes.toString()
      expect(anotherRoot).not.toBe(pem)
      const landing = await (await fetch(second.sandbox.url)).text()
      expect(landing).toContain('/sandbox/trust/anchors.pem')
    } finally {
      await second.close()
    }
  })

  async function stampCheck(token: Uint8Array, data: Uint8Array) {
    const folder = mkdtempSync(path.join(work, 'stamp-'))
    writeFileSync(path.join(folder, 'token'), token)
    writeFileSync(path.join(folder, 'data'), data)
    return runTool(
      'openssl',
      ['ts', '-verify', '-token_in', '-in', 'token', '-data', 'data', '-CAfile', anchors],
      folder,
    )
  }
})

function readSignedData(bytes: Uint8Array) {
  const info = pki.ContentInfo.fromBER(new Uint8Array(bytes).buffer)
  const signed = new pki.SignedData({ schema: info.content })
  const [certificate] = signed.certificates ?? []
  const [signer] = signed.signerInfos
  if (!(certificate instanceof pki.Certificate) || !signer) throw new Error('no certificate or no signer')
  const [revocation] = signed.crls ?? []
  const answer = revocation instanceof pki.OtherRevocationInfoFormat ? revocation.otherRevInfo : null
  const ocsp = answer instanceof asn1.Sequence ? Buffer.from(answer.toBER(false)) : null
  return { signer, ocsp, certificate: Buffer.from(certificate.toSchema().toBER(false)) }
}

function readCades(bytes: Uint8Array) {
  const { signer, ocsp, certificate } = readSignedData(bytes)
  const stamp = signer.unsignedAttrs?.attributes.find((one) => one.type === SIGNATURE_TIMESTAMP)
  const [value] = stamp?.values ?? []
  const token = value instanceof asn1.Sequence ? Buffer.from(value.toBER(false)) : Buffer.alloc(0)
  const signature = Buffer.from(signer.signature.valueBlock.valueHexView)
  return { certificate, ocsp, signature, token, stamped: stamp !== undefined }
}
