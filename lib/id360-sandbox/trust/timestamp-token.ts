import { createHash } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pki from 'pkijs'
import type { Credential } from './issue-certificate'
import { signCms } from './sign-cms'

const SHA_256 = '2.16.840.1.101.3.4.2.1'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'
/** A policy of the sandbox's own, in the arc where nobody registers (X.667). */
const POLICY = '2.25.305419896'

/**
 * Makes an RFC 3161 time-stamp token over `bytes`: a CMS that holds the TSTInfo. `at` in epoch ms, whole seconds count.
 * The token's number is a part of the imprint: the same bytes always get the same number.
 */
export async function timestampToken(
  timestamper: Credential,
  bytes: Uint8Array,
  at: number,
): Promise<Buffer> {
  const digest = createHash('sha256').update(bytes).digest()
  const info = new pki.TSTInfo({
    version: 1,
    policy: POLICY,
    messageImprint: new pki.MessageImprint({
      hashAlgorithm: new pki.AlgorithmIdentifier({
        algorithmId: SHA_256,
        algorithmParams: new asn1.Null(),
      }),
      hashedMessage: new asn1.OctetString({ valueHex: new Uint8Array(digest).buffer }),
    }),
    serialNumber: new asn1.Integer({ value: digest.readUInt32BE(0) >>> 1 }),
    genTime: new Date(Math.floor(at / 1000) * 1000),
  })
  const content = Buffer.from(info.toSchema().toBER(false))
  return signCms(timestamper, { type: TST_INFO, bytes: content, detached: false }, at)
}
