import { createHash } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pki from 'pkijs'
import type { Credential } from './issue-certificate'

const BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1'
const VALID_FOR_MS = 7 * 24 * 3600 * 1000

/**
 * The root's own word (RFC 6960) that the certificates it issued were good at `at` (epoch ms, whole seconds count):
 * an OCSPResponse, DER, to be carried inside a signature. The root answers itself, as an issuer may.
 */
export async function ocspResponse(
  root: Credential,
  certificates: readonly Credential[],
  at: number,
): Promise<Buffer> {
  const thisUpdate = new Date(Math.floor(at / 1000) * 1000)
  const key = root.certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView
  const keyHash = new Uint8Array(createHash('sha1').update(key).digest()).buffer
  const basic = new pki.BasicOCSPResponse()
  const { tbsResponseData } = basic
  tbsResponseData.producedAt = thisUpdate
  tbsResponseData.responderID = new asn1.OctetString({ valueHex: keyHash })
  for (const { certificate } of certificates) {
    const certID = new pki.CertID()
    await certID.createForCertificate(certificate, {
      hashAlgorithm: 'SHA-256',
      issuerCertificate: root.certificate,
    })
    const good = new asn1.Primitive({ idBlock: { tagClass: 3, tagNumber: 0 } })
    tbsResponseData.responses.push(
      new pki.SingleResponse({
        certID,
        certStatus: good,
        thisUpdate,
        nextUpdate: new Date(thisUpdate.getTime() + VALID_FOR_MS),
      }),
    )
  }
  await basic.sign(root.key, 'SHA-256')
  const response = new pki.OCSPResponse({
    responseStatus: new asn1.Enumerated({ value: 0 }),
    responseBytes: new pki.ResponseBytes({
      responseType: BASIC_RESPONSE,
      response: new asn1.OctetString({ valueHex: basic.toSchema().toBER(false) }),
    }),
  })
  return Buffer.from(response.toSchema().toBER(false))
}
