import { describe, expect, it } from 'vitest'
import { checkContainer } from '@/lib/asice/check-container'
import { oid, sequence, setOf } from '@/tests/fixtures/asice/der'
import { type Identity, makeCertificate, PURPOSE } from '@/tests/fixtures/asice/make-certificate'
import {
  ASICE,
  type CadesWish,
  goodOcsp,
  makeAsicManifest,
  makeCadesContainer,
  makeCadesEntries,
  makeTrustWorld,
  makeXadesContainer,
  makeXadesEntries,
  packContainer,
  SAMPLE_FILES,
  type XadesContainerWish,
} from '@/tests/fixtures/asice/make-container'
import {
  makeOcspResponse,
  makeSignedData,
  makeTimestamp,
  timestampAttribute,
} from '@/tests/fixtures/asice/make-signed-data'
import { makeXadesSignature } from '@/tests/fixtures/asice/make-xades'
import { packZip } from '@/tests/fixtures/asice/pack-zip'

const world = makeTrustWorld()
const chain = [world.authority]
const anchors = [world.root.certificate]
const signer = makeCertificate({ commonName: 'Camille Exemple' }, world.authority)
const mallory = makeCertificate({ commonName: 'Mallory' }, world.authority)
/** A signature that passes: what a forgery starts from, so that its own fault alone decides. */
const sound = { signer, chain, timestampBy: world.timestamps, ocsp: [goodOcsp(world, signer)] }
const changed = SAMPLE_FILES.map((file, place) =>
  place === 0 ? { ...file, bytes: Buffer.from(file.bytes.toString().replace('Camille', 'Dominique')) } : file,
)

async function verdict(container: Buffer, trusted = anchors) {
  const report = await checkContainer(container, { anchors: trusted })
  const [signature] = report.signatures
  return {
    container: [report.container.indication, report.container.subIndication],
    signature: signature === undefined ? null : [signature.indication, signature.subIndication],
    integrity: signature?.integrity.state,
    codes: report.signatures.flatMap(({ problems }) => problems.map(({ code }) => code)),
    report,
  }
}

/** The container and its first signature come out with one verdict, for the one reason. */
async function expectVerdict(container: Buffer, expected: [string, string], code: string, trusted = anchors) {
  const found = await verdict(container, trusted)
  expect(found).toMatchObject({ container: expected, signature: expected })
  expect(found.codes).toContain(code)
}

const EMPTY_MANIFEST = Buffer.from(
  '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
)
const FORMAT: [string, string] = ['TOTAL_FAILED', 'FORMAT_FAILURE']
const HASH: [string, string] = ['TOTAL_FAILED', 'HASH_FAILURE']
const CRYPTO: [string, string] = ['TOTAL_FAILED', 'SIG_CRYPTO_FAILURE']
const REFUSED: [string, string] = ['INDETERMINATE', 'CANNOT_BE_CHECKED']

const cades = (wish: Partial<CadesWish> = {}) => makeCadesContainer({ ...sound, ...wish })
const xades = (wish: Partial<XadesContainerWish> = {}) => makeXadesContainer({ ...sound, ...wish })
/** The entries of sound signatures beside other data. */
const cadesOver = (data: typeof SAMPLE_FILES) => packContainer(data, makeCadesEntries(sound).entries)
const xadesOver = (data: typeof SAMPLE_FILES) => packContainer(data, makeXadesEntries(sound))

it('the container that every forgery starts from passes', async () => {
  expect((await verdict(cades())).container).toEqual(['TOTAL_PASSED', null])
  expect((await verdict(xades())).container).toEqual(['TOTAL_PASSED', null])
})

describe('files', () => {
  it('a changed file differs from its digest', async () => {
    await expectVerdict(cadesOver(changed), HASH, 'FILE_DIFFERS')
    await expectVerdict(xadesOver(changed), HASH, 'FILE_DIFFERS')
  })

  it('a file taken away is missed', async () => {
    const missing: [string, string] = ['INDETERMINATE', 'SIGNED_DATA_NOT_FOUND']
    await expectVerdict(cadesOver(SAMPLE_FILES.slice(1)), missing, 'FILE_MISSING')
    await expectVerdict(xadesOver(SAMPLE_FILES.slice(1)), missing, 'FILE_MISSING')
  })

  it('a file added is covered by nothing, whatever its place', async () => {
    for (const name of [
      'avenant.txt',
      'META-INF/avenant.txt',
      'mimetype/avenant.txt',
      'meta-inf/avenant.json',
    ]) {
      const data = [...SAMPLE_FILES, { name, bytes: Buffer.from('!'), mediaType: 'text/plain' }]
      for (const container of [cadesOver(data), xadesOver(data)]) {
        const found = await verdict(container)
        expect(found.container).toEqual(['INDETERMINATE', 'DATA_NOT_COVERED'])
        expect(found.report.signatures[0]?.coverage.state).toBe('partial')
        expect(found.report.container.warnings).toContainEqual({ code: 'FILE_NOT_COVERED', values: { name } })
      }
    }
  })

  it('two files with their names exchanged differ', async () => {
    const [one, other, ...rest] = SAMPLE_FILES
    if (one === undefined || other === undefined) throw new Error('too few samples')
    const data = [{ ...one, bytes: other.bytes }, { ...other, bytes: one.bytes }, ...rest]
    await expectVerdict(cadesOver(data), HASH, 'FILE_DIFFERS')
    await expectVerdict(xadesOver(data), HASH, 'FILE_DIFFERS')
  })

  it('a reference that two files answer to is refused', async () => {
    const decoy = { name: 'preuve%20sign%C3%A9e.txt', bytes: Buffer.from('autre'), mediaType: 'text/plain' }
    await expectVerdict(cadesOver([...SAMPLE_FILES, decoy]), REFUSED, 'FILE_AMBIGUOUS')
    await expectVerdict(xadesOver([...SAMPLE_FILES, decoy]), REFUSED, 'FILE_AMBIGUOUS')
  })

  it('a plus in a reference is a plus, not a blank', async () => {
    const data = SAMPLE_FILES.map((file) => ({ ...file, name: file.name.replace('+', ' ') }))
    const container = packContainer(
      data,
      makeXadesEntries({
        ...sound,
        change: (pieces) => ({ ...pieces, references: pieces.references.replace('%2B', '+') }),
      }),
    )
    await expectVerdict(container, ['INDETERMINATE', 'SIGNED_DATA_NOT_FOUND'], 'FILE_MISSING')
  })

  it('a container without signature says so', async () => {
    expect((await verdict(packContainer(SAMPLE_FILES, []))).container).toEqual(['NO_SIGNATURE_FOUND', null])
  })

  it('a container of nothing but its own machinery proves nothing, whatever of it is signed', async () => {
    const manifestXml = 'META-INF/manifest.xml'
    for (const name of ['mimetype', manifestXml]) {
      const bytes = name === 'mimetype' ? Buffer.from(ASICE) : EMPTY_MANIFEST
      const data = [{ name, bytes, mediaType: 'text/plain' }]
      const [manifest, signature] = makeCadesEntries({ ...sound, data }).entries
      if (manifest === undefined || signature === undefined) throw new Error('no entries')
      const container = packZip([
        { name: 'mimetype', bytes: Buffer.from(ASICE) },
        { name: manifestXml, bytes: EMPTY_MANIFEST },
        manifest,
        signature,
      ])
      await expectVerdict(container, FORMAT, 'NOTHING_SIGNED')
    }
  })

  it('a passing signature does not speak for a failing one', async () => {
    const broken = makeXadesEntries({ ...sound, data: changed, signatureName: 'META-INF/signatures9.xml' })
    const found = await verdict(packContainer(SAMPLE_FILES, [...makeCadesEntries(sound).entries, ...broken]))
    expect(found.container).toEqual(HASH)
    expect(found.report.signatures.map(({ indication }) => indication)).toEqual([
      'TOTAL_PASSED',
      'TOTAL_FAILED',
    ])
  })
})

describe('the signature value and the certificate', () => {
  it('the value of another signature is wrong', async () => {
    const value = (xml: string) => /<ds:SignatureValue[^>]*>([^<]*)</.exec(xml)?.[1] ?? ''
    const other = makeXadesSignature({ ...sound, data: SAMPLE_FILES, digest: 'sha512' })
    const container = xades({ after: (xml) => xml.replace(value(xml), value(other)) })
    await expectVerdict(container, CRYPTO, 'SIGNATURE_VALUE_WRONG')
  })

  it("somebody else's key does not sign in the signer's name", async () => {
    const impostor: Identity = { ...signer, privateKey: mallory.privateKey }
    await expectVerdict(xades({ signer: impostor }), CRYPTO, 'SIGNATURE_VALUE_WRONG')
    await expectVerdict(cades({ signer: impostor }), CRYPTO, 'SIGNATURE_VALUE_WRONG')
  })

  it('a certificate in KeyInfo that fits the key but was not signed is never used', async () => {
    const impostor: Identity = { ...signer, privateKey: mallory.privateKey }
    const both = [mallory.certificate, signer.certificate, world.authority.certificate]
    await expectVerdict(xades({ signer: impostor, keyInfo: both }), CRYPTO, 'SIGNATURE_VALUE_WRONG')
    const swapped = [mallory.certificate, world.authority.certificate]
    await expectVerdict(
      xades({ signer: impostor, keyInfo: swapped }),
      CRYPTO,
      'CERTIFICATE_NOT_THE_SIGNED_ONE',
    )
  })

  it('a CMS signature whose signed attribute names another certificate fails', async () => {
    const { manifest } = makeCadesEntries(sound)
    const signature = makeSignedData({ signer: mallory, content: manifest, named: signer.certificate })
    const container = packContainer(SAMPLE_FILES, [
      { name: 'META-INF/ASiCManifest001.xml', bytes: manifest },
      { name: 'META-INF/signature001.p7s', bytes: signature },
    ])
    await expectVerdict(container, CRYPTO, 'CERTIFICATE_NOT_THE_SIGNED_ONE')
  })

  it('a KeyValue, or a certificate that no signed property names, is no signer', async () => {
    const unnamed: [string, string] = ['INDETERMINATE', 'NO_SIGNING_CERTIFICATE_FOUND']
    await expectVerdict(xades({ named: 'none' }), unnamed, 'SIGNING_CERTIFICATE_NOT_NAMED')
    await expectVerdict(cades({ ess: 'none' }), unnamed, 'SIGNING_CERTIFICATE_NOT_NAMED')
    await expectVerdict(xades({ keyInfo: [] }), unnamed, 'SIGNING_CERTIFICATE_MISSING')
    const chainOnly = [world.authority.certificate, world.root.certificate]
    await expectVerdict(xades({ keyInfo: chainOnly }), unnamed, 'SIGNING_CERTIFICATE_MISSING')
  })

  it('bits of base64 that nobody reads may not be flipped', async () => {
    const flip = (xml: string) =>
      xml.replace(/(<ds:SignatureValue[^>]*>[^<]*)([A-Za-z0-9+/])(==<)/, (_, head, last: string, tail) => {
        const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
        return `${head}${alphabet[alphabet.indexOf(last) + 1]}${tail}`
      })
    await expectVerdict(xades({ after: flip }), FORMAT, 'BASE64_MALFORMED')
  })

  it('ECDSA in XML is r‖s: DER is not taken', async () => {
    const elliptic = makeCertificate({ commonName: 'Courbe', key: 'p256' }, world.authority)
    const der = (xml: string) =>
      xml.replace(/(<ds:SignatureValue[^>]*>)([^<]*)/, (_, head: string, value: string) => {
        const raw = Buffer.from(value, 'base64')
        const half = (part: Buffer) => Buffer.concat([Buffer.from([0x02, 33, 0]), part])
        const body = Buffer.concat([half(raw.subarray(0, 32)), half(raw.subarray(32))])
        return head + Buffer.concat([Buffer.from([0x30, body.length]), body]).toString('base64')
      })
    await expectVerdict(xades({ signer: elliptic, after: der }), CRYPTO, 'SIGNATURE_VALUE_WRONG')
  })
})

describe('the structure of XAdES', () => {
  const properties = /<xades:SignedProperties.*?<\/xades:SignedProperties>/s

  it('signed properties that were changed differ', async () => {
    const container = xades({ after: (xml) => xml.replace(/(<xades:SigningTime>)\d{4}/, '$12020') })
    await expectVerdict(container, HASH, 'SIGNED_ELEMENT_DIFFERS')
  })

  it('signed properties moved aside with false ones in their place fail', async () => {
    const wrap = (id: string) => (xml: string) => {
      const original = properties.exec(xml)?.[0] ?? ''
      const forged = original
        .replace('Id="S0-SignedProperties"', id)
        .replace(/(<xades:SigningTime>)\d{4}/, '$12020')
      return xml
        .replace(original, forged)
        .replace(
          '</ds:Signature>',
          `<ds:Object><x:hidden xmlns:x="urn:x">${original}</x:hidden></ds:Object></ds:Signature>`,
        )
    }
    await expectVerdict(xades({ after: wrap('Id="S0-SignedProperties"') }), FORMAT, 'ID_TWICE')
    await expectVerdict(xades({ after: wrap('Id="other"') }), FORMAT, 'SIGNED_PROPERTIES_NOT_ITS_OWN')
    await expectVerdict(xades({ after: wrap('') }), FORMAT, 'SIGNED_PROPERTIES_NOT_SIGNED_ONCE')
    await expectVerdict(xades({ after: wrap('id="S0-SignedProperties"') }), FORMAT, 'ID_TWICE')
  })

  it('two sets of properties, or two signed properties, fail', async () => {
    const twice = (xml: string) => {
      const original = properties.exec(xml)?.[0] ?? ''
      return xml.replace(original, original + original.replaceAll('S0-', 'T0-'))
    }
    await expectVerdict(xades({ after: twice }), FORMAT, 'SIGNED_PROPERTIES_NOT_ONE')
    const objects = (xml: string) => {
      const object = /<ds:Object>.*<\/ds:Object>/s.exec(xml)?.[0] ?? ''
      return xml.replace(object, object + object.replaceAll('S0-', 'T0-'))
    }
    await expectVerdict(xades({ after: objects }), FORMAT, 'SIGNED_PROPERTIES_NOT_ONE')
  })

  it('properties that no reference signs fail', async () => {
    const unsigned = makeXadesSignature({ ...sound, data: SAMPLE_FILES })
    const reference =
      /<ds:Reference Type="[^"]*SignedProperties".*?<\/ds:Reference>/s.exec(unsigned)?.[0] ?? ''
    const container = xades({
      after: (xml) => xml.replace(/<ds:Reference Type="[^"]*SignedProperties".*?<\/ds:Reference>/s, ''),
    })
    expect(reference).not.toBe('')
    await expectVerdict(container, FORMAT, 'SIGNED_PROPERTIES_NOT_SIGNED_ONCE')
  })

  it('properties that name another signature as theirs fail', async () => {
    await expectVerdict(
      xades({ after: (xml) => xml.replace('Target="#S0"', 'Target="#S1"') }),
      FORMAT,
      'SIGNED_PROPERTIES_OF_ANOTHER',
    )
  })

  it('a signature that is no child of the root is not taken', async () => {
    const nested = (xml: string) =>
      xml
        .replace('<ds:Signature ', '<x:w xmlns:x="urn:x"><ds:Signature ')
        .replace('</ds:Signature>', '</ds:Signature></x:w>')
    await expectVerdict(xades({ after: nested }), FORMAT, 'SIGNATURE_FILE_WITHOUT_SIGNATURE')
  })

  it('what stands behind a processing instruction is not overlooked', async () => {
    const broken = makeXadesSignature({ ...sound, data: changed, signatureId: 'S1' })
    const hidden = (xml: string) =>
      xml.replace('</asic:XAdESSignatures>', `<?app note?>${broken}</asic:XAdESSignatures>`)
    const found = await verdict(xades({ after: hidden }))
    expect(found.container).toEqual(HASH)
    expect(found.report.signatures.map(({ indication }) => indication)).toEqual([
      'TOTAL_PASSED',
      'TOTAL_FAILED',
    ])
    const twice = (xml: string) => {
      const original = properties.exec(xml)?.[0] ?? ''
      return xml.replace(original, `${original}<?app note?>${original.replaceAll('S0-', 'T0-')}`)
    }
    await expectVerdict(xades({ after: twice }), FORMAT, 'SIGNED_PROPERTIES_NOT_ONE')
  })

  it('a second SignedInfo or signature value fails', async () => {
    for (const name of ['SignedInfo', 'SignatureValue']) {
      const double = (xml: string) => {
        const element = new RegExp(`<ds:${name}.*?</ds:${name}>`, 's').exec(xml)?.[0] ?? ''
        return xml.replace(element, element + element.replace('Id="S0-SIG"', ''))
      }
      await expectVerdict(xades({ after: double }), FORMAT, 'ELEMENT_TWICE')
    }
  })

  it('a signature over nothing but itself fails', async () => {
    const container = xades({ change: (pieces) => ({ ...pieces, references: '' }) })
    await expectVerdict(container, FORMAT, 'NOTHING_SIGNED')
  })

  it('transforms that choose what is signed are refused', async () => {
    for (const algorithm of [
      'http://www.w3.org/TR/1999/REC-xpath-19991116',
      'http://www.w3.org/2002/06/xmldsig-filter2',
      'http://www.w3.org/TR/1999/REC-xslt-19991116',
      'http://www.w3.org/2000/09/xmldsig#base64',
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
    ]) {
      const transforms = `<ds:Transforms><ds:Transform Algorithm="${algorithm}"></ds:Transform></ds:Transforms>`
      const change = (pieces: { signedProperties: string; references: string }) => ({
        ...pieces,
        references: pieces.references.replace(
          /(URI="idclaim.json">)(.*?<ds:DigestValue>)[^<]*/,
          (_, head: string, middle: string) => `${head}${transforms}${middle}AAAA`,
        ),
      })
      const found = await verdict(xades({ change }))
      expect(found.signature, algorithm).toEqual(REFUSED)
    }
  })

  it('references to the whole document, elsewhere or outside the signature are refused', async () => {
    for (const uri of ['', '#xpointer(/)', 'https://example.org/idclaim.json', 'file:///etc/hostname']) {
      const change = (pieces: { signedProperties: string; references: string }) => ({
        ...pieces,
        references: pieces.references.replace('URI="idclaim.json"', `URI="${uri}"`),
      })
      expect((await verdict(xades({ change }))).container[0], uri).not.toBe('TOTAL_PASSED')
    }
  })

  it('a method that is not known here cannot be checked', async () => {
    const method = (xml: string) => xml.replace('xmldsig-more#rsa-sha256', 'xmldsig-more#camellia')
    await expectVerdict(xades({ after: method }), REFUSED, 'SIGNATURE_ALGORITHM_UNSUPPORTED')
    const hmac = (xml: string) =>
      xml.replace(
        'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
      )
    await expectVerdict(xades({ after: hmac }), REFUSED, 'SIGNATURE_ALGORITHM_UNSUPPORTED')
  })
})

describe('the structure of CAdES', () => {
  it('a .p7s without its manifest fails', async () => {
    const [, signature] = makeCadesEntries(sound).entries
    if (signature === undefined) throw new Error('no signature')
    await expectVerdict(packContainer(SAMPLE_FILES, [signature]), FORMAT, 'SIGNATURE_WITHOUT_MANIFEST')
  })

  it('a changed manifest differs from what was signed', async () => {
    const { signature } = makeCadesEntries(sound)
    const manifest = makeAsicManifest(changed, 'META-INF/signature001.p7s', 'sha256')
    const container = packContainer(changed, [
      { name: 'META-INF/ASiCManifest001.xml', bytes: manifest },
      { name: 'META-INF/signature001.p7s', bytes: signature },
    ])
    await expectVerdict(container, HASH, 'SIGNED_CONTENT_DIFFERS')
  })

  it('two manifests for one signature fail', async () => {
    const { entries, manifest } = makeCadesEntries(sound)
    const container = packContainer(SAMPLE_FILES, [
      { name: 'META-INF/ASiCManifest000.xml', bytes: manifest },
      ...entries,
    ])
    await expectVerdict(container, FORMAT, 'SIGNATURE_WITH_SEVERAL_MANIFESTS')
  })

  it('a manifest whose signature is gone keeps the container from passing', async () => {
    const [manifest] = makeCadesEntries(sound).entries
    if (manifest === undefined) throw new Error('no manifest')
    const found = await verdict(
      packContainer(SAMPLE_FILES, [
        { ...manifest, bytes: makeAsicManifest(SAMPLE_FILES, 'META-INF/gone.p7s', 'sha256') },
        ...makeXadesEntries(sound),
      ]),
    )
    expect(found.container).toEqual(['INDETERMINATE', 'SIGNED_DATA_NOT_FOUND'])
  })

  it('a manifest that signs nothing fails', async () => {
    await expectVerdict(cades({ data: [] }), FORMAT, 'NOTHING_SIGNED')
  })

  it('a signature that encloses other data than the manifest fails', async () => {
    const { manifest } = makeCadesEntries(sound)
    const content = makeAsicManifest(changed, 'META-INF/signature001.p7s', 'sha256')
    const signature = makeSignedData({ signer, content, encapsulate: true })
    const container = packContainer(SAMPLE_FILES, [
      { name: 'META-INF/ASiCManifest001.xml', bytes: manifest },
      { name: 'META-INF/signature001.p7s', bytes: signature },
    ])
    await expectVerdict(container, FORMAT, 'SIGNATURE_OF_ENCLOSED_DATA')
  })

  it('a signed attribute that stands twice fails', async () => {
    const { manifest } = makeCadesEntries(sound)
    const signature = makeSignedData({
      signer,
      content: manifest,
      signedAttributes: [sequence(oid('1.2.840.113549.1.9.4'), setOf(Buffer.from('0400', 'hex')))],
    })
    const container = packContainer(SAMPLE_FILES, [
      { name: 'META-INF/ASiCManifest001.xml', bytes: manifest },
      { name: 'META-INF/signature001.p7s', bytes: signature },
    ])
    await expectVerdict(container, FORMAT, 'CMS_ATTRIBUTE_TWICE')
  })

  it('bytes behind the signature fail', async () => {
    const { manifest, signature } = makeCadesEntries(sound)
    const container = packContainer(SAMPLE_FILES, [
      { name: 'META-INF/ASiCManifest001.xml', bytes: manifest },
      { name: 'META-INF/signature001.p7s', bytes: Buffer.concat([signature, Buffer.from([0])]) },
    ])
    await expectVerdict(container, FORMAT, 'ASN1_MALFORMED')
  })
})

describe('trust', () => {
  it('a stranger is intact and not trusted', async () => {
    const stranger = makeCertificate({ commonName: 'Inconnu' })
    await expectVerdict(
      xades({ signer: stranger }),
      ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'],
      'NO_CHAIN',
    )
    // A forged authority with the same name as the true one.
    const forged = makeCertificate({ commonName: 'Racine de démonstration', authority: true })
    const by = makeCertificate({ commonName: 'Camille Exemple' }, forged)
    for (const container of [xades({ signer: by, chain: [forged] }), cades({ signer: by, chain: [forged] })])
      await expectVerdict(container, ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'], 'NO_CHAIN')
  })

  it('without the authority between, there is no chain', async () => {
    const container = makeXadesContainer({ signer, chain: [] })
    await expectVerdict(container, ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'], 'NO_CHAIN')
  })

  it('somebody with a certificate does not issue certificates', async () => {
    const minion = makeCertificate({ commonName: 'Complice' }, { ...mallory })
    const container = makeXadesContainer({ signer: minion, chain: [mallory, world.authority] })
    expect((await verdict(container)).container).toEqual(['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'])
  })

  it('an authority whose path ends does not make authorities', async () => {
    const third = makeCertificate({ commonName: 'Troisième', authority: true }, world.authority)
    const by = makeCertificate({ commonName: 'Trop loin' }, third)
    const container = makeXadesContainer({ signer: by, chain: [third, world.authority] })
    await expectVerdict(container, ['INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE'], 'CERTIFICATE_NOT_ALLOWED')
  })

  it('a key that is not for signatures, or with a critical extension unknown here, is not allowed', async () => {
    const constraints: [string, string] = ['INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE']
    const cipher = makeCertificate({ commonName: 'Chiffrement', keyUsage: 0x20 }, world.authority)
    await expectVerdict(makeCadesContainer({ signer: cipher, chain }), constraints, 'KEY_NOT_FOR_SIGNATURES')
    const odd = sequence(oid('1.2.3.4.5'), Buffer.from('0101ff', 'hex'), Buffer.from('04020500', 'hex'))
    const strange = makeCertificate({ commonName: 'Étrange', extensions: [odd] }, world.authority)
    await expectVerdict(
      makeCadesContainer({ signer: strange, chain }),
      constraints,
      'CERTIFICATE_NOT_ALLOWED',
    )
  })

  it('an expired certificate without a timestamp is out of bounds', async () => {
    const expired = makeCertificate({ commonName: 'Échu', validTo: new Date('2025-01-01') }, world.authority)
    const future = makeCertificate(
      { commonName: 'Futur', validFrom: new Date('2033-01-01') },
      world.authority,
    )
    for (const by of [expired, future])
      for (const container of [
        makeXadesContainer({ signer: by, chain }),
        makeCadesContainer({ signer: by, chain }),
      ])
        await expectVerdict(
          container,
          ['INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE'],
          'CERTIFICATE_NOT_VALID_THEN',
        )
  })

  it('a claimed signing time proves nothing', async () => {
    const expired = makeCertificate({ commonName: 'Échu', validTo: new Date('2025-01-01') }, world.authority)
    const container = makeXadesContainer({ signer: expired, chain, signingTime: new Date('2024-06-01') })
    await expectVerdict(container, ['INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE'], 'CERTIFICATE_NOT_VALID_THEN')
  })

  it('weak digests, signatures and keys prove nothing', async () => {
    const weak: [string, string] = ['INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE']
    await expectVerdict(xades({ digest: 'sha1' }), weak, 'WEAK_DIGEST')
    await expectVerdict(cades({ digest: 'sha1' }), weak, 'WEAK_DIGEST')
    const short = makeCertificate({ commonName: 'Court', key: 'rsa-1024' }, world.authority)
    await expectVerdict(xades({ signer: short }), weak, 'WEAK_KEY')
    await expectVerdict(cades({ signer: short }), weak, 'WEAK_KEY')
    const old = makeCertificate({ commonName: 'Ancien', hash: 'sha1' }, world.authority)
    await expectVerdict(xades({ signer: old }), weak, 'WEAK_SIGNATURE')
    await expectVerdict(cades({ signer: old }), weak, 'WEAK_SIGNATURE')
    const root = makeCertificate({ commonName: 'Racine SHA-1', authority: true, hash: 'sha1' })
    const under = makeCertificate({ commonName: 'Dessous' }, root)
    await expectVerdict(xades({ signer: under, chain: [] }), weak, 'WEAK_CHAIN', [
      ...anchors,
      root.certificate,
    ])
  })
})

describe('revocation', () => {
  const about = (wish: Parameters<typeof makeOcspResponse>[3], by = world.responder) =>
    makeOcspResponse(by, signer, world.authority, wish)
  const later: [string, string] = ['INDETERMINATE', 'TRY_LATER']
  const revoked: [string, string] = ['INDETERMINATE', 'REVOKED_NO_POE']

  it('a revoked certificate is revoked, unless a timestamp is older than the revocation', async () => {
    const day = 24 * 3_600_000
    const before = about({ status: 'revoked', revokedAt: new Date(Date.now() - day) })
    for (const form of [cades, xades]) {
      await expectVerdict(form({ ocsp: [before] }), revoked, 'CERTIFICATE_REVOKED')
      // A good answer beside it does not help.
      await expectVerdict(form({ ocsp: [goodOcsp(world, signer), before] }), revoked, 'CERTIFICATE_REVOKED')
      const earlier = { timestampTime: new Date(Date.now() - 2 * day) }
      expect((await verdict(form({ ...earlier, ocsp: [before] }))).container).toEqual(['TOTAL_PASSED', null])
    }
  })

  it('an answer that is unknown, old, about another or by another is not "good"', async () => {
    const other = makeCertificate({ commonName: 'Autre' }, world.authority)
    const answers = [
      about({ status: 'unknown' }),
      about({ thisUpdate: new Date('2025-01-01') }),
      about({ serial: other.serial }),
      about({}, mallory),
      about({}, makeCertificate({ commonName: 'Faux répondeur', purposes: [PURPOSE.ocspSigning] })),
    ]
    for (const answer of answers)
      for (const form of [cades, xades]) {
        const found = await verdict(form({ ocsp: [answer] }))
        expect(found.container, String(answers.indexOf(answer))).toEqual(later)
      }
  })

  it('an answer signed by another key than the responder named is not used', async () => {
    const forged = about({}, { ...world.responder, privateKey: mallory.privateKey })
    expect((await verdict(xades({ ocsp: [forged] }))).container).toEqual(later)
  })
})

describe('timestamps', () => {
  const broken: [string, string] = ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE']
  const stamped = (token: (value: Buffer) => Buffer) => {
    const { manifest } = makeCadesEntries(sound)
    const signature = makeSignedData({
      signer,
      content: manifest,
      certificates: [world.authority.certificate],
      otherRevocation: sound.ocsp,
      unsigned: (value) => [timestampAttribute(token(value))],
    })
    return packContainer(SAMPLE_FILES, [
      { name: 'META-INF/ASiCManifest001.xml', bytes: manifest },
      { name: 'META-INF/signature001.p7s', bytes: signature },
    ])
  }

  it('a timestamp of other data, or signed by another key, is broken and seen', async () => {
    const foreign = stamped(() => makeTimestamp(world.timestamps, Buffer.from('autre')))
    await expectVerdict(foreign, broken, 'TIMESTAMP_BROKEN')
    const impostor = { ...world.timestamps, privateKey: mallory.privateKey }
    await expectVerdict(
      stamped((value) => makeTimestamp(impostor, value)),
      broken,
      'TIMESTAMP_BROKEN',
    )
    const xml = (text: string) =>
      text
        .replace(/(<xades:EncapsulatedTimeStamp>.{400})./, '$1A')
        .replace(/(<xades:EncapsulatedTimeStamp>.{401})./, '$1A')
    expect((await verdict(xades({ after: xml }))).signature).toEqual(broken)
  })

  it('somebody who may not stamp, a stranger and a time to come prove no time', async () => {
    const plain = makeCertificate({ commonName: 'Sans mission' }, world.authority)
    const both = makeCertificate(
      { commonName: 'Deux missions', purposes: [PURPOSE.timeStamping, PURPOSE.ocspSigning] },
      world.authority,
    )
    const stranger = makeCertificate({ commonName: 'Étranger', purposes: [PURPOSE.timeStamping] })
    const tokens = [
      (value: Buffer) => makeTimestamp(plain, value),
      (value: Buffer) => makeTimestamp(both, value),
      (value: Buffer) => makeTimestamp(stranger, value),
      (value: Buffer) => makeTimestamp(world.timestamps, value, { hash: 'sha1' }),
      (value: Buffer) => makeTimestamp(world.timestamps, value, { time: new Date(Date.now() + 86_400_000) }),
    ]
    for (const token of tokens) {
      const { report } = await verdict(stamped(token))
      expect(report.signatures[0]?.time).toMatchObject({ state: 'untrusted-timestamp', proven: null })
    }
  })

  it('an expired certificate is not saved by a timestamp that nobody trusts', async () => {
    const expired = makeCertificate({ commonName: 'Échu', validTo: new Date('2025-01-01') }, world.authority)
    const stranger = makeCertificate({ commonName: 'Étranger', purposes: [PURPOSE.timeStamping] })
    const container = makeXadesContainer({
      signer: expired,
      chain,
      timestampBy: stranger,
      timestampTime: new Date('2024-06-01'),
    })
    await expectVerdict(container, ['INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE'], 'CERTIFICATE_NOT_VALID_THEN')
  })
})
